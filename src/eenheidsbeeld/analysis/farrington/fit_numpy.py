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
from .design import MU_FLOOR, Design, Fit

BLOCK = 128
LOG_FLOOR = float(np.log(MU_FLOOR)) + 1
LANES = 16


@dataclass
class _Solved:
    """The last solved system and the means after it, columns as in the block."""

    alpha: Floats
    beta: Floats
    mu: Floats
    working: Floats
    weight: Floats
    weight_time: Floats
    spread: Floats
    converged: Flags


def _level_sums(x: Floats, d: Design) -> Floats:
    out = np.empty((len(d.starts), x.shape[1]))
    for i in range(len(d.starts)):
        np.add.reduce(x[d.starts[i] : d.ends[i]], axis=0, out=out[i])
    return out


def _means(alpha: Floats, beta: Floats, d: Design, out: Floats, trend: bool) -> Floats:
    if trend:
        np.multiply(d.time[:, None], beta[None, :], out=out)
        np.exp(out, out=out)
        if d.has_offset:
            out *= np.exp(d.log_offset)[:, None]
    else:
        out[:] = np.exp(d.log_offset)[:, None]
    level = np.exp(alpha)
    for i in range(len(d.starts)):
        out[d.starts[i] : d.ends[i]] *= level[i]
    with np.errstate(invalid="ignore"):
        lowest = np.min(alpha) - (np.max(np.abs(beta)) * np.max(np.abs(d.time)) if trend else 0.0)
    if not lowest > LOG_FLOOR or d.has_offset:
        np.maximum(out, MU_FLOOR, out=out)
    return out


