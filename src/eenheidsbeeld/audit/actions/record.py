"""Writing to the log: one call, in the same transaction as the change it records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from eenheidsbeeld.audit import rules
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.audit.rules import Subject, kind_of
from eenheidsbeeld.core.bulk import insert_rows
from eenheidsbeeld.core.viewer import Actor, Viewer


def record(
    *,
    event: str,
    subject: Subject,
    by: Actor,
    at: datetime,
    details: Mapping[str, rules.Detail] | None = None,
) -> None:
    """Write what was done, to what, by whom and when. `details` holds keys and states only."""
    insert_rows([AuditEntry(**_entry(event, kind_of(subject), str(subject.pk), by, at, details or {}, False))])


def record_many(
    *,
    event: str,
    kind: str,
    keys: Iterable[object],
    by: Actor,
    at: datetime,
    details: Mapping[str, rules.Detail],
) -> None:
    """The same event for many records of one kind, in one insert."""
    insert_rows([AuditEntry(**_entry(event, kind, str(key), by, at, details, False)) for key in keys])


def record_read(*, subject: Subject, by: Viewer, at: datetime) -> None:
    """Somebody opened one marked record."""
    insert_rows([AuditEntry(**_entry("read", kind_of(subject), str(subject.pk), by, at, _under(by), True))])


def _under(by: Viewer) -> dict[str, rules.Detail]:
    """While a compartment is open without a key, everything that is read is logged under that access."""
    return {"break_glass": [*sorted(by.break_glass)]} if by.break_glass else {}


def record_list(*, kind: str, keys: Iterable[object], filters: Mapping[str, str], by: Viewer, at: datetime) -> None:
    """Somebody saw a list: one row with the filter, the count and a digest of the keys."""
    known = sorted(str(key) for key in keys)
    digest = hashlib.sha256(",".join(known).encode()).hexdigest()
    shown = {name: rules.code_only(value) for name, value in filters.items() if name != "q"}
    details: dict[str, rules.Detail] = {"count": len(known), "digest": digest, "filters": dict(shown), **_under(by)}
    insert_rows([AuditEntry(**_entry("list", kind, digest[:32], by, at, details, True))])


def _entry(
    event: str,
    kind: str,
    key: str,
    by: Actor,
    at: datetime,
    details: Mapping[str, rules.Detail],
    is_read: bool,
) -> dict[str, object]:
    rules.check_details(details)
    if isinstance(by, Viewer):
        actor: tuple[int | None, int | None, int | None, str] = (
            by.person,
            by.membership,
            by.organisation,
            "",
        )
    else:
        actor = (None, None, None, by.name)
    own = rules.entry_hash(
        at=at, event=event, subject_kind=kind, subject_key=key, actor=actor, details=details, is_read=is_read
    )
    return {
        "at": at,
        "event": event,
        "subject_kind": kind,
        "subject_key": key,
        "person": actor[0],
        "membership": actor[1],
        "organisation": actor[2],
        "system": actor[3],
        "details": dict(details),
        "is_read": is_read,
        "own_hash": own,
    }
