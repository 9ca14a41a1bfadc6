"""The classic Farrington method: one level, two-sided alpha, weights from residuals above 1.

Farrington, Andrews, Beale and Catchpole (1996), "A statistical algorithm for the early detection of outbreaks
of infectious disease", JRSS A 159(3). In reference mode equal to R `surveillance` `farrington`: a bound of 0
where there are too few cases, and missing counts are the caller's to fill in (R has them set to 0).
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import frozen
from ..reasons import Reason
from .control import CLASSIC_REFERENCE, Control
from .engines import Engine
from .flexible import Expected, farrington_flexible


def farrington_classic(
    counts: ArrayLike,
    weeks: Sequence[int],
    control: Control = CLASSIC_REFERENCE,
    *,
    dates: ArrayLike | None = None,
    engine: Engine = "auto",
    series: Sequence[str] | None = None,
) -> Expected:
    """Compare each week with the same weeks of earlier years, for every series; see `farrington_flexible`."""
    own = replace(
        control, classic=True, no_periods=1, past_weeks_not_included=None, threshold_method="delta",
        population_offset=False,
    )  # fmt: skip
    result = farrington_flexible(counts, weeks, own, dates=dates, engine=engine, series=series)
    if own.mode == "sound":
        return result
    silent = result.reason == Reason.SILENCED_BY_MINIMUM
    return replace(result, upper=frozen(np.where(silent, 0.0, result.upper)))
