"""Bringing records into the dossier, by key, and holding their destruction while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Max

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.queries import members_with
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.openness import queries
from eenheidsbeeld.openness.actions.request import for_change
from eenheidsbeeld.openness.models import WooDocument, WooPart, WooRequest
from eenheidsbeeld.openness.rules import Kind, State

HELD_BECAUSE, HELD_ELSEWHERE = "Woo-verzoek loopt", "held_elsewhere"
LOOK_AGAIN = timedelta(weeks=12)


@transaction.atomic
def collect(*, reference: str, chosen: Sequence[tuple[Kind, str]], by: Viewer, at: datetime) -> int:
    """Add these records, each with its paragraphs as they stand now. Answers how many were not in it yet."""
    request = for_change(reference, by, State.DECIDING)
    known = set(request.documents.values_list("kind", "key"))
    added, elsewhere = 0, dict[int, LegalHold]()
    for kind, key in dict.fromkeys(chosen):
        if (kind.value, key) in known:
            continue
        found = queries.get(by, kind, key)
        if found is None:
            raise NotThere()
        hold = _add(request, found, by, at)
        if found.record.owner_id != by.organisation and hold.placed_at == at:
            elsewhere.setdefault(found.record.owner_id, hold)
        added += 1
    _tell_owners(elsewhere, at)
    audit.record(event="woo_collected", subject=request, by=by, at=at, details={"added": added})
    return added


def _tell_owners(held: dict[int, LegalHold], at: datetime) -> None:
    """Once for all that is collected: their records stay longer than they would expect. Where nobody is privacy
    officer the administrator hears it, and nothing of what it is."""
    for owner in Organisation.objects.filter(pk__in=held):
        has_officer = members_with(owner.pk, Role.PRIVACY_OFFICER).exists()
        accounts.notify(
            organisation=owner.pk, role=Role.PRIVACY_OFFICER if has_officer else Role.ADMINISTRATOR,
            kind=HELD_ELSEWHERE, subject_kind="audit.legalhold" if has_officer else "accounts.organisation",
            subject_reference=held[owner.pk].reference if has_officer else owner.reference, at=at,
        )  # fmt: skip


def _add(request: WooRequest, found: queries.Found, by: Viewer, at: datetime) -> LegalHold:
    last = request.documents.aggregate(last=Max("number"))["last"] or 0
    made = WooDocument.objects.create(
        request=request, number=last + 1, kind=found.kind.value, key=found.key, title=found.title,
        made_on=found.made_on, owner_id=found.record.owner_id, regime=found.record.regime,
        marking=found.record.marking, collected_at=at,
    )  # fmt: skip
    said = queries.passages(by, found)
    made.third_parties.set(queries.third_parties(by, found, said))
    _put(made, said)
    review = datetime.combine(request.due_on, time(), DUTCH_TIME) + LOOK_AGAIN
    return audit.hold(
        subject=found.record, ground=HoldGround.REQUEST, reason=HELD_BECAUSE, review_at=review, by=by, at=at
    )


def _put(document: WooDocument, said: Sequence[queries.Passage]) -> None:
    """A paragraph that reads as before keeps its decision; one that changed starts again."""
    before = {one.place: one for one in document.parts.all()}
    for order, passage in enumerate(said):
        row = before.pop(passage.place, None)
        if row is None or row.digest != passage.digest:
            values = {
                "order": order,
                "digest": passage.digest,
                "decision": "",
                "motivation": "",
                "by": None,
                "at": None,
            }
            WooPart.objects.update_or_create(document=document, place=passage.place, defaults=values)
        elif row.order != order:
            row.order = order
            row.save(update_fields=["order"])
    document.parts.filter(place__in=before).delete()


@transaction.atomic
def refresh_document(*, reference: str, number: int, by: Viewer, at: datetime) -> WooDocument:
    """Take the document as it stands now, because some of its words were changed since it was collected."""
    request = for_change(reference, by, State.DECIDING)
    document = queries.document(by, reference, number)
    found = queries.get(by, Kind(document.kind), document.key)
    said = queries.passages(by, found) if found else []
    if found:
        document.third_parties.set(queries.third_parties(by, found, said))
    _put(document, said)
    document.collected_at = at
    document.save(update_fields=["collected_at"])
    audit.record(event="woo_refreshed", subject=request, by=by, at=at, details={"document": number})
    return document


@transaction.atomic
def leave_out(*, reference: str, number: int, by: Viewer, at: datetime) -> None:
    """The record is not about the subject after all."""
    request = for_change(reference, by, State.DECIDING)
    document = queries.document(by, reference, number)
    kind, key = Kind(document.kind), document.key
    document.delete()
    let_end(kind, key, by, at)
    audit.record(event="woo_left_out", subject=request, by=by, at=at, details={"document": number})


def let_end(kind: Kind, key: str, by: Viewer, at: datetime) -> None:
    """Lift the hold, unless another request that runs is about the same record.

    Found without asking who may see it: a record that was made narrower since would be held for ever.
    """
    model = queries.MODELS[kind]
    pk = model._default_manager.filter(reference=key).values_list("pk", flat=True).first()
    if pk is not None and not queries.is_needed(model._meta.label_lower, str(pk)):
        audit.let_go(subject=model(pk=pk), reason=HELD_BECAUSE, by=by, at=at)
