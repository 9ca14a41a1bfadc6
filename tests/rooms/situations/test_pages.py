"""The pages, asked for as people do: by address and by form, with and without scripts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.judgement import Confidence, Direction, Level
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations import actions
from eenheidsbeeld.situations.models import (
    Assessment,
    CalendarEntry,
    Fact,
    InboxStep,
    SavedFilter,
    Situation,
    Trigger,
)
from eenheidsbeeld.situations.rules import Phase
from tests.conftest import MONDAY, THURSDAY, TUESDAY

pytestmark = pytest.mark.usefixtures("areas")
JUDGEMENT: dict[str, Any] = {
    "text": "De onrust neemt toe.",
    "phase": Phase.RISING,
    "level": Level.RAISED,
    "direction": Direction.UP,
    "confidence": Confidence.MODERATE,
    "confidence_reason": "Twee bronnen die elkaar niet kennen.",
}


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


class TestInbox:
    def test_the_first_signal_is_read_with_the_reason_of_its_suggestion(self, signed_in, signals, start):
        start(signals[:3])

        page = signed_in("analyst").get("/inbox/").content.decode()

        assert (
            "Zelfde gemeente en onderwerp, 3 signalen in 7 dagen" in page or "Same municipality and subject" in page
        )
        assert "Onrust bij het gemeentehuis over de opvang" in page

    def test_others_are_sent_away_with_the_reason(self, signed_in):
        assert signed_in("woerden_oov").get("/inbox/").status_code == 403

    def test_a_signal_opens_in_the_pane_alone(self, signed_in, signals):
        answer = signed_in("analyst").get(f"/inbox/{signals[0].reference}/", headers={"HX-Request": "true"})

        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()

    def test_attach_goes_on_with_the_next_signal_and_offers_undo(self, signed_in, signals, start):
        situation, client = start(signals[:1]), signed_in("analyst")

        answer = client.post(
            "/inbox/koppelen/", {"signaal": signals[4].reference, "situatie": situation.reference}, follow=True
        )

        step = InboxStep.objects.latest("pk")
        assert answer.redirect_chain[0][0] == f"/inbox/{signals[3].reference}/"
        assert f"/inbox/ongedaan/{step.reference}/" in answer.content.decode()
        client.post(f"/inbox/ongedaan/{step.reference}/")
        signals[4].refresh_from_db()
        assert signals[4].state == "received"

    def test_without_a_choice_the_choice_is_shown(self, signed_in, signals, start):
        start(signals[:1])
        client = signed_in("analyst")

        for path in ("/inbox/koppelen/", "/inbox/starten/", "/inbox/terzijde/"):
            for headers in ({}, {"HX-Request": "true"}):
                answer = client.post(path, {"signaal": signals[4].reference}, headers=headers)
                assert answer.status_code == 200, path
                assert signals[4].reference in answer.content.decode()

    def test_a_situation_is_started_from_what_was_ticked(self, signed_in, signals):
        chosen = [signals[0].reference, signals[1].reference]
        data = {
            "gekozen": chosen,
            "signaal": signals[4].reference,
            "title": "Onrust over de opvang",
            "phenomenon": "other",
        }

        signed_in("analyst").post("/inbox/starten/", data)

        assert sorted(Situation.objects.get().attachments.values_list("signal_reference", flat=True)) == sorted(
            chosen
        )

    def test_a_name_in_the_title_is_shown_to_the_writer_and_not_stored(self, signed_in, signals):
        data = {
            "signaal": signals[0].reference,
            "title": "Bel 06-12345678 over de opvang",
            "phenomenon": "other",
        }

        answer = signed_in("analyst").post("/inbox/starten/", data)

        assert answer.status_code == 422
        assert "06-12345678" in answer.content.decode()
        assert not Situation.objects.exists()

    def test_a_refusal_comes_back_as_a_message(self, signed_in, signals):
        answer = signed_in("analyst").post("/inbox/groeperen/", {"signaal": signals[0].reference}, follow=True)

        assert answer.status_code == 200
        assert not InboxStep.objects.exists()

    def test_set_aside_group_and_take_back(self, signed_in, signals):
        client = signed_in("analyst")
        client.post("/inbox/terzijde/", {"signaal": signals[0].reference, "reason": "duplicate"})
        assert Signal.objects.filter(state="set_aside").count() == 1
        assert signals[0].reference in client.get("/inbox/?stand=terzijde").content.decode()
        client.post("/inbox/terug/", {"signaal": signals[0].reference, "terug": "stand=terzijde"})
        client.post("/inbox/groeperen/", {"gekozen": [one.reference for one in signals[:3]]})
        page = client.get("/inbox/").content.decode()
        assert page.count('<li class="eb-inbox-item"') == 3
        client.post("/inbox/uit-elkaar/", {"signaal": signals[2].reference, "alleen": signals[1].reference})
        client.post("/inbox/ongedaan/", {})
        assert Signal.objects.exclude(story=None).count() == 3

    def test_a_filter_is_kept_under_a_name_and_never_leads_elsewhere(self, signed_in, signals):
        client = signed_in("analyst")

        answer = client.post(
            "/inbox/filter-bewaren/", {"terug": "gebied=GM0632&volgende=//elders.invalid", "naam": "Woerden"}
        )

        assert answer.url == "/inbox/?gebied=GM0632"
        assert SavedFilter.objects.get().query == "gebied=GM0632"
        assert "Woerden" in client.get("/inbox/").content.decode()
        client.post("/inbox/filter-weg/", {"naam": "Woerden"})
        assert not SavedFilter.objects.exists()

    def test_odd_filters_are_no_error(self, signed_in, signals):
        client = signed_in("analyst")
        for query in (
            "week=9999-W99",
            "week=2026-W12",
            "gebied=XX",
            "na=ZZZ",
            "zoek=%00'\"(*",
            "grond=x",
            "onderwerp=%25",
        ):
            assert client.get(f"/inbox/?{query}").status_code == 200, query


@pytest.mark.parametrize("address", ["/inbox/", "/situaties/", "/situaties/{ref}/", "/niveaus/", "/agenda/"])
def test_the_number_of_questions_does_not_grow(address, signed_in, signals, start, make_signal, analyst):
    situation = start(signals[:2])
    actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)
    actions.group_signals(signals=[one.reference for one in signals[2:4]], by=analyst, at=MONDAY)
    client, address = signed_in("analyst"), address.format(ref=situation.reference)
    client.get(address)  # areas and the like are read once

    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more = [make_signal(received=MONDAY + timedelta(minutes=n)) for n in range(100)]
    actions.group_signals(signals=[one.reference for one in more[:30]], by=analyst, at=MONDAY)
    actions.attach_signals(
        signals=[one.reference for one in more[50:90]], situation=situation.reference, by=analyst, at=MONDAY
    )
    for n in range(10):
        start(more[90 + n : 91 + n], title=f"Situatie {n}")
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)
        actions.add_fact(situation=situation.reference, text=f"Feit {n}.", by=analyst, at=MONDAY)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few), [query["sql"][:120] for query in many.captured_queries]


class TestNarrowing:
    def test_who_would_no_longer_see_it_is_shown_before_a_signal_is_attached(
        self, signed_in, signals, start, make_signal
    ):
        situation = start(signals[:2])
        strict = make_signal("Iets dat bij ons blijft", marking="amber_strict", owner="bureau")
        client = signed_in("analyst")
        data = {"signaal": strict.reference, "situatie": situation.reference}

        page = client.post("/inbox/koppelen/", data).content.decode()

        assert "Gemeente Houten" in page
        assert "Toch koppelen" in page
        assert not strict.attachments.exists()

        assert client.post("/inbox/koppelen/", data | {"minder": "1"}).status_code == 302
        assert strict.attachments.exists()
        situation.refresh_from_db()
        assert situation.marking == "amber_strict"


class TestSituation:
    def test_the_page_keeps_facts_and_assessments_apart(self, signed_in, signals, start, analyst, owner):
        situation = start(signals)
        actions.add_fact(situation=situation.reference, text="Er waren 120 mensen.", by=owner, at=MONDAY)
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)

        page = signed_in("woerden_oov").get(f"/situaties/{situation.reference}/").content.decode()

        facts = page.split('class="eb-sides__facts"')[1].split("</section>")[0]
        assert "120 mensen" in facts
        assert "De onrust neemt toe" not in facts

    def test_a_stranger_finds_nothing(self, signed_in, signals, start):
        situation = start(signals)
        client = signed_in("stranger")

        assert client.get(f"/situaties/{situation.reference}/").status_code == 404
        assert situation.title not in client.get("/situaties/").content.decode()

    def test_assess_by_form(self, signed_in, signals, start):
        situation, client = start(signals), signed_in("analyst")
        address = f"/situaties/{situation.reference}/duiden/"
        data = {
            "text": "De onrust neemt toe.",
            "phase": "rising",
            "level": "2",
            "direction": "up",
            "confidence": "moderate",
            "confidence_reason": "Twee bronnen.",
            "basis": ["experienced"],
        }
        assert client.get(address).status_code == 200
        assert client.post(address, {**data, "confidence_reason": ""}).status_code == 422
        assert client.post(address, {**data, "expectation": "Nog een avond."}).status_code == 422
        assert client.post(address, data).status_code == 302

        situation.refresh_from_db()
        assert (situation.phase, situation.level) == ("rising", 2)

    def test_a_partner_says_what_it_sees_differently_and_the_level_stays(self, signed_in, signals, start, analyst):
        situation = start(signals)
        actions.assess_situation(situation=situation.reference, by=analyst, at=MONDAY, **JUDGEMENT)
        data = {
            "text": "Het is rustig.",
            "phase": "latent",
            "level": "1",
            "direction": "down",
            "confidence": "high",
            "confidence_reason": "Wij staan op het plein.",
        }

        signed_in("houten_oov").post(f"/situaties/{situation.reference}/duiden/", data)

        situation.refresh_from_db()
        assert situation.level == 2
        assert Assessment.objects.filter(is_dissent=True).count() == 1
        assert "Het is rustig." in signed_in("analyst").get(f"/situaties/{situation.reference}/").content.decode()

    def test_fact_by_form_with_the_admiralty_code_and_withdrawn(self, signed_in, signals, start):
        situation, client = start(signals), signed_in("analyst")
        address = f"/situaties/{situation.reference}/"
        data = {
            "text": "Er waren 120 mensen.",
            "source_grade": "unknown",
            "content_grade": "unconfirmed",
            "admiralty_source": "B",
            "admiralty_content": "2",
            "happened_on": "2026-03-16",
        }
        assert client.get(f"{address}feit/").status_code == 200
        client.post(f"{address}feit/", data)
        fact = Fact.objects.get()
        assert (fact.source_grade, fact.content_grade, fact.admiralty) == ("reliable", "plausible", "B2")

        assert client.get(f"{address}feit/{fact.reference}/intrekken/").status_code == 200
        client.post(f"{address}feit/{fact.reference}/intrekken/", {"reason": "Het was een ander plein."})
        assert "Het was een ander plein." in client.get(address).content.decode()

    def test_where_it_goes_on_is_told_to_who_may_see_that(self, signed_in, region, make_signal, start, analyst):
        """The other situation rests on something that the bureau keeps to itself: a partner reads nothing of it."""
        old = start([make_signal()], title="Onrust over de opvang")
        target = start([make_signal(owner="bureau", marking="amber_strict")], title="Alleen voor ons")
        actions.merge_situations(
            merged=old.reference, into=target.reference, by=analyst, at=TUESDAY, fewer_may_see=True
        )

        for name, sees in (("analyst", True), ("houten_oov", False)):
            page = signed_in(name).get(f"/situaties/{old.reference}/").content.decode()
            assert "Onrust over de opvang" in page
            assert (target.reference in page) is sees

    def test_close_and_reopen_merge_and_split_by_form(self, signed_in, signals, start):
        first, second, client = start(signals[:3]), start(signals[3:], title="Iets anders"), signed_in("analyst")
        assert client.get(f"/situaties/{first.reference}/sluiten/").status_code == 200
        client.post(f"/situaties/{first.reference}/sluiten/", {"reason": "Het is over."})
        assert "Het is over." in client.get(f"/situaties/{first.reference}/").content.decode()
        client.post(f"/situaties/{first.reference}/heropenen/")

        assert client.get(f"/situaties/{first.reference}/splitsen/").status_code == 200
        split = {"signaal": [signals[0].reference], "title": "Apart verder", "phenomenon": "other"}
        client.post(f"/situaties/{first.reference}/splitsen/", split)
        assert Situation.objects.get(title="Apart verder").split_from == first

        assert client.get(f"/situaties/{second.reference}/samenvoegen/").status_code == 200
        client.post(f"/situaties/{second.reference}/samenvoegen/", {"in": first.reference})
        assert client.get(f"/situaties/{second.reference}/").status_code == 200
        client.post(f"/situaties/{first.reference}/losmaken/", {"signaal": signals[1].reference})
        assert Signal.objects.get(pk=signals[1].pk).state == "received"


class TestLevels:
    def test_the_mayor_sets_the_level_with_the_proposal_beside_it(self, signed_in):
        data = {"level": "2", "direction": "up", "reason": "Donderdag is de raadsvergadering."}
        assert signed_in("analyst").post("/niveaus/GM0632/?week=2026-W12", data).status_code == 302

        mayor = signed_in("woerden_mayor")
        page = mayor.get("/niveaus/GM0632/?week=2026-W12").content.decode()
        assert "Donderdag is de raadsvergadering." in page
        mayor.post("/niveaus/GM0632/?week=2026-W12", {**data, "level": "1", "reason": "Het is rustig."})

        table = signed_in("houten_oov").get("/niveaus/?week=2026-W12").content.decode()
        assert "Het is rustig." in table
        assert "Donderdag is de raadsvergadering." in table

    def test_another_municipality_is_refused(self, signed_in):
        data = {"level": "2", "direction": "up", "reason": "Zomaar."}

        assert signed_in("houten_mayor").post("/niveaus/GM0632/?week=2026-W12", data).status_code == 403


class TestCalendar:
    def test_what_falls_together_is_said_of_both(self, signed_in):
        client = signed_in("woerden_oov")
        for title in ("Raad over de opvang", "Demonstratie op het plein"):
            data = {
                "title": title,
                "kind": "council",
                "day": "2026-03-19",
                "from_time": "19:30",
                "area_code": "GM0632",
                "marking": "amber",
            }
            assert client.post("/agenda/nieuw/", data).status_code == 302

        page = signed_in("analyst").get("/agenda/").content.decode()
        assert page.count("Raad over de opvang") >= 2
        assert "Raad over de opvang" not in signed_in("stranger").get("/agenda/").content.decode()

    def test_an_announcement_is_confirmed_or_rejected_once(self, signed_in, make_signal):
        when = TUESDAY + timedelta(days=3)
        signal = make_signal("Bewoners roepen op tot een wake.", is_announced=True, event_from=when)
        client = signed_in("analyst")
        assert signal.reference in client.get("/agenda/").content.decode()
        assert client.get(f"/agenda/voorstel/{signal.reference}/").status_code == 200

        client.post(f"/agenda/voorstel/{signal.reference}/", {"title": "Wake", "kind": "announced"})

        assert CalendarEntry.objects.get().title == "Wake"
        assert f"/agenda/voorstel/{signal.reference}/" not in client.get("/agenda/").content.decode()
        assert client.post(f"/agenda/voorstel/{signal.reference}/", {"afwijzen": "no_event"}).status_code == 409

    def test_a_trigger_comes_back_every_year_and_the_file_carries_the_marking(self, signed_in):
        client = signed_in("analyst")
        assert client.get("/agenda/trigger/").status_code == 200
        data = {
            "title": "Jaarlijkse herdenking",
            "kind": "anniversary",
            "first_day": "2024-03-20",
            "recurs_yearly": "on",
            "is_certain": "on",
            "marking": "green",
        }
        client.post("/agenda/trigger/", data)
        assert Trigger.objects.get().recurs_yearly

        assert "Jaarlijkse herdenking" in client.get("/agenda/").content.decode()
        file = client.get("/agenda/agenda.ics")
        assert file["Content-Type"].startswith("text/calendar")
        assert b"[TLP:GREEN] Jaarlijkse herdenking" in file.content
        assert b"20260320" in file.content

        client.post(f"/agenda/trigger/{Trigger.objects.get().reference}/verwijderen/")
        assert "Jaarlijkse herdenking" not in client.get("/agenda/").content.decode()

    def test_the_owner_changes_a_date_and_others_do_not(self, signed_in):
        data = {"title": "Wedstrijd", "kind": "match", "day": "2026-03-20", "from_time": "19:30", "marking": "amber"}
        signed_in("woerden_oov").post("/agenda/nieuw/", data)
        entry = CalendarEntry.objects.get()
        address = f"/agenda/{entry.reference}/wijzigen/"
        page = signed_in("woerden_oov").get(address).content.decode()
        assert 'value="Wedstrijd"' in page
        assert 'value="19:30"' in page

        moved = data | {"title": "Wedstrijd, verplaatst", "day": "2026-03-21", "marking": "amber_strict"}
        assert signed_in("houten_oov").post(address, moved).status_code == 409
        assert signed_in("woerden_oov").post(address, moved).status_code == 302

        changed = CalendarEntry.objects.get()
        assert (changed.title, changed.marking) == ("Wedstrijd, verplaatst", "amber_strict")
        assert changed.starts_at - entry.starts_at == timedelta(days=1)
        assert signed_in("houten_oov").get(address).status_code == 404

    def test_a_date_from_a_signal_can_be_reworded_and_is_never_shared_further(self, signed_in, make_signal):
        signal = make_signal(is_announced=True, event_from=THURSDAY, marking="amber_strict", owner="bureau")
        client = signed_in("analyst")
        client.post(f"/agenda/voorstel/{signal.reference}/", {"title": "Wake", "kind": "announced"})
        entry = CalendarEntry.objects.get()

        data = {"title": "Stille wake", "kind": "announced", "day": "2026-03-20", "marking": "green"}
        client.post(f"/agenda/{entry.reference}/wijzigen/", data)

        entry.refresh_from_db()
        assert (entry.title, entry.marking) == ("Stille wake", "amber_strict")

    def test_a_trigger_is_changed_with_what_was_filled_in_before(self, signed_in):
        client = signed_in("analyst")
        data = {"title": "Herdenking", "kind": "anniversary", "first_day": "2026-03-20", "marking": "green"}
        client.post("/agenda/trigger/", data)
        address = f"/agenda/trigger/{Trigger.objects.get().reference}/wijzigen/"
        assert 'value="2026-03-20"' in client.get(address).content.decode()

        client.post(address, data | {"last_day": "2026-03-22"})

        assert Trigger.objects.get().ends_at.date().isoformat() == "2026-03-22"
        assert client.post(address, {"title": ""}).status_code == 422

    def test_only_the_owner_takes_a_date_off(self, signed_in):
        data = {"title": "Wedstrijd", "kind": "match", "day": "2026-03-20", "marking": "amber"}
        signed_in("woerden_oov").post("/agenda/nieuw/", data)
        reference = CalendarEntry.objects.get().reference

        assert signed_in("houten_oov").post(f"/agenda/{reference}/verwijderen/").status_code == 409
        assert signed_in("woerden_oov").post(f"/agenda/{reference}/verwijderen/").status_code == 302

    def test_odd_questions_are_no_error(self, signed_in):
        client = signed_in("analyst")
        for query in ("weken=999999", "weken=-1", "weken=%C2%B2", "gebied=XX", "soort=niets"):
            assert client.get(f"/agenda/?{query}").status_code == 200, query
        assert client.get("/niveaus/?week=x").status_code == 200
        assert client.get("/niveaus/XX9999/").status_code == 404
