"""Levels are set by people of the municipality; the calendar shows what falls together, whatever it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Audience, System
from eenheidsbeeld.situations import actions, queries, rules
from eenheidsbeeld.situations.models import AreaLevel, CalendarEntry
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEEK_12

LEVEL: dict[str, Any] = {"direction": Direction.UP, "reason": "Donderdag vergadert de raad."}


class TestLevels:
    def test_not_set_is_an_answer_with_the_previous_one_beside_it(self, region, owner):
        mayor = region.viewer("woerden_mayor")
        actions.set_level(area_code="GM0632", week=WEEK_12.plus(-2), level=Level.RAISED, by=mayor, at=MONDAY, **LEVEL)

        answer = queries.level_of(owner, "GM0632", WEEK_12)

        assert (answer.status, answer.level) == ("not_set", None)
        assert (answer.previous.level, str(answer.previous.week)) == (2, "2026-W10")

    def test_a_proposal_is_never_the_level(self, analyst, owner):
        actions.propose_level(area_code="GM0632", week=WEEK_12, level=Level.HIGH, by=analyst, at=MONDAY, **LEVEL)

        answer = queries.level_of(owner, "GM0632", WEEK_12)

        assert (answer.status, answer.level, answer.proposed.level) == ("proposed", None, 3)

    def test_the_municipality_decides_and_the_difference_is_shown(self, region, analyst, owner):
        actions.propose_level(area_code="GM0632", week=WEEK_12, level=Level.HIGH, by=analyst, at=MONDAY, **LEVEL)
        actions.set_level(
            area_code="GM0632",
            week=WEEK_12,
            level=Level.WATCH,
            by=region.viewer("woerden_mayor"),
            at=TUESDAY,
            **LEVEL,
        )

        answer = queries.level_of(owner, "GM0632", WEEK_12)

        assert (answer.status, answer.level, answer.differs) == ("set", 1, True)

    def test_setting_again_replaces_and_keeps_what_stood_there(self, region, owner):
        mayor = region.viewer("woerden_mayor")
        for level in (Level.WATCH, Level.RAISED):
            actions.set_level(area_code="GM0632", week=WEEK_12, level=level, by=mayor, at=MONDAY, **LEVEL)

        assert queries.level_of(owner, "GM0632", WEEK_12).level == 2
        assert AreaLevel.objects.count() == 2

    @pytest.mark.parametrize("who", ["houten_mayor", "police_chief", "editor", "prosecutor"])
    def test_nobody_sets_the_level_of_another_municipality(self, who, region):
        with pytest.raises((rules.NotYourMunicipality, NotYourRole)):
            actions.set_level(
                area_code="GM0632", week=WEEK_12, level=Level.WATCH, by=region.viewer(who), at=MONDAY, **LEVEL
            )

    def test_an_analyst_elsewhere_proposes_nothing_here_and_reads_nothing(self, region, stranger):
        with pytest.raises(rules.OutsideYourUnit):
            actions.propose_level(area_code="GM0632", week=WEEK_12, level=Level.HIGH, by=stranger, at=MONDAY, **LEVEL)
        mayor = region.viewer("woerden_mayor")
        actions.set_level(area_code="GM0632", week=WEEK_12, level=Level.RAISED, by=mayor, at=MONDAY, **LEVEL)

        assert queries.level_of(stranger, "GM0632", WEEK_12).status == "not_set"
        assert queries.level_of(Audience((mayor, stranger)), "GM0632", WEEK_12).status == "not_set"
        assert queries.level_of(Audience((mayor,)), "GM0632", WEEK_12).level == 2

    def test_the_number_of_questions_does_not_grow_with_areas_and_weeks(self, region, owner):
        mayor = region.viewer("woerden_mayor")
        for back in range(4):
            actions.set_level(
                area_code="GM0632", week=WEEK_12.plus(-back), level=Level.WATCH, by=mayor, at=MONDAY, **LEVEL
            )
        with CaptureQueriesContext(connection) as asked:
            queries.levels_of(owner, ["GM0632", *(f"GM{n:04d}" for n in range(100))], WEEK_12)

        assert len(asked) == 4


class TestCalendar:
    @pytest.fixture
    def put(self, region: Any, owner: Any) -> Any:
        from eenheidsbeeld.sharing.rules import Marking
        from eenheidsbeeld.situations.actions.forward import new_sharing

        def put(title: str, **more: Any) -> CalendarEntry:
            values: dict[str, Any] = {
                "kind": CalendarKind.COUNCIL,
                "starts_at": THURSDAY,
                "area_code": "GM0632",
                "sharing": new_sharing(owner, Marking.AMBER, owner.groups),
                "by": owner,
                "at": MONDAY,
            }
            return actions.put_calendar_entry(title=title, **{**values, **more})

        return put

    def titles(self, viewer: Any, codes: list[str] | None = None) -> list[str]:
        items = queries.calendar(viewer, MONDAY, MONDAY + timedelta(weeks=4), codes)
        return [item.title for item in items]

    def test_the_network_sees_it_and_a_stranger_does_not(self, put, owner, partner, stranger):
        put("Raadsvergadering")

        assert self.titles(owner) == self.titles(partner) == ["Raadsvergadering"]
        assert self.titles(stranger) == []

    def test_what_falls_on_one_day_in_one_municipality_points_to_each_other(self, put, owner):
        put("Raadsvergadering")
        put("Wake op het plein", starts_at=THURSDAY + timedelta(hours=10))
        put("Markt in Houten", area_code="GM0321")
        put("De dag erna", starts_at=THURSDAY + timedelta(days=1))

        items = queries.calendar(owner, MONDAY, MONDAY + timedelta(weeks=1))

        clashes = {item.title: [other.title for other in item.clashes] for item in items}
        assert clashes["Raadsvergadering"] == ["Wake op het plein"]
        assert clashes["Wake op het plein"] == ["Raadsvergadering"]
        assert clashes["Markt in Houten"] == clashes["De dag erna"] == []

    def test_an_area_also_sees_what_plays_in_its_district_and_everywhere(self, put, owner, areas):
        put("In Woerden")
        put("In het district", area_code="PD-west-utrecht")
        put("Overal", area_code="")
        put("In Houten", area_code="GM0321")

        assert self.titles(owner, ["GM0632"]) == ["In Woerden", "In het district", "Overal"]

    def test_a_room_moves_and_removes_what_it_put_there(self, put, owner):
        put("Mars", origin="demonstrations.notice:7K3MQ")
        put("Mars, later", origin="demonstrations.notice:7K3MQ", starts_at=THURSDAY + timedelta(days=2))
        assert self.titles(owner) == ["Mars, later"]

        actions.remove_calendar_origin(origin="demonstrations.notice:7K3MQ", by=System("demonstrations"), at=TUESDAY)

        assert self.titles(owner) == []
        with pytest.raises(NotThere):
            actions.remove_calendar_origin(origin="demonstrations.notice:7K3MQ", by=owner, at=TUESDAY)

    def test_a_yearly_trigger_comes_back_also_on_a_leap_day(self, owner):
        leap = MONDAY.replace(year=2024, month=2, day=29)
        actions.add_trigger(
            title="Schrikkeldag", kind=TriggerKind.EVENT, starts_at=leap, ends_at=leap, recurs_yearly=True,
            groups=owner.groups, by=owner, at=MONDAY,
        )  # fmt: skip
        starts = MONDAY.replace(month=2, day=1)

        items = queries.calendar(owner, starts, starts + timedelta(weeks=5))

        assert [(item.title, item.starts_at.day) for item in items] == [("Schrikkeldag", 28)]

    def test_a_confirmed_announcement_is_shared_no_wider_than_its_signal(self, make_signal, analyst, partner):
        red = make_signal("Aankondiging", marking="red", people=("analyst",), is_announced=True, event_from=THURSDAY)
        assert [one.reference for one in queries.proposals(analyst, MONDAY)] == [red.reference]

        entry = actions.confirm_proposal(signal=red.reference, title="Bijeenkomst", by=analyst, at=MONDAY)

        assert entry.marking == "red"
        assert self.titles(partner) == []
        assert queries.proposals(analyst, MONDAY) == []

    def test_a_rejected_announcement_does_not_come_back(self, make_signal, analyst):
        signal = make_signal("Aankondiging", is_announced=True, event_from=THURSDAY)

        actions.reject_proposal(signal=signal.reference, reason=rules.Dismissal.NO_EVENT, by=analyst, at=MONDAY)

        assert queries.proposals(analyst, MONDAY) == []
        assert self.titles(analyst) == []
        with pytest.raises(rules.AlreadyDecided):
            actions.confirm_proposal(signal=signal.reference, title="Toch", by=analyst, at=MONDAY)

    def test_what_a_trigger_did_is_written_down_for_next_year(self, owner, partner):
        trigger = actions.add_trigger(
            title="Uitspraak", kind=TriggerKind.COURT_RULING, starts_at=THURSDAY, ends_at=THURSDAY,
            groups=owner.groups, by=owner, at=MONDAY,
        )  # fmt: skip

        with pytest.raises(rules.NotYourEntry):
            actions.note_outcome(trigger=trigger.reference, outcome="Rustig.", by=partner, at=TUESDAY)
        actions.note_outcome(trigger=trigger.reference, outcome="Het bleef rustig.", by=owner, at=TUESDAY)

        assert queries.trigger(partner, trigger.reference).outcome == "Het bleef rustig."
