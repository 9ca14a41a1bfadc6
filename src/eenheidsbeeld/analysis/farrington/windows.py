"""Which earlier weeks are compared with this one, and in which seasonal level each of them falls.

Farrington, Andrews, Beale and Catchpole (1996), JRSS A 159, for the windows; Noufaily et al. (2013),
Statistics in Medicine 32, for the levels between them. ISO week numbers do not give these windows: in
calendar mode a year back is the same date moved to the nearest same weekday.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Ints, frozen

Dates = NDArray[np.datetime64]


@dataclass(frozen=True)
class Window:
    """Reference weeks of one evaluated week, sorted by level and then by time.

    index: row numbers from 0; starts: where each level begins; time: weeks before the evaluated week
    (negative). The last level is the one of the evaluated week, so that its intercept is the forecast.
    """

    index: Ints
    starts: Ints
    time: Floats


def same_day_in_earlier_years(dates: Dates, week: int, years: int) -> list[int]:
    """Rows of the same date one to `years` years back, moved to the nearest same weekday; -1 where there is
    none.
    """
    day = dates[week].astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    rows = []
    for back in range(1, years + 1):
        moved = (month - np.timedelta64(12 * back, "M")).astype("datetime64[D]") + (
            day - month.astype("datetime64[D]")
        )
        off = int((day - moved).astype(np.int64)) % 7  # moved + off falls on the same weekday
        moved += np.timedelta64(off if off <= 3 else off - 7, "D")
        found = np.flatnonzero(dates.astype("datetime64[D]") == moved)
        rows.append(int(found[0]) if len(found) else -1)
    return rows


def reference_window(
    week: int, *, b: int, w: int, no_periods: int, skip: int, frequency: int = 52, dates: Dates | None = None
) -> Window | None:
    """The reference weeks of row `week`, or None when the history does not reach back far enough."""
    if dates is None:
        centres = [week - frequency * back for back in range(1, b + 1)]
    else:
        centres = same_day_in_earlier_years(dates, week, b)
    centres = [*centres[::-1], week]
    if min(centres) < 0 or centres[0] - w < 0:
        return None
    index, level = _labelled(centres, w, no_periods)
    keep = index < week - skip
    index, level = index[keep], level[keep]
    if not len(index) or level[level == no_periods].size == 0:
        return None
    order = np.argsort(level, kind="stable")
    index, level = index[order], level[order]
    starts = np.flatnonzero(np.diff(level, prepend=-1))
    if dates is None:
        time = (index - week).astype(np.float64)
    else:
        time = (dates[index] - dates[week]).astype("timedelta64[D]").astype(np.float64) / 7.0
    return Window(frozen(index), frozen(starts), frozen(time))


def _labelled(centres: list[int], w: int, no_periods: int) -> tuple[Ints, Ints]:
    """All weeks from the first window to the last centre with their level, 1 to `no_periods`."""
    index: list[int] = []
    level: list[int] = []
    for here, following in pairwise(centres):
        index += range(here - w, here + w + 1)
        level += [no_periods] * (2 * w + 1)
        if no_periods > 1:
            gap = list(range(here + w + 1, following - w))
            size, longer = divmod(len(gap), no_periods - 1)
            index += gap
            for number in range(no_periods - 1):
                level += [number + 1] * (size + (number < longer))
    last = centres[-1]
    index += range(last - w, last + 1)
    level += [no_periods] * (w + 1)
    return np.array(index, dtype=np.int64), np.array(level, dtype=np.int64)
