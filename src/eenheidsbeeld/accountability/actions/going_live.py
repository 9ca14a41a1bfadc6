"""Confirming an item of the go-live list, and withdrawing it, which closes production again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability import queries
from eenheidsbeeld.accountability.models import Confirmation
from eenheidsbeeld.accountability.rules import Missing, Settled
from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer


@transaction.atomic
def confirm_item(*, item: str, note: str, by: Viewer, at: datetime) -> Confirmation:
    """Say, under one's function, that this is in place; `note` says where that can be seen."""
    found = _for_confirming(item, by)
    if found.passes is False:
        raise Missing(_("The software sees that this is not in place yet. Mend that first, then confirm."))
    if len(note.strip()) < 5:
        raise Missing(_("Say where this can be seen: a document, a date, a number."))
    made, is_new = Confirmation.objects.get_or_create(
        item=item, withdrawn_at=None, defaults={"note": note.strip()[:500], "by_id": by.membership, "at": at}
    )
    if not is_new:
        raise Settled()
    audit.record(event="go_live_confirmed", subject=made, by=by, at=at, details={"item": item})
    return made


@transaction.atomic
def withdraw_confirmation(*, item: str, by: Viewer, at: datetime) -> Confirmation:
    """It is no longer so: production closes for everyone but its keepers."""
    _for_confirming(item, by)
    running = Confirmation.objects.select_for_update().filter(item=item, withdrawn_at=None).first()
    if running is None:
        raise Settled()
    running.withdrawn_at, running.withdrawn_by_id = at, by.membership
    running.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(event="go_live_withdrawn", subject=running, by=by, at=at, details={"item": item})
    return running


def _for_confirming(item: str, by: Viewer) -> queries.Item:
    found = queries.item(by, item)
    if not found.may_confirm:
        raise NotYourRole(found.role)
    return found
