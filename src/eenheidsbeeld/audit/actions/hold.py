"""Placing and lifting a hold. Who may do so, and on what, is decided by the room that has the page."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import transaction

from eenheidsbeeld.audit import holds
from eenheidsbeeld.audit.actions.record import record_many
from eenheidsbeeld.audit.hold_rules import AREA, SUBJECT, HeldAlready, HoldEnded, HoldNeeded
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.audit.rules import HoldGround, Subject, kind_of
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Actor, Viewer


@transaction.atomic
def place_hold(
    *, kind: str, key: str, ground: HoldGround, reason: str, review_at: datetime, organisation: int | None,
    unit: str, by: Actor, at: datetime,
) -> LegalHold:  # fmt: skip
    """From this moment on it stays, also when a night is running. What is gone already cannot be held."""
    holds.one_at_a_time()
    if kind not in (AREA, SUBJECT) and not apps.get_model(kind)._default_manager.filter(pk=key).exists():
        raise NotThere()
    if LegalHold.objects.filter(subject_kind=kind, subject_key=key, lifted_at=None).exists():
        raise HeldAlready()
    hold = LegalHold.objects.create(
        subject_kind=kind, subject_key=key, ground=ground.value, reason=reason, review_at=review_at,
        organisation=organisation, unit=unit, placed_by=by.membership if isinstance(by, Viewer) else 0, placed_at=at,
    )  # fmt: skip
    _log("hold_placed", hold, by, at)
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, by: Viewer, at: datetime) -> LegalHold:
    """From now on the term of each record decides again; what has passed its term ends in the next night."""
    found = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if found.lifted_at is not None:
        raise HoldEnded()
    if holds.is_needed(found.subject_kind, found.subject_key):
        raise HoldNeeded()
    found.lifted_at, found.lifted_by = at, by.membership
    found.save(update_fields=["lifted_at", "lifted_by"])
    _log("hold_lifted", found, by, at)
    return found


def hold(
    *, subject: Subject, ground: HoldGround, reason: str, review_at: datetime, by: Viewer, at: datetime
) -> LegalHold:  # fmt: skip
    """Keep this record for the own organisation; a hold that runs already is answered as it is."""
    kind, key = kind_of(subject), str(subject.pk)
    running = LegalHold.objects.filter(subject_kind=kind, subject_key=key, lifted_at=None).first()
    return running or place_hold(
        kind=kind, key=key, ground=ground, reason=reason, review_at=review_at, organisation=by.organisation, unit="",
        by=by, at=at,
    )  # fmt: skip


def let_go(*, subject: Subject, reason: str, by: Viewer, at: datetime) -> bool:
    """Let the record end again when its hold was placed for this reason; another's hold stays."""
    running = LegalHold.objects.filter(
        subject_kind=kind_of(subject), subject_key=str(subject.pk), lifted_at=None, reason=reason
    ).first()
    if running is not None:
        lift_hold(hold=running, by=by, at=at)
    return running is not None


def _log(event: str, hold: LegalHold, by: Actor, at: datetime) -> None:
    """Under the kind and key of what is held, so that after a reserve copy the log alone can bring the hold back."""
    record_many(
        event=event, kind=hold.subject_kind, keys=[hold.subject_key], by=by, at=at,
        details={"hold": hold.reference, "ground": hold.ground, "organisation": hold.organisation, "unit": hold.unit},
    )  # fmt: skip
