"""Two sketches side by side: how the signals they are of relate, how surely, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eenheidsbeeld.text.similarity import Comparable, Signature, comparable, relation

SURE_OF_SAME_EVENT = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """Another signal that seems to be about the same, and why."""

    signal: int
    kind: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sketched:
    """A sketch ready to be compared many times, with the length of its words worked out once."""

    item: Comparable
    length: float

    @classmethod
    def of(cls, item: Comparable) -> Sketched:
        return cls(item, math.sqrt(sum([weight * weight for weight in item.stems.values()])))


def from_signature(signed: Signature) -> Sketched:
    return Sketched.of(comparable("", signed))


def from_stored(sketch: dict[str, Any]) -> Sketched:
    return Sketched.of(Comparable.from_sketch("", sketch))


def match(key: int, mine: Sketched, other: Sketched) -> Match:
    found = relation(mine.item, other.item, same_words=_same_words(mine, other))
    return Match(key, found.kind, found.score, found.reasons)


def _same_words(mine: Sketched, other: Sketched) -> float:
    left, right = mine.item.stems, other.item.stems
    shared = sum([left[stem] * right[stem] for stem in left.keys() & right.keys()])
    return shared / (mine.length * other.length) if shared else 0.0


def strongest(mine: Sketched, others: Mapping[int, Sketched]) -> Match | None:
    """The one that surely is about the same, and most surely of all."""
    matches = [match(key, mine, other) for key, other in others.items()]
    return max([one for one in matches if _is_sure(one)], key=strength, default=None)


def _is_sure(found: Match) -> bool:
    if found.kind == "same_event":
        return found.score >= SURE_OF_SAME_EVENT
    return found.kind in ("same_text", "same_report")


def strength(found: Match) -> tuple[float, int]:
    return found.score + {"same_text": 2.0, "same_report": 1.0}.get(found.kind, 0.0), -found.signal
