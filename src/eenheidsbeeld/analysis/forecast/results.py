"""What a forecast is asked and what it gives."""

from dataclasses import dataclass

from ..arrays import Codes, Floats, Ints

MODELS = ("climatology", "discounted", "additive", "calendar", "endemic_epidemic", "boosting")


@dataclass(frozen=True)
class Settings:
    """horizon in weeks; `refit` and `refit_slow`: weeks between fits; `memory`: weeks that weights are learnt
    from; `guard`: weeks over which the chance is held against the climatology; `training`: weeks that the trees
    learn from.
    """

    horizon: int = 1
    models: tuple[str, ...] = MODELS
    refit: int = 4
    refit_slow: int = 13
    memory: int = 52
    guard: int = 26
    training: int = 208
    least_history: int = 26
    surge_share: float = 0.05
    least_surge: int = 3
    incomplete: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.horizon <= 26 or set(self.models) - set(MODELS) or "climatology" not in self.models:
            raise ValueError("horizon from 1 to 26; models from the list, climatology always among them")


@dataclass(frozen=True)
class Forecast:
    """Per area and target week (positions; the first week after the counts is `counts.shape[1]`).

    p_zero and p_any add up to one and are recalibrated; climatology stands beside it. weight per target week
    and model says who spoke, past_score why: the mean log score of each on the weeks that the weights rest on
    (lower is better; NaN for who did not speak then), and record how many weeks these were. Where `reason` is
    not OK the numbers are the pooled prior or NaN.
    """

    weeks: Ints
    mean: Floats
    p_zero: Floats
    p_any: Floats
    surge_from: Floats
    p_surge: Floats
    low: Floats
    high: Floats
    climatology_mean: Floats
    climatology_p_any: Floats
    climatology_p_surge: Floats
    log_score: Floats
    rps: Floats
    pit_low: Floats
    pit_high: Floats
    climatology_log_score: Floats
    climatology_rps: Floats
    weight: Floats
    past_score: Floats
    record: Ints
    models: tuple[str, ...]
    reason: Codes


NUMBERS = (
    "mean", "p_zero", "p_any", "surge_from", "p_surge", "low", "high", "climatology_mean",
    "climatology_p_any", "climatology_p_surge", "log_score", "rps", "pit_low", "pit_high", "climatology_log_score",
    "climatology_rps",
)  # fmt: skip
