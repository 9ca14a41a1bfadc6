"""The quasi-Poisson fit for many series at once in plain numpy: no matrix is solved.

An intercept per level and one slope make an arrow-shaped system, so each round needs group sums and one
division. McCullagh and Nelder (1989) for the iteration; Farrington et al. (1996) and Noufaily et al. (2013)
for weights and trend rule. Series stand in columns; blocks have a fixed width, so that the numbers of a
series do not depend on which others are fitted with it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from ..arrays import Flags, Floats
from .design import Design, Fit
from .solve_numpy import LANES, Solved, level_sums, solve

BLOCK = 192


@dataclass
class _Stage:
    solved: Solved
    weeks: Floats
    phi: Floats
    pearson: Floats
    outbreak: Floats
    parameters: Floats


def _dispersion(y: Floats, known: Floats, s: Solved, weights: Floats, freedom: Floats) -> Floats:
    with np.errstate(all="ignore"):
        x = (y - s.mu) / s.mu
        x *= x
        x *= weights
        x *= known
        return np.asarray(np.add.reduce(x, axis=0) / freedom)


def _outbreak_weights(
    y: Floats, known: Floats, s: Solved, phi: Floats, weeks: Floats, d: Design, trend: bool
) -> tuple[Floats, Flags]:
    """Weights after Noufaily: reference weeks far above their mean count less. None where no week is."""
    with np.errstate(all="ignore"):
        inverse, middle = 1 / s.weight, s.weight_time / s.weight
        free = np.empty_like(s.mu)
        for i in range(len(d.starts)):
            part = slice(d.starts[i], d.ends[i])
            free[part] = inverse[i]
            if trend:
                gap = d.time[part, None] - middle[i]
                gap *= gap
                gap /= s.spread
                free[part] += gap
        free *= s.working
        np.subtract(1, free, out=free)
        free *= phi
        # an Anscombe residual never exceeds the Pearson one above the mean: a cheap test spares the cube
        # roots
        over = y - s.mu
        far = (over > 0) & (over * over >= (d.weights_threshold**2 * 0.999999) * free * s.mu) & (known > 0)
        row, column = np.nonzero(far)
        m = s.mu[row, column]
        residual = 1.5 * (np.cbrt(y[row, column]) ** 2 * m ** (-1 / 6) - np.sqrt(m)) / np.sqrt(free[row, column])
    above = residual > d.weights_threshold
    row, column, residual = row[above], column[above], residual[above]
    width = y.shape[1]
    small = np.bincount(column, weights=residual**-2.0, minlength=width)
    many = np.bincount(column, minlength=width)
    gamma = weeks / np.maximum(small + weeks - many, np.finfo(np.float64).tiny)
    omega = known * gamma
    omega[row, column] = gamma[column] * residual**-2.0
    return omega, many > 0


def _stages(y: Floats, known: Floats, d: Design, trend: bool) -> _Stage:
    weeks = np.add.reduce(known, axis=0)
    present = (level_sums(known, d) > 0).sum(axis=0)
    parameters = present + float(trend)
    total = np.add.reduce(y, axis=0)
    mean = (total + 0.5) / np.maximum(weeks, 1)
    target = np.ascontiguousarray(np.broadcast_to(d.pseudo * mean, (len(d.starts), y.shape[1])))
    freedom = weeks - parameters
    solved = solve(y, known, d, trend, target)
    pearson = _dispersion(y, known, solved, solved.working, freedom)
    outbreak = _dispersion(y, known, solved, known, freedom) if d.reweight else pearson
    stage = _Stage(solved, weeks, np.maximum(pearson, 1), pearson, outbreak, parameters)
    if not d.reweight:
        return stage
    omega, changed = _outbreak_weights(y, known, solved, stage.phi, weeks, d, trend)
    again = np.flatnonzero(changed & solved.converged)
    if len(again):
        y2, o2, k2, t2 = _block(again, y, omega, known, target)
        s2 = solve(y2, o2, d, trend, t2)
        k = len(again)
        freedom2 = np.concatenate([freedom[again], np.ones(y2.shape[1] - k)])
        stage.pearson[again] = _dispersion(y2, k2, s2, s2.working, freedom2)[:k]
        stage.phi[again] = np.maximum(stage.pearson[again], 1)
        stage.outbreak[again] = _dispersion(y2, k2, s2, o2, freedom2)[:k]
        for name in ("alpha", "weight", "weight_time"):
            getattr(solved, name)[:, again] = getattr(s2, name)[:, :k]
        solved.beta[again], solved.spread[again] = s2.beta[:k], s2.spread[:k]
    return stage


def _block(pick: np.ndarray, *arrays: Floats) -> list[Floats]:
    """These columns, filled up with columns of zeros and ones to a whole number of lanes."""
    width = max(-(-len(pick) // LANES), 1) * LANES
    out = []
    for position, array in enumerate(arrays):
        block = np.full((array.shape[0], width), 0.0 if position == 0 else 1.0)
        block[:, : len(pick)] = array[:, pick]
        out.append(block)
    return out


def _write(fit: Fit, to: np.ndarray, stage: _Stage, of: np.ndarray, d: Design, trend: bool) -> None:
    s = stage.solved
    with np.errstate(all="ignore"):
        fit.eta[to] = s.alpha[-1, of] + d.forecast_offset
        fit.unscaled_variance[to] = 1 / s.weight[-1, of]
        if trend:
            fit.eta[to] -= s.beta[of] * d.centre[-1]
            reach = d.centre[-1] + s.weight_time[-1, of] / s.weight[-1, of]
            fit.unscaled_variance[to] += reach * reach / s.spread[of]
            fit.slope[to] = s.beta[of]
    fit.phi[to], fit.se_dispersion[to] = (
        stage.phi[of],
        (stage.outbreak if d.scale == "outbreak" else stage.phi)[of],
    )
    fit.trend[to], fit.fitted[to] = trend, True


def _keeps_trend(stage: _Stage, y: Floats, d: Design) -> Flags:
    s = stage.solved
    with np.errstate(all="ignore"):
        freedom = stage.weeks - stage.parameters
        scale = {"outbreak": stage.outbreak, "pearson": stage.pearson, "phi": stage.phi}[d.scale]
        t = np.abs(s.beta) / np.sqrt(scale / s.spread)
        critical = -stdtrit(freedom, d.critical_p / 2) if d.critical_p < 1 else np.full(t.shape, 1.2e-16)
        certain = t > critical if d.critical_p <= 1 else np.ones(t.shape, dtype=bool)
        forecast = np.exp(s.alpha[-1] - s.beta * d.centre[-1] + d.forecast_offset)
        return np.asarray(certain & (forecast <= np.max(y, axis=0)))


def fit_block(counts: Floats, d: Design) -> Fit:
    """Fit one week for up to a block of series: counts are the reference weeks (rows) by series, NaN
    missing.
    """
    size = counts.shape[1]
    fit = Fit.empty(size)
    missing = np.isnan(counts)
    y, known = _block(np.arange(size), np.where(missing, 0.0, counts), 1.0 - missing)
    rest = np.arange(size)
    if d.trend:
        stage = _stages(y, known, d, trend=True)
        good = (stage.solved.converged & _keeps_trend(stage, y, d))[:size]
        _write(fit, rest[good], stage, rest[good], d, trend=True)
        rest = rest[~good]
    if len(rest):
        y, known = _block(rest, y, known)
        stage = _stages(y, known, d, trend=False)
        settled = np.flatnonzero(stage.solved.converged[: len(rest)])
        _write(fit, rest[settled], stage, settled, d, trend=False)
    return fit
