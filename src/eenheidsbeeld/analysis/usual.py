"""What is usual for the season, for series with enough counts: the plain comparison on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Usual:
    """The middle and the range of earlier counts around the same time of year; None when there are too few."""

    low: float | None
    middle: float | None
    high: float | None
    weeks_used: int

    @property
    def is_known(self) -> bool:
        return self.middle is not None


def usual_for_season(
    weekly_counts: Sequence[int], *, at: int, period: int = 52, around: int = 3, fewest: int = 15
) -> Usual:
    """The 10th, 50th and 90th percentile of earlier weeks within `around` weeks of the same time of year.

    weekly_counts: oldest first, no gaps. `at`: position of the week in question; later weeks and the weeks just
    before it (`around`) are not used, so that a running wave is not its own measure. With fewer than `fewest` earlier
    weeks the answer is unknown, and the page then says so instead of showing a range nobody should lean on.
    """
    centres = range(at - period, -1 - around, -period)
    places = [place for centre in centres for place in range(centre - around, centre + around + 1)]
    earlier = [weekly_counts[place] for place in places if 0 <= place < at - around]
    if len(earlier) < fewest:
        return Usual(None, None, None, len(earlier))
    low, middle, high = np.percentile(np.asarray(earlier, dtype=np.float64), [10, 50, 90])
    return Usual(float(low), float(middle), float(high), len(earlier))
