"""Is one model better than another, or was it luck: the paired block bootstrap.

Kuensch (1989), Annals of Statistics 17: whole blocks of weeks are drawn, so that what hangs together in time
stays together. A gain whose interval holds zero is no gain.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Verdict = Literal["gain", "loss", "noise", "too_few"]


@dataclass(frozen=True)
class Comparison:
    """gain is the baseline's loss minus the model's (above zero: the model is better), with its interval."""

    gain: float
    low: float
    high: float
    blocks: int
    verdict: Verdict


def compare_losses(
    model: ArrayLike, baseline: ArrayLike, weeks: ArrayLike, *, block: int = 4, draws: int = 2000,
    level: float = 0.95, seed: int = 0,
) -> Comparison:  # fmt: skip
    """Losses per forecast of both models on the same forecasts, and the week each is about; NaN is not
    scored.
    """
    difference = np.asarray(baseline, dtype=np.float64) - np.asarray(model, dtype=np.float64)
    week = np.broadcast_to(np.asarray(weeks, dtype=np.int64), difference.shape)
    known = np.isfinite(difference)
    difference, week = difference[known], week[known]
    if not len(difference):
        return Comparison(float("nan"), float("nan"), float("nan"), 0, "too_few")
    number = (week - week.min()) // block
    order = np.lexsort((difference, number))
    difference, number = difference[order], number[order]
    total = np.bincount(number, weights=difference)
    size = np.bincount(number).astype(np.float64)
    total, size = total[size > 0], size[size > 0]
    gain = float(total.sum() / size.sum())
    if len(total) < 5:
        return Comparison(gain, float("nan"), float("nan"), len(total), "too_few")
    pick = np.random.default_rng(seed).integers(0, len(total), (draws, len(total)))
    drawn = total[pick].sum(axis=1) / size[pick].sum(axis=1)
    low, high = (float(q) for q in np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2]))
    verdict: Verdict = "gain" if low > 0 else "loss" if high < 0 else "noise"
    return Comparison(gain, low, high, len(total), verdict)
