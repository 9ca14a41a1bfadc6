"""What a statistician needs to compute a number of a page again: the same counts, by the same eyes, as tables.

The commands `eenheidsbeeld analysis …` read them; docs/methode.md §2.8 says which number comes from which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Audience, Viewer
from eenheidsbeeld.outlook.calendar import announced, as_table
from eenheidsbeeld.outlook.looking import (
    FINDING,
    LARGEST_P,
    SCAN_WEEKS,
    expected_locally,
    groups_seen,
    scanned,
)
from eenheidsbeeld.outlook.models import ForecastSheet
from eenheidsbeeld.outlook.panel import Floats, Panel
from eenheidsbeeld.outlook.queries.panels import panel_seen_by
from eenheidsbeeld.outlook.rules import HORIZONS, LEAST_WEEKS
from eenheidsbeeld.publishing.queries import audience_of, everyone_of
from eenheidsbeeld.sharing.queries import groups_for_areas, visible_to

Columns = dict[str, list[Any]]


def behind_alerts(viewer: Viewer, *, until: Week) -> dict[str, Columns]:
    """The counts that the look of the viewer's organisation at this week rests on."""
    check_role(viewer.roles, Role.ANALYST)
    organisation = Organisation.objects.get(pk=viewer.organisation)
    panel = panel_seen_by(everyone_of(organisation), within=organisation.unit_code, until=until).seen()
    found = {"tellingen.csv": _counts(panel), "boven.csv": _above(panel), "districten.csv": _districts(panel)}
    return found | _scans(panel)


def behind_forecasts(viewer: Viewer, *, area: str, until: Week) -> dict[str, Columns]:
    """The counts and the calendar that the forecasts of a group rest on, and what was said of weeks that are over."""
    check_role(viewer.roles, Role.ANALYST)
    group = groups_for_areas().get(area)
    if group is None or group.pk not in viewer.groups:
        raise NotThere()
    audience = audience_of(group)
    panel = panel_seen_by(audience, within=area, until=until).seen()
    found = {"tellingen.csv": _counts(panel)}
    for horizon in HORIZONS:
        found[f"agenda-{horizon}.csv"] = _calendar(panel, audience, horizon)
        found[f"verwachtingen-{horizon}.csv"] = _said(viewer, panel, area, horizon)
    return found


def _scans(panel: Panel) -> dict[str, Columns]:
    """What the scan for groups was given; `expected` and `phi` are those of the pooled model."""
    if not panel.places or panel.weeks_known < LEAST_WEEKS:
        return {}
    counted = _counted(panel)
    scans = [one for one in scanned(panel, expected_locally(panel)) if one.phenomenon in counted]
    if not scans:
        return {}
    codes = [place.code for place in panel.places]
    places = zip(codes, panel.kilometres.tolist(), panel.places, strict=True)
    found = {
        "gebieden.csv": _columns(
            "area x_km y_km population", ((code, x, y, max(place.population, 1)) for code, (x, y), place in places)
        ),
        "groepen.csv": _columns(
            "phenomenon phi seed replicates neighbours maxWeeks maxP",
            ((o.phenomenon, o.phi, o.seed, FINDING, o.nearest, SCAN_WEEKS, 5 * LARGEST_P) for o in scans),
        ),
    }
    for one in scans:
        found[f"groep-{one.phenomenon}.csv"] = _wide(codes, one.counts)
        found[f"groep-{one.phenomenon}-verwacht.csv"] = _wide(codes, one.expected)
    return found


def _wide(codes: Sequence[str], table: Floats) -> Columns:
    return {"t": list(range(1, len(table) + 1))} | dict(zip(codes, table.T.tolist(), strict=True))


def _columns(names: str, rows: Iterable[Sequence[Any]]) -> Columns:
    found = list(rows)
    return {name: [row[place] for row in found] for place, name in enumerate(names.split())}


def _counts(panel: Panel) -> Columns:
    """Every week, also those of before the first count: the number of a week says when a method is fitted anew."""
    counted = _counted(panel)
    rows = (
        (place.code, kind, str(week), None if np.isnan(count) else int(count), max(place.population, 1))
        for place, of_place in zip(panel.places, panel.counts.tolist(), strict=True)
        for kind, of_kind in zip(panel.phenomena, of_place, strict=True)
        if kind in counted
        for week, count in zip(panel.weeks, of_kind, strict=True)
    )
    return _columns("area phenomenon week count population", rows)


def _counted(panel: Panel) -> set[str]:
    """Subjects of which there ever was a signal; of the others there is nothing to compute."""
    return {kind for k, kind in enumerate(panel.phenomena) if np.nansum(panel.counts[:, k]) > 0}


def _districts(panel: Panel) -> Columns:
    return _columns("area group", ((place.code, place.district) for place in panel.places))


def _above(panel: Panel) -> Columns:
    """Districts and unit, as far as most of them is seen: sums of what lies in them."""
    counted = _counted(panel)
    sums = {code: panel.counts[rows].sum(axis=0).tolist() for code, _level, rows in groups_seen(panel)}
    rows = (
        (code, kind, str(week), None if np.isnan(count) else int(count))
        for code, of_area in sums.items()
        for kind, of_kind in zip(panel.phenomena, of_area, strict=True) if kind in counted
        for week, count in zip(panel.weeks, of_kind, strict=True)
    )  # fmt: skip
    return _columns("area phenomenon week count", rows)


def _calendar(panel: Panel, audience: Audience, horizon: int) -> Columns:
    weeks = [panel.weeks[0].plus(number) for number in range(len(panel.weeks) + horizon)]
    codes = [place.code for place in panel.places]
    table = as_table(announced(audience, codes, weeks), codes, weeks, horizon)
    rows = (
        (kind, code, str(week), int(count))
        for kind, of_kind in zip(table.kinds, table.counts.tolist(), strict=True)
        for code, of_place in zip(codes, of_kind, strict=True)
        for week, count in zip(weeks, of_place, strict=True) if count
    ) if table else ()  # fmt: skip
    return _columns("kind area week count", rows)


def _said(viewer: Viewer, panel: Panel, area: str, horizon: int) -> Columns:
    """As it was stored beforehand; `t` counts rows of the table of counts."""
    place = {str(week): number for number, week in enumerate(panel.weeks, start=1)}
    sheets = visible_to(
        viewer, ForecastSheet.objects.filter(group_area=area, horizon=horizon, observed__isnull=False)
    )
    rows = [
        (f"{code}|{sheet.phenomenon}", place[sheet.week], sheet.week, sheet.numbers["p_any"][number],
         sheet.numbers["climatology_p_any"][number])
        for sheet in sheets.order_by("week", "phenomenon") if sheet.week in place
        for number, code in enumerate(sheet.areas)
    ]  # fmt: skip
    return _columns("unit t week p_any climatology_p_any", rows)
