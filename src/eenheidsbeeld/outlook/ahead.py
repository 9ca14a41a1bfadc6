"""Forecasts of one phenomenon in the areas of one group, one to four weeks ahead, beside the plain look back.

Which models speak is fixed here: the boosted trees and hhh4 of `analysis` stay out until they earn their time on
counts of a real unit (docs/methode.md §2.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eenheidsbeeld.analysis.forecast.results import Settings
from eenheidsbeeld.analysis.forecast.rolling import rolling_forecast
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.panel import Floats, Panel
from eenheidsbeeld.outlook.rules import LEAST_EVENTS, LEAST_WEEKS

METHOD = "2026-11"
MODELS = ("climatology", "discounted", "additive")
KEPT = ("mean", "low", "high", "p_any", "surge_from", "p_surge", "climatology_mean", "climatology_p_any")
RECENT = 104


@dataclass(frozen=True)
class Sheet:
    """One target week: what was expected per area, as it will be stored."""

    phenomenon: str
    horizon: int
    week: Week
    areas: tuple[str, ...]
    numbers: dict[str, list[float]]


def says_too_little(panel: Panel, kind: int) -> bool:
    """Whether there is too little of this phenomenon in two years to learn anything from."""
    return bool(panel.weeks_known < LEAST_WEEKS or np.nansum(panel.counts[:, kind, -RECENT:]) < LEAST_EVENTS)


def ahead(panel: Panel, phenomenon: str, horizon: int, *, back: int = 0) -> list[Sheet]:
    """The forecast for the week `horizon` after the last, and `back` weeks before it as they would have been then."""
    seen = panel.seen()
    if phenomenon not in seen.phenomena or not seen.places:
        return []
    kind = seen.phenomena.index(phenomenon)
    if says_too_little(seen, kind):
        return []
    last = len(seen.weeks) - 1 + horizon
    targets = list(range(last - back, last + 1))
    found = rolling_forecast(seen.counts[:, kind], targets, Settings(horizon=horizon, models=MODELS))
    return [
        Sheet(
            phenomenon, horizon, seen.weeks[0].plus(target), tuple(place.code for place in seen.places),
            {name: _rounded(getattr(found, name)[:, column]) for name in KEPT},
        )
        for column, target in enumerate(targets)
    ]  # fmt: skip


def _rounded(values: Floats) -> list[float]:
    """Four digits are more than a forecast knows; what is not known is no number and stays out of the answer."""
    return [float(f"{value:.4g}") if np.isfinite(value) else 0.0 for value in values]


def outcomes(panel: Panel, phenomenon: str, week: Week, areas: Sequence[str]) -> list[Any] | None:
    """The counts that came, in the order asked; None as long as that week is not in the panel."""
    if week not in panel.weeks or phenomenon not in panel.phenomena:
        return None
    row = {place.code: number for number, place in enumerate(panel.places)}
    column, kind = panel.weeks.index(week), panel.phenomena.index(phenomenon)
    return [int(panel.counts[row[area], kind, column]) if area in row else None for area in areas]
