"""The second pair of eyes: proposing, sending back, making final; and closing when the time to object is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import queries, rules
from eenheidsbeeld.openness.actions.collect import let_end
from eenheidsbeeld.openness.actions.request import for_change
from eenheidsbeeld.openness.models import WooRequest
from eenheidsbeeld.openness.rules import Kind, State, Verdict


@transaction.atomic
def propose(*, reference: str, by: Viewer, at: datetime) -> WooRequest:
    """Everything is decided: somebody else looks at it now."""
    found = for_change(reference, by, State.DECIDING)
    rules.check_complete([one.verdict for one in queries.lines(by, found)])
    found.proposed_by_id, found.proposed_at = by.membership, at
    return _step(found, State.PROPOSED, "woo_proposed", by, at)


@transaction.atomic
def send_back(*, reference: str, by: Viewer, at: datetime) -> WooRequest:
    """Something is not right yet, says the second or who proposed it."""
    found = for_change(reference, by, State.PROPOSED, handler=False)
    return _step(found, State.DECIDING, "woo_sent_back", by, at)


@transaction.atomic
def make_final(*, reference: str, by: Viewer, at: datetime) -> WooRequest:
    """Somebody other than the proposer makes the decision final; from here nothing in it changes."""
    found = for_change(reference, by, State.PROPOSED, handler=False)
    rules.check_second(_person_behind(found.proposed_by_id), by.person)
    listed = queries.lines(by, found)
    rules.check_complete([one.verdict for one in listed])
    _check_everyone_heard(found, listed)
    found.decided_by_id, found.decided_at = by.membership, at
    return _step(found, State.DECIDED, "woo_made_final", by, at)


@transaction.atomic
def close_request(*, reference: str, by: Viewer, at: datetime) -> WooRequest:
    """The time to object is over: the records of the dossier may end again at their own term."""
    found = for_change(reference, by, State.DECIDED)
    found.closed_at = at
    _step(found, State.CLOSED, "woo_closed", by, at)
    for document in found.documents.all():
        let_end(Kind(document.kind), document.key, by, at)
    return found


def _person_behind(membership: int | None) -> int | None:
    return Membership.objects.filter(pk=membership or 0).values_list("person_id", flat=True).first()


def _check_everyone_heard(found: WooRequest, listed: list[queries.Line]) -> None:
    heard = queries.heard_in(found)
    for one in listed:
        if one.verdict in (Verdict.OPEN, Verdict.PARTLY):
            third = one.document.third_parties.values_list("pk", flat=True)
            rules.check_may_open(rules.OPEN, set(third), heard)


def _step(found: WooRequest, wanted: State, event: str, by: Viewer, at: datetime) -> WooRequest:
    rules.check_step(State(found.state), wanted)
    found.state = wanted.value
    found.save()
    audit.record(event=event, subject=found, by=by, at=at)
    return found
