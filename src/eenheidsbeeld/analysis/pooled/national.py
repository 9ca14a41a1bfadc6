"""The course of a phenomenon over the whole: trend and one yearly wave through the weekly total.

Quasi-Poisson regression (McCullagh and Nelder, 1989, ch. 9) with one pseudo-week at the mean of the series,
so that a phenomenon that never occurred still has a finite course; weeks far above the line count less
(Farrington et al., 1996).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats

ROUNDS, TOLERANCE = 50, 1e-10
YEAR = 365.25 / 7
CUT = 2.58


@dataclass(frozen=True)
class Course:
    """Expected totals in the reference weeks and in the target weeks, with the relative variance of the
    latter.
    """

    reference: Floats
    target: Floats
    relative_variance: Floats
    dispersion: float


def _design(time: Floats, trend: bool, season: bool) -> Floats:
    columns = [np.ones_like(time)]
    if trend:
        columns.append(time / 52)
    if season:
        columns += [np.sin(2 * np.pi * time / YEAR), np.cos(2 * np.pi * time / YEAR)]
    return np.stack(columns, axis=1)


def fit_course(total: Floats, exposure: Floats, time: Floats, target_time: Floats) -> Course:
    """Fit the weekly total (NaN is missing) and read the line at `target_time`; time in weeks, any origin.

    exposure: the share of the whole that reported in each reference week. Under two years neither season nor
    trend is fitted.
    """
    known = np.isfinite(total) & (exposure > 0)
    y = np.where(known, total, 0.0)
    origin = target_time[0] if len(target_time) else 0.0
    span = float(known.sum())
    kind = {"trend": span >= 104, "season": span >= 104}
    x, x_target = _design(time - origin, **kind), _design(target_time - origin, **kind)
    mean = (y.sum() + 0.5) / max(float((known * exposure).sum()), 1e-9)
    weight = known.astype(np.float64)
    for stage in range(2):
        beta, covariance = _fit(y, exposure, weight, x, mean)
        mu = exposure * np.exp(x @ beta)
        pearson = np.where(known, (y - mu) ** 2 / np.maximum(mu, 1e-12), 0.0)
        dispersion = max(1.0, float(pearson.sum()) / max(span - x.shape[1], 1.0))
        if stage == 0:
            line = np.maximum(mu, 1e-12)  # a week in which nobody reported expects nothing
            residual = 1.5 * (np.cbrt(y) ** 2 * line ** (-1 / 6) - np.sqrt(line)) / np.sqrt(dispersion)
            weight = np.where(residual > CUT, known / np.maximum(residual, CUT) ** 2, weight)
    relative = np.einsum("ij,jk,ik->i", x_target, covariance, x_target) * dispersion
    return Course(np.exp(x @ beta), np.exp(x_target @ beta), relative, dispersion)


def _fit(y: Floats, exposure: Floats, weight: Floats, x: Floats, mean: float) -> tuple[Floats, Floats]:
    """Newton rounds with a weak pull of the slopes to zero and of the level to the mean (one pseudo-week)."""
    parameters = x.shape[1]
    pull = np.zeros(parameters)
    beta = np.zeros(parameters)
    beta[0] = np.log(mean)
    pull[1:] = 1.0  # a trend of e a year, a season of factor e: one standard deviation
    information = np.eye(parameters)
    for _ in range(ROUNDS):
        mu = exposure * np.exp(np.clip(x @ beta, -700, 700))
        w = weight * mu
        level = np.exp(beta[0])
        score = x.T @ (weight * (y - mu)) - pull * beta
        score[0] += mean - level
        information = (x * w[:, None]).T @ x + np.diag(pull)
        information[0, 0] += level
        step = np.linalg.solve(information, score)
        step *= min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        beta = beta + step
        if np.abs(step).max() < TOLERANCE:
            break
    return beta, np.asarray(np.linalg.inv(information), dtype=np.float64)
