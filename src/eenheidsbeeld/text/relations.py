"""The same text, the same report, the same event: three different things, kept apart.

A conflicting place, date or number keeps look-alikes apart, whatever the words say.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from eenheidsbeeld.text.findings import Findings
from eenheidsbeeld.text.sketches import AGE, ROAD, Comparable, Signature, sketch_of, sketch_text

SAME_REPORT = 0.5
SAME_EVENT = 0.33
VETO = 2.5  # how hard a conflict presses on what the words say
OTHER_PLACE, OTHER_DAY, OTHER_NAMES, OTHER_AGE, OTHER_NUMBER, OTHER_KIND, PER_DAY = (
    0.45,
    0.35,
    0.3,
    0.35,
    0.15,
    0.2,
    0.08,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """How two texts relate, and what that rests on."""

    kind: str  # same_text | same_report | same_event | none
    score: float
    reasons: tuple[str, ...]


def signature(findings: Findings | str) -> Signature:
    """Band keys and sketch of a cleaned text, small enough for a database row."""
    return sketch_of(findings) if isinstance(findings, Findings) else sketch_text(findings)


def comparable(id: str, signed: Signature) -> Comparable:
    return Comparable.from_sketch(id, signed.sketch)


def relation(
    a: Comparable, b: Comparable, rarity: Callable[[int], float] | None = None, *, same_words: float | None = None
) -> Relation:
    """Compare two sketches; `rarity` gives the weight of a word in this collection, when it is known;
    `same_words` is the cosine of the two when the caller worked it out already."""
    reasons: list[str] = []
    penalty = _conflicts(a, b, reasons)
    if same_words is None:
        same_words = _cosine(a, b, rarity)
    copied = _containment(a, b)
    if a.exact == b.exact and not penalty:
        return Relation("same_text", 1.0, ("the same words",))
    if copied >= 0.9 and same_words >= 0.9 and not penalty:
        return Relation("same_text", round(copied, 3), ("nearly the same words in the same order",))
    if copied >= SAME_REPORT and not penalty and min(len(a.shingles), len(b.shingles)) >= 8:
        return Relation(
            "same_report", round(copied, 3), (f"{copied:.0%} of the shorter text stands in the other", *reasons)
        )
    score = same_words * max(0.0, 1.0 - VETO * penalty) + _support(a, b, reasons)
    if score >= SAME_EVENT:
        return Relation("same_event", round(min(score, 1.0), 3), ("telling words in common", *reasons))
    return Relation("none", round(score, 3), tuple(reasons))


def _cosine(a: Comparable, b: Comparable, rarity: Callable[[int], float] | None) -> float:
    small, large = (a.stems, b.stems) if len(a.stems) <= len(b.stems) else (b.stems, a.stems)
    if not small:
        return 0.0
    weigh = rarity or (lambda _: 1.0)
    shared = sum((small[s] * weigh(s)) * (large[s] * weigh(s)) for s in small if s in large)
    if not shared:
        return 0.0
    left = math.sqrt(sum((w * weigh(s)) ** 2 for s, w in a.stems.items()))
    right = math.sqrt(sum((w * weigh(s)) ** 2 for s, w in b.stems.items()))
    return shared / (left * right)


def _containment(a: Comparable, b: Comparable) -> float:
    smallest = min(len(a.shingles), len(b.shingles))
    if smallest < 3:
        return 1.0 if a.shingles == b.shingles else 0.0
    return len(a.shingles & b.shingles) / smallest


def _conflicts(a: Comparable, b: Comparable, reasons: list[str]) -> float:
    """What speaks against one event: other places, other days, other numbers of the same thing."""
    penalty = 0.0
    if a.places and b.places and not (a.places & b.places):
        penalty += OTHER_PLACE
        reasons.append("other place")
    if a.days and b.days and not (a.days & b.days):
        gap = min(abs(x - y) for x in a.days for y in b.days)
        penalty += OTHER_DAY if gap > 1 else OTHER_DAY * 0.7
        reasons.append("other day")
    conflicting = [k for k in a.counts if k in b.counts and a.counts[k] != b.counts[k]]
    agreeing = [k for k in a.counts if k in b.counts and a.counts[k] == b.counts[k]]
    if a.entities and b.entities:
        shared = len(a.entities & b.entities) / min(len(a.entities), len(b.entities))
        if shared < 0.5:
            penalty += OTHER_NAMES if not shared else OTHER_NAMES / 3
            reasons.append("other names of organisations, roads or places")
    if a.concepts and b.concepts and not (a.concepts & b.concepts):
        penalty += OTHER_KIND
        reasons.append("other kind of happening")
    for key in (AGE, ROAD):
        if key in conflicting:
            penalty += OTHER_AGE
            reasons.append("other age" if key == AGE else "other road")
    if conflicting and not agreeing:
        penalty += OTHER_NUMBER
        reasons.append("other number")
    return penalty


def _support(a: Comparable, b: Comparable, reasons: list[str]) -> float:
    support = 0.0
    if a.places & b.places:
        support += 0.06
        reasons.append("same place")
    if a.days & b.days:
        support += 0.06
        reasons.append("same day")
    if any(b.counts.get(k) == v for k, v in a.counts.items()):
        support += 0.06
        reasons.append("same number")
    if a.published is not None and b.published is not None:
        gap = abs(a.published - b.published)
        support -= min(0.3, PER_DAY * max(0, gap - 1))
    return support


def strength(found: Relation) -> float:
    """For ranking: the same text before the same report before the same event."""
    return found.score + {"same_text": 2.0, "same_report": 1.0}.get(found.kind, 0.0)
