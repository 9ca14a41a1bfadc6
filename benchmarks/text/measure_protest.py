"""Protest in Dutch news and unrest in English snippets: F1, precision and recall, with how far chance reaches.

python benchmarks/text/measure_protest.py [dev|held|last] [--show]      (--show is for the development half only)
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

from measure_snippets import UNREST

CODES = {"nl": {"demonstration"}, "en": UNREST}
NAMES = {"nl": "demonstration in Dutch news", "en": "unrest in English snippets"}
DRAWS = 1000

Row = tuple[str, bool, str]  # language, what people say, text
Pair = tuple[bool, bool]  # what people say, what the rules say


def rows(half: str) -> list[Row]:
    file = "protest_dev.tsv" if half == "dev" else "protest_held.tsv"
    lines = (Path(__file__).parent / file).read_text("utf-8").splitlines()
    split = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(lang, label == "1", text) for h, lang, label, text in split if h == half]


def measure(half: str, show: bool = False) -> dict[str, tuple[float, ...]]:
    """Per language F1, precision, recall and the range of F1 in which 95 of 100 draws of such texts fall."""
    figures = {}
    for lang, codes in CODES.items():
        chosen = [(label, text) for known, label, text in rows(half) if known == lang]
        pairs = answers(chosen, codes, show)
        figures[NAMES[lang]] = (*scores(pairs), *spread(pairs))
    return figures


def answers(chosen: Sequence[tuple[bool, str]], codes: set[str], show: bool = False) -> list[Pair]:
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.pipeline import analyse

    found = analyse([Document(str(i), text) for i, (_, text) in enumerate(chosen)], steps={"phenomena"})
    pairs = []
    for (label, text), one in zip(chosen, found, strict=True):
        hits = [s for s in one.phenomena if s.code in codes]
        said = any(s.probability >= 0.5 for s in hits)
        pairs.append((label, said))
        if show and said != label:
            print("missed" if label else "too many", "|", text, "|", [(s.code, s.probability, s.words) for s in hits])
    return pairs


def scores(pairs: Sequence[Pair]) -> tuple[float, float, float]:
    right = sum(label and said for label, said in pairs)
    said, label = sum(s for _, s in pairs), sum(t for t, _ in pairs)
    return 2 * right / max(1, said + label), right / max(1, said), right / max(1, label)


def spread(pairs: Sequence[Pair]) -> tuple[float, float]:
    draw = random.Random(1)
    drawn = sorted(scores(draw.choices(pairs, k=len(pairs)))[0] for _ in range(DRAWS))
    return drawn[DRAWS // 40], drawn[-DRAWS // 40]


if __name__ == "__main__":
    half = sys.argv[1] if len(sys.argv) > 1 else "dev"
    for name, (f1, precision, recall, low, high) in measure(half, "--show" in sys.argv and half == "dev").items():
        print(f"{half}: {name}: F1 {f1:.3f} ({low:.3f}-{high:.3f}), precision {precision:.3f}, recall {recall:.3f}")
