"""What people write stands in their records and nowhere else: not in a log, a queue, a mail, a session or a report.

Every address of the product is asked, by several roles, with a word of its own in every field, in the address, in the
query, in the headers and in a file. Then the same with a product that fails halfway. No such word may be left anywhere
but in the record it was written for.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.views.debug import get_exception_reporter_class

from eenheidsbeeld.accountability.actions import Assessment, assess_breach, open_breach, remind_of_breaches
from eenheidsbeeld.accountability.rules import BreachKind, Told
from eenheidsbeeld.accounts.actions import add_person, start_membership
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.log_lines import json_lines, plain_lines
from eenheidsbeeld.core.models import MailSent, QueuedTask
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.desk.mail.summary import send_summary
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.actions import ask_to_share, join_group, start_group
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.actions import add_source, fetch_source
from eenheidsbeeld.signals.clients import feeds
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import readable
from eenheidsbeeld.signals.rules import FAILURES_THAT_ARE_TOLD
from tests.conftest import THURSDAY
from tests.journeys.test_pages_by_role import addresses, world  # noqa: F401
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401

WORD = "kanarie"
# Every field in which somebody can type, so that a word says by which door it came.
TYPED = (
    "address", "confidence_reason", "content", "correction_note", "dissent", "evidence", "expectation", "feit",
    "function", "gebied", "ground", "icalendar", "masks", "move", "name", "naam", "note", "place", "place_name",
    "publisher", "purpose", "q", "query", "rest", "signaal", "soort", "stand", "summary", "teach", "team", "text",
    "title", "what", "words", "zoek", "next",
)  # fmt: skip
CHOSEN = {
    "area": "GM0632", "area_code": "GM0632", "phenomenon": "riot", "phase": "rising", "level": "2", "direction": "up",
    "confidence": "moderate", "kind": "council", "sure": "on", "certain": "on", "day": "19-03-2026",
    "first_day": "19-03-2026", "from_time": "20:00", "happened_on": "18-03-2026", "source_grade": "reliable",
    "content_grade": "plausible", "basis": "heard", "step": "confirm", "revision": "0", "likelihood": "likely",
}  # fmt: skip
ASKING = ("woerden_oov", "analyst", "editor", "privacy", "woerden_admin")
# Where nothing that somebody wrote may ever stand: what was done, what waits, who is signed in, who was refused.
TELLING = (
    "audit.",
    "core.",
    "sessions.",
    "accounts.failedattempt",
    "accounts.notice",
    "publishing.receipt",
    "publishing.renderedfile",
)


def word(door: str) -> str:
    return f"{WORD}{door.replace('_', '')}"


def fields() -> dict[str, Any]:
    return {name: f"Bij {word(name)} is het onrustig" for name in TYPED} | CHOSEN | {"reason": word("reason")}


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line that any logger would write, in production and on one machine."""
    written_lines: list[str] = []
    forms = [json_lines(), plain_lines()]

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written_lines.extend(form.format(record) for form in forms)

    keeper, changed = Keep(level=0), []
    for name in ["", *logging.root.manager.loggerDict]:
        logger = logging.getLogger(name)
        if not name or not logger.propagate:
            changed.append((logger, logger.level))
            logger.addHandler(keeper)
            logger.setLevel(logging.INFO)
    yield written_lines
    for logger, level in changed:
        logger.removeHandler(keeper)
        logger.setLevel(level)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Path:
    """Every file that the product makes, temporary or not, lands here."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MAIL_URL = "smtp+tls://mail.voorbeeld.invalid"
    return tmp_path


def browser(region: Any, name: str) -> Client:
    client = Client(
        raise_request_exception=False, HTTP_USER_AGENT=word("useragent"), HTTP_REFERER=f"http://t/{word('referer')}",
        HTTP_X_FORWARDED_FOR=word("forwarded"),
    )  # fmt: skip
    membership = region.membership(name)
    client.force_login(membership.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["membership"] = membership.reference
    session.save()
    return client


def ask_everything(client: Client, asked: list[str]) -> list[int]:
    """Each address read with words in the query, and sent to with words in every field and a file."""
    answers = []
    # What signs out comes last: after it nothing would come in any more.
    for address in sorted(asked, key=lambda one: one.startswith(("/account", "/inloggen", "/beheer"))):
        answers.append(client.get(address, fields()).status_code)
        answers.append(client.post(address, fields() | {"file": sheet()}).status_code)
    answers.append(client.get(f"/{word('path')}/").status_code)
    answers.append(client.get(f"/signalen/{word('slug')}/").status_code)
    return answers


def sheet() -> SimpleUploadedFile:
    rows = f"Datum;Gemeente;Omschrijving;{word('column')}\r\n16-3-2026;Woerden;Onrust bij {word('cell')};x\r\n"
    return SimpleUploadedFile(f"{word('filename')}.csv", rows.encode())


def sign_in_wrongly() -> None:
    """A wrong address, and a wrong password; some people type their password where the address belongs."""
    client = Client()
    for login in (f"{word('login')}@voorbeeld.invalid", word("passwordinlogin")):
        client.post(f"/inloggen/login/?next=/{word('nextpage')}/", {"login": login, "password": word("password")})


def publish_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One feed with words in every part, then one that fails with words in the error."""
    item = f"<item><title>Onrust {word('feedtitle')}</title><link>https://x.invalid/{word('feedlink')}</link></item>"
    body = f"<rss version='2.0'><channel><title>{word('feedname')}</title>{item}</channel></rss>".encode()
    monkeypatch.setattr(feeds, "fetch", lambda *_a, **_k: body)
    queue.enqueue("signals.fetch_due_feeds")
    queue.run_due(at_most=20)
    monkeypatch.setattr(feeds, "fetch", fail("feederror"))
    queue.enqueue("signals.fetch_due_feeds")
    queue.run_due(at_most=20)


