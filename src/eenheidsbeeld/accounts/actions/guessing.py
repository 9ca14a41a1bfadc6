"""References and links that somebody makes up: what is not there is counted, and after many it is asked for in vain.

Not yours, ended and never there count alike, so that the count tells nobody which of them it was.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.actions.sign_ins import THEMSELVES
from eenheidsbeeld.accounts.models import FailedAttempt, Person
from eenheidsbeeld.accounts.queries.attempts import of_asking, recent
from eenheidsbeeld.accounts.rules import MOST_NOT_THERE
from eenheidsbeeld.audit import actions as audit

log = logging.getLogger(__name__)


@transaction.atomic
def note_not_there(*, asker: str, person: int | None, at: datetime) -> bool:
    """Count one thing that was not there; answers whether it was once too often. The first time is in the log."""
    of = of_asking(asker)
    FailedAttempt.objects.create(of=of, at=at)
    count = recent(of, at)
    if count == MOST_NOT_THERE + 1:
        log.warning("too many pages that are not there: asked for by %s", of[:12])
        if person is not None:
            audit.record(event="asked_too_often", subject=Person(pk=person), by=THEMSELVES, at=at)
    return count > MOST_NOT_THERE
