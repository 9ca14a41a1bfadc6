"""What goes into a fit and what comes out: shared by the numpy and the numba engine."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arrays import Flags, Floats, Ints
from .control import Control
from .windows import Window

MU_FLOOR = float(np.finfo(np.float64).eps)
REFERENCE_ROUNDS, REFERENCE_TOLERANCE = 25, 1e-8  # of R glm.fit; where it stops is part of the answer
SOUND_ROUNDS, SOUND_TOLERANCE = 50, 1e-10
PSEUDO_WEEKS = 1.0


@dataclass(frozen=True)
class Design:
    """One week's reference design, the same for every series.

    time is centred per level (`centre` holds what was taken off); log_offset is of the reference weeks.
    A `pseudo` above 0 adds to each level that many weeks at the overall mean of the series (data
    augmentation, Bedrick, Christensen and Johnson, 1996, JASA 91): a level of zeros then has a finite mean.
    """

    index: Ints
    starts: Ints
    ends: Ints
    time: Floats
    centre: Floats
    log_offset: Floats
    has_offset: bool
    forecast_offset: float
    pseudo: float
    trend: bool
    reweight: bool
    weights_threshold: float
    critical_p: float
    rounds: int
    tolerance: float
    scale: Literal["outbreak", "pearson", "phi"]  # which dispersion the trend test uses


@dataclass
class Fit:
    """Per series: the forecast on the log scale, its variance, the dispersion, and whether a trend was
    kept.
    """

    eta: Floats
    unscaled_variance: Floats
    phi: Floats
    se_dispersion: Floats
    slope: Floats
    trend: Flags
    fitted: Flags

    @classmethod
    def empty(cls, n: int) -> "Fit":
        a, b, c, d, e = (np.full(n, np.nan) for _ in range(5))
        return cls(a, b, c, d, e, np.zeros(n, dtype=bool), np.zeros(n, dtype=bool))


def design_for(window: Window, control: Control, population: Floats | None, week: int) -> Design:
    """The reference design of one week under these settings."""
    sound = control.mode == "sound"
    ends = np.append(window.starts[1:], len(window.index))
    centre = np.array([window.time[a:b].mean() for a, b in zip(window.starts, ends, strict=True)])
    use_offset = control.population_offset and population is not None
    log_population = np.log(population) if use_offset and population is not None else None
    return Design(
        index=window.index,
        starts=window.starts,
        ends=ends,
        time=window.time - np.repeat(centre, ends - window.starts),
        centre=centre,
        log_offset=log_population[window.index] if log_population is not None else np.zeros(len(window.index)),
        has_offset=log_population is not None,
        forecast_offset=float(log_population[week]) if log_population is not None else 0.0,
        pseudo=PSEUDO_WEEKS if sound else 0.0,
        trend=control.trend and control.b >= 3,
        reweight=control.reweight,
        weights_threshold=float(control.weights_threshold),
        # with threshold 1 the reference asks p < 1, a coin toss for a slope of exactly zero; sound: always
        critical_p=2.0 if sound and control.p_threshold_trend >= 1 else float(control.p_threshold_trend),
        rounds=SOUND_ROUNDS if sound else REFERENCE_ROUNDS,
        tolerance=SOUND_TOLERANCE if sound else REFERENCE_TOLERANCE,
        scale="phi" if sound else "pearson" if control.classic else "outbreak",
    )