def ask_for_what_is_told_by_mail(region: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question for consent, a source that failed, a breach with its clock, and summaries; words in each."""
    at = THURSDAY
    signal = (
        readable(region.viewer("analyst"))
        .filter(owner=region.organisations["woerden"], marking="amber")
        .order_by("pk")[0]
    )
    group = start_group(slug="oost", name=f"Beeld {word('group')}", area_code="", by=System("tests"), at=at)
    join_group(group=group, organisations=[region.organisations["bureau"], region.organisations["zeist"]],
               by=System("tests"), at=at)  # fmt: skip
    ask_to_share(
        subject=subjects.called("signaal"), reference=signal.reference, marking=Marking.AMBER, groups=[group.pk],
        reason=f"Zeist vroeg naar {word('reason')}", by=region.viewer("analyst"), at=at,
    )  # fmt: skip
    source = add_source(
        organisation=region.organisations["bureau"].pk, name=f"Krant {word('source')}", publisher="Krant",
        address="https://krant.invalid/rss", purpose="Algemeen beeld", ground="Art. 172 Gemeentewet",
        by=System("tests"), at=at,
    )  # fmt: skip
    person = add_person(
        email="admin@voorbeeld.invalid", display_name=word("name"), password=None, by=System("tests"), at=at
    )
    start_membership(person=person, organisation=region.organisations["bureau"], function="Beheerder",
                     roles=[Role.ADMINISTRATOR], by=System("tests"), at=at)  # fmt: skip
    monkeypatch.setattr(feeds, "fetch", unreadable)
    for _try in range(FAILURES_THAT_ARE_TOLD):
        fetch_source(source=source.pk, by=System("feeds"), at=at)
    breach = open_breach(
        kind=BreachKind.OTHER, discovered_at=at - timedelta(hours=25), by=region.viewer("privacy"), at=at
    )
    known = Assessment(f"Bij {word('breach')}", "-", "-", 1, None, Told.UNDECIDED, Told.UNDECIDED, "")
    assess_breach(reference=breach.reference, assessment=known, by=region.viewer("privacy"), at=at)
    remind_of_breaches(at=at)
    for one in ("woerden_mayor", "editor"):
        send_summary(membership=region.membership(one).pk, moment=at, at=at, whole_week=True)


def unreadable(*_parts: Any, **_named: Any) -> Any:
    raise feeds.FetchProblem("publisher_error")


def fail(door: str) -> Any:
    def failing(*_parts: Any, **_named: Any) -> Any:
        raise RuntimeError(f"could not store {word(door)}: {fields()['text']}")

    return failing


def where_a_word_stands(lines: list[str], folder: Path) -> list[str]:
    """Each place with the word in it that must not have it, as far as needed to find it back."""
    found = [f"log: {line[:300]}" for line in lines if WORD in line.lower()]
    for model in apps.get_models():
        name = model._meta.label_lower
        if name.startswith(TELLING):
            found += [f"{name}: {row}" for row in model._default_manager.values() if WORD in str(row).lower()]
    found += [f"session: {s.get_decoded()}" for s in Session.objects.all() if WORD in str(s.get_decoded()).lower()]
    found += [f"mail: {one.subject}" for one in getattr(mail, "outbox", []) if WORD in str(one.message()).lower()]
    made = (path for path in folder.rglob("*") if path.is_file())
    return found + [f"file: {p}" for p in made if WORD in p.name.lower() or WORD.encode() in p.read_bytes().lower()]


@pytest.mark.slow
@pytest.mark.django_db
def test_no_log_queue_mail_session_or_file_tells_what_somebody_wrote(
    world: dict[str, str], region: Any, lines: list[str], folders: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: THURSDAY)
    asked = addresses(world)

    for name in ASKING:
        ask_everything(browser(region, name), asked)
    sign_in_wrongly()
    publish_a_feed(monkeypatch)
    ask_for_what_is_told_by_mail(region, monkeypatch)
    queue.run_due(at_most=500)

    assert Signal.objects.filter(text__contains=word("text")).exists(), (
        "the word came in nowhere: this proves nothing"
    )
    assert lines and AuditEntry.objects.exists() and QueuedTask.objects.exists()
    told = set(MailSent.objects.exclude(sent_at=None).values_list("kind", flat=True))
    assert {"sharing_asked", "source_failing", "breach", "breach_24", "summary"} <= told, (
        "no mail: this proves nothing"
    )
    assert where_a_word_stands(lines, folders) == []


@pytest.mark.slow
@pytest.mark.django_db
def test_a_product_that_fails_halfway_tells_nothing_either(
    world: dict[str, str], region: Any, lines: list[str], folders: Path, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    asked = addresses(world)
    # Every change is logged in its own transaction, so a failing log makes every change fail, with the words at hand.
    monkeypatch.setattr("eenheidsbeeld.audit.actions.record", fail("record"))
    monkeypatch.setattr("eenheidsbeeld.audit.actions.record_many", fail("many"))

    answers = [code for name in ASKING for code in ask_everything(browser(region, name), asked)]

    assert answers.count(500) > 10, "nothing failed: this proves nothing"
    assert any("RuntimeError" in line for line in lines)
    assert where_a_word_stands(lines, folders) == []


def test_a_crash_report_tells_places_only(rf: Any) -> None:
    request = rf.post(f"/signalen/nieuw/?q={word('query')}", fields(), HTTP_USER_AGENT=word("useragent"))
    request.COOKIES["x"] = word("cookie")
    try:
        fail("crash")()
    except RuntimeError as problem:
        reporter = get_exception_reporter_class(request)(request, type(problem), problem, problem.__traceback__)
        told = reporter.get_traceback_html() + reporter.get_traceback_text()

    assert "RuntimeError" in told
    assert [line for line in told.splitlines() if WORD in line.lower()] == []
