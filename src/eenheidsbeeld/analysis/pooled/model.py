"""The pooled gamma-Poisson model: an area is like the others of its size until its own history says
otherwise.

Per phenomenon the national course is shared out by size; an area (and between them a region or unit) has an
effect with a Gamma(k, k) prior, k from the marginal likelihood (Clayton and Kaldor, 1987, Biometrics 43). The
dispersion differs by area too: it is a mixture over a few values, its weights pooled over areas (empirical
Bayes, Carlin and Louis, 2008, ch. 5), so the far tail of the prediction is as thick as the data say. A first
event in a silent place gets an honest, finite answer; a place without history gets that of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from ..arrays import BadCounts, Codes, Floats, Ints, checked_counts, frozen
from ..distributions import quantile, upper_tail
from ..reasons import Reason
from .national import fit_course

PHIS = np.array([1.0001, 1.25, 1.6, 2.2, 3.5, 6.0])
PHI_PRIOR = np.array([1.0, 1.0, 1.0, 1.0, 0.5, 0.25])
FIRST_PHI = 1.3
EM_ROUNDS = 40
OUTBREAK = 3e-5
KAPPAS = np.exp(np.linspace(np.log(0.1), np.log(1000.0), 47))


@dataclass(frozen=True)
class Reference:
    """Which earlier weeks count: from `first` to `last` weeks before the evaluated one."""

    first: int = 286
    last: int = 26

    def __post_init__(self) -> None:
        if not 1 <= self.last <= self.first:
            raise ValueError(f"reference weeks from {self.first} to {self.last} weeks back make no period")


@dataclass(frozen=True)
class Pooled:
    """Per area, phenomenon and evaluated week.

    The prediction is a mixture: for each value of `phis` a negative binomial with this mean and `size[...,
    j]`, weighted with `weight[..., j]`. phi and kappa per phenomenon and week are the pooled ones.
    """

    weeks: Ints
    mean: Floats
    size: Floats
    weight: Floats
    phi: Floats
    kappa: Floats
    reason: Codes


def pooled_expectation(
    counts: ArrayLike,
    size: ArrayLike,
    weeks: Sequence[int],
    *,
    reference: Reference = Reference(),
    groups: ArrayLike | None = None,
    areas: Sequence[str] | None = None,
) -> Pooled:
    """What to expect in each area (rows), phenomenon and week (positions from 0).

    counts: areas by phenomena by weeks, NaN missing. size: one positive number per area, such as inhabitants.
    groups: the region or unit of each area, as whole numbers; None is no layer between nation and area.
    """
    y = checked_counts(counts, dimensions=3, rows=areas, row_kind="area", column_kind="week")
    share = _shares(size, y.shape[0])
    region = np.zeros(y.shape[0], dtype=np.int64) if groups is None else np.asarray(groups)
    if region.shape != (y.shape[0],):
        raise BadCounts(f"{region.shape} groups for {y.shape[0]} areas")
    order = _own_order(y, share)
    back = np.argsort(order)
    y, share, region = y[order], share[order] / share[order].sum(), region[order]
    region = _numbered(region)
    n_areas, n_kinds, n_weeks = y.shape
    shape = (n_areas, n_kinds, len(weeks))
    mean, weight = np.full(shape, np.nan), np.full((*shape, len(PHIS)), np.nan)
    sizes = np.full((*shape, len(PHIS)), np.nan)
    phi, kappa = np.full(shape[1:], np.nan), np.full(shape[1:], np.nan)
    reason = np.full(shape, Reason.TOO_LITTLE_HISTORY, dtype=np.uint8)
    for column, week in enumerate(weeks):
        start, stop = max(week - reference.first, 0), week - reference.last + 1
        if week < 0 or stop <= start or start >= n_weeks:
            continue
        for kind in range(n_kinds):
            history = y[:, kind, start : min(stop, n_weeks)]
            if not np.isfinite(history).any():
                continue
            one = _one_kind(history, share, region, start, week)
            mean[:, kind, column], weight[:, kind, column] = one.mean, one.weight
            sizes[:, kind, column] = one.size
            phi[kind, column], kappa[kind, column] = one.phi, one.kappa
            reason[:, kind, column] = np.where(one.events > 0, Reason.OK, Reason.PRIOR_ONLY)
    mean, sizes, weight, reason = mean[back], sizes[back], weight[back], reason[back]
    return Pooled(
        frozen(np.asarray(weeks, dtype=np.int64)), frozen(mean), frozen(sizes), frozen(weight), frozen(phi),
        frozen(kappa), frozen(reason),
    )  # fmt: skip


def _own_order(y: Floats, share: Floats) -> Ints:
    """An order of the areas that follows from their numbers alone: sums then give the same bytes, however
    the caller ordered them."""
    order = sorted(range(len(share)), key=lambda a: (share[a], y[a].tobytes()))
    return np.array(order, dtype=np.int64)


def _numbered(region: NDArray[Any]) -> Ints:
    """Regions numbered as they first appear."""
    _, first, inverse = np.unique(region, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)


def _shares(size: ArrayLike, n: int) -> Floats:
    share = np.asarray(size, dtype=np.float64)
    if share.shape != (n,):
        raise BadCounts(f"{share.shape} sizes for {n} areas")
    if not (np.isfinite(share) & (share > 0)).all():
        where = int(np.flatnonzero(~(np.isfinite(share) & (share > 0)))[0])
        raise BadCounts(f"area {where + 1}: the size {share[where]} is not a positive number")
    return share


@dataclass(frozen=True)
class _Kind:
    mean: Floats
    size: Floats
    weight: Floats
    phi: float
    kappa: float
    events: Floats


def _one_kind(y: Floats, share: Floats, region: Ints, start: int, week: int) -> _Kind:
    known = np.isfinite(y)
    filled = np.where(known, y, 0.0)
    time = np.arange(start, start + y.shape[1], dtype=np.float64)
    exposure = (known * share[:, None]).sum(axis=0)
    total = np.where(exposure > 0, filled.sum(axis=0), np.nan)
    course = fit_course(total, exposure, time, np.array([float(week)]))
    line = share[:, None] * course.reference[None, :] * known
    expected = line.sum(axis=1)
    history = _events(filled)
    weights, phi = np.full((len(share), len(PHIS)), 1 / len(PHIS)), FIRST_PHI
    for _ in range(2):
        events = history.totals(len(share))
        effect, kappa, spread = _effects(events, expected, region, phi)
        weights, phi = _dispersion(history, line, expected, effect)
        history = history.without_outbreaks(line, effect, phi)
    mean = share * course.target[0] * effect
    relative = spread + course.relative_variance[0]
    size = mean[:, None] / (PHIS[None, :] - 1 + (mean * relative)[:, None])
    return _Kind(mean, size, weights, phi, kappa, history.totals(len(share)))


@dataclass(frozen=True)
class _History:
    """The weeks with events, one by one; all other known weeks are zero."""

    row: Ints
    column: Ints
    events: Floats

    def totals(self, areas: int) -> Floats:
        return np.bincount(self.row, weights=self.events, minlength=areas).astype(np.float64)

    def without_outbreaks(self, line: Floats, effect: Floats, phi: float) -> "_History":
        """Past weeks far above their expectation count for what was just possible (one in thirty
        thousand).
        """
        mean = np.maximum(line[self.row, self.column] * effect[self.row], 1e-12)
        size = mean / (phi - 1) if phi > 1 else np.full(mean.shape, np.inf)
        events = self.events.copy()
        far = np.flatnonzero((upper_tail(events, mean, size) < OUTBREAK) & (events > 2))
        events[far] = np.maximum(np.minimum(events[far], quantile(1 - OUTBREAK, mean[far], size[far])), 1)
        return _History(self.row, self.column, events)


def _events(filled: Floats) -> _History:
    row, column = np.nonzero(filled)
    return _History(row, column, filled[row, column])


def _effects(events: Floats, expected: Floats, region: Ints, phi: float) -> tuple[Floats, float, Floats]:
    """Posterior mean of region times area effect, the kappa of areas, and the relative variance that is
    left.
    """
    many = int(region.max()) + 1
    outer, spread = np.ones(many), np.zeros(many)
    if many > 1:
        n = np.bincount(region, weights=events, minlength=many).astype(np.float64)
        e = np.bincount(region, weights=expected, minlength=many).astype(np.float64)
        kappa_region = _best_kappa(n, e, phi)
        outer = (kappa_region + n / phi) / (kappa_region + e / phi)
        spread = 1 / (kappa_region + n / phi)
    inner_expected = expected * outer[region]
    kappa = _best_kappa(events, inner_expected, phi)
    inner = (kappa + events / phi) / (kappa + inner_expected / phi)
    return outer[region] * inner, kappa, spread[region] + 1 / (kappa + events / phi)


def _best_kappa(n: Floats, e: Floats, phi: float) -> float:
    """The kappa of highest marginal likelihood, variance phi * e + e^2 / kappa, under a weak prior around
    5.
    """
    e = np.maximum(e, 1e-9)[:, None]
    n = n[:, None]
    r = e / (phi - 1 + e / KAPPAS[None, :])
    log = gammaln(n + r) - gammaln(r) + r * np.log(r / (r + e)) + n * np.log(e / (r + e))
    score = log.sum(axis=0) - 0.5 * (np.log(KAPPAS / 5) / 2) ** 2
    return float(KAPPAS[int(np.argmax(score))])


def _dispersion(history: _History, line: Floats, expected: Floats, effect: Floats) -> tuple[Floats, float]:
    """Weights of each dispersion per area, pooled by expectation-maximisation, and their mean.

    Zeros are linear in the mean, so only weeks with events cost a logarithm.
    """
    row, areas = history.row, len(effect)
    mean = np.maximum(line[row, history.column] * effect[row], 1e-12)
    total, count = expected * effect, history.totals(areas)
    log = np.empty((areas, len(PHIS)))
    for j, phi in enumerate(PHIS):
        r = mean / (phi - 1)
        term = np.bincount(row, weights=gammaln(history.events + r) - gammaln(r), minlength=areas)
        log[:, j] = term - total * np.log(phi) / (phi - 1) + count * np.log((phi - 1) / phi)
    evidence = np.exp(log - log.max(axis=1, keepdims=True))
    pooled = np.full(len(PHIS), 1 / len(PHIS))
    for _ in range(EM_ROUNDS):
        posterior = pooled * evidence
        posterior /= posterior.sum(axis=1, keepdims=True)
        pooled = (posterior.sum(axis=0) + PHI_PRIOR) / (areas + PHI_PRIOR.sum())
    return posterior, float((posterior.mean(axis=0) * PHIS).sum())
