"""Measure on texts of others that are read and not kept here: python benchmarks/text/measure_real.py FILE… [--show]

One JSON object per line. What is labelled is measured:
`text`; `published` or null; `persons`: names as they stand in the text; `places`: [name, code of the municipality or
null]; `dates`: [words, first day, last day]; `demonstration` and `unrest`: 0 or 1; `doubt`: a reader could say either.
"""

# ruff: noqa: E501
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import measure as m
import measure_protest as protest
from measure_snippets import UNREST

WRITTEN = "2024-06-03T09:00:00"


def rows_of(file: Path) -> list[dict[str, Any]]:
    lines = file.read_text("utf-8").splitlines()
    return [_as_row(json.loads(line)) for line in lines if line.strip()]


def _as_row(one: dict[str, Any]) -> dict[str, Any]:
    text = one["text"]
    known = dict(one.get("places", ()))
    when = {words: (first, last) for words, first, last in one.get("dates", ())}
    return one | {
        "published": one.get("published") or WRITTEN,
        "spans": [(start, end, "person") for start, end, _ in _everywhere(text, one.get("persons", ()))],
        "places": [(start, end, known[name] or "") for start, end, name in _everywhere(text, known)],
        "dates": [
            (start, end, *when[words], "plain" if when[words][0] == when[words][1] else "range")
            for start, end, words in _everywhere(text, when)
            if when[words][0]
        ],
    }


def _everywhere(text: str, words: Sequence[str] | dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Each place where one of the words stands as a whole, the longest first, never two over one another."""
    taken: list[tuple[int, int]] = []
    for word in sorted(words, key=len, reverse=True):
        for hit in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
            if all(hit.end() <= start or end <= hit.start() for start, end in taken):
                taken.append(hit.span())
                yield *hit.span(), word


def unrest(rows: Sequence[dict[str, Any]], label: str, codes: set[str], show: bool) -> str:
    sure = [(bool(row[label]), row["text"]) for row in rows if label in row and not row.get("doubt")]
    pairs = protest.answers(sure, codes, show)
    (f1, precision, recall), (low, high) = protest.scores(pairs), protest.spread(pairs)
    yes = sum(said for said, _ in pairs)
    return f"{len(pairs)} texts, {yes} yes: F1 {f1:.3f} ({low:.3f}-{high:.3f}), precision {precision:.3f}, recall {recall:.3f}"


def main() -> None:
    show: Callable[[str], None] | None = print if "--show" in sys.argv else None
    for file in map(Path, (one for one in sys.argv[1:] if not one.startswith("--"))):
        rows = rows_of(file)
        if "persons" in rows[0]:
            answers = m.product(rows)
            figures = m.masks(rows, answers, show) | m.places(rows, answers, m.name_codes(), show)
            figures |= m.dates(rows, answers, show)
            print(
                file.name,
                len(rows),
                "texts:",
                *(f"{name} {value:.3f}" for name, value in figures.items()),
                sep="\n  ",
            )
        if "demonstration" in rows[0]:
            print(file.name, "demonstration", unrest(rows, "demonstration", {"demonstration"}, bool(show)))
        elif "unrest" in rows[0]:
            print(file.name, "unrest", unrest(rows, "unrest", UNREST, bool(show)))


if __name__ == "__main__":
    main()
