"""The allow-list of publishers whose feeds are read, and the reading itself with its health."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.clients import feeds, publications
from eenheidsbeeld.signals.clients.feeds import Fetched, FetchProblem
from eenheidsbeeld.signals.clients.publications import Item, NotAFeed
from eenheidsbeeld.signals.intake import Outcome, SignalDraft
from eenheidsbeeld.signals.intake.receive import receive_all
from eenheidsbeeld.signals.models import Source
from eenheidsbeeld.signals.rules import Channel, ContentGrade, SourceGrade

log = logging.getLogger(__name__)
IN_FOLDER = "file:"


@transaction.atomic
def add_source(
    *,
    organisation: int,
    name: str,
    address: str,
    publisher: str,
    purpose: str,
    ground: str,
    by: Actor,
    at: datetime,
    area_code: str = "",
    grade: SourceGrade = SourceGrade.RELIABLE,
) -> Source:
    """Put an institutional publisher on the allow-list, with the purpose and the ground for reading it."""
    if isinstance(by, Viewer):
        check_role(by.roles, *rules.MAY_KEEP_SOURCES)
        rules.check_sender(organisation=by.organisation, owner=organisation)
    rules.check_source(address=address, purpose=purpose, ground=ground)
    if not Organisation.objects.filter(pk=organisation).exists():
        raise rules.NotTheSender()
    source = Source.objects.create(
        organisation_id=organisation,
        name=name.strip()[:120],
        address=address.strip(),
        publisher=publisher.strip()[:120],
        purpose=purpose.strip()[:300],
        ground=ground.strip()[:300],
        area_code=area_code,
        grade=grade.value,
        started_at=at,
    )
    audit.record(event="source_added", subject=source, by=by, at=at)
    return source


@transaction.atomic
def stop_source(*, reference: str, by: Viewer, at: datetime) -> Source:
    """The feed is read no more; what came in stays for its own term."""
    source = queries.source_for_change(by, reference)
    if not source.is_active:
        raise rules.HandledAlready()
    source.is_active, source.stopped_at = False, at
    source.save(update_fields=["is_active", "stopped_at"])
    audit.record(event="source_stopped", subject=source, by=by, at=at)
    return source


@transaction.atomic
def resume_source(*, reference: str, by: Viewer, at: datetime) -> Source:
    """The feed is read again, from now."""
    source = queries.source_for_change(by, reference)
    if source.is_active:
        raise rules.HandledAlready()
    source.is_active, source.stopped_at, source.next_at, source.failures = True, None, at, 0
    source.save(update_fields=["is_active", "stopped_at", "next_at", "failures"])
    audit.record(event="source_resumed", subject=source, by=by, at=at)
    return source


def fetch_source(*, source: int, by: Actor, at: datetime) -> Source:
    """Read the feed and take in what is new. A failure is kept as a reason, and the next try waits longer.

    No transaction around it: while a publisher is slow, nobody else should wait.
    """
    known = Source.objects.get(pk=source)
    try:
        fetched = _get(known)
        if fetched.content is None:
            return _note(known, "unchanged", by=by, at=at, seen=known.last_seen, new=0)
        found = publications.read_feed(fetched.content)
    except (FetchProblem, NotAFeed) as problem:
        return _note_failure(known, problem.reason, by=by, at=at)
    outcome = "partly_read" if found.is_broken else "read"
    received = list(receive_all((draft_of(known, item, at) for item in found.items), by=by, at=at))
    new = sum(1 for one in received if one.outcome == Outcome.ADDED)
    known.etag, known.last_modified = fetched.etag, fetched.last_modified
    return _note(known, outcome, by=by, at=at, seen=len(received), new=new)


def draft_of(source: Source, item: Item, at: datetime) -> SignalDraft:
    """A publication as a draft: published becomes reported, never later than now."""
    return SignalDraft(
        text=item.text,
        organisation=source.organisation_id,
        channel=Channel.FEED,
        source_key=f"feed:{source.reference}",
        reported_at=min(item.published or at, at),
        fallback_area=source.area_code,
        source=source.pk,
        link=item.link,
        source_grade=SourceGrade(source.grade),
        content_grade=ContentGrade.PLAUSIBLE if source.grade == SourceGrade.RELIABLE else ContentGrade.UNCONFIRMED,
    )


def _get(source: Source) -> Fetched:
    if source.address.startswith(IN_FOLDER):
        return Fetched(_read_file(source.address.removeprefix(IN_FOLDER)))
    return feeds.fetch(source.address, etag=source.etag, last_modified=source.last_modified)


def _read_file(name: str) -> bytes:
    """A feed that lies as a file in the folder for feeds; nothing outside that folder is opened."""
    folder = Path(settings.DATA) / "feeds"
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        raise FetchProblem("file_not_found")
    if file.stat().st_size > feeds.MOST_BYTES:
        raise FetchProblem("too_large")
    return file.read_bytes()


@transaction.atomic
def _note(source: Source, outcome: str, *, by: Actor, at: datetime, seen: int, new: int) -> Source:
    source.fetched_at = source.succeeded_at = at
    source.last_outcome, source.last_seen, source.last_new, source.failures = outcome, seen, new, 0
    source.next_at = at + timedelta(minutes=rules.minutes_until_next(0))
    source.save(update_fields=[*_HEALTH, "succeeded_at", "last_seen", "last_new", "etag", "last_modified"])
    if new:
        audit.record(event="source_read", subject=source, by=by, at=at, details={"new": new, "seen": seen})
    return source


@transaction.atomic
def _note_failure(source: Source, reason: str, *, by: Actor, at: datetime) -> Source:
    source.fetched_at, source.last_outcome, source.failures = at, reason, source.failures + 1
    source.next_at = at + timedelta(minutes=rules.minutes_until_next(source.failures))
    source.save(update_fields=_HEALTH)
    audit.record(event="source_failed", subject=source, by=by, at=at, details={"reason": reason})
    if source.failures == rules.FAILURES_THAT_ARE_TOLD:
        _tell_administrators(source, at)
    log.warning("source %s: %s (%s in a row)", source.reference, reason, source.failures)
    return source


def _tell_administrators(source: Source, at: datetime) -> None:
    """Once for each time that it goes wrong: a publisher who is away for an hour is no news."""
    accounts.notify(
        organisation=source.organisation_id, role=Role.ADMINISTRATOR, kind="source_failing",
        subject_kind="signals.source", subject_reference=source.reference, at=at,
    )  # fmt: skip


_HEALTH = ["fetched_at", "last_outcome", "failures", "next_at"]
