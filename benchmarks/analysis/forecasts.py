"""Forecasts on made-up panels like registered demonstrations, and under drift: waves that ebb.

Real registered demonstrations are not shipped; give a file with `--panel` (wide or long) to score those too.
"""

import numpy as np
from measure import Line

from eenheidsbeeld.analysis.forecast.results import Settings
from eenheidsbeeld.analysis.forecast.rolling import rolling_forecast
from eenheidsbeeld.analysis.scores.probability import calibration, score_brier, skill


def demonstrations(seed: int, areas: int = 190, weeks: int = 400) -> np.ndarray:
    """Places of very different size; waves over the whole and per place, a season, and series that run for
    months.
    """
    rng = np.random.default_rng(seed)
    base = np.exp(rng.normal(-1.6, 1.3, areas))
    whole, local = np.zeros(weeks), np.zeros((areas, weeks))
    for t in range(1, weeks):
        whole[t] = 0.9 * whole[t - 1] + rng.normal(0, 0.12)
        local[:, t] = 0.93 * local[:, t - 1] + rng.normal(0, 0.25, areas)
    season = 0.25 * np.sin(2 * np.pi * np.arange(weeks) / 52.18) - 1.2 * (np.arange(weeks) % 52 >= 50)
    mean = base[:, None] * np.exp(whole + local + season)
    regular = np.zeros((areas, weeks))
    for a in range(areas):
        t = 0
        while t < weeks:
            t += int(rng.exponential(120))
            length = int(rng.exponential(25))
            regular[a, t : t + length] = rng.uniform(0.3, 1)
            t += length
    return (rng.negative_binomial(mean / 0.4, 1 / 1.4) + rng.binomial(1, regular)).astype(float)


def ebbing(seed: int, areas: int = 190, weeks: int = 400) -> np.ndarray:
    """Now and then something big that dies down over months."""
    rng = np.random.default_rng(seed)
    wave = np.zeros(weeks)
    for start in (60, 150, 240, 330):
        wave[start:] += 2.5 * np.exp(-np.arange(weeks - start) / 10)
    return rng.poisson(np.exp(rng.normal(-2.5, 1.3, (areas, 1)) + wave)).astype(float)


def lines_for(name: str, y: np.ndarray, drift: bool) -> list[Line]:
    weeks = list(range(y.shape[1] - 104, y.shape[1]))
    f = rolling_forecast(y, weeks, Settings())
    came = np.where(np.isnan(y[:, weeks]), np.nan, y[:, weeks] > 0)
    gain = skill(score_brier(f.p_any, came), score_brier(f.climatology_p_any, came))
    fixed = np.repeat(np.nanmean(y[:, : weeks[0]] > 0, axis=1)[:, None], len(weeks), axis=1)
    against_fixed = skill(score_brier(f.p_any, came), score_brier(fixed, came))
    if drift:
        return [Line(f"{name}: Brier skill, never below climatology", gain, 0, "at least")]
    c = calibration(f.p_any, came)
    return [
        Line(f"{name}: Brier skill over the climatology of that week", gain, 0.18, "at least"),
        Line(f"{name}: Brier skill over the climatology of the years before", against_fixed, 0.18, "at least"),
        Line(f"{name}: calibration slope", c.slope, 0.9, "between", 1.1),
        Line(f"{name}: expected calibration error", c.expected_error, 0.017),
    ]


def run(quick: bool = False, panel: np.ndarray | None = None) -> list[Line]:
    lines = lines_for("made-up demonstrations", demonstrations(1), drift=False)
    lines += lines_for("waves that ebb", ebbing(2), drift=True)
    if panel is not None:
        lines += lines_for("the given panel", panel, drift=False)
    return lines
