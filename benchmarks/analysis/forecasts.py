"""Forecasts on made-up panels like registered demonstrations, and under drift: waves that ebb.

Seeds from 100 on, which no choice was made on. Real registered demonstrations are not shipped; give a file with
`--panel` (wide or long) to score those too.
"""

import numpy as np
from measure import Line
from panels import make_demonstrations, make_ebbing

from eenheidsbeeld.analysis.forecast.results import Settings
from eenheidsbeeld.analysis.forecast.rolling import rolling_forecast
from eenheidsbeeld.analysis.scores.probability import Calibration, calibration, score_brier, skill

WEEKS = 104


def scored(y: np.ndarray, horizon: int = 1) -> tuple[float, float, Calibration]:
    """Brier skill over the climatology of the years before, over that of each week, and the calibration."""
    weeks = list(range(y.shape[1] - WEEKS, y.shape[1]))
    f = rolling_forecast(y, weeks, Settings(horizon=horizon))
    came = np.where(np.isnan(y[:, weeks]), np.nan, y[:, weeks] > 0)
    past = y[:, : weeks[0]]
    known = np.isfinite(past).sum(axis=1)
    share = np.where(known > 0, np.nansum(past > 0, axis=1) / np.maximum(known, 1), 0.0)
    fixed = np.broadcast_to(share[:, None], came.shape)
    said = score_brier(f.p_any, came)
    against = skill(said, score_brier(fixed, came)), skill(said, score_brier(f.climatology_p_any, came))
    return *against, calibration(f.p_any, came)


def lines_for(name: str, y: np.ndarray) -> list[Line]:
    years_before, each_week, c = scored(y)
    return [
        Line(f"{name}: Brier skill over the climatology of the years before", years_before, 0.18, "at least"),
        Line(f"{name}: Brier skill over the climatology of that week", each_week, 0.18, "at least"),
        Line(f"{name}: calibration slope", c.slope, 0.9, "between", 1.1),
        Line(f"{name}: expected calibration error", c.expected_error, 0.017),
    ]


def run(quick: bool = False, panel: np.ndarray | None = None) -> list[Line]:
    lines = []
    for seed in (100, 101) if quick else range(100, 106):
        lines += lines_for(f"made-up demonstrations {seed}", make_demonstrations(seed).counts)
    for seed in (100,) if quick else range(100, 103):
        for horizon in (1, 4):
            gain = min(scored(make_ebbing(seed).counts, horizon)[:2])
            what = f"waves that ebb {seed}, {horizon} weeks ahead: Brier skill, never below climatology"
            lines.append(Line(what, gain, 0, "at least"))
    if panel is not None:
        lines += lines_for("the given panel", panel)
    return lines
