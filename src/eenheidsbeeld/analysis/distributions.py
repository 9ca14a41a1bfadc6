"""Negative binomial and Poisson tails and quantiles for arrays, exact far into the tail.

Mean and size throughout; size = inf is Poisson. Tails are incomplete beta or gamma functions of the upper
side, never 1 - cdf, so a p-value of 1e-40 is still a number. Johnson, Kemp and Kotz (2005), Univariate
Discrete Distributions, ch. 5; quantiles with the fuzz of 64 epsilon that R uses.
"""

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaln, ndtri, xlog1py, xlogy

from .arrays import Flags, Floats

FUZZ = 64 * float(np.finfo(np.float64).eps)
LARGEST_MEAN_SEARCHED = 1e9


def _parts(mean: Floats, size: Floats) -> tuple[Floats, Flags]:
    poisson: Flags = ~np.isfinite(size)
    return np.where(poisson, 1.0, size), poisson


def upper_tail(y: Floats, mean: Floats, size: Floats) -> Floats:
    """P(Y >= y) for counts y."""
    y, mean, size = np.broadcast_arrays(np.asarray(y, float), np.asarray(mean, float), np.asarray(size, float))
    finite, poisson = _parts(mean, size)
    with np.errstate(all="ignore"):
        tail = np.where(poisson, gammainc(np.maximum(y, 1), mean), 0.0)
        beta = ~poisson
        if beta.any():
            prob = mean[beta] / (finite[beta] + mean[beta])
            tail[beta] = betainc(np.maximum(y[beta], 1), finite[beta], prob)
        tail = np.where(y <= 0, 1.0, tail)
    return np.where(np.isnan(y) | np.isnan(mean), np.nan, tail)


def lower_tail(y: Floats, mean: Floats, size: Floats) -> Floats:
    """P(Y <= y) for counts y; 0 below zero."""
    y, mean, size = np.broadcast_arrays(np.asarray(y, float), np.asarray(mean, float), np.asarray(size, float))
    finite, poisson = _parts(mean, size)
    with np.errstate(all="ignore"):
        tail = np.where(poisson, gammaincc(np.maximum(y, 0) + 1, mean), 0.0)
        beta = ~poisson
        if beta.any():
            prob = finite[beta] / (finite[beta] + mean[beta])
            tail[beta] = betainc(finite[beta], np.maximum(y[beta], 0) + 1, prob)
        tail = np.where(y < 0, 0.0, tail)
    return np.where(np.isnan(y) | np.isnan(mean), np.nan, tail)


def log_probability(y: Floats, mean: Floats, size: Floats) -> Floats:
    """log P(Y = y)."""
    y, mean, size = np.broadcast_arrays(np.asarray(y, float), np.asarray(mean, float), np.asarray(size, float))
    finite, poisson = _parts(mean, size)
    with np.errstate(all="ignore"):
        nb = (
            gammaln(y + finite) - gammaln(finite) - gammaln(y + 1)
            - xlog1py(finite, mean / finite) + xlogy(y, mean) - y * np.log(finite + mean)
        )  # fmt: skip
        pois = xlogy(y, mean) - mean - gammaln(y + 1)
    return np.asarray(np.where(poisson, pois, nb))


def quantile(probability: Floats | float, mean: Floats, size: Floats) -> Floats:
    """The smallest count whose lower tail reaches `probability`; NaN where the mean is NaN."""
    p, mean, size = np.broadcast_arrays(
        np.asarray(probability, float), np.asarray(mean, float), np.asarray(size, float)
    )
    shape = p.shape
    p, mean, size = p.ravel(), mean.ravel(), size.ravel()
    out = np.full(p.shape, np.nan)
    huge = np.isfinite(mean) & (mean > LARGEST_MEAN_SEARCHED)
    use = np.flatnonzero(np.isfinite(mean) & ~huge & (mean >= 0))
    guess = _cornish_fisher(p, mean, size)
    out[huge] = guess[huge]
    if len(use):
        out[use] = _searched(p[use] * (1 - FUZZ), mean[use], size[use], guess[use])
    return out.reshape(shape)


def _cornish_fisher(p: Floats, mean: Floats, size: Floats) -> Floats:
    with np.errstate(all="ignore"):
        spread = np.sqrt(mean + mean * mean / size)
        skew = (1 + 2 * mean / size) / spread
        z = ndtri(p)
        guess = np.floor(mean + spread * (z + skew * (z * z - 1) / 6) + 0.5)
    return np.maximum(np.where(np.isfinite(guess), guess, 0.0), 0.0)


def _searched(p: Floats, mean: Floats, size: Floats, guess: Floats) -> Floats:
    """From a good guess, in growing steps to a bracket, then halving: the answer does not depend on the
    guess.
    """
    low, high = np.full(p.shape, -1.0), guess.copy()
    step = np.maximum(1.0, np.floor(guess * 0.01))
    open_ = np.arange(len(p))
    while len(open_):
        short = lower_tail(high[open_], mean[open_], size[open_]) < p[open_]
        open_ = open_[short]
        low[open_] = high[open_]
        high[open_] += step[open_]
        step[open_] *= 2
    step = np.maximum(1.0, np.floor(guess * 0.01))
    open_ = np.flatnonzero((low < 0) & (high > 0))
    while len(open_):
        below = np.maximum(high[open_] - step[open_], -1.0)
        reaches = (below >= 0) & (lower_tail(below, mean[open_], size[open_]) >= p[open_])
        low[open_[~reaches]] = below[~reaches]
        high[open_[reaches]] = below[reaches]
        step[open_] *= 2
        open_ = open_[reaches & (high[open_] > 0)]
    open_ = np.flatnonzero(high - low > 1)
    while len(open_):
        middle = np.floor((low[open_] + high[open_]) / 2)
        reaches = lower_tail(middle, mean[open_], size[open_]) >= p[open_]
        high[open_[reaches]] = middle[reaches]
        low[open_[~reaches]] = middle[~reaches]
        open_ = open_[high[open_] - low[open_] > 1]
    return high
