"""EARS C1, C2 and C3: this week against the mean of the seven weeks before, for lack of a longer history.

Hutwagner, Thompson, Seeman and Treadwell (2003), J. Urban Health 80; bounds as in Salmon, Schumacher and
Hoehle (2016), J. Stat. Software 70. A standard deviation of zero makes any first event an alarm, and leaves
C3 without a bound: on sparse series always take a `min_sigma` of 0.2 or more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from .arrays import Codes, Floats, Ints, SmallInts, checked_counts, frozen
from .reasons import Reason

EarsMethod = Literal["C1", "C2", "C3"]
LAG = {"C1": 0, "C2": 2, "C3": 2}
DEFAULT_ALPHA = {"C1": 0.001, "C2": 0.001, "C3": 0.025}


@dataclass(frozen=True)
class EarsResult:
    """Per series and evaluated week; alarm is -1 where there is no bound, and `reason` says why."""

    weeks: Ints
    observed: Floats
    expected: Floats
    upper: Floats
    alarm: SmallInts
    reason: Codes


def ears(
    counts: ArrayLike,
    weeks: Sequence[int],
    method: EarsMethod = "C2",
    *,
    baseline: int = 7,
    min_sigma: float = 0.2,
    alpha: float | None = None,
    mode: Literal["reference", "sound"] = "sound",
    series: Sequence[str] | None = None,
) -> EarsResult:
    """Compare each week (row positions from 0) with its own recent past. counts: series by weeks, NaN
    missing.
    """
    y = checked_counts(counts, rows=series, row_kind="series", column_kind="week")
    if method not in LAG or baseline < 2 or min_sigma < 0:
        raise ValueError(f"method {method!r}, baseline {baseline} and min_sigma {min_sigma} do not go together")
    z = float(ndtri(1 - (DEFAULT_ALPHA[method] if alpha is None else alpha)))
    mean, sigma = _recent(y, baseline, LAG[method], min_sigma)
    with np.errstate(all="ignore"):
        upper = mean + z * sigma
        if method == "C3":
            c2 = (y - mean) / sigma
            # plain arithmetic on purpose: a window of equal counts gives 0/0, and then there is no bound
            over = np.where(np.isnan(c2), np.nan, np.maximum(c2 - 1, 0))
            earlier = _back(over, 1) + _back(over, 2)
            # the reference's bound is passed when the two earlier weeks are high, whatever this week is
            upper = y + sigma * (z - earlier) if mode == "reference" else mean + sigma * (1 + z - earlier)
            upper = np.where(upper < 0, 0.0, upper)
    position = np.asarray(weeks, dtype=np.int64)
    inside = (position >= 0) & (position < y.shape[1])
    pick = np.clip(position, 0, y.shape[1] - 1)
    observed = np.where(inside, y[:, pick], np.nan)
    bound = np.where(inside, upper[:, pick], np.nan)
    reason = np.full(observed.shape, Reason.OK, dtype=np.uint8)
    reason[np.isnan(bound)] = Reason.CONSTANT_BASELINE
    reason[np.isnan(mean[:, pick])] = Reason.MISSING_COUNT
    reason[np.isnan(observed)] = Reason.MISSING_COUNT
    first = baseline + LAG[method] + (2 if method == "C3" else 0)
    reason[:, ~inside | (pick < first)] = Reason.TOO_LITTLE_HISTORY
    with np.errstate(invalid="ignore"):
        alarm = np.where(reason == Reason.OK, observed > bound, -1).astype(np.int8)
    expected = np.where(inside, mean[:, pick], np.nan)
    return EarsResult(
        frozen(position), frozen(observed), frozen(expected), frozen(bound), frozen(alarm), frozen(reason)
    )


def _back(x: Floats, by: int) -> Floats:
    moved = np.full(x.shape, np.nan)
    moved[:, by:] = x[:, : x.shape[1] - by]
    return moved


def _recent(y: Floats, baseline: int, lag: int, min_sigma: float) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the `baseline` weeks that end `lag` + 1 weeks before each week."""
    weeks = [_back(y, lag + back) for back in range(1, baseline + 1)] if y.shape[1] else []
    total = np.zeros(y.shape)
    for week in weeks[::-1]:
        total = total + week
    mean = total / baseline
    square = np.zeros(y.shape)
    for week in weeks[::-1]:
        square = square + (week - mean) ** 2
    return mean, np.maximum(np.sqrt(square / (baseline - 1)), min_sigma)
