"""The settings of the Farrington methods, with the names that the R package gives them."""

from dataclasses import dataclass, replace
from typing import Literal

ThresholdMethod = Literal["delta", "nbPlugin", "muan"]
Power = Literal["2/3", "1/2", "none"]
Mode = Literal["reference", "sound"]

POWERS: dict[str, float] = {"2/3": 2 / 3, "1/2": 0.5, "none": 1.0}


@dataclass(frozen=True)
class Control:
    """Settings of one evaluation.

    b: years back; w: half window in weeks; no_periods: seasonal levels; past_weeks_not_included: newest weeks
    left out of the reference (None is w). limit54: at least so many cases in so many weeks; there is no
    hidden default: (0, 4) never silences, and the reference's own (5, 4) is `REFERENCE.limit54`.
    mode "reference" repeats R `surveillance` to the digit, its stopping rule and its standard error included.
    mode "sound" keeps the model and mends what the reference does for no reason (see `sound` and
    docs/methode.md).
    """

    b: int = 5
    w: int = 3
    no_periods: int = 1
    past_weeks_not_included: int | None = None
    alpha: float = 0.05
    trend: bool = True
    p_threshold_trend: float = 0.05
    threshold_method: ThresholdMethod = "nbPlugin"
    weights_threshold: float = 2.58
    powertrans: Power = "2/3"
    limit54: tuple[int, int] = (0, 4)
    reweight: bool = True
    population_offset: bool = False
    frequency: int = 52
    mode: Mode = "sound"
    classic: bool = False

    def __post_init__(self) -> None:
        if self.b < 1 or self.w < 0 or self.no_periods < 1 or self.frequency < 1:
            raise ValueError("b, noPeriods and frequency must be at least 1, w at least 0")
        if 2 * self.w + 1 > self.frequency:
            raise ValueError(f"w = {self.w} makes windows longer than a year of {self.frequency}")
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha must be between 0 and 1, got {self.alpha}")
        if self.powertrans not in POWERS or self.threshold_method not in ("delta", "nbPlugin", "muan"):
            raise ValueError(f"unknown powertrans {self.powertrans!r} or method {self.threshold_method!r}")
        if self.past_weeks_not_included is not None and self.past_weeks_not_included < 0:
            raise ValueError("pastWeeksNotIncluded must not be negative")

    @property
    def least_weeks(self) -> int:
        """In sound mode fewer known reference weeks than two windows is too little history."""
        return 2 * (2 * self.w + 1)

    @property
    def skip(self) -> int:
        """How many of the newest weeks stay out of the reference."""
        return self.w if self.past_weeks_not_included is None else self.past_weeks_not_included


REFERENCE = Control(mode="reference", threshold_method="delta", limit54=(5, 4))
"""The defaults of `farringtonFlexible` in R, `limit54` included."""

CLASSIC_REFERENCE = Control(
    mode="reference", classic=True, threshold_method="delta", limit54=(5, 4), weights_threshold=1.0
)
"""The settings of `farrington` in R as used here; the classic method has two-sided alpha."""

SOUND = Control(no_periods=10, past_weeks_not_included=26, alpha=0.005, p_threshold_trend=1.0)
"""What the screens use: Noufaily's settings, negative binomial bound, nothing silenced."""


def in_reference_mode(control: Control) -> Control:
    """The same settings, computed as the reference computes them."""
    return replace(control, mode="reference")
