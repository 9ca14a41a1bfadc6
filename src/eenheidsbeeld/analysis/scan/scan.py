"""Prospective space-time scan: the areas and weeks, ending now, that stand out most, and how often chance
does so.

Expectation-based Poisson: Neill (2009), Int. J. Forecasting 25(3). Kulldorff Poisson: Kulldorff (2001), JRSS
A 164. Permutation: Kulldorff, Heffernan, Hartman, Assuncao and Mostashari (2005), PLoS Medicine 2(3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import BadCounts, Floats, Ints, Maps, checked_counts, frozen
from .maxima import Engine, best_scores
from .neighbours import Neighbours
from .replicates import Null, expectation_maps, fitted_phi, fixed_total_maps, permuted_maps
from .significance import Gumbel, fit_gumbel, p_by_rank
from .windows import Scheme, in_use, scores, window_sums

Model = Literal["expectation", "kulldorff", "permutation"]


@dataclass(frozen=True)
class Cluster:
    """A window that stands out: its areas (positions, nearest first), how many weeks up to now, and how sure.

    p_gumbel below 1 / (replicates + 1) is `extrapolated` and must be shown with that word.
    """

    centre: int
    areas: tuple[int, ...]
    weeks: int
    observed: float
    expected: float
    score: float
    p_mc: float
    p_gumbel: float
    extrapolated: bool


@dataclass(frozen=True)
class ScanResult:
    """Non-overlapping clusters, best first, and the yardstick they were held against."""

    clusters: tuple[Cluster, ...]
    best_score: float
    replicate_max: Floats
    gumbel: Gumbel
    phi: float
    model: Model


@dataclass(frozen=True)
class _Study:
    counts: Floats
    expected: Floats
    near: Neighbours
    total: float | None
    back: Ints


def scan(
    counts: ArrayLike,
    expected: ArrayLike | None = None,
    *,
    neighbours: Neighbours,
    model: Model = "expectation",
    population: ArrayLike | None = None,
    max_weeks: int = 8,
    null: Null = Null(),  # noqa: B008  (frozen)
    replicates: int = 999,
    seed: int = 0,
    min_cases: int = 2,
    max_p: float = 0.05,
    engine: Engine = "auto",
    areas: Sequence[str] | None = None,
) -> ScanResult:
    """Scan the last `max_weeks` rows of `counts` (weeks by areas, NaN missing) for clusters that are still
    going on.

    expectation: `expected` per week and area, from the past; known campaign days belong in it.
    kulldorff: `population` per area; all weeks given are the study. permutation: needs a long history.
    The null is negative binomial with fitted dispersion for the expectation model; the others hold the total.
    """
    y = checked_counts(counts, columns=areas, row_kind="week", column_kind="area")
    durations = min(max_weeks, y.shape[0])
    if durations < 1 or replicates < 0:
        raise ValueError("a scan needs at least one week, and replicates cannot be negative")
    base, total = _baseline(y, expected, population, model)
    study = _in_own_order(y, base, neighbours, total)
    phi = _phi(study, null, model, durations)
    cut = study.expected[-durations:]
    scheme = Scheme(study.near.index, study.near.used, window_sums(cut, study.near), study.total, min_cases)
    seen = window_sums(np.nan_to_num(study.counts[-durations:]), study.near)
    score = scores(seen, scheme.base, study.total, min_cases)
    score = np.where(in_use(study.near, durations), score, 0.0)
    rng = np.random.default_rng(seed)
    maps = _maps(study, model, durations, null, phi, replicates, rng)
    best = np.concatenate([best_scores(m, scheme, engine) for m in maps]) if replicates else np.zeros(0)
    clusters = _clusters(study, score, seen, scheme.base, best, max_p)
    return ScanResult(clusters, float(score.max(initial=0.0)), frozen(best), fit_gumbel(best), phi, model)


def _baseline(
    y: Floats, expected: ArrayLike | None, population: ArrayLike | None, model: Model
) -> tuple[Floats, float | None]:
    known = np.isfinite(y)
    filled = np.where(known, y, 0.0)
    total = float(filled.sum())
    if model == "permutation":
        with np.errstate(invalid="ignore"):
            return filled.sum(axis=1, keepdims=True) * filled.sum(axis=0) / max(total, 1.0), total
    if model == "kulldorff":
        if population is None:
            raise ValueError("the Kulldorff model needs a population per area")
        people = np.broadcast_to(np.asarray(population, dtype=np.float64), y.shape)
        if not (np.isfinite(people) & (people > 0)).all():
            raise BadCounts("a population is missing, zero or negative")
        at_risk = people * known
        return total * at_risk / at_risk.sum(), total
    if expected is None:
        raise ValueError("the expectation-based model needs expected counts")
    base = np.array(expected, dtype=np.float64)
    if base.shape != y.shape:
        raise BadCounts(f"expected counts have shape {base.shape}, counts {y.shape}")
    wrong = known & ~(np.isfinite(base) & (base > 0))
    if wrong.any():
        week, area = np.argwhere(wrong)[0]
        raise BadCounts(f"week {week + 1}, area {area + 1}: the expected count {base[week, area]} is not positive")
    return np.where(known, base, 0.0), None


def _in_own_order(y: Floats, base: Floats, near: Neighbours, total: float | None) -> _Study:
    """Areas in an order that follows from their numbers: the draws then do not depend on the caller's
    order.
    """
    by_area, expected = np.ascontiguousarray(y.T), np.ascontiguousarray(base.T)
    order = sorted(range(y.shape[1]), key=lambda a: (expected[a].tobytes(), by_area[a].tobytes()))
    back = np.array(order, dtype=np.int64)
    place = np.append(np.argsort(back), -1)
    moved = Neighbours(np.ascontiguousarray(place[near.index[back]]), np.ascontiguousarray(near.used[back]))
    return _Study(np.ascontiguousarray(y[:, back]), np.ascontiguousarray(base[:, back]), moved, total, back)


def _phi(study: _Study, null: Null, model: Model, durations: int) -> float:
    if model != "expectation" or null.kind == "poisson":
        return 1.0
    if null.phi is not None:
        return max(float(null.phi), 1.0)
    # the weeks that are scanned may hold the cluster; they only count when there is little else
    past = slice(None, -durations) if len(study.counts) >= 3 * durations else slice(None)
    return fitted_phi(study.counts[past], study.expected[past])


def _maps(
    study: _Study,
    model: Model,
    durations: int,
    null: Null,
    phi: float,
    replicates: int,
    rng: np.random.Generator,
) -> Iterator[Maps]:
    if model == "expectation":
        return expectation_maps(study.expected[-durations:], null, phi, replicates, rng)
    if model == "kulldorff":
        assert study.total is not None
        share = study.expected[-durations:] / max(study.total, 1.0)
        return fixed_total_maps(share, int(study.total), replicates, rng)
    return permuted_maps(np.nan_to_num(study.counts).astype(np.int64), durations, replicates, rng)


def _clusters(
    study: _Study, score: Floats, seen: Floats, base: Floats, best: Floats, max_p: float
) -> tuple[Cluster, ...]:
    """The best window of each centre, best first, none that shares an area with a better one.

    Of equal scores the smallest window counts, then the shortest, then the centre that comes first.
    """
    gumbel, limit = fit_gumbel(best), 1 / (len(best) + 1)
    flat = score.reshape(len(score), -1)
    window = flat.argmax(axis=1)  # the first of equals: the smallest, then the shortest
    top = flat[np.arange(len(flat)), window]
    rank, week = np.unravel_index(window, score.shape[1:])
    taken: set[int] = set()
    found: list[Cluster] = []
    for a in np.lexsort((np.arange(len(top)), week, rank, -top)):
        value = float(top[a])
        if value <= 0 or (max_p < 1 and p_by_rank(value, best) > max_p):
            break
        inside = [int(study.back[i]) for i in study.near.index[a, : rank[a] + 1]]
        if taken.intersection(inside):
            continue
        taken.update(inside)
        place, p = (a, rank[a], week[a]), gumbel.tail(value)
        found.append(
            Cluster(
                int(study.back[a]),
                tuple(inside),
                int(week[a]) + 1,
                float(seen[place]),
                float(base[place]),
                value,
                p_by_rank(value, best),
                p,
                p < limit,
            )
        )
    return tuple(found)
