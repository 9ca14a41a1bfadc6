"""Scores of a probability that something happens: Brier, logarithmic, calibration and discrimination.

Brier (1950), Monthly Weather Review 78; Cox (1958), Biometrika 45, for the slope; Naeini, Cooper and
Hauskrecht (2015), AAAI, for the expected calibration error. Lower is better except for skill.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from ..arrays import Floats, Ints, frozen

CLIP = 1e-12


def _checked(p: ArrayLike, happened: ArrayLike) -> tuple[Floats, Floats]:
    """Probabilities and outcomes (0 or 1) with cells left out where the outcome is not known yet (NaN)."""
    chance = np.asarray(p, dtype=np.float64).ravel()
    outcome = np.asarray(happened, dtype=np.float64).ravel()
    if chance.shape != outcome.shape:
        raise ValueError(f"{chance.size} probabilities for {outcome.size} outcomes")
    if ((chance < 0) | (chance > 1)).any():
        where = int(np.flatnonzero((chance < 0) | (chance > 1))[0])
        raise ValueError(f"row {where + 1}: {chance[where]} is not a probability")
    known = np.isfinite(outcome) & np.isfinite(chance)
    return chance[known], outcome[known]


def score_brier(p: ArrayLike, happened: ArrayLike) -> float:
    """Mean squared distance; NaN without any outcome."""
    chance, outcome = _checked(p, happened)
    return float(np.mean((chance - outcome) ** 2)) if len(chance) else float("nan")


def score_log_binary(p: ArrayLike, happened: ArrayLike) -> float:
    """Mean of minus the log of the probability given to what happened."""
    chance, outcome = _checked(p, happened)
    given = np.clip(np.where(outcome > 0, chance, 1 - chance), CLIP, 1)
    return float(-np.mean(np.log(given))) if len(chance) else float("nan")


def skill(score: float, baseline: float) -> float:
    """The part of the baseline's loss that is gone: 1 perfect, 0 no better, below 0 worse."""
    return float("nan") if not baseline else 1 - score / baseline


@dataclass(frozen=True)
class Calibration:
    """Do the probabilities mean what they say: slope 1 and intercept 0 if so. `curve` are groups of equal
    number.

    Per group: mean probability, share that happened, number.
    """

    slope: float
    intercept: float
    expected_error: float
    predicted: Floats
    observed: Floats
    number: Ints


def calibration(p: ArrayLike, happened: ArrayLike, groups: int = 10) -> Calibration:
    """Slope, intercept and curve; NaN where the outcomes leave no answer (none, or all the same)."""
    chance, outcome = _checked(p, happened)
    if not len(chance):
        nothing = np.zeros(0)
        return Calibration(np.nan, np.nan, np.nan, nothing, nothing, nothing.astype(np.int64))
    # equal probabilities belong in one group, or the curve would depend on the order of the rows
    sorted_ = np.sort(chance)
    level = np.searchsorted(sorted_, chance, "left") + np.searchsorted(sorted_, chance, "right")
    group = np.minimum(level * groups // (2 * len(chance)), groups - 1)
    present, number = np.unique(group, return_counts=True)
    order = np.argsort(chance, kind="stable")
    chance, outcome, group = chance[order], outcome[order], group[order]
    predicted = np.array([chance[group == g].mean() for g in present])
    observed = np.array([outcome[group == g].mean() for g in present])
    error = float(np.sum(number * np.abs(predicted - observed)) / len(chance))
    slope, intercept = _recalibration_line(chance, outcome)
    return Calibration(slope, intercept, error, frozen(predicted), frozen(observed), frozen(number))


def _recalibration_line(chance: Floats, outcome: Floats) -> tuple[float, float]:
    """Logistic regression of the outcome on the log odds that were given."""
    x = logit(np.clip(chance, CLIP, 1 - CLIP))
    if outcome.min() == outcome.max() or np.ptp(x) < 1e-9:
        return float("nan"), float("nan")
    design = np.stack([np.ones_like(x), x], axis=1)
    beta = np.array([0.0, 1.0])
    for _ in range(100):
        mu = expit(design @ beta)
        weight = np.maximum(mu * (1 - mu), 1e-12)
        step = np.linalg.solve((design * weight[:, None]).T @ design, design.T @ (outcome - mu))
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    return float(beta[1]), float(beta[0])


def average_precision(p: ArrayLike, happened: ArrayLike) -> float:
    """Area under precision against recall; the base rate is what chance gives."""
    chance, outcome = _checked(p, happened)
    if not outcome.sum():
        return float("nan")
    values, inverse = np.unique(-chance, return_inverse=True)
    hits = np.cumsum(np.bincount(inverse, weights=outcome, minlength=len(values)))
    said = np.cumsum(np.bincount(inverse, minlength=len(values)))
    gained = np.diff(hits, prepend=0)
    return float(np.sum(gained * hits / said) / outcome.sum())
