"""Opening a request, extending its term, and searching with words that end with the call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.queries import Part, parts_in, searched_kinds
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.rights import queries, rules
from eenheidsbeeld.rights.models import AccessHit, AccessRequest
from eenheidsbeeld.rights.rules import MOST_HITS, Answered, Right


@transaction.atomic
def open_request(*, right: Right, received_on: date, by: Viewer, at: datetime) -> AccessRequest:
    """Somebody asked: the term runs from the day it was received."""
    check_role(by.roles, Role.PRIVACY_OFFICER)
    if received_on > at.astimezone(DUTCH_TIME).date():
        raise Missing(_("The day of receipt lies in the future."))
    made = AccessRequest.objects.create(
        organisation_id=by.organisation, right=right.value, received_on=received_on, opened_by_id=by.membership,
        opened_at=at,
    )  # fmt: skip
    audit.record(event="access_request_opened", subject=made, by=by, at=at, details={"right": right.value})
    return made


@transaction.atomic
def extend_term(*, reference: str, reason: str, by: Viewer, at: datetime) -> AccessRequest:
    """Two months more, once, with a reason that is told to who asked."""
    found = for_change(reference, by)
    if found.extended_at is not None:
        raise Missing(_("The term was extended already. It can be extended once."))
    today = at.astimezone(DUTCH_TIME).date()
    rules.check_extension(Right(found.right), found.received_on, today=today, reason=reason)
    found.extended_at, found.extended_because = at, reason.strip()
    found.save(update_fields=["extended_at", "extended_because"])
    audit.record(event="access_term_extended", subject=found, by=by, at=at)
    return found


@transaction.atomic
def search(*, reference: str, terms: Sequence[str], by: Viewer, at: datetime) -> int:
    """Look through every kind of record for any of the terms; keep where they stand, and never the terms.

    Answers how many places are new. What was found and decided before stays.
    """
    found = for_change(reference, by)
    rules.check_terms(terms)
    pattern = rules.pattern_of(terms)
    hits: list[Part] = []
    for model in searched_kinds():
        for part in parts_in(by, model, holds=lambda text: bool(pattern.search(rules.plain(text)))):
            hits.append(part)
            _check_not_too_many(hits)
    new = _keep(found, hits, at)
    found.searches, found.searched_at = found.searches + 1, at
    found.save(update_fields=["searches", "searched_at"])
    details: dict[str, Detail] = {"terms": len(terms), "found": len(hits), "new": new, "right": found.right}
    audit.record(event="access_searched", subject=found, by=by, at=at, details=details)
    return new


def _check_not_too_many(hits: Sequence[Part]) -> None:
    if len(hits) > MOST_HITS:
        raise Missing(_("These words stand in more than 500 places. Use a fuller name; nothing was kept."))


def _keep(found: AccessRequest, hits: Sequence[Part], at: datetime) -> int:
    """A place that reads otherwise than before is a new question: its decision starts again."""
    known = {(one.kind, one.key, one.field, one.place): one for one in found.hits.all()}
    new = 0
    for part in hits:
        before = known.get((part.kind, part.key, part.field, part.place))
        if before is not None and before.digest == part.digest:
            continue
        if before is not None:
            before.delete()
        new += 1
        AccessHit.objects.create(
            request=found, kind=part.kind, key=part.key, field=part.field, place=part.place, digest=part.digest,
            owner_id=part.owner, regime=part.regime.value, marking=part.marking.value if part.marking else "",
            found_at=at,
        )  # fmt: skip
    return new


def for_change(reference: str, by: Viewer) -> AccessRequest:
    found = queries.access_request(by, reference)
    found = AccessRequest.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.answered_at is not None:
        raise Answered()
    return found
