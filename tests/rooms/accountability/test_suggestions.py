"""A suggestion that an organisation switched off is not made for it; cleaning stays on whatever happens."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eenheidsbeeld.core.suggestions import ALWAYS_ON, Suggestion
from eenheidsbeeld.signals import actions, queries
from eenheidsbeeld.signals.models import SignalBand
from tests.conftest import MONDAY, TUESDAY

TEXT = "Zaterdag om 14.00 uur is er een demonstratie tegen de opvang van asielzoekers op het plein in Houten."


@pytest.fixture
def off(keepers: Any) -> Any:
    def switch(kind: Suggestion) -> None:
        actions.switch_off_suggestion(
            suggestion=kind, reason="Wij beoordelen dit zelf", by=keepers.viewer("woerden_privacy"), at=MONDAY
        )

    return switch


def test_what_is_on_is_suggested(keepers: Any, bring_in: Any) -> None:
    signal = bring_in(keepers.viewer("woerden_oov"), TEXT)

    assert signal.area_code == "GM0321"
    assert signal.is_announced
    assert signal.suggestions
    assert SignalBand.objects.filter(signal=signal).exists()


def test_places_dates_and_subjects_can_each_be_switched_off(keepers: Any, bring_in: Any, off: Any) -> None:
    for kind in (Suggestion.PLACES, Suggestion.DATES, Suggestion.PHENOMENA):
        off(kind)
    signal = bring_in(keepers.viewer("woerden_oov"), TEXT)

    assert signal.area_code == ""
    assert signal.event_from is None
    assert signal.suggestions == [] and signal.phenomenon == ""


def test_another_organisation_keeps_its_own_choice(keepers: Any, bring_in: Any, off: Any) -> None:
    off(Suggestion.DATES)

    assert bring_in(keepers.viewer("houten_oov"), TEXT).event_from is not None


def test_signals_are_not_put_together_when_that_is_off(keepers: Any, bring_in: Any, off: Any) -> None:
    bring_in(keepers.viewer("houten_oov"), TEXT)
    off(Suggestion.NEAR_DUPLICATES)
    mine = bring_in(keepers.viewer("woerden_oov"), TEXT)

    assert mine.story_id is None
    assert not SignalBand.objects.filter(signal=mine).exists()


def test_calendar_proposals_are_off_for_who_wants_none(keepers: Any, bring_in: Any) -> None:
    from eenheidsbeeld.situations import queries as situations

    bring_in(keepers.viewer("woerden_oov"), TEXT)
    analyst = keepers.viewer("analyst")
    assert situations.proposals(analyst, MONDAY)

    actions.switch_off_suggestion(
        suggestion=Suggestion.CALENDAR_PROPOSALS, reason="Wij kijken zelf", by=keepers.viewer("privacy"), at=MONDAY
    )
    assert situations.proposals(analyst, MONDAY) == []


def test_cleaning_cannot_be_switched_off(keepers: Any, bring_in: Any) -> None:
    assert {Suggestion.REDACTION} == ALWAYS_ON
    with pytest.raises(Exception) as refused:
        actions.switch_off_suggestion(
            suggestion=Suggestion.REDACTION, reason="Wij willen alles zien", by=keepers.viewer("privacy"), at=MONDAY
        )
    assert "cannot be switched off" in str(refused.value.reason) or "kan niet uit" in str(refused.value.reason)
    assert "06-12345678" not in bring_in(keepers.viewer("woerden_oov"), "Bel 06-12345678 over de actie.").text


def test_it_can_be_switched_on_again_and_both_are_logged(keepers: Any, off: Any) -> None:
    from eenheidsbeeld.audit.models import AuditEntry

    officer = keepers.viewer("woerden_privacy")
    off(Suggestion.PLACES)
    assert not queries.is_on(officer.organisation, Suggestion.PLACES)
    actions.switch_on_suggestion(suggestion=Suggestion.PLACES, by=officer, at=TUESDAY)

    assert queries.is_on(officer.organisation, Suggestion.PLACES)
    assert set(AuditEntry.objects.filter(event__startswith="suggestion_").values_list("event", flat=True)) == {
        "suggestion_off", "suggestion_on",
    }  # fmt: skip


@pytest.mark.parametrize("who", ["woerden_oov", "analyst", "woerden_mayor"])
def test_only_keepers_switch(keepers: Any, who: str) -> None:
    with pytest.raises(Exception, match="NotYourRole"):
        actions.switch_off_suggestion(
            suggestion=Suggestion.PLACES, reason="Zomaar een reden", by=keepers.viewer(who), at=MONDAY
        )


def test_the_page_switches_and_the_register_says_so(signed_in: Any, keepers: Any) -> None:
    client = signed_in("privacy")
    answer = client.post("/verantwoording/suggesties/places/", {"reason": "Wij kiezen de plaats zelf"}, follow=True)
    entries = {one["Bron-ID"]: one for one in json.loads(
        client.get("/verantwoording/suggesties/algoritmeregister.json").content
    )}  # fmt: skip

    assert "Uit voor uw organisatie" in answer.content.decode()
    assert entries["eenheidsbeeld-places"]["Status"] == "Buiten gebruik"
    assert entries["eenheidsbeeld-dates"]["Status"] == "In gebruik"
    assert entries["eenheidsbeeld-forecasts"]["Status"] == "In gebruik"
    assert len(entries) == len(Suggestion)
    client.post("/verantwoording/suggesties/places/aanzetten/")
    assert queries.is_on(keepers.organisations["bureau"].pk, Suggestion.PLACES)
