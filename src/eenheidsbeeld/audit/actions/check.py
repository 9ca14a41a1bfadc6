"""Looking whether the log is whole, and keeping what was found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.audit.actions.record import record
from eenheidsbeeld.audit.models import LogCheck
from eenheidsbeeld.audit.verification import verify
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.viewer import Actor, Viewer

MOST_KEPT = 50
MOST_NUMBERS = 20


@transaction.atomic
def ask_for_check(*, by: Actor, at: datetime) -> LogCheck:
    """A worker looks at once; the answer stands with this row."""
    check = LogCheck.objects.create(asked_at=at, asked_by=by.membership if isinstance(by, Viewer) else None)
    queue.enqueue("audit.check_log", check=check.pk)
    record(event="log_check_asked", subject=check, by=by, at=at)
    return check


def do_check(*, check: LogCheck, at: datetime) -> LogCheck:
    """Read the whole chain. May run twice: the later answer stands."""
    found = verify()
    check.seals, check.entries, check.unsealed, check.head = found.seals, found.entries, found.unsealed, found.head
    check.findings = [
        {"flaw": one.flaw.value, "seal": one.seal, "night": one.night, "entries": list(one.entries[:MOST_NUMBERS])}
        for one in found.findings[:MOST_KEPT]
    ]
    check.ended_at = at
    check.save()
    return check
