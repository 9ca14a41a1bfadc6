"""Forecasts of one phenomenon in the areas of one group, one to four weeks ahead, beside the plain look back.

Every method of `analysis` may speak; how much each weighs follows from its score on the weeks before, and is kept
with the forecast (docs/methode.md §2.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from eenheidsbeeld.analysis.forecast.results import MODELS, Forecast, Settings
from eenheidsbeeld.analysis.forecast.rolling import rolling_forecast
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.calendar import Announced, as_table
from eenheidsbeeld.outlook.panel import Floats, Panel
from eenheidsbeeld.outlook.rules import LEAST_EVENTS, LEAST_WEEKS

METHOD = "2026-12"
KEPT = ("mean", "low", "high", "p_any", "surge_from", "p_surge", "climatology_mean", "climatology_p_any")
RECENT = 104
WITHOUT_TREES = tuple(name for name in MODELS if name != "boosting")


@dataclass(frozen=True)
class Sheet:
    """One target week: what was expected per area and who spoke, as it will be stored."""

    phenomenon: str
    horizon: int
    week: Week
    areas: tuple[str, ...]
    numbers: dict[str, list[float]]
    weights: dict[str, Any]


def says_too_little(panel: Panel, kind: int) -> bool:
    """Whether there is too little of this phenomenon in two years to learn anything from."""
    return bool(panel.weeks_known < LEAST_WEEKS or np.nansum(panel.counts[:, kind, -RECENT:]) < LEAST_EVENTS)


def ahead(
    panel: Panel, phenomenon: str, horizon: int, *, back: int = 0, events: Sequence[Announced] = (),
    trees: bool = False,
) -> list[Sheet]:  # fmt: skip
    """The forecast for the week `horizon` after the last, and `back` weeks before it as they would have been then.

    events: what stood on the calendar, up to the last week that is asked for. trees: whether boosted trees take part;
    they cost five times what all others cost together.
    """
    seen = panel.seen()
    if phenomenon not in seen.phenomena or not seen.places:
        return []
    kind = seen.phenomena.index(phenomenon)
    if says_too_little(seen, kind):
        return []
    last = len(seen.weeks) - 1 + horizon
    targets = list(range(last - back, last + 1))
    codes = tuple(place.code for place in seen.places)
    calendar = as_table(events, codes, [seen.weeks[0].plus(number) for number in range(last + 1)], horizon)
    found = rolling_forecast(
        seen.counts[:, kind], targets, Settings(horizon=horizon, models=MODELS if trees else WITHOUT_TREES),
        offset=seen.sizes / seen.sizes.sum(), announced=calendar.counts if calendar else None,
    )  # fmt: skip
    return [
        Sheet(
            phenomenon, horizon, seen.weeks[0].plus(target), codes,
            {name: _rounded(getattr(found, name)[:, column]) for name in KEPT}, _weights(found, column),
        )
        for column, target in enumerate(targets)
    ]  # fmt: skip


def _weights(found: Forecast, column: int) -> dict[str, Any]:
    """Per method how much it weighs and how well it said the weeks before; and how many weeks those were."""
    methods = {
        name: [round(float(weight), 4), round(float(score), 4) if isfinite(score) else None]
        for name, weight, score in zip(found.models, found.weight[column], found.past_score[column], strict=True)
        if isfinite(weight)
    }
    return {"methods": methods, "weeks": int(found.record[column])}


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
