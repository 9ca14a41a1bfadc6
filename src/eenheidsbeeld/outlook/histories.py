"""The half year behind an alert: what was counted, expected and still usual in each week, by the same method."""

from __future__ import annotations

from typing import Any

import numpy as np

from eenheidsbeeld.analysis.alarms.candidates import Candidate, Level, Source
from eenheidsbeeld.analysis.farrington.flexible import farrington_flexible
from eenheidsbeeld.analysis.pooled.exceedance import upper_bound
from eenheidsbeeld.analysis.pooled.model import pooled_expectation
from eenheidsbeeld.outlook.looking import ALPHA, WIDE
from eenheidsbeeld.outlook.panel import Floats, Panel

WEEKS = 26


def history_of(panel: Panel, lead: Candidate) -> dict[str, Any]:
    """weeks, counted, expected and upper; None where nothing can be said."""
    last = len(panel.weeks)
    weeks = list(range(max(last - WEEKS, 0), last))
    kind = panel.phenomena.index(lead.phenomenon)
    rows = [number for number, place in enumerate(panel.places) if place.code in lead.areas]
    counted = panel.counts[rows, kind][:, weeks].sum(axis=0)
    if lead.level is Level.MUNICIPALITY:
        expected, upper = _pooled(panel, kind, rows, weeks, alone=lead.source is Source.SERIES)
    else:
        series = panel.counts[rows, kind].sum(axis=0)[None, :]
        found = farrington_flexible(series, weeks, WIDE, dates=panel.mondays, engine="numpy")
        expected, upper = found.expected[0], found.upper[0]
    return {
        "weeks": [str(panel.weeks[week]) for week in weeks], "counted": _plain(counted, 0),
        "expected": _plain(expected, 2), "upper": _plain(upper, 1),
    }  # fmt: skip


def _pooled(panel: Panel, kind: int, rows: list[int], weeks: list[int], *, alone: bool) -> tuple[Floats, Floats]:
    """Of a group of municipalities only the expectation: the bound of a sum is not the sum of bounds."""
    groups = np.unique([place.district for place in panel.places], return_inverse=True)[1]
    pooled = pooled_expectation(panel.counts[:, [kind]], panel.sizes, weeks, groups=groups)
    expected = pooled.mean[rows, 0].sum(axis=0)
    upper = upper_bound(pooled, ALPHA)[rows[0], 0] if alone else np.full(len(weeks), np.nan)
    return expected, upper


def _plain(values: Floats, digits: int) -> list[float | int | None]:
    return [
        None if not np.isfinite(one) else int(one) if digits == 0 else round(float(one), digits) for one in values
    ]
