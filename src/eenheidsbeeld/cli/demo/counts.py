"""Six years of weekly counts: what the signals of the demo add up to, and history for all that came before."""

from __future__ import annotations

from collections import Counter

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.cli.demo.organisations import AREA_OF_GROUP, DEMO
from eenheidsbeeld.cli.demo.telling import BUREAU, Telling
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.reference import demo
from eenheidsbeeld.reference.demo.counts import unit_counts
from eenheidsbeeld.reference.demo.moments import week_of
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.signals.models import Signal


def count_signals(told: Telling) -> None:
    """Count each week in which a signal of the demo was reported."""
    weeks = {Week.of(at) for at in Signal.objects.values_list("reported_at", flat=True)}
    for week in sorted(weeks):
        actions.count_week(week=week, by=DEMO, at=told.now)


def add_history_first(told: Telling) -> None:
    """For every past week the invented counts less the texts that will be told, so that both agree."""
    counts = unit_counts(told.now.date())
    counted = _texts_to_come(told)
    rows = []
    scopes = _scopes(told)
    this_week = str(Week.of(told.now))
    for place, week in enumerate(counts.weeks):
        if week >= this_week:
            continue
        for column, area in enumerate(counts.areas):
            for kind, phenomenon in enumerate(counts.phenomena):
                rest = int(counts.values[place, column, kind]) - counted[(week, area, phenomenon)]
                if rest > 0:
                    rows.append(_row(told, week, area, phenomenon, rest, scopes[area]))
    actions.add_history(counts=rows, by=DEMO, at=told.now)


def _texts_to_come(told: Telling) -> Counter[tuple[str, str, str]]:
    return Counter(
        (week_of(one.at.before(told.now).date()), one.municipality or "", one.phenomenon or "")
        for one in demo.signals()
        if one.fits_season(told.now)
    )


def _scopes(told: Telling) -> dict[str, int]:
    found = {}
    for group, district in AREA_OF_GROUP.items():
        scope = scope_of([told.groups[group].pk]).pk
        found |= {one.code: scope for one in areas.municipalities_of(district)}
    return found


def _row(told: Telling, week: str, area: str, phenomenon: str, count: int, scope: int) -> WeeklyCount:
    parsed = Week.parse(week)
    return WeeklyCount(
        week=week, week_starts_at=parsed.starts_at, area_code=area, area_year=parsed.year, phenomenon=phenomenon,
        count=count, is_history=True, counted_at=told.now, owner=told.organisations[BUREAU], marking="amber",
        scope_id=scope,
    )  # fmt: skip
