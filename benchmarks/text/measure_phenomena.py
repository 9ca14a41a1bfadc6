"""Precision and recall of each phenomenon on the 352 written texts of one half.

python benchmarks/text/measure_phenomena.py [dev|held]

The labels of these texts are narrow: a blockade, an occupation or a farmers' protest is no demonstration there, also
when the text says "protest". The line "demonstration, open ones left out" does not count those texts against it.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from measure import rows_of

OPEN = {"blockade", "occupation", "farmers_protest"}

Counts = Mapping[str, Counter[str]]


def measure(half: str) -> Counts:
    """Per phenomenon how many were found rightly, too many and missed."""
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.pipeline import analyse

    rows = rows_of(half)
    found = analyse([Document(str(i), row["text"]) for i, row in enumerate(rows)], steps={"phenomena"})
    return count(rows, [{s.code for s in one.phenomena if s.probability >= 0.5} for one in found])


def count(rows: Sequence[Mapping[str, Any]], said: Iterable[set[str]]) -> Counts:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row, mine in zip(rows, said, strict=True):
        true = set(row["phenomena"])
        for code in mine | true:
            sort = "right" if code in mine & true else "too many" if code in mine else "missed"
            counts[code][sort] += 1
            counts["all"][sort] += 1
            if code == "demonstration" and not (sort == "too many" and true & OPEN):
                counts["demonstration, open ones left out"][sort] += 1
    return counts


if __name__ == "__main__":
    half = sys.argv[1] if len(sys.argv) > 1 else "dev"
    for code, sorts in sorted(measure(half).items()):
        right, many, missed = (sorts[sort] for sort in ("right", "too many", "missed"))
        precision, recall = right / max(1, right + many), right / max(1, right + missed)
        print(f"{half} {code}: precision {precision:.3f}, recall {recall:.3f}, {right + missed} texts")
