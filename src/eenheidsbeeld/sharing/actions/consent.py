"""Sharing a record with others, asking its source for more, and taking consent back. Nothing widens by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing import consent_rules, key_rules, queries, rules, subjects
from eenheidsbeeld.sharing.actions.groups import scope_of
from eenheidsbeeld.sharing.consent_rules import Answer
from eenheidsbeeld.sharing.models import Shared, SharingConsent, SharingRequest
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.sharing.subjects import Subject

NOTICE = "sharing_asked"
ANSWERED = "sharing_answered"
RIGHTS_FIELDS = ["marking", "scope"]


@transaction.atomic
def share(
    *, subject: Subject, reference: str, marking: Marking, groups: Collection[int], by: Viewer, at: datetime
) -> Shared:
    """The owner says who may see its record. Further than before is written down; further than a source allows is
    refused, whatever the form says."""
    check_role(by.roles, *consent_rules.WHO_SHARES)
    record = subjects.locked(subject, subject.find(by, reference).pk)
    if record.owner_id != by.organisation:
        raise rules.WiderThanAllowed()
    if record.compartment_id is not None and record.compartment_id not in by.compartments:
        raise NotThere()
    chosen = queries.may_choose(by, groups) if marking == Marking.AMBER else []
    consent_rules.check_choice(marking, chosen)
    if queries.who_must_agree(by.organisation, subject, record, marking, chosen):
        raise rules.WiderThanAllowed()
    if consent_rules.reaches_further(record.rights(), marking, chosen):
        _note_consent(subject, record, marking, chosen, by, at, source=by.organisation)
    _put(record, marking, chosen, by, at)
    return record


@transaction.atomic
def ask_to_share(
    *,
    subject: Subject,
    reference: str,
    marking: Marking,
    groups: Collection[int],
    reason: str,
    by: Viewer,
    at: datetime,
) -> list[SharingRequest]:
    """Ask every source that has a say; each gets a notice. Nothing changes until all have agreed."""
    check_role(by.roles, *consent_rules.WHO_SHARES)
    record = subject.find(by, reference)
    chosen = queries.may_choose(by, groups) if marking == Marking.AMBER else []
    consent_rules.check_choice(marking, chosen)
    sources = queries.who_must_agree(by.organisation, subject, record, marking, chosen)
    if not sources:
        raise consent_rules.NothingToAsk(consent_rules.ALLOWED_ALREADY)
    for source in sources:
        queries.check_may_be_named(chosen, source.pk)
    words, scope = key_rules.check_words(reason), scope_of(chosen)
    made = [
        SharingRequest.objects.create(
            subject_kind=subject.kind, subject_key=str(record.pk), source=source, to_marking=marking.value,
            to_scope=scope, reason=words, asked_by_id=by.membership, asked_at=at,
        )
        for source in sources
    ]  # fmt: skip
    for one in made:
        _tell(NOTICE, one.source_id, one, at)
        audit.record(
            event="sharing_asked", subject=one, by=by, at=at, details={"kind": subject.kind, "marking": marking.value}
        )
    return made


@transaction.atomic
def answer_request(*, reference: str, agrees: bool, reason: str, by: Viewer, at: datetime) -> SharingRequest:
    """The source agrees or not, with a reason. When the last one agrees, the record is shared, with these groups."""
    check_role(by.roles, *consent_rules.WHO_CONSENTS)
    seen = queries.request(by, reference)
    asked = SharingRequest.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=seen.pk)
    if asked.source_id != by.organisation:
        raise NotThere()
    if asked.answer != Answer.WAITING:
        raise consent_rules.NothingToAsk(consent_rules.ANSWERED_ALREADY)
    if agrees:
        _check_opens(asked, by)
    asked.answer = (Answer.YES if agrees else Answer.NO).value
    asked.answer_reason = reason.strip() if agrees else key_rules.check_words(reason)
    asked.answered_by_id, asked.answered_at = by.membership, at
    asked.save(update_fields=["answer", "answer_reason", "answered_by", "answered_at"])
    audit.record(event="sharing_answered", subject=asked, by=by, at=at, details={"answer": asked.answer})
    if agrees:
        _carry_out(asked, by, at)
    _tell(ANSWERED, seen.asked_by.organisation_id, asked, at)
    return asked


def _check_opens(asked: SharingRequest, by: Viewer) -> None:
    """Whoever may not read what lies in a compartment agrees to nothing about it."""
    subject = subjects.of_kind(asked.subject_kind)
    record = queries.record_of(subject, asked.subject_key)
    for one in (record, *subject.rests_on(record)) if record is not None else ():
        is_own = one.owner_id == by.organisation
        if is_own and one.compartment_id is not None and one.compartment_id not in by.compartments:
            raise key_rules.KeyNotYours(key_rules.NO_SUCH_KEY)


def _carry_out(asked: SharingRequest, by: Viewer, at: datetime) -> None:
    subject = subjects.of_kind(asked.subject_kind)
    if queries.record_of(subject, asked.subject_key) is None:
        raise consent_rules.NothingToAsk(consent_rules.ANSWERED_ALREADY)
    record = subjects.locked(subject, int(asked.subject_key))
    marking = Marking(asked.to_marking)
    wanted = sorted(asked.to_scope.groups.filter(ended_at=None).values_list("pk", flat=True))
    _note_consent(subject, record, marking, wanted, by, at, source=asked.source_id, request=asked)
    if not queries.who_must_agree(asked.asked_by.organisation_id, subject, record, marking, wanted):
        groups = {*record.rights().groups, *wanted} if marking == Marking.AMBER else set()
        _put(record, marking, sorted(groups), by, at)


@transaction.atomic
def withdraw_consent(*, reference: str, by: Viewer, at: datetime) -> SharingConsent:
    """The source takes its consent back: from now on nobody reads the record through it. Released editions stay."""
    check_role(by.roles, *consent_rules.WHO_CONSENTS)
    seen = queries.consent(by, reference)
    consent = SharingConsent.objects.select_for_update(of=("self",)).get(pk=seen.pk)
    if consent.withdrawn_at is not None:
        raise consent_rules.NothingToAsk(consent_rules.WITHDRAWN_ALREADY)
    consent.withdrawn_by_id, consent.withdrawn_at = by.membership, at
    consent.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record(event="consent_withdrawn", subject=consent, by=by, at=at)
    subject = subjects.of_kind(consent.subject_kind)
    if queries.record_of(subject, consent.subject_key) is not None:
        _narrow(subject, subjects.locked(subject, int(consent.subject_key)), consent, by, at)
    return consent


def _narrow(subject: Subject, record: Shared, consent: SharingConsent, by: Viewer, at: datetime) -> None:
    current = record.rights()
    if current.marking in (Marking.RED, Marking.AMBER_STRICT):
        return
    added = _groups(consent.to_scope_id and consent.to_scope) - _groups(consent.from_scope_id and consent.from_scope)
    marking = consent_rules.narrowed(
        current.marking, current.groups, back_to=Marking(consent.from_marking), without=frozenset(added)
    )
    groups = sorted(current.groups - added) if marking == Marking.AMBER else []
    _put(record, marking, groups, by, at)


def _groups(scope: object) -> set[int]:
    return set(scope.groups.values_list("pk", flat=True)) if scope else set()  # type: ignore[attr-defined]


def _put(record: Shared, marking: Marking, groups: Collection[int], by: Viewer, at: datetime) -> None:
    narrower, before = not consent_rules.reaches_further(record.rights(), marking, groups), record.sharing_fields()
    record.marking, record.scope = marking.value, scope_of(groups)
    record.save(update_fields=RIGHTS_FIELDS)
    details: dict[str, str | int] = {"marking": marking.value, "scope": record.scope.pk}
    audit.record(event="sharing_changed", subject=record, by=by, at=at, details=details)
    if narrower:
        subjects.was_narrowed(record, before)


def _note_consent(
    subject: Subject, record: Shared, marking: Marking, groups: Collection[int], by: Viewer, at: datetime, *,
    source: int, request: SharingRequest | None = None,
) -> None:  # fmt: skip
    consent = SharingConsent.objects.create(
        subject_kind=subject.kind, subject_key=str(record.pk), source_id=source, request=request,
        from_marking=record.marking, to_marking=marking.value, from_scope=record.scope, to_scope=scope_of(groups),
        given_by_id=by.membership, given_at=at,
    )  # fmt: skip
    audit.record(event="consent_given", subject=consent, by=by, at=at, details={"marking": marking.value})


def _tell(kind: str, organisation: int, asked: SharingRequest, at: datetime) -> None:
    accounts.notify_many(
        organisations=[organisation], roles=consent_rules.WHO_CONSENTS, kind=kind,
        subject_kind="sharing.sharingrequest", subject_reference=asked.reference, at=at,
    )  # fmt: skip
