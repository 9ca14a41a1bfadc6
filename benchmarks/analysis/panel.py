"""A made-up Dutch-like panel: 342 municipalities, 20 phenomena, mostly zeros, with bursts put in to be found.

Sizes log-normal, season, trend and dispersion (1 to 2) per series, median series about 0.03 events a week.
Set A: an area differs from the mean by its size only. Set B: an unknown effect on top (sd 0.8 on the log
scale).
"""

from dataclasses import dataclass

import numpy as np

AREAS, PHENOMENA, HISTORY, TEST = 342, 20, 312, 52


@dataclass(frozen=True)
class Panel:
    """Counts by area, phenomenon and week; the last `TEST` weeks hold the bursts, told in `burst`."""

    counts: np.ndarray
    size: np.ndarray
    burst: np.ndarray  # number of the burst per area, phenomenon and week; -1 where there is none
    bursts: int


def draw(rng: np.random.Generator, mean: np.ndarray, phi: np.ndarray) -> np.ndarray:
    phi = np.broadcast_to(phi, mean.shape)
    plain = phi < 1.01
    excess = np.where(plain, 1.0, phi - 1)
    return np.where(
        plain, rng.poisson(mean), rng.negative_binomial(np.maximum(mean, 1e-12) / excess, 1 / (1 + excess))
    )


def make_panel(seed: int, *, unknown_effect: float = 0.0, series_season: bool = True) -> Panel:
    """One panel; `unknown_effect` 0 is set A, 0.8 is set B."""
    rng = np.random.default_rng(seed)
    weeks = np.arange(HISTORY + TEST)
    size = rng.lognormal(10.4, 0.75, AREAS)
    rate = 0.03 * np.exp(rng.normal(0, 1.2, PHENOMENA))
    effect = np.exp(rng.normal(0, unknown_effect, (AREAS, PHENOMENA)))
    base = size[:, None] / np.median(size) * rate[None, :] * effect
    depth, phase = rng.uniform(0, 0.6, PHENOMENA), rng.uniform(0, 2 * np.pi, PHENOMENA)
    slope = rng.normal(0, 0.001, PHENOMENA)
    lift = np.exp(depth[:, None] * np.sin(2 * np.pi * weeks / 52 + phase[:, None]) + slope[:, None] * (weeks - 156))
    mean = base[:, :, None] * lift[None]
    if series_season:
        own, when = (
            rng.uniform(0, 0.2, (AREAS, PHENOMENA, 1)),
            rng.uniform(0, 2 * np.pi, (AREAS, PHENOMENA, 1)),
        )
        mean = mean * np.exp(own * np.sin(2 * np.pi * weeks / 52 + when))
    phi = rng.uniform(1, 2, (AREAS, PHENOMENA, 1))
    counts = draw(rng, mean, phi).astype(float)
    burst = np.full(counts.shape, -1)
    for number in range(AREAS):
        a, p = rng.integers(AREAS), rng.integers(PHENOMENA)
        start = HISTORY + int(rng.integers(0, TEST - 4))
        spread = np.sqrt(mean[a, p, start : start + 4].sum() * phi[a, p, 0])
        extra = 3 + rng.poisson(2 * spread)
        weeks_of = start + np.minimum(np.floor(rng.lognormal(0, 0.5, extra)).astype(int), 3)
        np.add.at(counts[a, p], weeks_of, 1)
        burst[a, p, start : start + 4] = number
    return Panel(counts, size, burst, AREAS)
