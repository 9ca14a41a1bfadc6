"""The array types of the analysis, and the check each door of the package does on counts."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SmallInts = NDArray[np.int8]
Maps = NDArray[np.int32]  # drawn counts: replicates by weeks by areas
Codes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

T = TypeVar("T", bound=np.generic)

LARGEST_COUNT = 1e12  # above this a float64 sum of weeks is no longer exact to the unit


class BadCounts(ValueError):
    """The counts cannot be used; the message names the row and the column."""


def frozen(array: NDArray[T]) -> NDArray[T]:
    """The same numbers, closed for writing: results do not change after they are given."""
    array.setflags(write=False)
    return array


def _name(names: Sequence[str] | None, index: int, kind: str) -> str:
    return f"{kind} {names[index]!r}" if names is not None else f"{kind} {index + 1}"


def checked_counts(
    counts: ArrayLike,
    *,
    dimensions: int = 2,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    row_kind: str = "row",
    column_kind: str = "column",
) -> Floats:
    """Counts as float64 with NaN for missing; a negative, fractional or endless count is refused by place.

    Missing is not zero: a caller who means zero writes 0.
    """
    y = np.array(counts, dtype=np.float64)
    if y.ndim != dimensions:
        raise BadCounts(f"expected {dimensions} dimensions of counts, got {y.ndim}")
    with np.errstate(invalid="ignore"):
        wrong = (y < 0) | (y > LARGEST_COUNT) | (np.isfinite(y) & (y != np.floor(y)))
    if wrong.any():
        place = np.argwhere(wrong)[0]
        value = y[tuple(place)]
        problem = "negative" if value < 0 else "too large" if value > LARGEST_COUNT else "not a whole number"
        where = _name(rows, int(place[0]), row_kind)
        if dimensions > 1:
            where += ", " + _name(columns, int(place[-1]), column_kind)
        raise BadCounts(f"{where}: the count {value:g} is {problem}")
    return y
