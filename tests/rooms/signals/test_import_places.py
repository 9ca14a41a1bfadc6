"""Place and day of each row of a spreadsheet: shown as they were read, asked in doubt, and to be chosen or typed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.signals.models import Signal
from tests.conftest import TUESDAY
from tests.rooms.signals.test_import_pages import DOOR, filled

IN_BERGEN = "Onrust bij het gemeentehuis in Bergen, veertig mensen stonden buiten."
TWO_MOMENTS = "Vorige week dinsdag was er een inloop in Woerden. Op 8 april om 19.30 uur is er nog een avond."
EARLIER = datetime(2026, 3, 10, tzinfo=DUTCH_TIME)
LATER = datetime(2026, 4, 8, 19, 30, tzinfo=DUTCH_TIME)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def browser(signed_in: Any) -> Any:
    return signed_in("woerden_oov")


def sheet(*texts: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "lijst.csv", ("Omschrijving;Link\r\n" + "".join(f"{one};\r\n" for one in texts)).encode()
    )


def looked(browser: Any, *texts: str) -> str:
    return str(browser.post(DOOR, {"file": sheet(*texts), "step": "look"}).content.decode())


def sent(browser: Any, page: str, step: str = "confirm", **changes: Any) -> Any:
    return browser.post(DOOR, filled(page, step=step, **changes))


def of_row(page: str, number: int) -> str:
    return page.split(f'id="rij-{number}"', 1)[1].split("</li>\n<li", 1)[0]


def offered(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


def test_a_place_in_doubt_is_asked_for_that_row_and_stands_on_top(browser: Any) -> None:
    page = looked(browser, "Onrust in Woerden, het plein stond vol.", IN_BERGEN)

    assert page.index('id="rij-3"') < page.index('id="rij-2"')
    assert set(offered(page, "place-3")) >= {"", "GM0373", "GM0893"}
    assert offered(page, "place-2") == []
    assert "Welke gemeente is bedoeld?" in of_row(page, 3)
    assert "een van meer plaatsen met deze naam" in of_row(page, 3)


@pytest.mark.parametrize("code", ["GM0373", "GM0893"])
def test_the_chosen_municipality_is_stored_and_the_name_of_the_place_stays(browser: Any, code: str) -> None:
    page = looked(browser, IN_BERGEN)

    again = sent(browser, page, step="look", **{"place-2": code}).content.decode()
    assert f'name="place-2" value="{code}" id="plaats-2-0" checked' in again
    assert not Signal.objects.exists()
    sent(browser, again)

    stored = Signal.objects.get()
    assert (stored.area_code, stored.place_name) == (code, "Bergen")
    assert next(one for one in stored.intake_notes if one["step"] == "places")["certain"]


def test_who_does_not_know_leaves_the_doubt_to_the_analyst(browser: Any) -> None:
    sent(browser, looked(browser, IN_BERGEN))

    stored = Signal.objects.get()
    assert len(stored.place_candidates) > 1
    assert not next(one for one in stored.intake_notes if one["step"] == "places")["certain"]


@pytest.mark.parametrize(("chosen", "stored"), [("", LATER), (EARLIER.isoformat(), EARLIER), ("geen", None)])
def test_the_moments_of_a_text_are_shown_and_one_is_chosen_or_none(browser: Any, chosen: str, stored: Any) -> None:
    page = looked(browser, TWO_MOMENTS)
    assert "Welke dag is bedoeld?" in of_row(page, 2)
    assert offered(page, "when-2") == [EARLIER.isoformat(), "", "geen"]

    again = sent(browser, page, step="look", **{"when-2": chosen}).content.decode()
    sent(browser, again)

    assert Signal.objects.get().event_from == stored


def test_another_municipality_and_day_can_be_typed_and_go_before_what_was_read(browser: Any) -> None:
    typed = {"area-2": "Houten", "day-2": "2026-03-20", "time-2": "14:30"}

    again = sent(browser, looked(browser, TWO_MOMENTS), step="look", **typed).content.decode()
    assert "vrijdag 20 maart 2026, 14.30 uur" in of_row(again, 2)
    sent(browser, again)

    stored = Signal.objects.get()
    assert stored.area_code == "GM0321"
    assert stored.event_from == datetime(2026, 3, 20, 14, 30, tzinfo=DUTCH_TIME)
    assert (stored.event_time_known, stored.is_announced) == (True, True)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"area-2": "Nergenshuizen"}, "Dit is geen gemeente die wij kennen. Kies er een uit de lijst."),
        ({"day-2": "gisterenochtend"}, "Deze datum is niet te lezen."),
        ({"day-2": "3-12-1926"}, "Deze datum is meer dan vijf jaar"),
        ({"time-2": "14:30"}, "Hier staat een tijd zonder dag."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_nothing_is_stored(
    browser: Any, typed: dict[str, str], told: str
) -> None:
    answer = sent(browser, looked(browser, TWO_MOMENTS), **typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in of_row(page, 2)
    assert 'aria-invalid="true"' in of_row(page, 2)
    assert '<a href="#rij-2">' in page
    assert not Signal.objects.exists()


def test_the_same_file_adds_nothing_twice_also_when_place_and_day_were_mended(browser: Any) -> None:
    sent(browser, looked(browser, IN_BERGEN, TWO_MOMENTS), **{"place-2": "GM0373", "day-3": "2026-03-20"})
    assert Signal.objects.count() == 2

    page = looked(browser, IN_BERGEN, TWO_MOMENTS)

    assert "2 rijen zijn er al" in page
    assert Signal.objects.count() == 2


def test_words_that_were_masked_never_come_back_as_the_name_of_a_place(browser: Any) -> None:
    sent(browser, looked(browser, IN_BERGEN), **{"words-2": "Bergen", "area-2": "Bergen (NH)"})

    stored = Signal.objects.get()
    assert "Bergen" not in stored.text + stored.place_name
