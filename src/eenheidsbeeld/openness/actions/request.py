"""Opening a request and extending its term."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import queries, rules
from eenheidsbeeld.openness.models import WooRequest
from eenheidsbeeld.openness.rules import NotNow, State


@transaction.atomic
def open_request(*, subject: str, received_on: date, by: Viewer, at: datetime) -> WooRequest:
    """Somebody asked: four weeks run from the day it was received."""
    check_role(by.roles, *queries.HANDLES)
    if received_on > at.astimezone(DUTCH_TIME).date():
        raise Missing(_("The day of receipt lies in the future."))
    made = WooRequest.objects.create(
        organisation_id=by.organisation, subject=subject, received_on=received_on, opened_by_id=by.membership,
        opened_at=at,
    )  # fmt: skip
    audit.record(event="woo_opened", subject=made, by=by, at=at)
    return made


@transaction.atomic
def extend_term(*, reference: str, reason: str, by: Viewer, at: datetime) -> WooRequest:
    """Two weeks more, once, with a reason that is told to who asked."""
    found = for_change(reference, by, State.DECIDING, State.PROPOSED)
    if found.extended_at is not None:
        raise Missing(_("The term was extended already. It can be extended once."))
    rules.check_extension(found.received_on, today=at.astimezone(DUTCH_TIME).date(), reason=reason)
    found.extended_at, found.extended_because = at, reason.strip()
    found.save(update_fields=["extended_at", "extended_because"])
    audit.record(event="woo_extended", subject=found, by=by, at=at)
    return found


def for_change(reference: str, by: Viewer, *states: State, handler: bool = True) -> WooRequest:
    """The request, locked, when it is in one of these states; for its handler unless said otherwise."""
    found = queries.woo_request(by, reference)
    if handler:
        check_role(by.roles, *queries.HANDLES)
    found = WooRequest.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.state not in states:
        raise NotNow()
    return found
