"""The same text, the same report, the same event: three different things, kept apart.

A conflicting place, date or number keeps look-alikes apart, whatever the words say.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from eenheidsbeeld.text.findings import Findings
from eenheidsbeeld.text.sketches import Comparable, Signature, sketch_of, sketch_text

__all__ = ["Comparable", "Index", "Relation", "Signature", "comparable", "relation", "signature"]

SAME_REPORT = 0.5
SAME_EVENT = 0.34
_WINDOW_DAYS = 14


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


def relation(a: Comparable, b: Comparable, rarity: Callable[[int], float] | None = None) -> Relation:
    """Compare two sketches; `rarity` gives the weight of a word in this collection, when it is known."""
    reasons: list[str] = []
    penalty = _conflicts(a, b, reasons)
    same_words = _cosine(a, b, rarity)
    copied = _containment(a, b)
    if a.exact == b.exact and not penalty:
        return Relation("same_text", 1.0, ("the same words",))
    if copied >= 0.9 and same_words >= 0.9 and not penalty:
        return Relation("same_text", round(copied, 3), ("nearly the same words in the same order",))
    if copied >= SAME_REPORT and penalty < 0.3:
        return Relation(
            "same_report", round(copied, 3), (f"{copied:.0%} of the shorter text stands in the other", *reasons)
        )
    score = same_words - penalty + _support(a, b, reasons)
    if score >= SAME_EVENT:
        return Relation("same_event", round(min(score, 1.0), 3), ("telling words in common", *reasons))
    return Relation("none", round(max(score, 0.0), 3), tuple(reasons))


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
        penalty += 0.45
        reasons.append("other place")
    if a.days and b.days and not (a.days & b.days):
        gap = min(abs(x - y) for x in a.days for y in b.days)
        penalty += 0.25 if gap == 1 else 0.35
        reasons.append("other day")
    conflicting = [k for k in a.counts if k in b.counts and a.counts[k] != b.counts[k]]
    agreeing = [k for k in a.counts if k in b.counts and a.counts[k] == b.counts[k]]
    if conflicting and not agreeing:
        penalty += 0.2
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
        support -= min(0.15, 0.012 * gap)
    return support


@dataclass(slots=True)
class Index:
    """Texts of a stream, grouped by event. The outcome does not depend on the order of arrival.

    Links between texts are laid on arrival; groups are made from the links when asked, starting from the
    strongest, and joined only when their members agree on average.
    """

    window_days: int = _WINDOW_DAYS
    _items: dict[str, Comparable] = field(default_factory=dict)
    _bands: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _links: dict[tuple[str, str], Relation] = field(default_factory=dict)

    def add(self, id: str, signed: Signature) -> list[tuple[str, Relation]]:
        """Put a text in; gives the texts it relates to, the strongest first."""
        item = comparable(id, signed)
        related = []
        for other in self._candidates(item, signed.bands):
            found = relation(item, self._items[other])
            if found.kind != "none":
                related.append((other, found))
                self._links[(min(id, other), max(id, other))] = found
        self._items[id] = item
        for band in signed.bands:
            self._bands[band].append(id)
        return sorted(related, key=lambda pair: (-_strength(pair[1]), pair[0]))

    def _candidates(self, item: Comparable, bands: Iterable[int]) -> set[str]:
        found: set[str] = set()
        for band in bands:
            for other in self._bands.get(band, ())[-400:]:
                theirs = self._items[other].published
                if item.published is None or theirs is None or abs(item.published - theirs) <= self.window_days:
                    found.add(other)
        return found

    def groups(self) -> dict[str, str]:
        """For each text the identifier of its event: the smallest id of the group."""
        members: dict[str, list[str]] = {id: [id] for id in self._items}
        owner = {id: id for id in self._items}
        for (a, b), _ in sorted(self._links.items(), key=lambda kv: (-_strength(kv[1]), kv[0])):
            left, right = owner[a], owner[b]
            if left != right and self._agree(members[left], members[right]):
                keep, gone = (left, right) if left < right else (right, left)
                members[keep] += members.pop(gone)
                for id in members[keep]:
                    owner[id] = keep
        return owner

    def _agree(self, left: list[str], right: list[str]) -> bool:
        """Average link over at most 400 pairs."""
        total = count = 0.0
        for a in left[:20]:
            for b in right[:20]:
                found = self._links.get((min(a, b), max(a, b)))
                total += _strength(found) if found else relation(self._items[a], self._items[b]).score * 0.9
                count += 1
        return total / count >= SAME_EVENT * 0.75


def _strength(found: Relation) -> float:
    return found.score + {"same_text": 2.0, "same_report": 1.0}.get(found.kind, 0.0)
