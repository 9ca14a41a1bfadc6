"""The organisation's own list: what a person does at the door teaches it, and it never holds names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eenheidsbeeld.core import clock
from eenheidsbeeld.signals import actions, rules
from eenheidsbeeld.signals.models import OwnWord, Signal
from tests.conftest import MONDAY, TUESDAY

CLUB = "Huurdersvereniging De Linde"
TEXT = f"{CLUB} vraagt in Woerden om een gesprek met Willemijn Jansen."
FILLED = {"text": TEXT, "area": "GM0632", "source_grade": "reliable", "content_grade": "plausible"}


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


def span(words: str) -> str:
    at = TEXT.index(words)
    return f"{at}-{at + len(words)}"


def test_each_mask_says_why_in_dutch(signed_in: Any) -> None:
    page = signed_in("woerden_oov").post("/signalen/nieuw/", {**FILLED, "step": "check"}).content.decode()

    assert "naam: bekende voornaam" in page
    assert "known first name" not in page


def test_what_is_put_back_and_never_a_person_stays_in_every_later_text(
    signed_in: Any, owner: Any, bring_in: Any
) -> None:
    sent = {**FILLED, "step": "confirm", "masks": "", "teach": span(CLUB)}
    signed_in("woerden_oov").post("/signalen/nieuw/", sent)

    assert CLUB in Signal.objects.get().text
    assert bring_in(owner, f"{CLUB} roept bewoners op om te komen.").text.startswith(CLUB)


def test_another_organisation_learns_nothing_from_it(signed_in: Any, partner: Any, bring_in: Any) -> None:
    signed_in("woerden_oov").post("/signalen/nieuw/", {**FILLED, "step": "confirm", "masks": "", "teach": span(CLUB)})

    assert "[naam" in bring_in(partner, f"{CLUB} roept bewoners op om te komen.").text


def test_a_name_that_is_put_back_is_never_taught(signed_in: Any) -> None:
    name = span("Willemijn Jansen")

    signed_in("woerden_oov").post(
        "/signalen/nieuw/", {**FILLED, "step": "confirm", "masks": "", "lift": name, "teach": name}
    )

    assert not OwnWord.objects.exists()


def test_a_taught_word_that_somebody_masks_by_hand_leaves_the_list(signed_in: Any, owner: Any) -> None:
    actions.teach_word(word="snackbar", by=owner, at=MONDAY)

    signed_in("woerden_oov").post(
        "/signalen/nieuw/",
        {**FILLED, "text": "Onrust bij snackbar in Woerden.", "step": "confirm", "masks": "", "words": "snackbar"},
    )

    assert "snackbar" not in Signal.objects.get().text
    assert not OwnWord.objects.exists()


def test_the_rows_of_a_file_teach_too(signed_in: Any) -> None:
    browser = signed_in("woerden_oov")
    content = f"Omschrijving\r\n{CLUB} vraagt om een gesprek\r\n{CLUB} hangt posters op\r\n"
    file = SimpleUploadedFile("lijst.csv", content.encode(), "text/csv")
    page = browser.post("/signalen/importeren/", {"file": file, "step": "look"}).content.decode()
    sealed = re.findall(r'name="content" value="([^"]+)"', page)[0]
    assert f'name="teach" value="{CLUB}"' in page

    again = browser.post(
        "/signalen/importeren/",
        {"content": sealed, "step": "look", "column-0": "text", "masks-2": "", "masks-3": "", "teach": CLUB},
    ).content.decode()

    assert OwnWord.objects.get().word == CLUB.casefold()
    assert f'data-original="{CLUB}"' not in again


def test_the_list_can_be_read_and_mended_and_takes_no_names(signed_in: Any) -> None:
    browser = signed_in("woerden_oov")

    assert browser.post("/signalen/woorden/", {"word": "Het Anker"}).status_code == 302
    refused = browser.post("/signalen/woorden/", {"word": "Willemijn Jansen"})

    assert refused.status_code == 422
    assert "Op de lijst staan nooit namen" in refused.content.decode()
    kept = OwnWord.objects.get()
    assert kept.word == "het anker"
    assert "het anker" in browser.get("/signalen/woorden/").content.decode()
    browser.post("/signalen/woorden/vergeten/", {"woord": str(kept.pk)})
    assert not OwnWord.objects.exists()


def test_a_stranger_cannot_forget_anothers_word(signed_in: Any, owner: Any) -> None:
    word = actions.teach_word(word="het anker", by=owner, at=MONDAY)

    for asked in (str(word.pk), "", "x", "9" * 40):
        signed_in("stranger").post("/signalen/woorden/vergeten/", {"woord": asked})

    assert OwnWord.objects.count() == 1


def test_after_storing_masks_can_only_be_added(owner: Any, bring_in: Any) -> None:
    signal = bring_in(owner, "Stichting Het Anker roept op tot een demonstratie in Woerden op 21 maart om 14.00 uur.")
    assert [one["caller"] for one in signal.announced] == ["Stichting Het Anker"]

    actions.add_mask_after_storing(reference=signal.reference, words=["Anker"], by=owner, at=TUESDAY)

    signal.refresh_from_db()
    assert "Anker" not in signal.text
    assert [one["caller"] for one in signal.announced] == [""]
    with pytest.raises(rules.WordsNotFound):
        actions.add_mask_after_storing(reference=signal.reference, words=["Anker"], by=owner, at=TUESDAY)
