"""The numbers behind the pictures: series with band, small multiples, map with list, calibration.

No picture is drawn here. Maps show how unusual or which class, never plain numbers that follow the
population.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .arrays import Codes, Floats
from .disclosure_classes import Line
from .disclosure_rules import Shown
from .reasons import Reason
from .scores.probability import Calibration

Fill = Literal["no_data", "small", "class", "withheld"]


@dataclass(frozen=True)
class SeriesPoint:
    """One week of one series; None is not drawn, and `reason` says why there is no band."""

    week: str
    observed: float | None
    expected: float | None
    upper: float | None
    alarm: bool
    incomplete: bool
    reason: str


@dataclass(frozen=True)
class SeriesChart:
    """A series with the band of what is usual; message_id is the sentence that stands above it."""

    title: str
    points: tuple[SeriesPoint, ...]
    highest: float


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def series_chart(
    title: str, weeks: Sequence[str], observed: Floats, expected: Floats, upper: Floats, reason: Codes,
    incomplete: int = 0,
) -> SeriesChart:  # fmt: skip
    """The last `incomplete` weeks are drawn open and never as an alarm."""
    points = []
    for i, week in enumerate(weeks):
        open_week = i >= len(weeks) - incomplete
        over = bool(np.isfinite(upper[i]) and observed[i] > upper[i] and not open_week)
        why = Reason.INCOMPLETE_WEEK if open_week else Reason(int(reason[i]))
        points.append(
            SeriesPoint(
                week,
                _or_none(observed[i]),
                _or_none(expected[i]),
                _or_none(upper[i]),
                over,
                open_week,
                why.message_id,
            )
        )
    drawn = [v for p in points for v in (p.observed, p.upper) if v is not None]
    return SeriesChart(title, tuple(points), max(drawn, default=0.0))


def small_multiples(charts: Sequence[SeriesChart], *, same_scale: bool = True) -> tuple[SeriesChart, ...]:
    """The charts with one scale for all, unless sizes differ so much that each needs its own (the caller says
    so).
    """
    if not same_scale or not charts:
        return tuple(charts)
    highest = max(c.highest for c in charts)
    return tuple(SeriesChart(c.title, c.points, highest) for c in charts)


@dataclass(frozen=True)
class MapArea:
    """One area of a map and its line in the list beside it; `step` counts classes from the lowest."""

    area: str
    fill: Fill
    step: int | None
    text: str


def map_of_counts(areas: Sequence[str], shown: Line, steps: Sequence[int] = (5, 10, 25, 50)) -> tuple[MapArea, ...]:
    """Published counts in classes that begin at multiples of five; "0-4" and "no data" each have their own
    hatch.
    """
    if any(step % shown.smallest for step in steps) or list(steps) != sorted(set(steps)):
        raise ValueError("the steps of the legend are rising multiples of five")
    fills: dict[Shown, Fill] = {
        Shown.NO_DATA: "no_data", Shown.SMALL: "small", Shown.ROUNDED: "class", Shown.WITHHELD: "withheld",
    }  # fmt: skip
    out = []
    for i, area in enumerate(areas):
        fill = fills[Shown(int(shown.shown[i]))]
        step = int(np.searchsorted(steps, shown.values[i], "right")) if fill == "class" else None
        out.append(MapArea(area, fill, step, shown.text(i)))
    return tuple(out)


@dataclass(frozen=True)
class CalibrationPoint:
    """Of the forecasts that said about `said`, this share came; low and high is what luck alone would
    give.
    """

    said: float
    came: float
    number: int
    low: float
    high: float


def calibration_chart(c: Calibration) -> tuple[CalibrationPoint, ...]:
    """Points of the curve with a 95 % interval around "as said" (Wilson, 1927, JASA 22)."""
    points = []
    for said, came, number in zip(c.predicted, c.observed, c.number, strict=True):
        n, z = float(number), 1.96
        middle = (said + z * z / (2 * n)) / (1 + z * z / n)
        half = z * np.sqrt(said * (1 - said) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        points.append(
            CalibrationPoint(float(said), float(came), int(number), float(middle - half), float(middle + half))
        )
    return tuple(points)
