"""How far counts scatter around their mean: a mixture of dispersions, its weights from past weeks.

Two families side by side, variance in proportion to the mean and variance growing with its square; the
weights by expectation-maximisation (Dempster, Laird and Rubin, 1977, JRSS B 39).
"""

import numpy as np

from ..arrays import Floats, frozen
from ..distributions import log_probability
from ..prediction import Prediction

PHIS = np.array([1.02, 1.3, 1.8, 3.0, 6.0])
SQUARES = np.array([0.15, 0.5, 1.5, 5.0])
PARTS = len(PHIS) + len(SQUARES)
EM_ROUNDS = 40
MOST_ROWS = 12_000


def part_sizes(mean: Floats) -> Floats:
    """The size of each part at this mean, along a new last axis."""
    linear = mean[..., None] / (PHIS - 1)
    square = np.broadcast_to(1 / SQUARES, (*mean.shape, len(SQUARES)))
    return np.concatenate([linear, square], axis=-1)


def fit_dispersion(y: Floats, mean: Floats, importance: Floats) -> Floats:
    """Weights of the parts that fit these counts best; without counts, all parts alike."""
    weight = np.full(PARTS, 1 / PARTS)
    if not len(y):
        return weight
    if len(y) > MOST_ROWS:  # the newest stand last
        y, mean, importance = y[-MOST_ROWS:], mean[-MOST_ROWS:], importance[-MOST_ROWS:]
    log = log_probability(y[:, None], mean[:, None], part_sizes(mean))
    evidence = np.exp(log - log.max(axis=1, keepdims=True))
    for _ in range(EM_ROUNDS):
        posterior = weight * evidence
        posterior *= (importance / posterior.sum(axis=1))[:, None]
        weight = posterior.sum(axis=0) + 1.0 / PARTS
        weight /= weight.sum()
    return np.asarray(weight)


def with_dispersion(mean: Floats, weight: Floats) -> Prediction:
    """The distribution around each mean; parts that carry nothing are left out."""
    use = weight > 1e-3
    share = weight[use] / weight[use].sum()
    size = part_sizes(mean)[..., use]
    means = np.broadcast_to(mean[..., None], size.shape)
    return Prediction(frozen(means.copy()), frozen(size), frozen(np.broadcast_to(share, size.shape).copy()))
