"""The page of an area: what stands there for whom, old codes, and the basic team."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook.actions import count_week
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.signals import actions as signal_actions
from eenheidsbeeld.situations import actions as situations
from tests.conftest import MONDAY, TUESDAY, WEEK_12

pytestmark = pytest.mark.usefixtures("publication")
WOERDEN, WEST, UNIT = "/gebieden/GM0632/", "/gebieden/PD-west-utrecht/", "/gebieden/"


@pytest.fixture
def woerden_is_raised(region: Any) -> None:
    situations.set_level(
        area_code="GM0632", week=WEEK_12, level=Level.RAISED, direction=Direction.UP,
        reason="Twee avonden onrust op het plein.", by=region.viewer("woerden_mayor"), at=MONDAY,
    )  # fmt: skip


class TestWhoSeesWhat:
    def test_owner_and_partner_see_the_situation_and_a_stranger_sees_only_the_place(self, said, signals, start):
        start(signals, title="Spanning rond de opvang")

        for name in ("analyst", "woerden_oov", "houten_oov", "houten_mayor"):
            assert "Spanning rond de opvang" in said(name, WOERDEN)
        for name in ("zeist_oov", "stranger", "woerden_admin"):
            assert "Spanning rond de opvang" not in said(name, WOERDEN)

    def test_a_stranger_is_told_why_there_is_so_little(self, said, woerden_is_raised):
        page = said("stranger", WOERDEN)

        assert "blijft binnen hun eigen politie-eenheid" in page
        assert "Twee avonden onrust" not in page
        assert "Bijdragen in week" not in page

    def test_the_level_stands_with_its_reason_and_its_maker_by_function(self, said, woerden_is_raised):
        page = said("houten_oov", WOERDEN)

        assert "Twee avonden onrust op het plein." in page
        assert "Burgemeester, Gemeente Woerden" in page

    def test_only_the_municipality_and_the_analyst_get_the_link_to_its_level(self, said):
        assert "Niveau vaststellen" in said("woerden_mayor", WOERDEN)
        assert "Niveau voorstellen" in said("analyst", WOERDEN)
        assert "/niveaus/GM0632/" not in said("houten_mayor", WOERDEN)

    def test_police_signals_are_counted_for_the_owner_and_for_who_reads_what_was_released(
        self, said, make_signal, region
    ):
        make_signal(owner="politie", regime="wpg", received=MONDAY)
        make_signal(owner="politie", regime="wpg", released="Onrust in het centrum.", received=MONDAY)
        count_week(week=WEEK_12, by=System("tests"), at=TUESDAY)

        assert WeeklyCount.objects.exists()
        assert "tot nu toe: 2 signalen." in said("police_desk", WOERDEN)
        assert "tot nu toe: 1 signaal." in said("houten_oov", WOERDEN)
        assert "tot nu toe: 0 signalen." in said("zeist_oov", WOERDEN)

    def test_contributions_are_for_who_takes_part(self, said, region):
        signal_actions.nil_return(by=region.viewer("woerden_oov"), at=TUESDAY)

        assert "Gaf een nulmelding" in said("houten_oov", WOERDEN)
        assert "Nog niets ontvangen" in said("woerden_oov", "/gebieden/GM0321/")
        assert "Gaf een nulmelding" not in said("zeist_oov", WOERDEN)

    def test_the_list_of_situations_leaves_one_row_in_the_log(self, said, signals, start):
        start(signals)

        said("houten_oov", WOERDEN)

        row = AuditEntry.objects.get(event="list")
        assert row.details["filters"] == {"page": "area", "area": "GM0632"}
        assert row.details["count"] == 1


class TestPlaces:
    def test_the_unit_has_a_map_with_a_list_that_says_the_same(self, said, woerden_is_raised):
        page = said("analyst", UNIT)

        assert "Niveau verhoogd of hoger in Woerden" in page
        assert "<svg" in page
        assert page.count('class="eb-list__title" href="/gebieden/GM') == 38

    def test_a_district_leads_to_its_municipalities(self, said):
        page = said("houten_oov", WEST)

        assert 'href="/gebieden/GM0632/"' in page
        assert "Midden-Nederland" in page

    def test_the_country_leads_to_the_units(self, said):
        assert 'href="/gebieden/PU-midden-nederland/"' in said("stranger", "/gebieden/NL/")

    def test_an_old_code_says_what_it_was_and_what_it_is_now(self, said):
        page = said("houten_oov", "/gebieden/GM0620/")

        assert "GM0620 heette Vianen" in page
        assert "tot 1 januari 2019" in page
        assert "Vijfheerenlanden" in page

    @pytest.mark.parametrize("code", ["GM9999", "XX", "BU06320000", "BT-nergens"])
    def test_what_is_no_area_is_not_there(self, signed_in, code):
        assert signed_in("analyst").get(f"/gebieden/{code}/").status_code == 404


class TestTheBasicTeam:
    def test_an_administrator_fills_in_an_unknown_team(self, said, signed_in):
        AreaVersion.objects.filter(code="GM0355").update(basic_team="", basic_team_certainty="unknown")
        from eenheidsbeeld.areas import queries

        queries.forget()
        assert "Onbekend: geen openbare bron noemt het." in said("woerden_admin", "/gebieden/GM0355/")

        signed_in("woerden_admin").post("/gebieden/GM0355/basisteam/", {"team": "Zeist"})

        page = said("houten_oov", "/gebieden/GM0355/")
        assert "/gebieden/BT-zeist/" in page
        assert "ingevuld door een gebruiker" in page

    def test_a_team_from_a_public_source_is_not_changed(self, signed_in, said):
        assert "Basisteam invullen" not in said("woerden_admin", WOERDEN)
        assert signed_in("woerden_admin").post("/gebieden/GM0632/basisteam/", {"team": "Elders"}).status_code == 409

    def test_who_may_not_is_refused(self, signed_in):
        answer = signed_in("houten_oov").post("/gebieden/GM0355/basisteam/", {"team": "Zeist"})

        assert answer.status_code == 409


@pytest.mark.parametrize("address", [WOERDEN, WEST, UNIT])
def test_the_number_of_questions_does_not_grow_with_what_happens(address, signed_in, make_signal, start):
    client = signed_in("analyst")

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as questions:
            client.get(address)
        return len(questions)

    def happen(number: int) -> None:
        for _each in range(number):
            start([make_signal(received=TUESDAY)])

    happen(2)
    few = asked()
    happen(6)

    assert asked() == few
