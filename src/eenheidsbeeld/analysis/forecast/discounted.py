"""The default forecast: discounted gamma-Poisson per area, shrunk to the pooled mean.

`forecast_dgp` is the plain model, two numbers chosen on past log score. `fit_additive` lets several
discounts, the season, the wave and the calendar add up, with weights that cannot be negative (the
expectation-maximisation of the additive Poisson model: Lange and Carson, 1984, J. Computer Assisted
Tomography 8).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln

from ..arrays import Floats, checked_counts, frozen
from ..prediction import Prediction
from .components import Components, running
from .dispersion import PHIS, fit_dispersion, with_dispersion

GRID_DISCOUNT = (0.7, 0.8, 0.88, 0.93, 0.96, 0.98, 0.99, 1.0)
GRID_PRIOR = (0.5, 2.0, 8.0, 30.0)
HALF_LIFE = 52.0
EM_ROUNDS = 80


@dataclass(frozen=True)
class Discounted:
    """The chosen discount and prior weight (in weeks), the pooled mean, and the forecast per area."""

    discount: float
    prior_weeks: float
    prediction: Prediction


def _pooled(y: Floats) -> Floats:
    known = np.isfinite(y)
    events = np.cumsum(np.where(known, y, 0.0).sum(axis=0))
    return np.asarray((events + 0.5) / (np.cumsum(known.sum(axis=0)) + 1.0))


def dgp_means(y: Floats, discount: float, prior: float, horizon: int) -> Floats:
    """The mean for every target week as it was known `horizon` weeks before; areas by weeks + horizon."""
    return _target_means(running(y, discount), _pooled(y), prior, horizon)


def _target_means(state: tuple[Floats, Floats], pooled: Floats, prior: float, horizon: int) -> Floats:
    n, e = state
    mean = (prior * pooled + n) / (prior + e)
    out = np.full((len(n), n.shape[1] + horizon), 0.5)
    out[:, horizon:] = mean
    return out


def importance_of(weeks: Floats, now: float) -> Floats:
    """Newer weeks teach more: half as much per year back."""
    return np.asarray(0.5 ** ((now - weeks) / HALF_LIFE))


def choose_dgp(y: Floats, horizon: int, window: int = 104) -> tuple[float, float]:
    """The discount and prior weight with the best log score over the last `window` weeks."""
    last = y.shape[1]
    first = max(min(26, last - 1), last - window, horizon)
    target = y[:, first:last]
    known = np.isfinite(target)
    best, choice = -np.inf, (0.96, 2.0)
    if not known.any():
        return choice
    pooled = _pooled(y)
    for discount in GRID_DISCOUNT:
        state = running(y, discount)
        for prior in GRID_PRIOR:
            mean = _target_means(state, pooled, prior, horizon)[:, first:last][known]
            score = _best_log_score(target[known], mean)
            if score > best:
                best, choice = score, (discount, prior)
    return choice


def _best_log_score(counts: Floats, mean: Floats) -> float:
    """The log probability of the counts under the dispersion that suits them best, but for what no mean changes.

    A quasi-likelihood would let the few busiest places decide for all.
    """
    hit = counts > 0
    y, m, silent = counts[hit], mean[hit], float(mean[~hit].sum())
    scores = []
    for phi in PHIS:
        r = m / (phi - 1)
        zeros = -silent * np.log(phi) / (phi - 1)
        scores.append(zeros + float(np.sum(gammaln(y + r) - gammaln(r) - r * np.log(phi) + y * np.log1p(-1 / phi))))
    return float(max(scores))


def forecast_dgp(
    counts: ArrayLike, discount: float | None = None, prior_weeks: float | None = None, horizon: int = 1
) -> Discounted:
    """The week `horizon` after the last; counts are areas by weeks. What is not given is chosen on past log
    score.
    """
    y = checked_counts(counts, row_kind="area", column_kind="week")
    if discount is None or prior_weeks is None:
        chosen = choose_dgp(y, horizon)
        discount = chosen[0] if discount is None else discount
        prior_weeks = chosen[1] if prior_weeks is None else prior_weeks
    mean = dgp_means(y, discount, prior_weeks, horizon)
    past, weeks = mean[:, : y.shape[1]], np.broadcast_to(np.arange(y.shape[1], dtype=np.float64), y.shape)
    learn = np.isfinite(y) & (weeks >= min(26, y.shape[1] - 1))
    weight = fit_dispersion(y[learn], past[learn], importance_of(weeks[learn], float(y.shape[1])))
    return Discounted(discount, prior_weeks, with_dispersion(mean[:, -1], weight))


def fit_additive(y: Floats, components: Components, first: int, last: int) -> Floats:
    """Weights of the components, none negative, learnt from target weeks `first` to `last` (not included)."""
    part = y[:, first:last]
    known = np.isfinite(part)
    x = components.value[:, :, first:last][:, known]
    weeks = np.broadcast_to(np.arange(first, last, dtype=np.float64), part.shape)[known]
    counts, importance = part[known], importance_of(weeks, float(last))
    size = len(components.names)
    weight = np.full(size, 1 / size)
    if not len(counts):
        return frozen(weight)
    exposure = (x * importance).sum(axis=1)
    # a tenth of a year of data says that the climatology is right, so an empty history gives a sane answer
    prior = np.where(np.arange(size) == 0, 5.0 * len(y) * max(float(counts.mean()), 1e-6), 0.0)
    slack = np.where(np.arange(size) == 0, prior, 1e-9)
    hit = counts > 0
    x_hit, gain = x[:, hit], counts[hit] * importance[hit]
    for _ in range(EM_ROUNDS):
        mean = np.maximum((weight[:, None] * x_hit).sum(axis=0), 1e-300)
        weight = (weight * (x_hit * (gain / mean)).sum(axis=1) + prior) / (exposure + slack)
    return frozen(weight)


def additive_means(weight: Floats, components: Components, first: int, last: int) -> Floats:
    """The means for target weeks `first` to `last` (not included); areas by weeks."""
    mean = (weight[:, None, None] * components.value[:, :, first:last]).sum(axis=0)
    return np.asarray(np.maximum(mean, 1e-9))
