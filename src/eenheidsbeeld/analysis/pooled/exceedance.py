"""How often a count like this comes by itself, from a mixture of negative binomials."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Flags, Floats, frozen
from ..distributions import log_probability, quantile, upper_tail
from .model import Pooled


@dataclass(frozen=True)
class Exceedance:
    """p is P(Y >= y), exact and finite; p_mid counts half of P(Y = y); the return period is 1 / p, in
    weeks.
    """

    p: Floats
    p_mid: Floats
    return_period_weeks: Floats


def exceedance(observed: ArrayLike, pooled: Pooled) -> Exceedance:
    """Compare observed counts (areas by phenomena by evaluated weeks) with what was expected of them."""
    y = np.asarray(observed, dtype=np.float64)
    p, equal = np.full(y.shape, np.nan), np.full(y.shape, np.nan)
    known = np.isfinite(y) & np.isfinite(pooled.mean)
    p[known] = 1.0
    ask = known & (y > 0)
    p[ask] = _mixed_tail(y[ask], pooled, ask)
    mean, size, weight = pooled.mean[known], pooled.size[known], pooled.weight[known]
    each = np.exp(log_probability(y[known][:, None], mean[:, None], size))
    equal[known] = (weight * each).sum(axis=1)
    with np.errstate(divide="ignore"):
        period = 1 / p
    return Exceedance(frozen(p), frozen(p - 0.5 * equal), frozen(period))


def _mixed_tail(y: Floats, pooled: Pooled, where: Flags) -> Floats:
    tails = upper_tail(y[:, None], pooled.mean[where][:, None], pooled.size[where])
    return np.asarray((pooled.weight[where] * tails).sum(axis=1))


def upper_bound(pooled: Pooled, alpha: float) -> Floats:
    """The smallest count that is exceeded with probability at most alpha."""
    known = np.isfinite(pooled.mean)
    out = np.full(pooled.mean.shape, np.nan)
    mean, size, weight = pooled.mean[known], pooled.size[known], pooled.weight[known]
    low = quantile(1 - alpha, mean[:, None], size).min(axis=1)
    open_ = np.arange(len(low))
    while len(open_):
        tails = upper_tail(low[open_][:, None] + 1, mean[open_][:, None], size[open_])
        open_ = open_[(weight[open_] * tails).sum(axis=1) > alpha]
        low[open_] += 1
    out[known] = low
    return out


def chance_of_alarm(pooled: Pooled, alpha: float) -> Floats:
    """The probability that a week passes its bound by itself: at most alpha, for small means much less.

    Summed over all that is watched this is "by chance you would see x of these".
    """
    known = np.isfinite(pooled.mean)
    out = np.full(pooled.mean.shape, np.nan)
    out[known] = _mixed_tail(upper_bound(pooled, alpha)[known] + 1, pooled, known)
    return out


def total_variance(pooled: Pooled) -> Floats:
    """Variance of the predicted count: the mixture's, so dispersion and ignorance of the mean together."""
    mean = pooled.mean[..., None]
    with np.errstate(invalid="ignore"):
        return np.asarray((pooled.weight * (mean + mean * mean / pooled.size)).sum(axis=-1))
