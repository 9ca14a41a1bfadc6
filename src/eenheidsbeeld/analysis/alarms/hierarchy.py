"""Nation, unit, district, municipality: a lower level opens when the level above is unusual, or on a strict
bound.

Testing down a tree keeps the number of comparisons low (Meinshausen, 2008, Biometrika 95). Coherence: counts
of a level are the sums of the level below, so that no page contradicts another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import BadCounts, Floats
from .candidates import Candidate, Source


@dataclass(frozen=True)
class Gate:
    """open_p: a level above with at most this p opens what is below; strict_p: opens by itself."""

    open_p: float = 0.05
    strict_p: float = 0.001


def opened(candidates: Sequence[Candidate], gate: Gate = Gate()) -> list[Candidate]:
    """The candidates that may be shown: the top, clusters, what lies under something unusual, and the
    extreme.

    A level that was not tested keeps nothing shut.
    """
    tested = _by_phenomenon(c for c in candidates if c.source is Source.SERIES)

    def may(candidate: Candidate) -> bool:
        if candidate.source is Source.CLUSTER or candidate.p <= gate.strict_p:
            return True
        above = [
            c
            for c in tested.get(candidate.phenomenon, [])
            if c.level < candidate.level and candidate.areas < c.areas and _overlap(c, candidate)
        ]
        if not above:
            return True
        nearest = max(c.level for c in above)
        return any(c.p <= gate.open_p for c in above if c.level == nearest)

    return [c for c in candidates if may(c)]


def _by_phenomenon(candidates: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.phenomenon, []).append(candidate)
    return groups


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.first_week <= b.last_week and b.first_week <= a.last_week


def summed(counts: Floats, areas: Sequence[str], parent: Mapping[str, str]) -> tuple[tuple[str, ...], Floats]:
    """Counts of the level above: parents in alphabetical order by weeks.

    A week in which a part is missing is missing for the whole; an area without parent is an error by name.
    """
    lost = [a for a in areas if a not in parent]
    if lost:
        raise BadCounts(f"area {lost[0]!r} has no parent")
    names = tuple(sorted({parent[a] for a in areas}))
    rows = [np.sum(counts[[i for i, a in enumerate(areas) if parent[a] == name]], axis=0) for name in names]
    return names, np.array(rows)


def is_coherent(parts: Floats, whole: Floats) -> bool:
    """Whether the parts (rows) add up to the whole where both are known."""
    total = parts.sum(axis=0)
    known = np.isfinite(total) & np.isfinite(whole)
    return bool(np.array_equal(total[known], whole[known]))
