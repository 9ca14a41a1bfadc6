"""Places and moments in a text are proposals: at the form and in the inbox a person chooses among what was found."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.signals import actions, rules
from eenheidsbeeld.signals.models import Signal
from tests.conftest import MONDAY, TUESDAY

TWO_MOMENTS = "Vorige week dinsdag was er een inloop in Woerden. Op 8 april om 19.30 uur is er nog een avond."
FILLED = {"text": TWO_MOMENTS, "area": "GM0632", "source_grade": "reliable", "content_grade": "plausible"}
LATER = datetime(2026, 4, 8, 19, 30, tzinfo=DUTCH_TIME)
EARLIER = datetime(2026, 3, 10, tzinfo=DUTCH_TIME)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def bergen(region: Any, bring_in: Any) -> Signal:
    """A text about one of the places called Bergen, from who named no municipality."""
    return bring_in(region.viewer("analyst"), "Onrust bij het gemeentehuis in Bergen, veertig mensen stonden buiten.")


def test_the_form_asks_which_moment_is_meant_and_says_why_each_was_found(signed_in: Any) -> None:
    page = signed_in("woerden_oov").post("/signalen/nieuw/", {**FILLED, "step": "check"}).content.decode()

    offered = [datetime.fromisoformat(one) for one in re.findall(r'name="when" value="(2026[^"]+)"', page)]
    assert offered == [EARLIER, LATER]
    assert "(dag van een week)" in page


@pytest.mark.parametrize(("chosen", "stored"), [(EARLIER, EARLIER), (LATER, LATER), (None, None)])
def test_the_sender_chooses_among_the_moments(signed_in: Any, chosen: Any, stored: Any) -> None:
    sent = {**FILLED, "step": "confirm", "masks": "", "when": chosen.isoformat() if chosen else "geen"}

    signed_in("woerden_oov").post("/signalen/nieuw/", sent)

    assert Signal.objects.get().event_from == stored


@pytest.mark.parametrize("asked", ["gisteren", "2026-13-45", "2026-04-08", "9" * 200])
def test_a_moment_that_is_none_changes_nothing(signed_in: Any, asked: str) -> None:
    signed_in("woerden_oov").post("/signalen/nieuw/", {**FILLED, "step": "confirm", "masks": "", "when": asked})

    assert Signal.objects.get().event_from == LATER


def test_doubt_between_places_is_kept_as_ranked_candidates(bergen: Signal) -> None:
    codes = [one["code"] for one in bergen.place_candidates]

    assert set(codes) >= {"GM0373", "GM0893"}
    assert [one["score"] for one in bergen.place_candidates] == sorted(
        (one["score"] for one in bergen.place_candidates), reverse=True
    )


def test_the_analyst_chooses_the_place_and_can_go_back(region: Any, bergen: Signal) -> None:
    analyst, first = region.viewer("analyst"), bergen.area_code
    other = next(one["code"] for one in bergen.place_candidates if one["code"] != first)
    precision = bergen.place_precision

    chosen = actions.choose_place(reference=bergen.reference, area_code=other, by=analyst, at=TUESDAY)

    assert (chosen.area_code, chosen.place_precision) == (other, precision)
    back = actions.choose_place(reference=bergen.reference, area_code=first, by=analyst, at=TUESDAY)
    assert back.area_code == first


def test_a_place_that_was_not_found_is_refused(region: Any, bergen: Signal) -> None:
    for code in ("GM0632", "", "GM9999"):
        with pytest.raises(rules.NotPlaced):
            actions.choose_place(reference=bergen.reference, area_code=code, by=region.viewer("analyst"), at=TUESDAY)


def test_a_partner_does_not_choose_for_the_sender_and_a_stranger_finds_nothing(
    owner: Any, partner: Any, stranger: Any, bring_in: Any
) -> None:
    signal = bring_in(owner, TWO_MOMENTS, area_code="GM0632")

    with pytest.raises(rules.NotTheSender):
        actions.choose_moment(reference=signal.reference, first=EARLIER, by=partner, at=TUESDAY)
    with pytest.raises(NotThere):
        actions.choose_moment(reference=signal.reference, first=EARLIER, by=stranger, at=TUESDAY)


def test_in_the_inbox_another_moment_of_the_text_is_chosen_and_none_is_an_answer_too(
    region: Any, owner: Any, bring_in: Any
) -> None:
    analyst = region.viewer("analyst")
    signal = bring_in(owner, TWO_MOMENTS, area_code="GM0632")
    assert (signal.event_from, signal.is_announced) == (LATER, True)

    earlier = actions.choose_moment(reference=signal.reference, first=EARLIER, by=analyst, at=TUESDAY)
    assert (earlier.event_from, earlier.is_announced) == (EARLIER, False)
    none = actions.choose_moment(reference=signal.reference, first=None, by=analyst, at=TUESDAY)
    assert (none.event_from, none.event_to, none.is_announced) == (None, None, False)
    again = actions.choose_moment(reference=signal.reference, first=LATER, by=analyst, at=TUESDAY)
    assert (again.event_from, again.event_time_known) == (LATER, True)


def test_the_inbox_shows_the_doubt_with_its_reason_and_takes_the_choice(signed_in: Any, bergen: Signal) -> None:
    browser = signed_in("analyst")
    page = browser.get(f"/inbox/{bergen.reference}/").content.decode()
    assert "Welke plaats is bedoeld?" in page
    assert "een van meer plaatsen met deze naam" in page
    other = next(one["code"] for one in bergen.place_candidates if one["code"] != bergen.area_code)

    browser.post(f"/signalen/{bergen.reference}/plaats/", {"plaats": other, "inbox": "1"})

    bergen.refresh_from_db()
    assert bergen.area_code == other
    assert "Welke plaats is bedoeld?" not in browser.get(f"/inbox/{bergen.reference}/").content.decode()


def test_the_page_of_a_signal_tells_the_doubt_until_a_person_has_chosen(
    region: Any, signed_in: Any, bergen: Signal
) -> None:
    browser, address = signed_in("analyst"), f"/signalen/{bergen.reference}/"
    assert "kan ook zijn" in browser.get(address).content.decode()

    actions.choose_place(
        reference=bergen.reference, area_code=bergen.area_code, by=region.viewer("analyst"), at=TUESDAY
    )

    assert "kan ook zijn" not in browser.get(address).content.decode()


def test_what_lies_under_a_situation_goes_back_to_the_inbox_first(region: Any, bergen: Signal) -> None:
    Signal.objects.filter(pk=bergen.pk).update(state="attached")

    with pytest.raises(rules.NotNow):
        actions.choose_place(
            reference=bergen.reference, area_code=bergen.area_code, by=region.viewer("analyst"), at=MONDAY
        )
