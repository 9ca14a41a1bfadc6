"""A made-up family of panels like registered demonstrations per small area and week: no two alike.

Each seed draws its own number of areas and weeks, level, season, spread, waves, holidays, anniversaries and series
that run for months. Seeds below 100 are for making choices, from 100 on for measuring them.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Made:
    """Counts (areas by weeks) and what was drawn for this panel."""

    counts: np.ndarray
    kind: dict[str, float]


def _walk(rng: np.random.Generator, rows: int, weeks: int, memory: float, step: float) -> np.ndarray:
    """Autoregressive courses, one per row."""
    out = np.zeros((rows, weeks))
    for t in range(1, weeks):
        out[:, t] = memory * out[:, t - 1] + rng.normal(0, step, rows)
    return out


def _shocks(rng: np.random.Generator, areas: int, weeks: int, number: int) -> np.ndarray:
    """Something happens: many areas at once, each as much as it tends to, and then it dies down."""
    out = np.zeros((areas, weeks))
    for _ in range(number):
        start, life, height = int(rng.integers(20, weeks)), rng.uniform(2, 14), rng.uniform(0.3, 1.4)
        reach = rng.gamma(1.0, 1.0, areas) * (rng.random(areas) < rng.uniform(0.2, 1))
        out[:, start:] += height * np.minimum(reach, 2)[:, None] * np.exp(-np.arange(weeks - start) / life)
    return out


def _series(rng: np.random.Generator, areas: int, weeks: int, every: float) -> np.ndarray:
    """Series by the same people: each week, every second or every fourth, for months; chance per week."""
    out = np.zeros((areas, weeks))
    for a in range(areas):
        t = int(rng.exponential(every))
        while t < weeks:
            step, length = int(rng.choice([1, 1, 1, 2, 4])), int(rng.exponential(26)) + 3
            out[a, t : t + length : step] = rng.uniform(0.4, 1)
            t += length + int(rng.exponential(every))
    return out


def _anniversaries(rng: np.random.Generator, areas: int, weeks: int, base: np.ndarray) -> np.ndarray:
    """Days that return each year, in few or in many areas."""
    out = np.zeros((areas, weeks))
    year = (np.arange(weeks) * 7 % 365.25) // 7
    for _ in range(10):
        where = rng.random(areas) < np.minimum(base * rng.uniform(0.05, 1.0), 0.9)
        out += where[:, None] * (year == rng.integers(0, 52)) * rng.uniform(0.3, 1)
    return np.minimum(out, 1)


def make_demonstrations(seed: int) -> Made:
    """One panel of the family."""
    rng = np.random.default_rng([77, seed])
    areas, weeks = int(rng.integers(90, 260)), int(rng.integers(270, 420))
    level, width = rng.uniform(-3.0, -1.9), rng.uniform(1.2, 1.8)
    base = np.exp(rng.normal(level, width, areas))
    district = rng.integers(0, 12, areas)
    whole = _walk(rng, 1, weeks, rng.uniform(0.85, 0.97), rng.uniform(0.05, 0.14))
    wider = _walk(rng, 12, weeks, 0.93, rng.uniform(0.05, 0.15))[district]
    local = _walk(rng, areas, weeks, rng.uniform(0.85, 0.98), rng.uniform(0.08, 0.2))
    time = np.arange(weeks)
    week = (time * 7 % 365.25) // 7
    season = rng.uniform(0.1, 0.5) * np.sin(2 * np.pi * time / 52.18 + rng.uniform(0, 6))
    season = season - rng.uniform(0.5, 1.5) * (week >= 51) - rng.uniform(0, 0.5) * ((week >= 28) & (week < 33))
    log = whole + wider + local + season + rng.uniform(-0.1, 0.2) * time / 52
    log += _shocks(rng, areas, weeks, int(rng.integers(3, 12)))
    if rng.random() < 0.4:  # a time in which gathering was hardly possible
        start = int(rng.integers(60, weeks - 120))
        log[:, start : start + int(rng.integers(8, 30))] -= rng.uniform(0.5, 1.5)
    mean = np.minimum(base[:, None] * np.exp(log), 60)
    spread = rng.uniform(0.1, 1.2)
    counts = rng.negative_binomial(mean / spread, 1 / (1 + spread)).astype(float)
    counts += rng.binomial(1, _series(rng, areas, weeks, rng.uniform(100, 300)))
    counts += rng.binomial(1, _anniversaries(rng, areas, weeks, base))
    return Made(counts, {"areas": areas, "weeks": weeks, "level": level, "spread": spread})


def make_ebbing(seed: int) -> Made:
    """Drift: now and then something big that dies down over months, and a panel that ends while it ebbs."""
    rng = np.random.default_rng([78, seed])
    areas, weeks = int(rng.integers(90, 260)), int(rng.integers(270, 420))
    log = np.zeros((areas, weeks))
    starts = [*rng.integers(30, weeks - 110, int(rng.integers(2, 5))), weeks - int(rng.integers(60, 120))]
    for start in starts:
        reach = rng.gamma(2.0, 0.5, areas)[:, None]
        life = rng.uniform(6, 40)
        log[:, start:] += rng.uniform(0.8, 2.5) * reach * np.exp(-np.arange(weeks - start) / life)
    log += _walk(rng, areas, weeks, 0.9, rng.uniform(0, 0.2)) - rng.uniform(0, 0.5) * np.arange(weeks) / 52
    mean = np.minimum(np.exp(rng.normal(rng.uniform(-2.8, -1.8), 1.3, (areas, 1)) + log), 60)
    spread = rng.uniform(0.05, 1.0)
    return Made(
        rng.negative_binomial(mean / spread, 1 / (1 + spread)).astype(float), {"areas": areas, "weeks": weeks}
    )
