"""The software learns from an organisation's own decisions: enough of them, switched on by a person, kept as numbers."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals import actions, queries, rules
from eenheidsbeeld.signals.models import LearnedModel, Signal
from eenheidsbeeld.signals.tasks import learn_all_phenomena
from tests.conftest import MONDAY, TUESDAY

# What this organisation calls a riot, in words that the rules do not know.
KINDS = {
    "riot": "Groep gooide dobbers naar de bus bij de halte, ruiten kapot, hulpverleners trokken zich terug nummer {n}.",
    "sovereigns": "Bewoner stuurt perkamentbrief aan de balie en erkent de aanslag niet, brief nummer {n}.",
    "": "Winkel vraagt om extra prullenbakken op het plein, verzoek nummer {n}.",
}
WORDS = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven")


def decided(region: Any, *, count: int, by: str = "bureau", owner: str = "woerden", **more: Any) -> None:
    """Signals about which the people of an organisation decided."""
    from eenheidsbeeld.sharing.actions import scope_of

    scope = scope_of([region.groups["west"].pk], [])
    kinds = itertools.cycle(KINDS.items())
    Signal.objects.bulk_create(
        Signal(
            owner=region.organisations[owner], marking="amber", scope=scope, fingerprint=f"{by}{owner}{number:050d}",
            channel="form", text=f"{text.format(n=number)} Groep {WORDS[number % 7]} van Yilmaz.", reported_at=MONDAY,
            received_at=MONDAY - timedelta(minutes=number), keep_from=MONDAY, area_code="GM0632", area_year=2025,
            phenomenon=code, phenomenon_is_set=True, phenomenon_by=region.organisations[by], **more,
        )
        for number, (code, text) in zip(range(count), kinds, strict=False)
    )  # fmt: skip


@pytest.fixture
def learned(region: Any) -> LearnedModel:
    decided(region, count=240)
    return actions.learn_phenomena(organisation=region.organisations["bureau"].pk, by=System("learning"), at=TUESDAY)


def test_with_too_few_decisions_nothing_is_learned_and_the_rules_work_alone(region: Any, bring_in: Any) -> None:
    decided(region, count=199)

    with pytest.raises(rules.NothingToLearnFrom):
        actions.learn_phenomena(organisation=region.organisations["bureau"].pk, by=System("learning"), at=TUESDAY)

    assert not LearnedModel.objects.exists()
    signal = bring_in(region.viewer("analyst"), "Relschoppers gooiden stenen naar de politie in Woerden.")
    assert signal.suggestions and all("rules" not in one for one in signal.suggestions)


def test_what_was_learned_is_numbers_without_texts_or_names(learned: LearnedModel) -> None:
    kept = json.dumps(learned.numbers)

    assert learned.numbers["codes"]
    assert "yilmaz" not in kept.lower()
    assert "hulpverleners trokken" not in kept
    for code in learned.numbers["codes"].values():
        assert all(isinstance(weight, float) and " " not in stem for stem, weight in code["weights"].items())


def test_of_what_is_shared_no_more_nothing_is_learned_any_more(region: Any) -> None:
    """Woerden shared, the bureau decided, Woerden keeps it to itself since: its words weigh in no model of the bureau."""
    decided(region, count=210)
    bureau = region.organisations["bureau"].pk
    assert len(queries.own_decisions(bureau)) == 210

    Signal.objects.update(marking="amber_strict")

    assert queries.own_decisions(bureau) == []
    with pytest.raises(rules.NothingToLearnFrom):
        actions.learn_phenomena(organisation=bureau, by=System("learning"), at=TUESDAY)


def test_it_is_measured_beside_the_rules_alone_on_decisions_that_were_left_out(region: Any, learned: Any) -> None:
    found = queries.what_was_learned(region.viewer("analyst"))

    assert found.decisions == 240
    assert {one.code for one in found.lines} == set(learned.numbers["codes"])
    assert all(one.learned < one.rules and 0 <= one.calibration <= 1 for one in found.lines)


def test_nothing_changes_until_a_person_switches_it_on(region: Any, learned: Any, bring_in: Any) -> None:
    analyst = region.viewer("analyst")
    text = "Groep gooide dobbers naar de bus bij de halte in Woerden."
    before = bring_in(analyst, text)

    actions.use_learned(by=analyst, at=TUESDAY)
    after = bring_in(analyst, f"{text} Ruiten kapot.")

    assert "riot" not in {one["code"] for one in before.suggestions if "rules" in one}
    [riot] = [one for one in after.suggestions if one["code"] == "riot"]
    assert riot["probability"] > riot["rules"]
    assert riot["words"]


def test_another_organisation_gets_the_rules_alone(region: Any, learned: Any, bring_in: Any) -> None:
    actions.use_learned(by=region.viewer("analyst"), at=TUESDAY)

    signal = bring_in(region.viewer("woerden_oov"), "Groep gooide dobbers naar de bus bij de halte in Woerden.")

    assert all("rules" not in one for one in signal.suggestions)


@pytest.mark.parametrize("kind", [Suggestion.LEARNED_PHENOMENA, Suggestion.PHENOMENA])
def test_an_organisation_that_switches_the_suggestion_off_falls_back(
    region: Any, learned: Any, bring_in: Any, kind: Suggestion
) -> None:
    analyst = region.viewer("analyst")
    actions.use_learned(by=analyst, at=TUESDAY)
    actions.switch_off_suggestion(suggestion=kind, reason="Eerst bespreken", by=region.viewer("privacy"), at=TUESDAY)

    signal = bring_in(analyst, "Groep gooide dobbers naar de bus in Woerden. Relschoppers gooiden stenen.")

    assert all("rules" not in one for one in signal.suggestions)
    assert bool(signal.suggestions) is (kind == Suggestion.LEARNED_PHENOMENA)


def test_learning_anew_keeps_the_choice_of_the_organisation(region: Any, learned: Any) -> None:
    actions.use_learned(by=region.viewer("analyst"), at=TUESDAY)
    decided(region, count=30, owner="houten")

    again = actions.learn_phenomena(
        organisation=region.organisations["bureau"].pk, by=System("learning"), at=TUESDAY + timedelta(days=7)
    )

    assert LearnedModel.objects.count() == 1
    assert again.decisions == 270
    assert again.used_since == TUESDAY


def test_hidden_locked_and_unreleased_texts_are_not_learned_from(region: Any) -> None:
    decided(region, count=60, is_hidden=True)
    decided(region, count=60, owner="politie", regime="wpg")
    decided(region, count=10, owner="om", regime="wjsg", released_text="Vrijgegeven woorden")
    Signal.objects.filter(regime="wjsg").update(released_scope=F("scope"))
    decided(region, count=20, owner="houten", regime="wpg", released_text="Voor anderen vrijgegeven")

    texts = [text for text, _code in queries.own_decisions(region.organisations["bureau"].pk)]

    assert texts == ["Vrijgegeven woorden"] * 10


def test_a_reader_does_not_switch_it_and_switching_twice_is_refused(region: Any, learned: Any) -> None:
    with pytest.raises(NotYourRole):
        actions.use_learned(by=region.viewer("woerden_mayor"), at=TUESDAY)
    actions.use_learned(by=region.viewer("editor"), at=TUESDAY)
    with pytest.raises(rules.HandledAlready):
        actions.use_learned(by=region.viewer("editor"), at=TUESDAY)
    actions.stop_using_learned(by=region.viewer("editor"), at=TUESDAY)
    assert queries.learned_of({region.organisations["bureau"].pk}) == {}


def test_the_card_shows_the_comparison_and_its_buttons_work(
    region: Any, learned: Any, signed_in: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    browser = signed_in("analyst")
    page = browser.get("/signalen/geleerd/").content.decode()
    assert "Alleen regels naast regels met eigen besluiten" in page
    assert "Nee: alleen de regels werken" in page

    browser.post("/signalen/geleerd/gebruiken/", {})
    assert "Alleen de regels laten werken" in browser.get("/signalen/geleerd/").content.decode()
    browser.post("/signalen/geleerd/gebruiken/", {"stop": "1"})

    assert LearnedModel.objects.get().used_since is None
    assert signed_in("woerden_oov").get("/signalen/geleerd/").status_code == 403


def test_asking_to_learn_says_what_is_missing(region: Any, signed_in: Any) -> None:
    answer = signed_in("analyst").post("/signalen/geleerd/leren/")

    assert answer.status_code < 500
    assert "200" in answer.content.decode()


def test_each_week_every_organisation_with_enough_decisions_learns(region: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    decided(region, count=240)
    decided(region, count=30, by="woerden", owner="houten")

    learn_all_phenomena()
    queue.run_due()

    assert [one.organisation.slug for one in LearnedModel.objects.all()] == ["bureau"]


def test_who_decides_in_the_inbox_or_at_the_form_counts_for_the_own_organisation(region: Any, bring_in: Any) -> None:
    signal = bring_in(region.viewer("woerden_oov"), "Onrust in Woerden.", phenomenon="riot", area_code="GM0632")
    assert signal.phenomenon_by.slug == "woerden"

    actions.set_phenomenon(reference=signal.reference, phenomenon="blockade", by=region.viewer("analyst"), at=TUESDAY)

    signal.refresh_from_db()
    assert signal.phenomenon_by.slug == "bureau"
