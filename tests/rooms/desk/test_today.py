"""The start page of each role: what waits, what changed, what is coming."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Membership, Notice
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.publishing.actions import agree, release
from eenheidsbeeld.signals import actions as signal_actions
from eenheidsbeeld.signals.models import NilReturn, Source
from eenheidsbeeld.situations import actions as situations
from eenheidsbeeld.situations.rules import CalendarKind
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEK_12

pytestmark = pytest.mark.usefixtures("publication")


def set_level(region: Any, name: str = "woerden_oov", *, at: Any = TUESDAY) -> None:
    code = {"woerden_oov": "GM0632", "houten_oov": "GM0321"}[name]
    situations.set_level(
        area_code=code, week=WEEK_12, level=Level.RAISED, direction=Direction.UP, reason="Twee avonden onrust.",
        by=region.viewer(name), at=at,
    )  # fmt: skip


class TestTheOfficer:
    def test_one_tap_says_that_there_is_nothing_to_report(self, said, signed_in, region):
        assert "Uw gemeente heeft deze week nog niets doorgegeven" in said("woerden_oov")

        signed_in("woerden_oov").post("/signalen/nulmelding/")

        assert NilReturn.objects.get().organisation == region.organisations["woerden"]
        assert "nog niets doorgegeven" not in said("woerden_oov")

    def test_who_brought_something_in_is_not_asked_for_a_nil_return(self, said, make_signal):
        make_signal(received=TUESDAY)

        assert "nog niets doorgegeven" not in said("woerden_oov")

    def test_the_level_of_the_own_municipality_waits_until_it_is_set(self, said, region):
        assert "Stel het niveau van Woerden vast voor week 12" in said("woerden_oov")

        set_level(region)

        assert "Stel het niveau van Woerden vast" not in said("woerden_oov")
        assert "Stel het niveau van Houten vast" in said("houten_oov")

    def test_my_signals_say_what_became_of_them(self, said, region, make_signal, start):
        mine = make_signal(brought_in_by=region.membership("woerden_oov"), received=TUESDAY)
        start([mine], title="Spanning rond de opvang")

        page = said("woerden_oov")

        assert "Mijn signalen, en wat ermee is gedaan" in page
        assert "Spanning rond de opvang" in page

    def test_the_button_to_pass_on_a_signal_is_there(self, said):
        assert 'href="/signalen/nieuw/"' in said("woerden_oov")


class TestTheAnalyst:
    def test_the_inbox_is_counted_from_the_oldest(self, said, signals):
        page = said("analyst")

        assert "5 signalen wachten in de inbox" in page
        assert "maandag 16 maart, 09.00 uur" in page

    def test_what_cannot_wait_comes_first_until_a_colleague_opens_it(self, said, signed_in, region, make_signal):
        urgent = make_signal(received=TUESDAY, cannot_wait=True)
        signal_actions.warn_analysts(
            kind="signals.signal", reference=urgent.reference, by=region.viewer("woerden_oov"), at=TUESDAY
        )
        page = said("analyst")
        assert page.index("Kan niet wachten: signaal uit Woerden") < page.index("wacht in de inbox")

        answer = signed_in("analyst").get(f"/melding/cannot_wait/{urgent.reference}/")

        assert answer["Location"] == f"/inbox/{urgent.reference}/"
        assert Notice.objects.get().seen_by == region.membership("analyst")
        assert "Kan niet wachten: signaal" not in said("editor")

    def test_an_organisation_that_asked_to_be_called_has_its_number(self, said, signed_in, region):
        signal_actions.ask_to_call(by=region.viewer("woerden_oov"), at=TUESDAY)
        page = said("analyst")
        assert "Gemeente Woerden heeft iets dat niet kan wachten" in page
        assert 'href="tel:030-0000000"' in page

        signed_in("analyst").post(f"/melding/cannot_wait/{region.organisations['woerden'].reference}/")

        assert "heeft iets dat niet kan wachten" not in said("analyst")

    def test_a_notice_of_others_is_not_there(self, signed_in, region, make_signal):
        urgent = make_signal(cannot_wait=True)
        signal_actions.warn_analysts(
            kind="signals.signal", reference=urgent.reference, by=region.viewer("woerden_oov"), at=TUESDAY
        )

        assert signed_in("stranger").get(f"/melding/cannot_wait/{urgent.reference}/").status_code == 404
        assert Notice.objects.get().seen_at is None

    def test_what_signals_announce_waits_for_the_calendar(self, said, make_signal):
        make_signal(is_announced=True, event_from=THURSDAY, event_time_known=True)

        assert "1 aangekondigde datum staat nog niet in de agenda" in said("analyst")


class TestThePicture:
    def test_a_signatory_sees_until_when_there_is_time(self, said, region, written):
        agree.send_round(edition=written, answer_before=WEDNESDAY, by=region.viewer("editor"), at=TUESDAY)

        page = said("police_chief")

        assert "Stem in met uw deel (Politie): OOV-beeld West-Utrecht, week 12" in page
        assert "U hebt tijd tot woensdag 18 maart, 09.00 uur" in page
        assert "Stem in met" not in said("woerden_mayor")

    def test_after_the_answer_nothing_waits(self, said, region, written):
        agree.send_round(edition=written, answer_before=WEDNESDAY, by=region.viewer("editor"), at=TUESDAY)
        agree.agree_to_part(edition=written, by=region.viewer("police_chief"), at=TUESDAY)

        assert "Stem in met" not in said("police_chief")

    def test_the_editor_sees_who_is_silent_and_the_deadline(self, said, draft, make_signal):
        make_signal(owner="woerden", received=TUESDAY)

        page = said("editor")

        assert "Concept. Het sluit woensdag 18 maart, 17.00 uur." in page
        assert "Nog stil: Gemeente Houten." in page

    def test_the_editor_opens_this_week_with_one_tap(self, said):
        page = said("editor")

        assert "week 12, is nog niet geopend" in page
        assert 'action="/beelden/openen/oov-west/"' in page

    @pytest.mark.usefixtures("friday")
    def test_the_mayor_reads_the_key_messages_and_opens_the_edition(self, said, signed_in, released):
        page = said("woerden_mayor")
        assert "Rustige week in West." in page
        assert f'href="/melding/edition_released/{released.reference}/"' in page

        answer = signed_in("woerden_mayor").get(f"/melding/edition_released/{released.reference}/")

        assert answer["Location"] == f"/beelden/{released.reference}/"
        assert f'href="/beelden/{released.reference}/"' in said("woerden_mayor")
        assert "Rustige week in West." not in said("zeist_oov")
        assert "Rustige week in West." not in said("stranger")

    @pytest.mark.usefixtures("friday")
    def test_a_withdrawn_edition_is_said_out_loud(self, said, region, released):
        release.withdraw(
            edition=released, reason="Verkeerde week.", by=region.viewer("editor"), at=THURSDAY + timedelta(hours=2)
        )

        page = said("houten_mayor")
        assert "Ingetrokken: OOV-beeld West-Utrecht, week 12" in page
        # What must not be used any more stands above the work and the news, and once.
        assert page.count("Ingetrokken: OOV-beeld West-Utrecht") == 1
        assert page.index("Ingetrokken: OOV-beeld") < page.index('id="veranderd"')

    @pytest.mark.usefixtures("friday")
    def test_a_correction_says_on_the_start_page_what_it_corrects(self, said, region, released):
        editor, friday = region.viewer("editor"), THURSDAY + timedelta(hours=1)
        draft = release.start_correction(edition=released, note="Het tijdstip klopte niet.", by=editor, at=friday)
        agree.send_round(edition=draft, answer_before=friday, by=editor, at=friday)
        release.adopt(edition=draft, by=editor, at=friday + timedelta(minutes=1))
        release.release(edition=draft, by=editor, at=friday + timedelta(minutes=2))

        page = said("houten_mayor")

        assert "Verbeterd in versie 2:" in page
        assert "Het tijdstip klopte niet." in page

    def test_who_reads_sees_the_one_thing_to_do_above_the_picture(self, said, region, released):
        page = said("woerden_mayor")

        assert page.index("Stel het niveau van Woerden vast") < page.index('id="beeld"')
        assert page.count('id="wacht"') == 1


class TestOtherRoles:
    def test_the_privacy_officer_sees_the_report_and_others_do_not(self, said, region, make_signal):
        signal_actions.report_name(reference=make_signal().reference, by=region.viewer("houten_oov"), at=TUESDAY)

        assert "Misschien staat er een naam in een signaal van Gemeente Woerden" in said("privacy")
        assert "Misschien staat er een naam" not in said("analyst")

    def test_the_administrator_sees_broken_sources_and_unknown_teams_but_no_content(
        self, said, region, start, signals
    ):
        start(signals, title="Spanning rond de opvang")
        Source.objects.create(
            name="Nieuws Voorbeeldstad", organisation=region.organisations["bureau"], address="https://voorbeeld.invalid",
            publisher="Voorbeeldstad", purpose="beeld", ground="openbaar", started_at=MONDAY, failures=3,
            last_outcome="too_slow",
        )  # fmt: skip
        AreaVersion.objects.filter(code="GM0632").update(basic_team="")

        page = said("woerden_admin")

        assert "Nieuws Voorbeeldstad kan niet worden gelezen" in page
        assert "is het basisteam onbekend" in page
        assert "Spanning rond de opvang" not in page
        assert 'href="/bronnen/"' in page

    def test_the_navigation_holds_the_places_of_the_role(self, said):
        assert 'href="/inbox/"' in said("analyst")
        assert 'href="/inbox/"' not in said("woerden_oov")
        assert 'href="/signalen/"' not in said("woerden_mayor")
        assert 'href="/bronnen/"' not in said("analyst")


class TestChangedAndComing:
    def test_what_changed_is_counted_from_the_visit_before(self, said, region, monkeypatch):
        assert "Veranderd in de laatste zeven dagen" in said("houten_mayor")
        set_level(region, at=TUESDAY + timedelta(hours=1))

        monkeypatch.setattr(clock, "now", lambda: WEDNESDAY)
        page = said("houten_mayor")

        assert "Uw vorige bezoek: di 17 mrt" in page
        assert 'href="/gebieden/GM0632/"' in page

    def test_a_visit_is_noted_once_and_not_for_each_page(self, signed_in, region, monkeypatch):
        client = signed_in("houten_mayor")
        client.get("/")
        monkeypatch.setattr(clock, "now", lambda: TUESDAY + timedelta(minutes=20))
        client.get("/")

        member = Membership.objects.get(pk=region.membership("houten_mayor").pk)
        assert (member.last_seen_at, member.previous_seen_at) == (TUESDAY, None)

        monkeypatch.setattr(clock, "now", lambda: WEDNESDAY)
        client.get("/")
        member.refresh_from_db()
        assert (member.last_seen_at, member.previous_seen_at) == (WEDNESDAY, TUESDAY)

    def test_the_coming_days_are_those_of_the_own_area(self, said, region, make_signal):
        situations.put_calendar_entry(
            title="Raadsvergadering Woerden", kind=CalendarKind.COUNCIL, starts_at=THURSDAY, area_code="GM0632",
            sharing=make_signal().sharing_fields(), by=region.viewer("woerden_oov"), at=TUESDAY,
        )  # fmt: skip

        assert "Raadsvergadering Woerden" in said("woerden_mayor")
        assert "Raadsvergadering Woerden" in said("analyst")
        assert "Raadsvergadering Woerden" not in said("houten_mayor")
        assert "Raadsvergadering Woerden" not in said("stranger")

    def test_a_changed_situation_is_shown_to_the_network_only(self, said, signals, start):
        start(signals, title="Spanning rond de opvang")

        assert "Spanning rond de opvang" in said("woerden_mayor")
        assert "Spanning rond de opvang" in said("houten_mayor")
        assert "Spanning rond de opvang" not in said("zeist_oov")
        assert "Spanning rond de opvang" not in said("stranger")


@pytest.mark.parametrize("name", ["analyst", "editor", "woerden_oov", "woerden_mayor", "woerden_admin", "privacy"])
def test_the_number_of_questions_does_not_grow_with_the_work(name, signed_in, region, make_signal, start):
    def asked() -> int:
        client = signed_in(name)
        client.get("/")
        with CaptureQueriesContext(connection) as questions:
            assert client.get("/").status_code == 200
        return len(questions)

    def work(number: int) -> None:
        mine = region.membership("woerden_oov")
        for _each in range(number):
            start([make_signal(received=TUESDAY, brought_in_by=mine)])
            make_signal(received=TUESDAY)
            accounts.notify(
                organisation=region.organisations["bureau"].pk, role=Role.ANALYST, kind="cannot_wait",
                subject_kind="signals.signal", subject_reference=make_signal().reference, at=TUESDAY,
            )  # fmt: skip
            signal_actions.report_name(reference=make_signal().reference, by=region.viewer("woerden_oov"), at=TUESDAY)

    work(2)
    few = asked()
    work(6)

    assert asked() == few
