"""Every door refuses a state-classified text: forms of people, files, drafts, feeds. Plain words about secrets go in."""

from __future__ import annotations

import importlib
import io
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from openpyxl import Workbook

import eenheidsbeeld
from eenheidsbeeld.core.classified import GuardedForm, StateClassified, check_not_classified
from eenheidsbeeld.signals.imports.files import read_table
from tests.conftest import MONDAY

MARKED = "Stg. GEHEIM\nEr komt een actie bij het gemeentehuis."
SHORT_WORDS = 100
NOT_A_DOOR = {
    "SampleForm": "shows components, keeps nothing",
    "QuestionForm": "shows components, keeps nothing",
    "PasswordForm": "a password is kept as a digest alone",
    "JoinForm": "a password is kept as a digest alone",
}


def our_forms() -> Iterator[type[forms.Form]]:
    for found in pkgutil.walk_packages(eenheidsbeeld.__path__, "eenheidsbeeld."):
        if found.name.rsplit(".", 1)[-1] in ("forms", "style_page"):
            for value in vars(importlib.import_module(found.name)).values():
                if isinstance(value, type) and issubclass(value, forms.Form) and value.__module__ == found.name:
                    yield value


def takes_words(form: type[forms.Form]) -> bool:
    """Whether somebody can write more in it than a word or two."""
    plain = [field for field in form.base_fields.values() if type(field) is forms.CharField]
    return any((field.max_length or 10_000) >= SHORT_WORDS for field in plain)


@pytest.mark.parametrize("form", list(our_forms()), ids=lambda form: f"{form.__module__}.{form.__name__}")
def test_each_form_that_takes_words_refuses_marked_ones(form: type[forms.Form]) -> None:
    if takes_words(form) and form.__name__ not in NOT_A_DOOR:
        assert issubclass(form, GuardedForm)


def test_the_error_stands_at_the_field_and_says_where_to_go() -> None:
    class Story(GuardedForm):
        words = forms.CharField()

    wrong, right = Story({"words": MARKED}), Story({"words": "De plek blijft geheim tot zaterdag."})

    assert "beveiligingsfunctionaris" in str(wrong.errors["words"])
    assert right.is_valid()


def workbook(change: Any) -> bytes:
    book = Workbook()
    book.active.append(["datum", "gemeente", "omschrijving"])
    book.active.append(["16-3-2026", "Woerden", "Onrust op het plein over de opvang"])
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _head(book: Any) -> None:
    book.active.oddHeader.center.text = "Stg. GEHEIM"


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.active.append(["17-3-2026", "Houten", "Dep. Vertrouwelijk: actie bij het station"]),
        lambda book: book.active.insert_rows(1) or book.active.__setitem__("A1", "NATO RESTRICTED"),
        lambda book: setattr(book.properties, "title", "Stg. CONFIDENTIEEL"),
        lambda book: setattr(book.active, "title", "Stg. GEHEIM"),
        _head,
    ],
    ids=["a row", "above the table", "properties", "sheet name", "head of the page"],
)
def test_one_mark_anywhere_in_a_workbook_refuses_the_whole_file(change: Any) -> None:
    with pytest.raises(StateClassified):
        read_table(workbook(change), "week.xlsx")


def test_a_workbook_without_a_mark_is_read_and_a_marked_name_is_not() -> None:
    plain = workbook(lambda book: None)

    assert len(read_table(plain, "week.xlsx").rows) == 1
    with pytest.raises(StateClassified):
        read_table(plain, "Stg_GEHEIM_week12.xlsx")


def test_a_publisher_may_quote_a_marking_but_not_send_a_marked_document() -> None:
    quoted = "Volgens de krant lekten stukken met het stempel NATO SECRET uit, en dat leidde tot onrust in de stad."

    check_not_classified(quoted, is_published=True)
    with pytest.raises(StateClassified):
        check_not_classified(MARKED, is_published=True)
    with pytest.raises(StateClassified):
        check_not_classified(quoted)


def test_nothing_of_a_refused_file_is_kept_and_the_page_says_where_to_go(
    signed_in: Any, region: Any, real_areas: None, caplog: pytest.LogCaptureFixture
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.signals.models import ImportBatch

    sheet = f'datum;gemeente;omschrijving\n16-3-2026;Woerden;"{MARKED} kanariewoord"\n'.encode()
    browser = signed_in("woerden_oov")
    browser.get("/signalen/mijn/")  # the sign-in itself stands in the log
    before = AuditEntry.objects.count()
    answer = browser.post("/signalen/importeren/", {"file": SimpleUploadedFile("week.csv", sheet)})

    assert answer.status_code == 400
    assert "beveiligingsfunctionaris" in answer.content.decode()
    assert "kanariewoord" not in answer.content.decode() + caplog.text
    assert not ImportBatch.objects.exists()
    assert AuditEntry.objects.count() == before


def test_a_marked_fact_and_a_marked_sentence_are_refused_at_their_forms(db: None) -> None:
    from eenheidsbeeld.pictures.forms import DissentForm, StatementForm
    from eenheidsbeeld.situations.forms import FactForm, ReasonForm

    for form in (StatementForm({"text": MARKED}), FactForm({"text": MARKED}), DissentForm({"dissent": MARKED}),
                 ReasonForm({"reason": MARKED})):  # fmt: skip
        assert any("beveiligingsfunctionaris" in str(errors) for errors in form.errors.values())


def test_a_marked_feed_item_is_not_stored(region: Any, real_areas: None) -> None:
    from eenheidsbeeld.signals.intake import SignalDraft, receive_batch
    from eenheidsbeeld.signals.models import Signal
    from eenheidsbeeld.signals.rules import Channel

    draft = SignalDraft(
        text=MARKED, organisation=region.organisations["bureau"].pk, channel=Channel.FEED, source_key="feed:X",
        reported_at=MONDAY,
    )  # fmt: skip
    [answer] = receive_batch([draft], by=region.viewer("analyst"), at=MONDAY)

    assert answer.outcome.value == "refused"
    assert not Signal.objects.exists()
