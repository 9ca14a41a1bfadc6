"""Deciding place by place, and giving the answer."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accountability.word import as_word
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.rights import queries, rules
from eenheidsbeeld.rights.actions.request import for_change
from eenheidsbeeld.rights.models import AccessHit
from eenheidsbeeld.rights.rules import Outcome, Right


@transaction.atomic
def decide_hit(
    *, reference: str, hit: int, outcome: Outcome, ground: str, motivation: str, by: Viewer, at: datetime
) -> AccessHit:
    """Say whether this is about the person who asked, and whether what they ask is granted."""
    request = for_change(reference, by)
    found = queries.hit(by, reference, hit)
    known = [key for key, _words in queries.grounds_for(found.regime)]
    rules.check_outcome(outcome, ground=ground, grounds=known, motivation=motivation)
    shows_text = Right(request.right) in (Right.ACCESS, Right.POLICE_DATA)
    if outcome == Outcome.GRANTED and shows_text and queries.text_of(by, found) is None:
        raise Missing(_("This text is gone or was changed since the search. Search again."))
    is_refused = outcome == Outcome.REFUSED
    found.outcome = outcome.value
    found.ground, found.motivation = (ground, motivation.strip()) if is_refused else ("", "")
    found.decided_by_id, found.decided_at = by.membership, at
    found.save()
    details: dict[str, Detail] = {"hit": found.pk, "outcome": outcome.value, "ground": found.ground}
    audit.record(event="access_place_decided", subject=request, by=by, at=at, details=details)
    return found


@transaction.atomic
def give_answer(*, reference: str, identity_known: bool, by: Viewer, at: datetime) -> bytes:
    """The answer as Word file, and the request is closed with its checksum. The file itself is not kept."""
    found = for_change(reference, by)
    undecided = found.hits.filter(outcome=Outcome.OPEN.value).count()
    rules.check_answerable(searched=found.searched_at is not None, undecided=undecided, identity_known=identity_known)
    content = as_word(queries.answer_sheet(by, reference), at=at)
    found.answered_at, found.answered_by_id = at, by.membership
    found.answer_sha256 = hashlib.sha256(content).hexdigest()
    found.save(update_fields=["answered_at", "answered_by", "answer_sha256"])
    details: dict[str, Detail] = {"sha256": found.answer_sha256, "places": found.hits.count()}
    audit.record(event="access_answered", subject=found, by=by, at=at, details=details)
    return content
