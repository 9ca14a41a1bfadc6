"""Adopting, releasing, correcting and withdrawing. Release freezes: from then on the edition is its snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing import blocks, queries, rules
from eenheidsbeeld.publishing.actions.agree import lock
from eenheidsbeeld.publishing.compile import compile_snapshot
from eenheidsbeeld.publishing.models import Edition, EditionSection, Evidence, Receipt, Recipient, Statement
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import GroupMember
from eenheidsbeeld.sharing.rules import Marking


@transaction.atomic
def adopt(*, edition: Edition, by: Viewer, at: datetime) -> Edition:
    """Establish the edition as it stands, for the organisation that issues it."""
    edition = lock(edition)
    _check_issuer(edition, by)
    rules.check_step(rules.EditionState(edition.state), rules.EditionState.ADOPTED)
    edition.state, edition.adopted_by_id, edition.adopted_at = rules.EditionState.ADOPTED.value, by.membership, at
    edition.save()
    audit.record(event="edition_adopted", subject=edition, by=by, at=at)
    return edition


@transaction.atomic
def release(*, edition: Edition, by: Viewer, at: datetime) -> Edition:
    """Freeze the edition and let its recipients read it; the files and notices follow from this."""
    edition = lock(edition)
    _check_issuer(edition, by)
    rules.check_step(rules.EditionState(edition.state), rules.EditionState.RELEASED)
    rules.check_ready_for_release(queries.parts_for_release(edition), deadline=edition.answer_before or at, at=at)
    _leave_out_the_silent(edition)
    group = edition.publication.group
    edition.marking, edition.scope = Marking.AMBER.value, scope_of([group.pk])
    edition.released_by_id, edition.released_at = by.membership, at
    snapshot = compile_snapshot(
        edition, looker=queries.audience_of(group), at=at, state=blocks.EditionState.RELEASED,
        marking=Marking.AMBER, is_demo=settings.DEMO,
    )  # fmt: skip
    edition.snapshot, edition.snapshot_hash = blocks.to_json(snapshot).decode(), snapshot.sha256
    edition.state = rules.EditionState.RELEASED.value
    edition.save()
    _supersede_earlier(edition, by, at)
    _deliver(edition, at)
    queue.enqueue("publishing.make_files", edition=edition.reference)
    audit.record(
        event="edition_released", subject=edition, by=by, at=at,
        details={"hash": edition.snapshot_hash, "version": edition.version, "marking": edition.marking},
    )  # fmt: skip
    return edition


def _leave_out_the_silent(edition: Edition) -> None:
    edition.sign_offs.filter(agreement=rules.Agreement.ASKED.value).update(agreement=rules.Agreement.LEFT_OUT.value)


def _check_issuer(edition: Edition, by: Viewer) -> None:
    if not queries.may_adopt(by, edition):
        check_role(by.roles, Role.EDITOR, Role.SIGNATORY)
        raise NotThere()


def _supersede_earlier(edition: Edition, by: Viewer, at: datetime) -> None:
    earlier = Edition.objects.select_for_update().filter(
        publication=edition.publication, week=edition.week, number=edition.number,
        version__lt=edition.version, state=rules.EditionState.RELEASED.value,
    )  # fmt: skip
    for one in earlier:
        one.state, one.ended_at = rules.EditionState.SUPERSEDED.value, at
        one.save(update_fields=["state", "ended_at"])
        audit.record(event="edition_superseded", subject=one, by=by, at=at, details={"by": edition.reference})


def _deliver(edition: Edition, at: datetime) -> None:
    """Every organisation in the group receives it; a correction also reaches who had an earlier version."""
    members = GroupMember.objects.filter(group=edition.publication.group, until=None)
    organisations = set(members.values_list("organisation_id", flat=True))
    kind = "edition_released"
    if edition.corrects_id:
        kind = "edition_corrected"
        organisations |= set(
            Recipient.objects.filter(edition_id=edition.corrects_id).values_list("organisation_id", flat=True)
        )
    Recipient.objects.bulk_create(Recipient(edition=edition, organisation_id=key) for key in sorted(organisations))
    _notify_readers(sorted(organisations), kind, edition, at)


def _notify_readers(organisations: Iterable[int], kind: str, edition: Edition, at: datetime) -> None:
    accounts.notify_many(
        organisations=organisations, roles=(Role.READER, Role.CONTRIBUTOR, Role.ANALYST), kind=kind,
        subject_kind="publishing.edition", subject_reference=edition.reference, at=at,
    )  # fmt: skip


@transaction.atomic
def start_correction(*, edition: Edition, note: str, by: Viewer, at: datetime) -> Edition:
    """Make the next version as a draft, with the words of this one; the released version stays as it is."""
    edition = lock(edition)
    if not queries.is_editor_of(by, edition):
        check_role(by.roles, Role.EDITOR)
        raise NotThere()
    if rules.EditionState(edition.state) is not rules.EditionState.RELEASED:
        raise rules.NotYetReady(_("Only the newest released version can be corrected."))
    if not note.strip():
        raise Refusal(_("Say in one sentence what is corrected. Every reader sees this sentence."))
    if (running := _running_correction(edition)) is not None:
        return running
    draft = Edition.objects.create(
        publication=edition.publication, kind=edition.kind, area_code=edition.area_code,
        area_year=edition.area_year, week=edition.week, number=edition.number, version=edition.version + 1,
        corrects=edition, correction_note=note.strip(), owner=edition.owner,
        marking=Marking.AMBER_STRICT.value, opened_by_id=by.membership, opened_at=at,
    )  # fmt: skip
    _copy_words(edition, draft)
    audit.record(event="correction_started", subject=draft, by=by, at=at, details={"corrects": edition.reference})
    return draft


def _running_correction(edition: Edition) -> Edition | None:
    return Edition.objects.filter(
        publication=edition.publication, week=edition.week, number=edition.number, version__gt=edition.version
    ).first()


def _copy_words(edition: Edition, draft: Edition) -> None:
    for section in edition.sections.order_by("order", "pk"):
        copied = EditionSection.objects.create(
            edition=draft, key=section.key, order=section.order, is_on=section.is_on, text=section.text,
            changed_by=section.changed_by, changed_at=section.changed_at,
        )  # fmt: skip
        for statement in section.statements.order_by("order", "pk").prefetch_related("evidence"):
            evidence = list(statement.evidence.all())
            twin = Statement.objects.create(
                section=copied, order=statement.order, text=statement.text, party=statement.party,
                likelihood=statement.likelihood, confidence=statement.confidence, by=statement.by, at=statement.at,
            )  # fmt: skip
            Evidence.objects.bulk_create(
                Evidence(statement=twin, kind=row.kind, reference=row.reference, area_code=row.area_code)
                for row in evidence
            )


@transaction.atomic
def withdraw(*, edition: Edition, reason: str, by: Viewer, at: datetime) -> Edition:
    """Withdraw a released edition: it stays readable as withdrawn, and everyone who had it is told."""
    edition = lock(edition)
    _check_issuer(edition, by)
    rules.check_step(rules.EditionState(edition.state), rules.EditionState.WITHDRAWN)
    if not reason.strip():
        raise Refusal(_("Say in one sentence why it is withdrawn. Every reader sees this sentence."))
    edition.state, edition.ended_at, edition.correction_note = rules.EditionState.WITHDRAWN.value, at, reason.strip()
    edition.save(update_fields=["state", "ended_at", "correction_note"])
    tell_who_had_it(edition, "edition_withdrawn", at)
    audit.record(event="edition_withdrawn", subject=edition, by=by, at=at)
    return edition


def tell_who_had_it(edition: Edition, kind: str, at: datetime) -> None:
    """Put a notice before the readers of every organisation that received this version."""
    had_it = list(edition.recipients.order_by("organisation_id").values_list("organisation_id", flat=True))
    _notify_readers(had_it, kind, edition, at)


@transaction.atomic
def note_receipt(*, edition: Edition, form: str, by: Viewer, at: datetime) -> Receipt:
    """Somebody opened the page, the PDF or the Word file."""
    receipt, made = Receipt.objects.get_or_create(
        edition=edition, membership_id=by.membership, form=form, defaults={"first_at": at, "last_at": at}
    )
    if not made:
        receipt.last_at = at
        receipt.save(update_fields=["last_at"])
    audit.record_read(subject=edition, by=by, at=at)
    return receipt
