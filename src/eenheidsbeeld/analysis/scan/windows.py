"""What was counted and what was expected in each window: area, number of neighbours, number of weeks."""

from dataclasses import dataclass

import numpy as np
from scipy.special import xlogy

from ..arrays import Flags, Floats
from .neighbours import Neighbours


@dataclass(frozen=True)
class Scheme:
    """The windows of one scan; `base` is what is expected per area, neighbour rank and duration.

    total is None for the expectation-based score; otherwise the number of cases over the whole study.
    """

    index: np.ndarray
    used: np.ndarray
    base: Floats
    total: float | None
    min_cases: int


def by_duration(x: Floats) -> Floats:
    """Sums over the last 1, 2, ... rows: from weeks by areas to areas by durations."""
    return np.ascontiguousarray(np.cumsum(x[::-1], axis=0).T)


def window_sums(x: Floats, near: Neighbours) -> Floats:
    """Sums per area, neighbour rank and duration; x is weeks by areas, the window ends in the last row."""
    held = by_duration(x)
    padded = np.vstack([held, np.zeros((1, held.shape[1]))])
    return np.cumsum(padded[near.index], axis=1)


def in_use(near: Neighbours, durations: int) -> Flags:
    """Which windows exist."""
    rank = np.arange(near.index.shape[1])
    return np.broadcast_to((rank[None, :] < near.used[:, None])[:, :, None], (*near.index.shape, durations))


def scores(cases: Floats, base: Floats, total: float | None, min_cases: int) -> Floats:
    """Log likelihood ratio of "more than expected here"; 0 where there is not more.

    Expectation-based: Neill (2009), Int. J. Forecasting 25. With a total: Kulldorff (1997), Comm. Statistics
    26.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        score = xlogy(cases, cases / base)
        if total is None:
            score = score + base - cases
        else:
            score = score + xlogy(total - cases, (total - cases) / (total - base))
    return np.where((cases > base) & (cases >= min_cases) & (base > 0), score, 0.0)
