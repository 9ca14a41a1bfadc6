"""The calendar in forecasts: what kind, where and in which week, as far as it stood there in time; never what it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.calendar import NEW_YEAR, Announced, announced, as_table
from eenheidsbeeld.outlook.models import ForecastSheet
from eenheidsbeeld.outlook.queries.methods import methods_heard
from eenheidsbeeld.publishing.queries import audience_of
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from tests.conftest import MONDAY, TUESDAY, WEEK_12
from tests.rooms.outlook.conftest import LAST, TESTS

WEEKS = [WEEK_12.plus(number) for number in range(-60, 5)]


@pytest.fixture
def entry(region: Any) -> Any:
    """`entry("match", LAST, "GM0632", known=MONDAY)`: a date that every member of the group may see."""

    def make(kind: str, week: Week, area: str = "GM0632", *, known: Any = None, **more: Any) -> CalendarEntry:
        rights = {"marking": Marking.AMBER.value, "scope": scope_of([region.groups["west"].pk])} | more
        return CalendarEntry.objects.create(
            owner=region.organisations["bureau"], kind=kind, title="Een titel", area_code=area,
            starts_at=week.at(6, 20), at=known or week.starts_at - timedelta(weeks=6), **rights,
        )  # fmt: skip

    return make


def seen(region: Any, kind: str) -> list[tuple[str, str]]:
    found = announced(audience_of(region.groups["west"]), ["GM0632", "GM0321"], WEEKS)
    return [(one.area_code, str(one.week)) for one in found if one.kind == kind]


def test_kind_place_and_week_go_in_and_no_word_of_it(region, publication, entry):
    entry("match", WEEK_12)
    entry("match", WEEK_12, area="PD-west-utrecht")
    entry("council", WEEK_12, area="")

    assert seen(region, "match") == [("GM0632", "2026-W12"), ("GM0321", "2026-W12"), ("GM0632", "2026-W12")]
    assert seen(region, "council") == [("", "2026-W12")]
    assert set(Announced.__slots__) == {"kind", "area_code", "week", "known_at"}


def test_what_not_everyone_in_the_group_may_see_or_was_proposed_or_cancelled_stays_out(region, publication, entry):
    entry("match", WEEK_12, marking=Marking.AMBER_STRICT.value, scope=None)
    entry("match", WEEK_12, is_proposal=True)
    entry("match", WEEK_12, removed_at=WEEK_12.starts_at)
    past = entry("match", LAST, removed_at=TUESDAY)

    assert seen(region, "match") == [(past.area_code, str(LAST))]


def test_a_trigger_that_comes_every_year_is_there_every_year(region, publication):
    Trigger.objects.create(
        owner=region.organisations["bureau"], marking=Marking.AMBER.value,
        scope=scope_of([region.groups["west"].pk]), title="Een dag", kind="anniversary",
        starts_at=WEEK_12.plus(-52).at(3, 9), ends_at=WEEK_12.plus(-52).at(3, 17), recurs_yearly=True,
        area_codes=["GM0632"], by=region.membership("analyst"), at=WEEK_12.plus(-55).starts_at,
    )  # fmt: skip

    assert [week for _area, week in seen(region, "anniversary")] == ["2025-W12", "2026-W12"]


def test_new_year_and_holidays_are_known_always(region, publication):
    assert seen(region, NEW_YEAR) == [("", "2026-W01")]
    assert ("", "2026-W15") in seen(region, "holiday")  # Easter Monday


def test_a_date_that_came_on_the_calendar_too_late_teaches_nothing():
    in_time = [Announced("match", "GM0632", week, week.plus(-2).starts_at) for week in WEEKS]
    too_late = [Announced("match", "GM0632", week, week.starts_at) for week in WEEKS]

    one_ahead, three_ahead = (as_table(in_time, ["GM0632"], WEEKS, horizon) for horizon in (1, 3))
    assert one_ahead is not None and one_ahead.counts.sum() == len(WEEKS)
    assert three_ahead is None
    assert as_table(too_late, ["GM0632"], WEEKS, 1) is None


def test_who_speaks_is_kept_with_the_forecast_and_told_on_the_page(region, history, entry, count, signed_in):
    for back in range(1, 60, 2):  # every other week a match, and more signals with it
        entry("match", LAST.plus(-back), known=LAST.plus(-back - 8).starts_at)
        count("GM0632", "riot", 6, week=LAST.plus(-back))
    entry("match", WEEK_12, known=MONDAY - timedelta(weeks=9))
    actions.expect(group=region.groups["west"], phenomenon="riot", last=LAST, horizons=(1,), by=TESTS, at=TUESDAY)

    sheet = ForecastSheet.objects.get()
    methods = sheet.weights["methods"]
    assert sum(weight for weight, _score in methods.values()) == pytest.approx(1, abs=1e-3)
    assert methods["calendar"][0] > methods["additive"][0]
    assert methods["calendar"][1] < methods["climatology"][1]
    woerden, houten = (sheet.numbers["mean"][sheet.areas.index(code)] for code in ("GM0632", "GM0321"))
    assert woerden > 3 * houten

    heard = methods_heard(region.viewer("houten_mayor"), horizon=1, at=TUESDAY)
    assert heard.sheets == 1 and heard.lines[0].weight == max(one.weight for one in heard.lines)
    page = signed_in("houten_mayor").get("/vooruitblik/staat-van-dienst/").content.decode()
    assert "Wie meepraat in de nieuwste verwachtingen, en waarom" in page and "met de agenda" in page
    assert methods_heard(region.viewer("zeist_oov"), horizon=1, at=TUESDAY).lines == []
