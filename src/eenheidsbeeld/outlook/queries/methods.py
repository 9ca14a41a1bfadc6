"""Which methods speak in forecasts, how much each weighs and why, as it was kept with every forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.models import ForecastSheet
from eenheidsbeeld.sharing.queries import visible_to

# Forecasts that nobody renewed for longer say nothing of how methods weigh now.
NEWEST_WITHIN = 8


@dataclass(frozen=True, slots=True)
class MethodLine:
    """One method in the newest forecasts: how much it weighs on average, at least and at most, and how it did before.

    score: mean log score on the weeks that its weights rest on, over the same forecasts for every method; None for
    who has not spoken yet.
    """

    method: str
    weight: float
    low: float
    high: float
    score: float | None


@dataclass(frozen=True, slots=True)
class Methods:
    """Who speaks in the newest forecasts, the heaviest first; `weeks`: how many weeks of score that rests on."""

    lines: list[MethodLine]
    sheets: int
    weeks: int


def methods_heard(viewer: Viewer, *, horizon: int, at: datetime) -> Methods:
    """How much each method weighs in the newest forecast of every subject and area that this viewer may see."""
    since = Week.of(at).plus(-NEWEST_WITHIN).starts_at
    sheets = visible_to(viewer, ForecastSheet.objects.filter(horizon=horizon, week_starts_at__gte=since))
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for area, phenomenon, weights in sheets.order_by("week_starts_at", "pk").values_list(
        "group_area", "phenomenon", "weights"
    ):
        if weights.get("methods"):
            newest[area, phenomenon] = weights
    found = [newest[key] for key in sorted(newest)]
    scored = [one["methods"] for one in found if one["weeks"]]
    names = list(dict.fromkeys(name for one in found for name in one["methods"]))
    lines = [_method_line(name, [one["methods"] for one in found], scored) for name in names]
    weeks = max((one["weeks"] for one in found), default=0)
    return Methods(sorted(lines, key=lambda one: -one.weight), len(found), weeks)


def _method_line(name: str, found: Sequence[Any], scored: Sequence[Any]) -> MethodLine:
    weights = [one[name][0] if name in one else 0.0 for one in found]
    # Compared only where every method that ever speaks said something: a mean over easier weeks would flatter.
    scores = [one[name][1] for one in scored if name in one and one[name][1] is not None]
    complete = bool(scores) and len(scores) == len(scored)
    mean = sum(scores) / len(scores) if complete else None
    return MethodLine(name, sum(weights) / len(weights), min(weights), max(weights), mean)
