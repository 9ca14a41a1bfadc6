"""What the pages about security and privacy point to exists: every file, and every test by its name."""

from __future__ import annotations

import re

import pytest

from tests.house.conftest import ROOT

PAGES = ["docs/bio2.md", "docs/asvs.md", "docs/beheer.md", "docs/beveiliging.md", "docs/privacy.md"]
POINTER = re.compile(r"`((?:src|tests|docs|deploy|scripts|\.ci)/[\w./@-]+|[A-Z]+\.md)(?:::(\w+))?`")


def pointers(name: str) -> list[tuple[str, str]]:
    return POINTER.findall((ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_every_file_and_test_that_is_named_exists(name: str) -> None:
    missing = []
    for path, test in pointers(name):
        there = (ROOT / path).exists()
        if not there or (test and f"def {test}(" not in (ROOT / path).read_text("utf-8")):
            missing.append(f"{path}::{test}" if test else path)

    assert pointers(name)
    assert missing == []


@pytest.mark.parametrize("name", ["docs/bio2.md", "docs/asvs.md"])
def test_every_line_has_an_outcome(name: str) -> None:
    known = {"ja", "deels", "organisatie", "niet gedaan", "n.v.t."}
    rows = re.findall(r"^\| (?:V?\d[^|]*) \| [^|]+ \| ([^|]+) \|", (ROOT / name).read_text("utf-8"), re.M)

    assert len(rows) > 30
    assert {row.strip() for row in rows} <= known


def test_every_promise_about_privacy_names_its_code_and_a_test() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", (ROOT / "docs/privacy.md").read_text("utf-8"), re.M)
    promises = [(where, test) for where, test in rows if where not in ("Where", "---")]

    assert len(promises) > 25
    assert [row for row in promises if not row[0].startswith("`src/") or not row[1].startswith("`tests/")] == []


def test_every_kind_of_flaw_has_a_place_and_a_test() -> None:
    """A line of docs/beveiliging.md names what does it and what fails when it no longer does."""
    lines = re.findall(r"^\| (.+) \|$", (ROOT / "docs/beveiliging.md").read_text("utf-8"), re.M)
    rows = [cells for cells in (line.split(" | ") for line in lines) if cells[-1].startswith(("`tests/", "n.v.t."))]

    assert len(rows) > 25
    assert [row[0] for row in rows if not POINTER.search(row[-2])] == []
    assert [row[0] for row in rows if row[-1] != "n.v.t." and not POINTER.fullmatch(row[-1])] == []
