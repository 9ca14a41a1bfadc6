"""Neutral words while somebody writes: in the inbox, at a situation, in a picture. It stops nothing and keeps nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.publishing.models import Statement
from eenheidsbeeld.signals import actions as signals
from eenheidsbeeld.situations.models import Fact, Situation
from tests.conftest import MONDAY

LOADED = "Het tuig stond bij het station in Woerden."
FACT = {"text": LOADED, "source_grade": "unknown", "content_grade": "unconfirmed"}


@pytest.fixture
def told() -> Any:
    """What an answer says to who wrote."""
    return lambda answer: " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_who_writes_sees_neutral_words_and_nothing_is_kept(signed_in: Any) -> None:
    client = signed_in("woerden_oov")
    client.post("/woorden/nakijken/", {"text": "Rustig."})
    before = AuditEntry.objects.count()

    page = client.post("/woorden/nakijken/", {"text": f"{LOADED} De VVD belde."}).content.decode()

    assert "“tuig” kleurt de tekst" in page
    assert "politieke partij" in page
    assert AuditEntry.objects.count() == before
    assert client.post("/woorden/nakijken/", {"text": "Rustig bij het station."}).content.decode().strip() == ""


def test_an_organisation_can_switch_the_hints_off(signed_in: Any, region: Any) -> None:
    region.membership("woerden_admin")
    signals.switch_off_suggestion(
        suggestion=Suggestion.PLAIN_WORDS, reason="Wij hebben een eigen redactie", by=region.viewer("woerden_admin"),
        at=MONDAY,
    )  # fmt: skip

    page = signed_in("woerden_oov").post("/woorden/nakijken/", {"text": LOADED}).content.decode()

    assert page.strip() == ""


def test_a_fact_with_a_loaded_word_is_stored_and_the_writer_hears_it(
    signed_in: Any, signals: Any, start: Any, told: Any  # noqa: F811
) -> None:  # fmt: skip
    situation = start(signals[:1])

    answer = signed_in("analyst").post(f"/situaties/{situation.reference}/feit/", FACT)

    assert Fact.objects.get().text == LOADED
    assert "“tuig” kleurt de tekst" in told(answer)


def test_who_saw_the_hints_while_writing_does_not_hear_them_again(
    signed_in: Any, signals: Any, start: Any, told: Any  # noqa: F811
) -> None:  # fmt: skip
    situation = start(signals[:1])

    answer = signed_in("analyst").post(f"/situaties/{situation.reference}/feit/", {**FACT, "hints-seen": "1"})

    assert Fact.objects.exists()
    assert "tuig" not in told(answer)


def test_a_situation_about_a_party_raises_a_notice_and_is_started(
    signed_in: Any, signals: Any, told: Any
) -> None:  # fmt: skip
    data = {"signaal": signals[0].reference, "title": "Acties van de VVD in Woerden", "phenomenon": "demonstration"}

    answer = signed_in("analyst").post("/inbox/starten/", {**data, "keep_words": "on"})

    assert Situation.objects.get().title == data["title"]
    assert "politieke partij" in told(answer)


def test_a_sentence_in_a_picture_gets_the_same_hints(signed_in: Any, written: Any, told: Any) -> None:  # noqa: F811
    section = (
        written.sections.exclude(key="glance").filter(statements__isnull=False).first() or written.sections.first()
    )
    before = Statement.objects.count()

    answer = signed_in("editor").post(f"/beelden/deel/{section.reference}/zin/", {"text": LOADED, "revision": "0"})

    assert Statement.objects.count() == before + 1
    assert "“tuig” kleurt de tekst" in told(answer)
