"""Bringing in: one signal, "nothing this week", and what cannot wait."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import check_may_share_so
from eenheidsbeeld.signals import own_week, rules
from eenheidsbeeld.signals.intake import Outcome, Received, SignalDraft, receive_batch
from eenheidsbeeld.signals.models import NilReturn

CANNOT_WAIT = "cannot_wait"


@transaction.atomic
def bring_in(*, draft: SignalDraft, by: Viewer, at: datetime) -> Received:
    """Take in what one person noticed; the same text sent twice is one signal."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    rules.check_sender(organisation=by.organisation, owner=draft.organisation)
    check_may_share_so(by, draft.shares)
    received = receive_batch([draft], by=by, at=at)[0]
    if received.outcome == Outcome.REFUSED:
        raise Refusal(received.reason)
    if draft.cannot_wait and received.outcome == Outcome.ADDED:
        warn_analysts(kind=rules.SIGNAL_KIND, reference=received.reference, by=by, at=at)
    return received


@transaction.atomic
def warn_analysts(*, kind: str, reference: str, by: Viewer, at: datetime) -> int:
    """Put before the analysts of the unit's bureaus that something cannot wait; answers how many bureaus."""
    bureaus = Organisation.objects.filter(
        unit_code=by.unit, kind=OrganisationKind.REGIONAL_BUREAU.value, left_at=None
    ).order_by("pk")
    for bureau in bureaus:
        notice = accounts.notify(
            organisation=bureau.pk,
            role=Role.ANALYST,
            kind=CANNOT_WAIT,
            subject_kind=kind,
            subject_reference=reference,
            at=at,
        )
        audit.record(event="analyst_warned", subject=notice, by=by, at=at)
    return len(bureaus)


@transaction.atomic
def ask_to_call(*, by: Viewer, at: datetime) -> int:
    """Before anything is typed: tell the analyst on duty that this organisation has something that cannot wait."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    own = Organisation.objects.get(pk=by.organisation)
    return warn_analysts(kind="accounts.organisation", reference=own.reference, by=by, at=at)


@transaction.atomic
def nil_return(*, by: Viewer, at: datetime) -> NilReturn:
    """Say that there is nothing to report this week; a second tap changes nothing."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    own = Organisation.objects.select_for_update().get(pk=by.organisation)
    week = str(Week.of(at))
    if signals := own_week.brought_in(by, Week.of(at)):
        name = areas.names_of([own.area_code]).get(own.area_code, own.name)
        raise rules.SomethingWasReported(signals=signals, week=Week.of(at).number, area=name)
    running = NilReturn.objects.filter(organisation=own, week=week, withdrawn_at=None).first()
    if running is not None:
        return running
    made = NilReturn.objects.create(organisation=own, area_code=own.area_code, week=week, by_id=by.membership, at=at)
    audit.record(event="nil_return_given", subject=made, by=by, at=at, details={"week": week})
    return made


@transaction.atomic
def withdraw_nil_return(*, by: Viewer, at: datetime) -> NilReturn:
    """There was something after all."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    running = (
        NilReturn.objects.select_for_update()
        .filter(organisation_id=by.organisation, week=str(Week.of(at)), withdrawn_at=None)
        .first()
    )
    if running is None:
        raise rules.HandledAlready()
    running.withdrawn_at = at
    running.save(update_fields=["withdrawn_at"])
    audit.record(event="nil_return_withdrawn", subject=running, by=by, at=at, details={"week": running.week})
    return running
