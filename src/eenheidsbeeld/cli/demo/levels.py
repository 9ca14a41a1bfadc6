"""Levels of areas: long ago in bulk, the last weeks one by one as people set them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.cli.demo.organisations import DEMO
from eenheidsbeeld.cli.demo.telling import ANALYST, LEVELLED, Event, Telling
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.reference import demo
from eenheidsbeeld.situations import actions
from eenheidsbeeld.situations.models import AreaLevel
from eenheidsbeeld.situations.rules import LevelStatus

ONE_BY_ONE = 2


def past_levels(told: Telling) -> None:
    """The levels of last year, as they would stand if the municipalities had set them then."""
    first = str(Week.of(told.now).plus(-ONE_BY_ONE))
    rows: list[AreaLevel] = []
    for one in demo.levels(told.now):
        if one.week < first:
            rows += _rows(told, one)
    made = AreaLevel.objects.bulk_create(rows, batch_size=500)
    audit.record_many(
        event="level_told",
        kind="situations.arealevel",
        keys=[row.pk for row in made],
        by=DEMO,
        at=told.now,
        details={},
    )


def _rows(told: Telling, one: demo.AreaLevel) -> Iterator[AreaLevel]:
    week = Week.parse(one.week)
    common = {"area_code": one.municipality, "area_year": week.year, "week": one.week}
    proposed_at = week.at(2, 15)
    yield AreaLevel(
        **common, level=one.proposed, direction=one.proposed_direction, reason=one.proposed_reason,
        status=LevelStatus.PROPOSED.value, by_id=told.viewer(one.proposed_by).membership, at=proposed_at,
    )  # fmt: skip
    setter = _municipality_account(told, one.municipality)
    if one.level is not None and setter:
        yield AreaLevel(
            **common, level=one.level, direction=one.direction or "unknown", reason=one.reason,
            status=LevelStatus.SET.value, by_id=told.viewers[setter].membership,
            at=one.set_at.before(told.now) if one.set_at else proposed_at + timedelta(hours=18),
        )  # fmt: skip


def _municipality_account(told: Telling, area_code: str) -> str | None:
    keys = {one.key for one in demo.organisations() if one.area == area_code and one.kind == "municipality"}
    accounts = [one.account for one in demo.people() if one.organisation in keys and "contributor" in one.roles]
    return next((account for account in accounts if account in told.viewers), None)


def level_events(told: Telling, *, only_week: Week | None = None) -> Iterator[Event]:
    """The last weeks: the analyst proposes, the municipality sets."""
    first = str(only_week or Week.of(told.now).plus(-ONE_BY_ONE))
    for one in demo.levels(told.now):
        if one.week < first or one.week > str(Week.of(told.now)):
            continue
        week = Week.parse(one.week)
        proposed_at = min(week.at(2, 15), told.now) if week < Week.of(told.now) else _this_week(told, week)
        yield Event(proposed_at, LEVELLED, _proposes(told, one))
        if one.level is not None and one.set_at is not None:
            yield Event(max(one.set_at.before(told.now), proposed_at), LEVELLED, _sets(told, one))


def _this_week(told: Telling, week: Week) -> datetime:
    """Early in the week the proposals are made at once, so that the picture of a Monday is not empty."""
    return min(week.at(2, 15), week.starts_at + (told.now - week.starts_at) / 2)


def _proposes(told: Telling, one: demo.AreaLevel):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        actions.propose_level(
            area_code=one.municipality, week=Week.parse(one.week), level=Level(one.proposed),
            direction=Direction(one.proposed_direction), reason=one.proposed_reason, by=told.viewer(ANALYST), at=at,
        )  # fmt: skip

    return happens


def _sets(told: Telling, one: demo.AreaLevel):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        account = _municipality_account(told, one.municipality)
        if account and one.level is not None:
            actions.set_level(
                area_code=one.municipality, week=Week.parse(one.week), level=Level(one.level),
                direction=Direction(one.direction or "unknown"), reason=one.reason, by=told.viewers[account], at=at,
            )  # fmt: skip

    return happens
