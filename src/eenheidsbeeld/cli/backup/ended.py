"""What ended after a copy was made: read from the log, and kept beside the copies in case the log itself is lost.

Keys and moments only. The list is as new as the newest copy, so that an older copy cannot bring it back either.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from eenheidsbeeld.core.endings import Ended

LIST = "vernietigd.jsonl"
# Acts after which words are gone on purpose. Whatever destroys says so in the name of its event.
WORDS_GONE = (
    "mask_added", "name_report_settled", "signal_withdrawn", "signal_corrected", "wording_withdrawn",
    "signal_rolled_back", "situation_start_undone",
)  # fmt: skip
# What is held must not end again because the copy is older than the hold.
HOLDS = ("hold_placed", "hold_lifted")


def from_the_log(since: datetime | None = None) -> set[Ended]:
    """Everything that ended, as the database of this moment tells it; nothing when there is no such database."""
    from django.db import DatabaseError
    from django.db.models import Q

    from eenheidsbeeld.audit.models import AuditEntry

    entries = AuditEntry.objects.filter(
        Q(event__contains="destroy") | Q(event__in=(*WORDS_GONE, *HOLDS)), is_read=False
    )
    if since is not None:
        entries = entries.filter(at__gt=since)
    try:
        rows = [*entries.values_list("event", "subject_kind", "subject_key", "at")]
    except DatabaseError:
        return set()
    return {Ended(*row) for row in rows}


def from_the_list(folder: Path, since: datetime | None = None) -> set[Ended]:
    path = folder / LIST
    if not path.exists():
        return set()
    read = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    found = {Ended(line["event"], line["kind"], line["key"], datetime.fromisoformat(line["at"])) for line in read}
    return {ended for ended in found if since is None or ended.at > since}


def keep_list(folder: Path, *, now: datetime, keep_days: int) -> int:
    """Write the list anew; what no copy is old enough for any more leaves it."""
    oldest = now - timedelta(days=keep_days + 1)
    known = {ended for ended in from_the_list(folder) | from_the_log(oldest) if ended.at > oldest}
    fresh = folder / f"{LIST}.nieuw"
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{json.dumps(_plain(ended))}\n" for ended in in_order(known)), "utf-8")
    fresh.replace(folder / LIST)
    return len(known)


def _plain(ended: Ended) -> dict[str, str]:
    return asdict(ended) | {"at": ended.at.isoformat()}


def in_order(ended: Iterable[Ended]) -> list[Ended]:
    return sorted(ended, key=lambda one: (one.at, one.event, one.kind, one.key))
