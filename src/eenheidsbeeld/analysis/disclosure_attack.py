"""The attack that published tables must withstand: narrow each cell down by all sums a reader can make.

Bound propagation over cells, rows, columns and the whole, repeated until nothing changes (Fellegi, 1972, "On
the question of statistical confidentiality", JASA 67; the bounds are those of Dobra and Fienberg, 2000,
PNAS 97, as far as single sums reach).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Floats


@dataclass(frozen=True)
class Bounds:
    """What a reader knows of each cell and each total before doing sums."""

    low: Floats
    high: Floats
    row_low: Floats
    row_high: Floats
    column_low: Floats
    column_high: Floats
    total_low: float
    total_high: float


@dataclass(frozen=True)
class Recovered:
    """How many of the small cells an outsider finds back."""

    small_cells: int
    exactly: int
    within_one: int


def _tighten(low: Floats, high: Floats, total_low: Floats, total_high: Floats) -> tuple[Floats, Floats]:
    """One pass along the last axis: a part is at least the total minus the most the others can be."""
    sum_low, sum_high = low.sum(axis=-1, keepdims=True), high.sum(axis=-1, keepdims=True)
    new_low = np.maximum(low, total_low[..., None] - (sum_high - high))
    new_high = np.minimum(high, total_high[..., None] - (sum_low - low))
    return new_low, new_high


def narrowed_cells(b: Bounds, rounds: int = 200) -> tuple[Floats, Floats]:
    """The narrowest range per cell that single sums give; contradicting ranges are given back as they are."""
    low, high = b.low.copy(), b.high.copy()
    rows, columns = (b.row_low.copy(), b.row_high.copy()), (b.column_low.copy(), b.column_high.copy())
    total = (np.array(b.total_low), np.array(b.total_high))
    for _ in range(rounds):
        before = low.sum() - high.sum()
        rows = (np.maximum(rows[0], low.sum(axis=1)), np.minimum(rows[1], high.sum(axis=1)))
        columns = (np.maximum(columns[0], low.sum(axis=0)), np.minimum(columns[1], high.sum(axis=0)))
        total = (
            np.maximum(total[0], max(rows[0].sum(), columns[0].sum())),
            np.minimum(total[1], min(rows[1].sum(), columns[1].sum())),
        )
        rows = _tighten(rows[0], rows[1], total[0], total[1])
        columns = _tighten(columns[0], columns[1], total[0], total[1])
        low, high = _tighten(low, high, rows[0], rows[1])
        low_t, high_t = _tighten(low.T, high.T, columns[0], columns[1])
        low, high = low_t.T, high_t.T
        if (low > high).any() or low.sum() - high.sum() == before:
            break
    return low, high


def recovered_cells(counts: ArrayLike, b: Bounds, smallest: int = 5) -> Recovered:
    """Count the small cells that the attack gives back exactly, or so narrowly that a guess is within one."""
    y = np.asarray(counts, dtype=np.float64)
    low, high = narrowed_cells(b)
    small = (y < smallest) & np.isfinite(y) & (b.high > b.low)
    exact = small & (high - low < 1)
    near = small & (high - low < 3)
    return Recovered(int(small.sum()), int(exact.sum()), int(near.sum()))
