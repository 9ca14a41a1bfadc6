"""Scores of a whole distribution for a count: logarithmic, ranked probability, Dawid-Sebastiani, PIT.

Czado, Gneiting and Held (2009), "Predictive model assessment for count data", Biometrics 65; Epstein (1969),
J. Applied Meteorology 8, for the ranked probability score, here as the exact sum. Lower is better.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, frozen
from ..prediction import Prediction

BLOCK = 4096
LONGEST_SUM = 20_000
TAIL = 1e-11


def score_log(y: ArrayLike, prediction: Prediction) -> Floats:
    """Minus the log of the probability given to the count that came."""
    return -prediction.log_probability(np.asarray(y, dtype=np.float64))


def score_squared(y: ArrayLike, prediction: Prediction) -> Floats:
    """Squared distance to the mean."""
    return np.asarray((np.asarray(y, dtype=np.float64) - prediction.expected) ** 2)


def score_dss(y: ArrayLike, prediction: Prediction) -> Floats:
    """Dawid and Sebastiani (1999): squared distance in units of the spread, plus the log of the spread."""
    variance = prediction.variance
    return np.asarray(score_squared(y, prediction) / variance + np.log(variance))


def score_rps(y: ArrayLike, prediction: Prediction) -> Floats:
    """Sum over all counts of the squared distance between the two distribution functions."""
    counts = np.asarray(y, dtype=np.float64)
    parts = prediction.mean.shape[-1]
    flat = counts.ravel()
    mean, size = prediction.mean.reshape(-1, parts), prediction.size.reshape(-1, parts)
    weight = prediction.weight.reshape(-1, parts)
    out = np.full(flat.shape, np.nan)
    reach = np.ceil(mean + 12 * np.sqrt(mean + mean * mean / size) + 30).max(axis=1)
    reach = np.maximum(reach, flat + 1)
    usable = np.flatnonzero(np.isfinite(flat) & np.isfinite(mean).all(axis=1))
    order = usable[np.argsort(reach[usable], kind="stable")]
    for start in range(0, len(order), BLOCK):
        rows = order[start : start + BLOCK]
        out[rows] = _rps_block(flat[rows], mean[rows], size[rows], weight[rows], float(reach[rows[-1]]))
    return out.reshape(counts.shape)


def _rps_block(y: Floats, mean: Floats, size: Floats, weight: Floats, reach: float) -> Floats:
    """Sum term by term from zero; past the counts that can be summed one by one, by the mean of each step."""
    poisson = ~np.isfinite(size)
    r = np.where(poisson, 1.0, size)
    share = np.where(poisson, 0.0, mean / (r + mean))
    with np.errstate(all="ignore"):
        log_first = np.where(poisson, -mean, -r * np.log1p(mean / r))
    first = np.where(poisson, mean, r * share)
    if reach > LONGEST_SUM or (log_first < -700).any():
        return _rps_by_steps(y, mean, size, weight, reach)
    term = np.exp(log_first)
    below = np.zeros(len(y))
    total = np.zeros(len(y))
    k = 0
    while True:
        below += (weight * term).sum(axis=1)
        above = np.maximum(1 - below, 0)
        total += np.where(k < y, below, above) ** 2
        if k >= reach or (k > y.max() and above.max() < TAIL):
            return total
        term = term * (first + k * share) / (k + 1)
        k += 1


def _rps_by_steps(y: Floats, mean: Floats, size: Floats, weight: Floats, reach: float) -> Floats:
    """For very large counts: the same sum over at most some thousands of equal steps."""
    p = Prediction(mean, size, weight)
    edges = np.unique(np.round(np.linspace(0, reach, 4001)))
    total = np.zeros(len(y))
    for low, high in pairwise(edges):
        middle = np.full(len(y), np.floor((low + high - 1) / 2))
        under = p.at_most(middle)
        split = np.clip(y - low, 0, high - low)
        total += split * under**2 + (high - low - split) * (1 - under) ** 2
    return total


@dataclass(frozen=True)
class Pit:
    """Shares per equal bin of the probability integral transform; all equal when the spread is right."""

    shares: Floats


def pit(y: ArrayLike, prediction: Prediction, bins: int = 10) -> Pit:
    """The non-randomised histogram of Czado et al.: no dice, so the same input gives the same picture."""
    counts = np.asarray(y, dtype=np.float64)
    low = np.where(counts > 0, prediction.at_most(np.maximum(counts - 1, 0)), 0.0)
    return pit_of(low, prediction.at_most(counts), bins)


def pit_of(low: ArrayLike, high: ArrayLike, bins: int = 10) -> Pit:
    """The same from the two steps of the distribution function at each count, as they were stored."""
    low, high = np.asarray(low, dtype=np.float64).ravel(), np.asarray(high, dtype=np.float64).ravel()
    known = np.isfinite(high) & np.isfinite(low)
    order = np.lexsort((high[known], low[known]))
    low, high = low[known][order], high[known][order]
    if not len(low):
        return Pit(frozen(np.full(bins, np.nan)))
    edge = np.linspace(0, 1, bins + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        up_to = [np.clip((e - low) / np.maximum(high - low, 1e-300), 0, 1).mean() for e in edge]
    return Pit(frozen(np.diff(np.array(up_to))))


def pit_randomised(y: ArrayLike, prediction: Prediction, rng: np.random.Generator) -> Floats:
    """One uniform draw per count between the two steps of its distribution function."""
    counts = np.asarray(y, dtype=np.float64)
    low = np.where(counts > 0, prediction.at_most(np.maximum(counts - 1, 0)), 0.0)
    return np.asarray(low + rng.random(counts.shape) * (prediction.at_most(counts) - low))
