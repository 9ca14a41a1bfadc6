"""The files themselves: names that say something, sizes one can read, nothing secret, nothing of one machine."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.conftest import ROOT, is_ours, shown

LEFTOVER_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "signals"}
LONGEST = 400
# Written in two halves, so that this file does not hold what it forbids.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb.deb" + "ian.org"]
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work/(?:main|shared|wt-)|opt/(?:wheels|py))\b")
SECRETS = re.compile(
    "-----BEGIN [A-Z ]*" + "PRIVATE KEY-----|\\bAK" + "IA[0-9A-Z]{16}\\b|\\bgh[pousr]" + "_[A-Za-z0-9]{36}\\b"
    "|\\bglpat"
    + "-[\\w-]{20}|\\bxox[abp]"
    + "-\\d|://[^/\\s:@]+:(?!password|geheim|secret|wachtwoord)[^/\\s:@{$]{6,}@"
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:", re.I
)
# A mail is no page: no policy guards it, and mail programs read no style sheet. Only `style=` is let through there.
MAIL = "src/eenheidsbeeld/core/templates/mail/letter.html"
INLINE_STYLE = re.compile(r"\sstyle=\"[^\"]*\"", re.I)
TEXT = {"", ".py", ".sh", ".toml", ".cfg", ".yml", ".yaml", ".json"}
TEXT |= {".html", ".css", ".js", ".typ", ".po", ".md", ".txt"}


def test_no_file_is_called_after_leftovers(our_python: list[Path]) -> None:
    assert [shown(path) for path in our_python if path.stem in LEFTOVER_NAMES] == []


def test_a_file_is_short_enough_to_read(our_python: list[Path]) -> None:
    long = {shown(path): len(path.read_text("utf-8").splitlines()) for path in our_python}

    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_nothing_in_a_template_runs_or_styles_inline(our_templates: list[Path]) -> None:
    """The content security policy would stop it; here it is found before anyone sees a page without it."""
    found = [
        f"{shown(path)}:{number}: {line.strip()[:80]}"
        for path in our_templates
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if INLINE.search(INLINE_STYLE.sub("", line) if shown(path) == MAIL else line)
    ]

    assert found == []


def test_no_file_names_a_registry_a_machine_or_a_secret(tracked: list[Path]) -> None:
    found = []
    for path in tracked:
        if path.suffix not in TEXT or not is_ours(path) or path.stat().st_size > 3_000_000:
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
            if any(name in line for name in REGISTRIES) or MACHINE_PATHS.search(line) or SECRETS.search(line):
                found.append(f"{shown(path)}:{number}: {line.strip()[:80]}")

    assert found == []


def test_the_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("runtime", "dev"):
        lock = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        pinned = re.findall(r"^([a-z0-9][\w.-]*)==", lock, re.M)

        assert len(pinned) > 50
        assert lock.count("--hash=sha256:") >= len(pinned)
        assert "://" not in lock
