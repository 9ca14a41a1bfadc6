"""Reports come in late: which of the last weeks are not complete yet, so that nobody is alarmed or calmed by them.

Counts are by the date of the event. What has not come in yet is not estimated (nowcasting: Salmon et al., 2015,
Biometrical Journal 57, is the way if that is ever needed): the weeks are marked, learn nothing and raise no alarm.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .arrays import Codes, Floats, SmallInts, frozen
from .reasons import Reason

LONGEST = 26


def share_received(delays: ArrayLike, weeks_ago: int) -> float:
    """The share of its reports that a week has by now; `weeks_ago` 0 is the week that ended today.

    delays: days from event to report, of reports that are surely complete (such as those of last year).
    """
    days = np.sort(np.asarray(delays, dtype=np.float64))
    if not len(days):
        return 1.0
    if not np.isfinite(days).all():
        raise ValueError("a delay is not a number of days")
    age = 7 * weeks_ago + np.arange(7)
    return float(np.mean(np.searchsorted(days, age, side="right") / len(days)))


def weeks_incomplete(delays: ArrayLike, *, share: float = 0.9) -> int:
    """How many of the last weeks have less than `share` of their reports."""
    return next((k for k in range(LONGEST) if share_received(delays, k) >= share), LONGEST)


def held_open(
    alarm: SmallInts, p: Floats, reason: Codes, weeks: Sequence[int], last_complete: int
) -> tuple[SmallInts, Floats, Codes]:
    """Answers (the last axis is `weeks`) with no alarm and no p-value for weeks after `last_complete`."""
    late = np.asarray(weeks) > last_complete
    return (
        frozen(np.where(late, -1, alarm).astype(np.int8)),
        frozen(np.where(late, np.nan, p)),
        frozen(np.where(late, Reason.INCOMPLETE_WEEK, reason).astype(np.uint8)),
    )
