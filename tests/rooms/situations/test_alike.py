"""Same text, same report, same event: shown apart with why; a person accepts or refuses, and refusing teaches the pair."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.signals import actions as signals
from eenheidsbeeld.signals.intake import alike
from eenheidsbeeld.signals.models import Signal, ToldApart
from eenheidsbeeld.situations import actions, queries, rules
from tests.conftest import MONDAY, TUESDAY
from tests.rooms.signals.conftest import areas, bring_in, draft, nothing_remembered  # noqa: F401

REPORT = (
    "In Woerden werd gisteravond rond 21.00 uur een bushokje bij het station vernield. Een groep van vijftien jongeren"
    " liep daarna richting het park. Buurtbewoners vragen om een gesprek met de gemeente over de avonden."
)
MORE = (
    "Verkeersregelaars maakten een ronde, het bestuur van de winkeliers sprak met de school en de jongerenwerker plant"
    " een avond in het buurthuis. Volgens omwonenden was het de hele zomer rustig en bleef het bij vuilnis op straat."
)
LATER = "Bushokje bij station Woerden vernield. Jongeren liepen richting park, buurtbewoners vragen een gesprek."


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def here(region: Any, areas: None, bring_in: Any) -> Any:  # noqa: F811
    """`here("tekst")`: a signal of Woerden; `here("tekst", "houten_oov")`: of another."""

    def bring(text: str, name: str = "woerden_oov", **more: Any) -> Signal:
        return bring_in(region.viewer(name), text, area_code="GM0632", **more)

    return bring


def found(viewer: Any, signal: Signal) -> Any:
    return queries.found_in(viewer, queries.open_group(viewer, signal.reference), at=TUESDAY)


def test_the_same_text_from_two_sides_is_told_as_that_with_why(here: Any, analyst: Any) -> None:
    first, second = here(REPORT), here(REPORT, "houten_oov")

    [other] = found(analyst, second).together

    assert (other.signal.reference, other.kind) == (first.reference, "same_text")
    assert other.reasons == ("the same words",)


def test_the_inbox_tells_the_three_apart_in_dutch(here: Any, signed_in: Any) -> None:
    here(REPORT)
    newest = here(f"{REPORT} {MORE}", "houten_oov")

    page = signed_in("analyst").get(f"/inbox/{newest.reference}/").content.decode()

    assert "Hetzelfde bericht" in page
    assert "van de kortste tekst staat in de andere" in page


def test_refusing_takes_apart_and_the_pair_is_not_proposed_again(here: Any, analyst: Any) -> None:
    first, second = here(REPORT), here(REPORT, "houten_oov")

    actions.ungroup_signals(signals=[first.reference], by=analyst, at=TUESDAY)

    first.refresh_from_db()
    assert first.story_id is None
    assert alike.told_apart_from(second) == {first.pk}
    assert found(analyst, second).lookalikes == ()


def test_undoing_a_refusal_forgets_what_it_taught(here: Any, analyst: Any) -> None:
    first, _second = here(REPORT), here(REPORT, "houten_oov")
    step = actions.ungroup_signals(signals=[first.reference], by=analyst, at=TUESDAY)

    actions.undo_step(step=step.reference, by=analyst, at=TUESDAY)

    first.refresh_from_db()
    assert first.story_id is not None
    assert not ToldApart.objects.exists()


def test_accepting_says_that_it_rests_on_a_person(here: Any, analyst: Any, signed_in: Any) -> None:
    first, second = here(REPORT), here(REPORT, "houten_oov")

    signed_in("analyst").post("/inbox/paar/", {"signaal": second.reference, "paar": f"hoort:{first.reference}"})

    [other] = found(analyst, second).together
    assert other.kind == "person"


def test_a_look_alike_is_proposed_and_taken_or_refused(here: Any, analyst: Any, signed_in: Any) -> None:
    browser = signed_in("analyst")
    first, second = here(REPORT), here(LATER, "houten_oov")
    Signal.objects.update(story=None, story_reason={})
    [proposed] = found(analyst, second).lookalikes
    assert proposed.signal.reference == first.reference
    assert proposed.reasons

    browser.post("/inbox/paar/", {"signaal": second.reference, "paar": f"apart:{first.reference}"})
    assert found(analyst, second).lookalikes == ()
    assert found(analyst, first).lookalikes == ()
    browser.post("/inbox/ongedaan/", {})
    assert len(found(analyst, second).lookalikes) == 1
    browser.post("/inbox/paar/", {"signaal": second.reference, "paar": f"erbij:{first.reference}"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.story_id == second.story_id is not None


def test_putting_together_takes_back_that_they_were_told_apart(here: Any, analyst: Any) -> None:
    first, second = here(REPORT), here(LATER, "houten_oov")
    actions.tell_apart(signal=second.reference, other=first.reference, by=analyst, at=TUESDAY)

    actions.group_signals(signals=[first.reference, second.reference], by=analyst, at=TUESDAY)

    assert not ToldApart.objects.exists()


def test_who_reads_only_a_released_wording_gets_the_kind_and_no_reasons(
    here: Any, analyst: Any, region: Any
) -> None:  # fmt: skip
    ours, theirs = here(REPORT), here(REPORT, "police_desk")
    Signal.objects.filter(pk=theirs.pk).update(released_text="Vernieling in Woerden.", released_scope=ours.scope)

    [other] = found(analyst, ours).together

    assert (other.kind, other.reasons) == ("same_text", ())


def test_signals_that_a_viewer_may_not_see_are_not_hinted_at(here: Any, analyst: Any) -> None:
    hidden, seen = here(REPORT, "police_desk"), here(LATER)
    Signal.objects.update(story=None, story_reason={})

    assert hidden.reference not in {one.signal.reference for one in found(analyst, seen).lookalikes}


def test_off_is_off(here: Any, analyst: Any, region: Any) -> None:
    here(REPORT)
    second = here(LATER, "houten_oov")
    Signal.objects.update(story=None, story_reason={})
    signals.switch_off_suggestion(
        suggestion=Suggestion.NEAR_DUPLICATES, reason="Wij doen dit zelf", by=region.viewer("privacy"), at=MONDAY
    )

    assert found(analyst, second).lookalikes == ()


def test_a_pair_is_two_and_still_stands_together(here: Any, analyst: Any) -> None:
    first, second = here(REPORT), here("Rustige markt in Woerden, veel bezoekers uit de regio.", "houten_oov")

    with pytest.raises(rules.NothingChosen):
        actions.tell_apart(signal=first.reference, other=first.reference, by=analyst, at=TUESDAY)
    with pytest.raises(rules.NotTogetherAnyMore):
        actions.keep_together(signal=first.reference, other=second.reference, by=analyst, at=TUESDAY)


@pytest.mark.parametrize("asked", ["", "hoort", "hoort:", "weg:AAAAA11111", "apart:AAAAA11111", ":::"])
def test_bad_answers_about_a_pair_get_a_clear_refusal(here: Any, signed_in: Any, asked: str) -> None:
    signal = here(REPORT)

    assert signed_in("analyst").post("/inbox/paar/", {"signaal": signal.reference, "paar": asked}).status_code in (
        302, 404,
    )  # fmt: skip


def test_what_was_told_apart_ends_with_its_signals(here: Any, analyst: Any) -> None:
    first, second = here(REPORT), here(LATER, "houten_oov")
    actions.tell_apart(signal=first.reference, other=second.reference, by=analyst, at=TUESDAY + timedelta(hours=1))

    Signal.objects.filter(pk=first.pk).delete()

    assert not ToldApart.objects.exists()
