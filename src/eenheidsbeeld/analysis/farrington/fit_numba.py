"""The same fit as `fit_numpy`, one series at a time in compiled code; only imported where numba is installed.

Same start, same stopping rule, same sums in the same order of subjects; the two agree to about 1e-12. Each
series is on its own, so nothing depends on the order of series, on the batch or on threads.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators
# compiled functions take their types from the first call; annotations would say nothing that is checked

import math

import numpy as np
from numba import njit
from scipy.special import stdtrit

from ..arrays import Floats
from .design import MU_FLOOR, Design, Fit

TINY = MU_FLOOR


@njit(cache=True, fastmath=False, error_model="numpy")
def _solve(
    y, prior, starts, ends, time, shift, follows, pseudo_mass, target, trend, rounds, tolerance,
    alpha, mu, working, weight, weight_time,
):  # fmt: skip
    """Fill alpha, mu, working, weight, weight_time; give slope, spread and whether it settled."""
    levels = len(starts)
    saturated, deviance, y_time = 0.0, 0.0, 0.0
    y_level = np.empty(levels)
    push = np.empty(levels)
    absent = np.zeros(levels)
    new_weight = np.empty(levels)
    push_time = 0.0
    for level in range(levels):
        total, w_sum, z_sum, known = 0.0, 0.0, 0.0, 0.0
        for i in range(starts[level], ends[level]):
            p, value = prior[i], y[i]
            known += p
            start = value + 0.1
            log_start = math.log(start)
            wy = p * value
            if value > 0:
                saturated += 2 * wy * (math.log(value) - 1)
            saturated -= 2 * wy * shift[i]
            deviance += 2 * (p * start - wy * (log_start - shift[i]))
            total += wy
            y_time += wy * time[i]
            w = p * start
            working[i] = w
            w_sum += w
            z = w * (log_start - shift[i]) + p * (value - start)
            z_sum += z
            push_time += z * time[i]
        if known <= 0:
            absent[level] = 1.0
        y_level[level] = total + target
        weight[level] = w_sum + absent[level]
        push[level] = z_sum
        if pseudo_mass > 0:
            weight[level] += target
            push[level] += target * math.log(target / pseudo_mass)
        alpha[level] = 0.0
    deviance += saturated
    beta, spread = 0.0, 1.0
    for round_ in range(rounds):
        if trend:
            spread, lean, crossed = 0.0, 0.0, 0.0
            for level in range(levels):
                wt, wtt = 0.0, 0.0
                for i in range(starts[level], ends[level]):
                    a = working[i] * time[i]
                    wt += a
                    wtt += a * time[i]
                weight_time[level] = wt
                ratio = wt / weight[level]
                spread += wtt - wt * ratio
                crossed += ratio * push[level]
            lean = (push_time - crossed) / spread
            for level in range(levels):
                alpha[level] += (push[level] - weight_time[level] * lean) / weight[level]
            beta += lean
        else:
            for level in range(levels):
                weight_time[level] = 0.0
                alpha[level] += push[level] / weight[level]
        growth = math.exp(beta)
        fresh = saturated - 2 * beta * y_time
        for level in range(levels):
            total, base = 0.0, alpha[level]
            if trend:
                m = 0.0
                for i in range(starts[level], ends[level]):
                    # the next week of a row of weeks is one multiplication away
                    m = m * growth if follows[i] else math.exp(base + beta * time[i] + shift[i])
                    mu[i] = max(m, TINY)
                    total += prior[i] * mu[i]
            else:
                scale = math.exp(base)
                for i in range(starts[level], ends[level]):
                    m = max(scale * math.exp(shift[i]) if shift[i] != 0.0 else scale, TINY)
                    mu[i] = m
                    total += prior[i] * m
            new_weight[level] = total
            bulk = pseudo_mass * math.exp(base) if pseudo_mass > 0 else 0.0
            fresh += 2 * (total + bulk - base * y_level[level])
        still = abs(fresh - deviance) / (abs(fresh) + 0.1) < tolerance
        if still or not math.isfinite(fresh) or round_ == rounds - 1:
            return beta, spread, still
        push_time = y_time
        for level in range(levels):
            bulk = pseudo_mass * math.exp(alpha[level]) if pseudo_mass > 0 else 0.0
            push[level] = y_level[level] - new_weight[level] - bulk
            weight[level] = new_weight[level] + bulk + absent[level]
            for i in range(starts[level], ends[level]):
                working[i] = prior[i] * mu[i]
                push_time -= working[i] * time[i]
        deviance = fresh
    return beta, spread, False


@njit(cache=True, error_model="numpy")
def _dispersions(y, known, omega, mu, working, freedom):
    pearson, outbreak = 0.0, 0.0
    for i in range(len(y)):
        x = (y[i] - mu[i]) / mu[i]
        x = x * x * known[i]
        pearson += x * working[i]
        outbreak += x * omega[i]
    return pearson / freedom, outbreak / freedom


@njit(cache=True, error_model="numpy")
def _outbreak_weights(y, known, starts, ends, time, mu, working, weight, weight_time, spread, phi, cut, trend, omega):
    """Fill omega; give whether any reference week is down-weighted."""
    small, many, weeks = 0.0, 0, 0.0
    for level in range(len(starts)):
        inverse, middle = 1 / weight[level], weight_time[level] / weight[level]
        for i in range(starts[level], ends[level]):
            weeks += known[i]
            omega[i] = 0.0
            over = y[i] - mu[i]
            if over <= 0 or known[i] == 0:
                continue
            lever = inverse
            if trend:
                lever += (time[i] - middle) * (time[i] - middle) / spread
            free = phi * (1 - working[i] * lever)
            if over * over < cut * cut * 0.999999 * free * mu[i]:
                continue
            residual = 1.5 * (np.cbrt(y[i]) ** 2 * mu[i] ** (-1 / 6) - math.sqrt(mu[i])) / math.sqrt(free)
            if residual > cut:
                omega[i] = residual**-2.0
                small += omega[i]
                many += 1
    gamma = weeks / (small + weeks - many)
    for i in range(len(y)):
        omega[i] = gamma * omega[i] if omega[i] > 0 else known[i] * gamma
    return many > 0


@njit(cache=True, error_model="numpy")
def _series(
    y, known, starts, ends, time, shift, follows, pseudo_mass, trend, reweight, cut, rounds, tolerance,
    alpha, mu, working, weight, weight_time, omega,
):  # fmt: skip
    """Both stages for one series: (settled, slope, spread, phi, pearson, outbreak, freedom)."""
    weeks, total, largest = 0.0, 0.0, 0.0
    for i in range(len(y)):
        weeks += known[i]
        total += y[i]
        omega[i] = known[i]
        largest = max(largest, y[i])
    present = 0
    for level in range(len(starts)):
        for i in range(starts[level], ends[level]):
            if known[i] > 0:
                present += 1
                break
    freedom = weeks - present - (1.0 if trend else 0.0)
    share = 0.0
    for i in range(len(y)):
        share += math.exp(shift[i])
    mass = pseudo_mass * share / len(y)
    target = pseudo_mass * (total + 0.5) / max(weeks, 1.0)
    beta, spread, settled = _solve(
        y, known, starts, ends, time, shift, follows, mass, target, trend, rounds, tolerance,
        alpha, mu, working, weight, weight_time,
    )  # fmt: skip
    pearson, outbreak = _dispersions(y, known, omega, mu, working, freedom)
    phi = max(pearson, 1.0) if pearson == pearson else pearson
    if reweight and settled:
        changed = _outbreak_weights(
            y, known, starts, ends, time, mu, working, weight, weight_time, spread, phi, cut, trend, omega
        )
        if changed:
            beta, spread, _ = _solve(
                y, omega, starts, ends, time, shift, follows, mass, target, trend, rounds, tolerance,
                alpha, mu, working, weight, weight_time,
            )  # fmt: skip
            pearson, outbreak = _dispersions(y, known, omega, mu, working, freedom)
            phi = max(pearson, 1.0) if pearson == pearson else pearson
    if not reweight:
        outbreak = pearson
    return settled, beta, spread, phi, pearson, outbreak, freedom, largest


@njit(cache=True, nogil=True, error_model="numpy")
def _all_series(
    counts, starts, ends, time, centre, shift, follows, forecast_offset, pseudo, trend, reweight, cut, rounds,
    tolerance, scale_code, critical, always, out, kept, fitted,
):  # fmt: skip
    n, size = counts.shape
    y, known = np.empty(n), np.empty(n)
    mu, working, omega = np.empty(n), np.empty(n), np.empty(n)
    levels = len(starts)
    alpha, weight, weight_time = np.empty(levels), np.empty(levels), np.empty(levels)
    last, middle = levels - 1, centre[levels - 1]
    for s in range(size):
        for i in range(n):
            value = counts[i, s]
            missing = value != value
            y[i] = 0.0 if missing else value
            known[i] = 0.0 if missing else 1.0
        for attempt in range(2):
            with_trend = attempt == 0
            if with_trend and not trend:
                continue
            settled, beta, spread, phi, pearson, outbreak, freedom, largest = _series(
                y, known, starts, ends, time, shift, follows, pseudo, with_trend, reweight, cut, rounds,
                tolerance, alpha, mu, working, weight, weight_time, omega,
            )  # fmt: skip
            if not settled:
                continue
            variance = 1 / weight[last]
            eta = alpha[last] + forecast_offset
            if with_trend:
                eta -= beta * middle
                scale = outbreak if scale_code == 0 else pearson if scale_code == 1 else phi
                t = abs(beta) / math.sqrt(scale / spread)
                place = min(max(int(freedom), 0), len(critical) - 1)
                if not (always or t > critical[place]) or not math.exp(eta) <= largest:
                    continue
                reach = middle + weight_time[last] / weight[last]
                variance += reach * reach / spread
                out[4, s] = beta
            out[0, s], out[1, s], out[2, s] = eta, variance, phi
            out[3, s] = outbreak if scale_code == 0 else phi
            kept[s], fitted[s] = with_trend, True
            break


def fit_block(counts: Floats, d: Design) -> Fit:
    """Fit one week for these series: counts are the reference weeks (rows) by series, NaN missing."""
    n, size = counts.shape
    out = np.full((5, size), np.nan)
    kept, fitted = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    freedom = np.maximum(np.arange(n + 1, dtype=np.float64), 1)
    # in a row of weeks: one week on, in the same level, with the same offset
    follows = (np.abs(np.diff(d.time, prepend=np.inf) - 1.0) < 1e-9) & (np.diff(d.log_offset, prepend=np.inf) == 0.0)
    follows[d.starts] = False
    below_one = d.critical_p < 1
    critical = -stdtrit(freedom, d.critical_p / 2) if below_one else np.full(n + 1, 1.2e-16)
    scale = {"outbreak": 0, "pearson": 1, "phi": 2}[d.scale]
    _all_series(
        np.ascontiguousarray(counts), d.starts, d.ends, d.time, d.centre, d.log_offset, follows,
        d.forecast_offset, d.pseudo, d.trend, d.reweight, d.weights_threshold, d.rounds, d.tolerance, scale,
        critical, d.critical_p > 1, out, kept, fitted,
    )  # fmt: skip
    return Fit(out[0], out[1], out[2], out[3], out[4], kept, fitted)
