"""Stopping destruction while something runs that needs the record, and letting it go on again."""

from __future__ import annotations

from datetime import datetime

from eenheidsbeeld.audit.actions.record import record
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.audit.rules import Subject, kind_of
from eenheidsbeeld.core.viewer import Viewer


def hold(*, subject: Subject, reason: str, review_at: datetime, by: Viewer, at: datetime) -> LegalHold:
    """Keep this record beyond its term; a hold that runs already is answered as it is."""
    made, is_new = LegalHold.objects.get_or_create(
        subject_kind=kind_of(subject), subject_key=str(subject.pk), lifted_at=None,
        defaults={"reason": reason, "placed_by": by.membership, "placed_at": at, "review_at": review_at},
    )  # fmt: skip
    if is_new:
        record(event="hold_placed", subject=subject, by=by, at=at)
    return made


def lift(*, subject: Subject, reason: str, by: Viewer, at: datetime) -> bool:
    """Let the record end again when its hold was placed for this reason; another's hold stays."""
    running = LegalHold.objects.filter(
        subject_kind=kind_of(subject), subject_key=str(subject.pk), lifted_at=None, reason=reason
    )
    lifted = running.update(lifted_by=by.membership, lifted_at=at) > 0
    if lifted:
        record(event="hold_lifted", subject=subject, by=by, at=at)
    return lifted
