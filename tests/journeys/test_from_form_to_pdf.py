"""One signal, from a phone in the rain to the mayor's PDF: by every hand it passes, through the real pages."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta
from typing import Any

import pikepdf
import pytest
from django.test import Client

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import Situation
from tests.conftest import MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from tests.rooms.publishing.conftest import publication  # noqa: F401

TYPED = (
    "Wijkteam belt: mevrouw Jansen-Oudewaal (06-12345678) ziet al drie avonden jongeren met vuurwerk op het "
    "Kerkplein in Woerden. Bewoners zijn bang. Zaterdag om 20.00 uur komen er meer, zegt zij."
)
CANARIES = ("Jansen", "Oudewaal", "12345678")


class Hands:
    """Everyone who touches the signal, each with an own browser, on one clock."""

    def __init__(self, region: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.region, self.moment = region, MONDAY
        monkeypatch.setattr(clock, "now", lambda: self.moment)

    def at(self, moment: datetime) -> None:
        self.moment = moment

    def of(self, name: str) -> Client:
        client = Client()
        membership = self.region.membership(name)
        client.force_login(membership.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["membership"] = membership.reference
        session.save()
        return client


@pytest.fixture
def hands(region: Any, publication: Any, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Hands:  # noqa: F811
    settings.DATA = tmp_path
    return Hands(region, monkeypatch)


def said(answer: Any) -> str:
    return answer.content.decode()


def bring_in(hands: Hands) -> Signal:
    """Monday: the officer types, looks at what would be stored, mends one mask, and sends."""
    officer = hands.of("woerden_oov")
    typed = {"text": TYPED, "area": "GM0632", "source_grade": "reliable", "content_grade": "plausible"}
    looked = officer.post("/signalen/nieuw/", typed)
    assert looked.status_code == 200
    assert "[naam" in said(looked) and Signal.objects.count() == 0
    sent = officer.post("/signalen/nieuw/", typed | {"step": "confirm"})
    assert sent.status_code == 302
    return Signal.objects.get()


def follow(hands: Hands, signal: Signal) -> Situation:
    """Tuesday: the analyst starts a situation, and judges it."""
    analyst = hands.of("analyst")
    assert signal.reference in said(analyst.get("/inbox/"))
    started = analyst.post(
        "/inbox/starten/",
        {"signaal": signal.reference, "title": "Vuurwerk op het plein", "phenomenon": "riot", "summary": ""},
    )
    assert started.status_code in (200, 204, 302), said(started)
    situation = Situation.objects.get()
    assessed = analyst.post(
        f"/situaties/{situation.reference}/duiden/",
        {
            "text": "De spanning neemt toe.", "phase": "rising", "level": "2", "direction": "up",
            "confidence": "moderate", "confidence_reason": "Eén bron, die eerder klopte.", "likelihood": "",
            "expectation": "",
        },
    )  # fmt: skip
    assert assessed.status_code == 302, said(assessed)
    return situation


def write(hands: Hands, signal: Signal) -> Edition:
    """Wednesday: the editor writes a sentence that rests on the signal; the police agree to their words."""
    editor, police = hands.of("editor"), hands.of("police_chief")
    opened = editor.post("/beelden/openen/oov-west/")
    edition = Edition.objects.get()
    assert opened.url.endswith(f"{edition.reference}/bewerken/")
    part = {section.key: section.reference for section in edition.sections.all()}
    editor.post(
        f"/beelden/deel/{part['glance']}/zin/",
        {"text": "In Woerden is het onrustig op het Kerkplein.", "evidence": [f"signal:{signal.reference}"]},
    )
    editor.post(f"/beelden/{edition.reference}/rondsturen/", round_form(WEDNESDAY + timedelta(hours=8)))
    police_words = {"text": "De politie is zaterdag aanwezig op het plein."}
    assert police.post(f"/beelden/deel/{part['assessment']}/zin/", police_words).status_code == 302
    editor.post(f"/beelden/{edition.reference}/terugnemen/")
    editor.post(f"/beelden/{edition.reference}/rondsturen/", round_form(WEDNESDAY + timedelta(hours=8)))
    answered = police.post(f"/beelden/{edition.reference}/instemmen/", {"dissent": ""})
    assert answered.status_code == 302, said(answered)
    return edition


def round_form(deadline: datetime) -> dict[str, str]:
    return {"answer_before_0": f"{deadline:%d-%m-%Y}", "answer_before_1": f"{deadline:%H:%M}"}


def release(hands: Hands, edition: Edition) -> Edition:
    """Thursday: adopted and released; the files are made by the queue."""
    editor = hands.of("editor")
    assert editor.post(f"/beelden/{edition.reference}/vaststellen/").status_code == 302
    released = editor.post(f"/beelden/{edition.reference}/vrijgeven/")
    assert released.status_code == 302, said(released)
    queue.run_due()
    return Edition.objects.get(pk=edition.pk)


@pytest.mark.django_db
def test_a_signal_travels_from_the_form_to_the_released_pdf(hands: Hands) -> None:
    signal = bring_in(hands)
    hands.at(TUESDAY)
    follow(hands, signal)
    hands.at(WEDNESDAY)
    edition = write(hands, signal)
    hands.at(THURSDAY)
    edition = release(hands, edition)

    mayor = hands.of("houten_mayor")
    page = said(mayor.get(f"/beelden/{edition.reference}/"))
    assert "In Woerden is het onrustig op het Kerkplein." in page
    assert "De politie is zaterdag aanwezig" in page
    pdf = mayor.get(f"/beelden/{edition.reference}.pdf")
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang).startswith("nl")
    assert mayor.get(f"/beelden/{edition.reference}.docx").content[:2] == b"PK"

    statement = re.search(r"/beelden/bewijs/(\w+)/", said(hands.of("editor").get(f"/beelden/{edition.reference}/")))
    assert statement is None or hands.of("stranger").get(statement.group(0)).status_code == 404
    for closed in (
        f"/beelden/{edition.reference}/",
        f"/beelden/{edition.reference}.pdf",
        f"/signalen/{signal.reference}/",
    ):
        assert hands.of("stranger").get(closed).status_code == 404
    assert {receipt.form for receipt in edition.receipts.all()} >= {"page", "pdf", "docx"}


@pytest.mark.django_db
def test_what_was_typed_is_found_nowhere_after_cleaning(hands: Hands, caplog: pytest.LogCaptureFixture) -> None:
    signal = bring_in(hands)
    stored = [signal.text, str(signal.masks), str(signal.intake_notes), signal.fingerprint, caplog.text]
    stored += [str(entry.details) for entry in AuditEntry.objects.all()]
    for canary in CANARIES:
        assert all(canary not in text for text in stored)
    assert "Woerden" in signal.text and "Kerkplein" in signal.text
