"""The iteration itself, for a block of series: no matrix is solved.

An intercept per level and one slope make an arrow-shaped system, so each round needs group sums and one
division (McCullagh and Nelder, 1989, ch. 2, for the iteration).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats
from .design import MU_FLOOR, Design

LOG_FLOOR = float(np.log(MU_FLOOR)) + 1
LANES = 16


@dataclass
class Solved:
    """The last solved system and the means after it, columns as in the block."""

    alpha: Floats
    beta: Floats
    mu: Floats
    working: Floats
    weight: Floats
    weight_time: Floats
    spread: Floats
    converged: Flags


def level_sums(x: Floats, d: Design) -> Floats:
    """Sums over the weeks of each level."""
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


def solve(y: Floats, prior: Floats, d: Design, trend: bool, target: Floats) -> Solved:
    """Iterate from mu = y + 0.1 as R does; `target` is what the pseudo-weeks add to each level's sum."""
    n, width = y.shape
    levels = len(d.starts)
    time = d.time[:, None]
    result = Solved(
        np.empty((levels, width)), np.zeros(width), np.empty((n, width)), np.empty((n, width)),
        np.empty((levels, width)), np.zeros((levels, width)), np.ones(width), np.zeros(width, dtype=bool),
    )  # fmt: skip
    plain = bool((prior == 1).all())
    columns = np.arange(width)
    live = np.ones(width, dtype=bool)
    mass = d.pseudo * (np.exp(d.log_offset).mean() if d.has_offset else 1.0)
    wy = prior * y
    y_level = level_sums(wy, d) + target
    y_time = np.add.reduce(wy * time, axis=0)
    start = y + 0.1
    logs = np.log(start)
    with np.errstate(divide="ignore", invalid="ignore"):
        saturated = 2 * np.add.reduce(np.where(y > 0, wy * (np.log(np.where(y > 0, y, 1.0)) - 1), 0.0), axis=0)
    if d.has_offset:
        saturated -= 2 * np.add.reduce(wy * d.log_offset[:, None], axis=0)
    deviance = saturated + 2 * (
        np.add.reduce(prior * start, axis=0) - np.add.reduce(wy * (logs - d.log_offset[:, None]), axis=0)
    )
    working = prior * start
    absent = np.where(level_sums(prior, d) > 0, 0.0, 1.0)  # a level without any count stands still
    weight = level_sums(working, d) + absent
    first = working * (logs - d.log_offset[:, None]) + prior * (y - start)
    push = level_sums(first, d)
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
                weight_time = level_sums(scratch, d)
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
            new_weight = level_sums(mu if plain else scratch, d)
            bulk = mass * np.exp(alpha) if mass else 0.0
            fresh = saturated + 2 * (
                np.add.reduce(new_weight + bulk, axis=0) - np.add.reduce(alpha * y_level, axis=0) - beta * y_time
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
