"""A forecast of a count as a whole distribution: a weighted mixture of negative binomials.

One shape for every model, so that they can be blended, scored and shown alike. The last axis holds the parts.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, frozen
from .distributions import log_probability, lower_tail, quantile, upper_tail


@dataclass(frozen=True)
class Prediction:
    """mean, size (inf is Poisson) and weight per part; weights sum to one along the last axis."""

    mean: Floats
    size: Floats
    weight: Floats

    @property
    def expected(self) -> Floats:
        """The mean count."""
        return np.asarray((self.weight * self.mean).sum(axis=-1))

    @property
    def variance(self) -> Floats:
        """Spread within the parts and between them."""
        centre = self.expected
        within = self.mean + self.mean**2 / self.size
        return np.asarray((self.weight * (within + (self.mean - centre[..., None]) ** 2)).sum(axis=-1))

    def at_least(self, count: Floats | float) -> Floats:
        """P(Y >= count)."""
        each = upper_tail(np.asarray(count, dtype=np.float64)[..., None], self.mean, self.size)
        return np.asarray((self.weight * each).sum(axis=-1))

    def at_most(self, count: Floats | float) -> Floats:
        """P(Y <= count)."""
        each = lower_tail(np.asarray(count, dtype=np.float64)[..., None], self.mean, self.size)
        return np.asarray((self.weight * each).sum(axis=-1))

    def log_probability(self, count: Floats) -> Floats:
        """log P(Y = count)."""
        log = log_probability(np.asarray(count, dtype=np.float64)[..., None], self.mean, self.size)
        top = log.max(axis=-1, keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            total = np.log((self.weight * np.exp(log - top)).sum(axis=-1))
        return np.asarray(total + top[..., 0])

    def quantile(self, probability: float) -> Floats:
        """The smallest count whose lower tail reaches `probability`."""
        parts = quantile(probability, self.mean, self.size)
        low, high = parts.min(axis=-1) - 1, parts.max(axis=-1)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            reached = self.at_most(middle) >= probability * (1 - 1e-14)
            high, low = np.where(reached, middle, high), np.where(reached, low, middle)
        return np.asarray(high)

    def interval(self, share: float) -> tuple[Floats, Floats]:
        """The central interval that holds at least `share`."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)


def single(mean: Floats, size: Floats) -> Prediction:
    """A prediction of one part."""
    mean, size = np.broadcast_arrays(np.asarray(mean, dtype=np.float64), np.asarray(size, dtype=np.float64))
    weight = np.ones((*mean.shape, 1))
    return Prediction(frozen(mean[..., None].copy()), frozen(size[..., None].copy()), frozen(weight))


def blended(parts: list[tuple[Prediction, Floats]]) -> Prediction:
    """Predictions side by side; the weights (per cell or one number) must add up to one."""
    mean = np.concatenate([p.mean for p, _ in parts], axis=-1)
    size = np.concatenate([p.size for p, _ in parts], axis=-1)
    weight = np.concatenate([p.weight * np.asarray(w)[..., None] for p, w in parts], axis=-1)
    return Prediction(frozen(mean), frozen(size), frozen(weight))
