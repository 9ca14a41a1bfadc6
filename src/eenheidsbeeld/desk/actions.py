"""Writes of the desk: the region's own words beside the help, and notices that somebody has seen."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk import rules
from eenheidsbeeld.desk.models import HelpNote


@transaction.atomic
def write_help_note(*, slug: str, text: str, by: Viewer, at: datetime) -> HelpNote | None:
    """Put the region's own words on a help page; an empty text takes them away."""
    tidy = rules.check_help_note(by.roles, slug, text)
    running = HelpNote.objects.select_for_update().filter(slug=slug, unit_code=by.unit, replaced_at=None).first()
    if running is not None:
        running.replaced_at = at
        running.save(update_fields=["replaced_at"])
    if not tidy:
        if running is None:
            raise NotThere()
        audit.record(event="help_note_removed", subject=running, by=by, at=at, details={"page": slug})
        return None
    made = HelpNote.objects.create(slug=slug, unit_code=by.unit, text=tidy, by_id=by.membership, at=at)
    audit.record(event="help_note_written", subject=made, by=by, at=at, details={"page": slug})
    return made


@transaction.atomic
def open_notice(*, kind: str, reference: str, by: Viewer, at: datetime) -> str:
    """Mark what a notice told as seen for the own roles; answers what kind of record it was about."""
    told = Notice.objects.filter(
        organisation_id=by.organisation, role__in=by.roles, kind=kind, subject_reference=reference
    )
    found = list(told.order_by("-at", "-id"))
    if not found:
        raise NotThere()
    # A mail leads here too, perhaps after a colleague was first: the record still opens.
    for notice in (one for one in found if one.seen_at is None):
        accounts.mark_notice_seen(notice=notice.pk, by=by, at=at)
        audit.record(event="notice_seen", subject=notice, by=by, at=at, details={"kind": kind})
    return found[0].subject_kind
