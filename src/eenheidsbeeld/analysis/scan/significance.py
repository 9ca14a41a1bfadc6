"""From the best scores on drawn maps to a p-value, by rank and by an extreme-value curve.

Monte-Carlo rank: Dwass (1957), Ann. Math. Stat. 28. Gumbel curve: Abrams, Kulldorff and Kleinman (2010),
Int. J. Health Geographics 9. A value below 1 / (replicates + 1) comes from the curve alone and is marked so.
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats


@dataclass(frozen=True)
class Gumbel:
    """Location and scale of the curve through the best scores."""

    mu: float
    sigma: float

    def tail(self, score: float) -> float:
        """How often a best score at least this high comes by itself."""
        if self.sigma <= 0:
            return 1.0 if score <= self.mu else 0.0
        return float(-np.expm1(-np.exp(-(score - self.mu) / self.sigma)))


def fit_gumbel(best: Floats) -> Gumbel:
    """By maximum likelihood (Newton on the scale, from the moments); without spread there is no scale."""
    if len(best) < 2 or best.max() == best.min():
        return Gumbel(float(best.mean()) if len(best) else 0.0, 0.0)
    mean, low = float(best.mean()), float(best.min())
    sigma = float(np.std(best, ddof=1) * np.sqrt(6) / np.pi)
    for _ in range(100):
        w = np.exp(-(best - low) / sigma)
        total, first, second = w.sum(), (best * w).sum(), (best * best * w).sum()
        tilted = first / total
        slope = -1 - (second / total - tilted**2) / sigma**2
        fresh = sigma - (mean - tilted - sigma) / slope
        fresh = min(max(fresh, sigma / 2), sigma * 2)
        settled = abs(fresh - sigma) < 1e-12 * sigma
        sigma = float(fresh)
        if settled:
            break
    mu = low - sigma * float(np.log(np.mean(np.exp(-(best - low) / sigma))))
    return Gumbel(mu, sigma)


def p_by_rank(score: float, best: Floats) -> float:
    """The share of maps, the real one included, that do at least as well."""
    return float((1 + np.sum(best >= score)) / (len(best) + 1))
