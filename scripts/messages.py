"""The Dutch words of the product: merge the parts, say what is missing, compile them. Needs no system tools.

    python scripts/messages.py            merge src/eenheidsbeeld/locale/nl/parts/*.po and compile django.mo
    python scripts/messages.py --check    also compare with the source; exit 1 when something is missing or wrong

Message ids are plain English; what stands in the parts is what people read.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "eenheidsbeeld"
DUTCH = PACKAGE / "locale" / "nl"
KEYWORDS = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"]),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}

QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
CALL = re.compile(rf"""\b(?:(?:n|p|np)?gettext|_)\((?:{QUOTED}|[^()'"])*\)""")

Key = tuple[str, str]  # context and English text


@dataclass
class Outcome:
    """The merged Dutch, and everything that is wrong with it."""

    catalog: Catalog
    problems: list[str] = field(default_factory=list)
    places: dict[Key, str] = field(default_factory=dict)


def merge_parts(parts: Iterable[Path]) -> Outcome:
    """One catalogue from all parts; two parts may say the same thing, not two different things."""
    outcome = Outcome(Catalog(locale="nl", project="Eenheidsbeeld", charset="utf-8", fuzzy=False))
    for part in parts:
        try:
            with part.open("rb") as opened:
                words = read_po(opened, locale="nl", ignore_obsolete=True, abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as problem:
            outcome.problems.append(f"{shown(part)}: cannot be read: {problem}")
            continue
        for message in words:
            if message.id:
                add(outcome, message, f"{shown(part)}:{message.lineno or 0}")
    return outcome


def add(outcome: Outcome, message: Message, place: str) -> None:
    key = key_of(message)
    if message.fuzzy:
        outcome.problems.append(f"{place}: unsure translation (fuzzy): {short(key)}")
        return
    if not is_translated(message):
        outcome.problems.append(f"{place}: no Dutch for: {short(key)}")
        return
    outcome.problems.extend(f"{place}: {problem}: {short(key)}" for problem in message.check(outcome.catalog))
    known = outcome.catalog.get(message.id, message.context)
    if known is not None and known.string != message.string:
        outcome.problems.append(f"{place}: other Dutch than in {outcome.places[key]}: {short(key)}")
        return
    outcome.catalog.add(message.id, message.string, flags=message.flags, context=message.context)
    outcome.places[key] = place


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings)


def key_of(message: Message) -> Key:
    text = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return (message.context or "", text)


def asked_for() -> dict[Key, str]:
    """Every message the source asks for, with the first place that does."""
    found: dict[Key, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            collect(found, path, path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.html")) + sorted(PACKAGE.rglob("templates/**/*.txt")):
        if "templates" in path.parts:
            collect(found, path, as_python(path))
    return found


def collect(found: dict[Key, str], path: Path, source: str) -> None:
    for line, key in messages_in(source):
        found.setdefault(key, f"{shown(path)}:{line}")


def messages_in(source: str) -> Iterator[tuple[int, Key]]:
    opened = io.BytesIO(source.encode("utf-8"))
    for line, function, text, _comments in extract_python(opened, list(KEYWORDS), (), {"encoding": "utf-8"}):
        words = [text] if isinstance(text, str) else [word for word in text or () if word]
        if not words:
            continue
        with_context = "pgettext" in function
        if with_context and len(words) > 1:
            yield line, (words[0], words[1])
        elif not with_context:
            yield line, ("", words[0])


def as_python(path: Path) -> str:
    """A template as lines of Python in which only its messages are left."""
    from django.utils.translation.template import templatize

    lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
    return "\n".join("; ".join(found[0] for found in CALL.finditer(line)) for line in lines)


def missing(outcome: Outcome, wanted: dict[Key, str]) -> list[str]:
    return [f"{place}: no Dutch for: {short(key)}" for key, place in wanted.items() if key not in outcome.places]


def unused(outcome: Outcome, wanted: dict[Key, str]) -> list[str]:
    return [f"{place}: nobody asks for: {short(key)}" for key, place in outcome.places.items() if key not in wanted]


def compile_catalog(catalog: Catalog, target: Path) -> None:
    """The compiled file appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    with fresh.open("wb") as opened:
        write_mo(opened, catalog)
    fresh.replace(target)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


def short(key: Key) -> str:
    context, text = key
    line = " ".join(text.split())
    return (f"[{context}] " if context else "") + (line if len(line) <= 100 else line[:97] + "…")


def main() -> int:
    parser = argparse.ArgumentParser(description="Merge, check and compile the Dutch messages.")
    parser.add_argument("--check", action="store_true", help="compare with the source; exit 1 on anything missing")
    parser.add_argument("--unused", action="store_true", help="also list Dutch that nobody asks for")
    chosen = parser.parse_args()
    outcome = merge_parts(sorted((DUTCH / "parts").glob("*.po")))
    compile_catalog(outcome.catalog, DUTCH / "LC_MESSAGES" / "django.mo")
    compile_catalog(merge_parts([DUTCH / "click.po"]).catalog, DUTCH / "LC_MESSAGES" / "click.mo")
    if not chosen.check:
        print(f"{len(outcome.places)} Dutch messages compiled", end="")
        print(f"; {len(outcome.problems)} left out (see make check)" if outcome.problems else "")
        return 0
    wanted = asked_for()
    problems = outcome.problems + missing(outcome, wanted)
    notes = unused(outcome, wanted) if chosen.unused else []
    print("\n".join(problems + notes + [f"{len(wanted)} messages asked for, {len(problems)} missing or wrong"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