def _solve(y: Floats, prior: Floats, d: Design, trend: bool, target: Floats) -> _Solved:
    """Iterate from mu = y + 0.1 as R does; `target` is what the pseudo-weeks add to each level's sum."""
    n, width = y.shape
    levels = len(d.starts)
    time = d.time[:, None]
    result = _Solved(
        np.empty((levels, width)), np.zeros(width), np.empty((n, width)), np.empty((n, width)),
        np.empty((levels, width)), np.zeros((levels, width)), np.ones(width), np.zeros(width, dtype=bool),
    )  # fmt: skip
    plain = bool((prior == 1).all())
    columns = np.arange(width)
    live = np.ones(width, dtype=bool)
    mass = d.pseudo * (np.exp(d.log_offset).mean() if d.has_offset else 1.0)
    wy = prior * y
    y_level = _level_sums(wy, d) + target
    y_time = np.add.reduce(wy * time, axis=0)
    start = y + 0.1
    logs = np.log(start)
    with np.errstate(divide="ignore", invalid="ignore"):
        saturated = 2 * np.add.reduce(
            np.where(y > 0, wy * (np.log(np.where(y > 0, y, 1.0)) - 1), 0.0), axis=0
        )
    if d.has_offset:
        saturated -= 2 * np.add.reduce(wy * d.log_offset[:, None], axis=0)
    deviance = saturated + 2 * (
        np.add.reduce(prior * start, axis=0) - np.add.reduce(wy * (logs - d.log_offset[:, None]), axis=0)
    )
    working = prior * start
    absent = np.where(_level_sums(prior, d) > 0, 0.0, 1.0)  # a level without any count stands still
    weight = _level_sums(working, d) + absent
    first = working * (logs - d.log_offset[:, None]) + prior * (y - start)
    push = _level_sums(first, d)
    push_time = np.add.reduce(first * time, axis=0)
    if mass:
        level_mean = (target / mass)[:1]
        weight += mass * level_mean
        push += mass * level_mean * np.log(level_mean)
    alpha, beta = np.zeros((levels, width)), np.zeros(width)
    mu = np.empty((n, width))
    scratch = np.empty((n, width))
    for round_ in range(1, d.rounds + 1):
        with np.errstate(all="ignore"):
            if trend:
                np.multiply(working, time, out=scratch)
                weight_time = _level_sums(scratch, d)
                if round_ > 1:
                    push_time = y_time - np.add.reduce(weight_time, axis=0)
                scratch *= time
                ratio = weight_time / weight
                spread = np.add.reduce(scratch, axis=0) - np.add.reduce(weight_time * ratio, axis=0)
                step = (push_time - np.add.reduce(ratio * push, axis=0)) / spread
                alpha = alpha + (push - weight_time * step) / weight
                beta = beta + step
            else:
                weight_time, spread = np.zeros_like(weight), np.ones(len(columns))
                alpha = alpha + push / weight
            mu = _means(alpha, beta, d, mu, trend)
            if not plain:
                np.multiply(prior, mu, out=scratch)
            new_weight = _level_sums(mu if plain else scratch, d)
            bulk = mass * np.exp(alpha) if mass else 0.0
            fresh = saturated + 2 * (
                np.add.reduce(new_weight + bulk, axis=0)
                - np.add.reduce(alpha * y_level, axis=0)
                - beta * y_time
            )
            still = np.abs(fresh - deviance) / (np.abs(fresh) + 0.1) < d.tolerance
        done = live & (still | ~np.isfinite(fresh) | (round_ == d.rounds))
        if done.any():
            to, of = columns[done], np.flatnonzero(done)
            result.alpha[:, to], result.beta[to] = alpha[:, of], beta[of]
            result.mu[:, to], result.working[:, to] = mu[:, of], working[:, of]
            result.weight[:, to], result.weight_time[:, to] = weight[:, of], weight_time[:, of]
            result.spread[to] = spread[of]
            result.converged[to] = still[of]
            live &= ~done
            if not live.any():
                break
        if plain:  # all weights one: the means are the working weights
            working, mu = mu, working
        else:
            working, scratch = scratch, working
        push = y_level - new_weight - bulk
        weight = new_weight + bulk + absent
        deviance = fresh
        wanted = -(-int(live.sum()) // LANES) * LANES
        if wanted <= len(columns) - LANES * 2:
            pick = np.concatenate([np.flatnonzero(live), np.flatnonzero(~live)])[:wanted]
            columns, live = columns[pick], live[pick]
            prior, working = (np.ascontiguousarray(a[:, pick]) for a in (prior, working))
            alpha, weight, push, y_level, absent = (
                np.ascontiguousarray(a[:, pick]) for a in (alpha, weight, push, y_level, absent)
            )
            beta, y_time, push_time, deviance, saturated = (
                a[pick] for a in (beta, y_time, push_time, deviance, saturated)
            )
            mu, scratch = np.empty((n, wanted)), np.empty((n, wanted))
    return result


@dataclass
class _Stage:
    solved: _Solved
    weeks: Floats
    phi: Floats
    pearson: Floats
    outbreak: Floats
    parameters: Floats


def _dispersion(y: Floats, known: Floats, s: _Solved, weights: Floats, freedom: Floats) -> Floats:
    with np.errstate(all="ignore"):
        x = (y - s.mu) / s.mu
        x *= x
        x *= weights
        x *= known
        return np.asarray(np.add.reduce(x, axis=0) / freedom)


def _outbreak_weights(
    y: Floats, known: Floats, s: _Solved, phi: Floats, weeks: Floats, d: Design, trend: bool
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
        residual = (
            1.5 * (np.cbrt(y[row, column]) ** 2 * m ** (-1 / 6) - np.sqrt(m)) / np.sqrt(free[row, column])
        )
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
    present = (_level_sums(known, d) > 0).sum(axis=0)
    parameters = present + float(trend)
    total = np.add.reduce(y, axis=0)
    mean = (total + 0.5) / np.maximum(weeks, 1)
    target = np.ascontiguousarray(np.broadcast_to(d.pseudo * mean, (len(d.starts), y.shape[1])))
    freedom = weeks - parameters
    solved = _solve(y, known, d, trend, target)
    pearson = _dispersion(y, known, solved, solved.working, freedom)
    outbreak = _dispersion(y, known, solved, known, freedom) if d.reweight else pearson
    stage = _Stage(solved, weeks, np.maximum(pearson, 1), pearson, outbreak, parameters)
    if not d.reweight:
        return stage
    omega, changed = _outbreak_weights(y, known, solved, stage.phi, weeks, d, trend)
    again = np.flatnonzero(changed & solved.converged)
    if len(again):
        y2, o2, k2, t2 = _block(again, y, omega, known, target)
        s2 = _solve(y2, o2, d, trend, t2)
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
