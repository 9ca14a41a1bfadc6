"""Do p-values mean what they say? The tail is checked against the past year and corrected month by month.

Ratio of seen to promised exceedances at .01, .005 and .001, per phenomenon, from p-values stored at the time;
the promise counts that a small count cannot come close to every level. Drawn to 1 by a gamma prior (Robbins,
1956).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, frozen

LEVELS = (0.01, 0.005, 0.001)
PRIOR_ALARMS = 10.0


@dataclass(frozen=True)
class TailRatio:
    """Per level: how many exceedances were seen and promised, and the ratio to multiply p-values by."""

    levels: tuple[float, ...]
    seen: Floats
    promised: Floats
    ratio: Floats


def tail_ratio(p: ArrayLike, promised: ArrayLike, levels: Sequence[float] = LEVELS) -> TailRatio:
    """p: stored p-values of one phenomenon, NaN where nothing was said. promised: sum of the chances per
    level.
    """
    values = np.asarray(p, dtype=np.float64)
    values = values[np.isfinite(values)]
    expected = np.asarray(promised, dtype=np.float64)
    if expected.shape != (len(levels),) or not (expected >= 0).all():
        raise ValueError("one promised number per level, none negative")
    seen = np.array([float((values <= level).sum()) for level in levels])
    return tail_ratio_of(seen, expected, levels)


def tail_ratio_of(seen: ArrayLike, promised: ArrayLike, levels: Sequence[float] = LEVELS) -> TailRatio:
    """The same from numbers that were counted at the time, such as those of every week of the past year added up."""
    came, expected = np.asarray(seen, dtype=np.float64), np.asarray(promised, dtype=np.float64)
    if came.shape != (len(levels),) or expected.shape != came.shape:
        raise ValueError("one seen and one promised number per level")
    ratio = (came + PRIOR_ALARMS) / (expected + PRIOR_ALARMS)
    return TailRatio(tuple(levels), frozen(came), frozen(expected), frozen(ratio))


def recalibrated_p(p: ArrayLike, tail: TailRatio) -> Floats:
    """p-values times the ratio of their part of the tail; above the largest level it fades out to 1 at p = 1.

    Between levels the ratio runs straight on the log scale, and the order of p-values never changes.
    """
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(tail.levels)
    x = np.log(np.append(np.array(tail.levels)[order], 1.0))
    y = np.log(np.append(tail.ratio[order], 1.0)) + x
    y = np.minimum(np.maximum.accumulate(y), 0.0)
    with np.errstate(divide="ignore"):
        log = np.log(values)
    below = y[0] + (log - x[0])
    corrected = np.where(log < x[0], below, np.interp(log, x, y))
    return np.where(np.isnan(values), np.nan, np.exp(corrected))
