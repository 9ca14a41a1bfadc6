"""An alarm budget: the few most unusual things of the week, with how many of them chance alone would bring.

People understand "10 alerts, about 6 by chance"; they do not understand q-values. Benjamini and Hochberg
(1995), JRSS B 57, and the discrete version of Heyse (2011) are here for the day the far tail has proved
itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Flags, Floats, Ints, frozen
from .candidates import Candidate
from .events import Event, continued, one_event_each
from .hierarchy import Gate, opened
from .tail import TailRatio, recalibrated_p


@dataclass(frozen=True)
class Ranking:
    """order: positions of the shown signals, most unusual first; cut: the p of the last; by_chance: how many
    of them.
    """

    order: Ints
    cut: float
    by_chance: float


def rank_signals(
    p: ArrayLike,
    budget: int,
    tail: TailRatio | None = None,
    *,
    chance_at: Callable[[float], float] | None = None,
    largest_p: float = 0.05,
) -> Ranking:
    """The `budget` smallest p-values that are at most `largest_p`; ties are shown whole or not at all.

    chance_at(p): how many of all comparisons pass p by themselves; without it number times p, which is too
    high for small counts and so errs on the humble side.
    """
    raw = np.asarray(p, dtype=np.float64).ravel()
    values = recalibrated_p(raw, tail) if tail is not None else raw
    known = np.flatnonzero(np.isfinite(values) & (values <= largest_p))
    order = known[np.argsort(values[known], kind="stable")]
    if budget < 0:
        raise ValueError("a budget cannot be negative")
    if len(order) > budget:
        first_out = values[order[budget]]
        order = order[:budget]
        order = order[values[order] < first_out]
    cut = float(values[order[-1]]) if len(order) else 0.0
    tested = int(np.isfinite(values).sum())
    expected = chance_at(cut) if chance_at is not None else tested * cut
    return Ranking(frozen(order.astype(np.int64)), cut, float(min(expected, len(order))))


@dataclass(frozen=True)
class WeeklyList:
    """The alerts of one viewer and week: events in order, and the sentence "by chance you would see x of
    these".
    """

    events: tuple[Event, ...]
    by_chance: float
    tested: int
    not_shown: int


def weekly_list(
    candidates: Sequence[Candidate],
    budget: int,
    *,
    tested: int,
    gate: Gate = Gate(),  # noqa: B008  (frozen)
    earlier: Sequence[Event] = (),
    chance_at: Callable[[float], float] | None = None,
    largest_p: float = 0.05,
) -> WeeklyList:
    """What this viewer sees: levels opened, one event each, ranked over all levels, cut at the budget.

    candidates: only what the viewer may see. tested: how many comparisons they were drawn from.
    """
    events = one_event_each([c for c in opened(candidates, gate) if c.p <= largest_p])
    events.sort(key=lambda e: (e.lead.p, -e.lead.level, e.lead.key))
    shown = continued(events[:budget], earlier)
    cut = shown[-1].lead.p if shown else 0.0
    expected = chance_at(cut) if chance_at is not None else tested * cut
    return WeeklyList(tuple(shown), float(min(expected, len(shown))), tested, len(events) - len(shown))


def bh(p: ArrayLike, q: float) -> Flags:
    """Benjamini-Hochberg at level q; NaN is never rejected."""
    values = np.asarray(p, dtype=np.float64).ravel()
    known = np.flatnonzero(np.isfinite(values))
    order = known[np.argsort(values[known], kind="stable")]
    within = values[order] <= q * np.arange(1, len(order) + 1) / max(len(order), 1)
    out = np.zeros(len(values), dtype=bool)
    if within.any():
        out[order[: int(np.flatnonzero(within)[-1]) + 1]] = True
    return out


def bh_discrete(p: ArrayLike, support: Sequence[Floats], q: float) -> Flags:
    """The same for p-values that can only take the values in `support` (one array per comparison)."""
    values = np.asarray(p, dtype=np.float64).ravel()
    out = np.zeros(len(values), dtype=bool)
    known = np.flatnonzero(np.isfinite(values))
    order = known[np.argsort(values[known], kind="stable")]
    last = -1
    for place, i in enumerate(order):
        reach = [float(np.max(s[s <= values[i]], initial=0.0)) for s in support]
        if sum(reach) / (place + 1) <= q:
            last = place
    out[order[: last + 1]] = True
    return out
