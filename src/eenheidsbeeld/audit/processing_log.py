"""The log in the form of the Dutch standard "Logboek dataverwerkingen", as far as its public description goes.

Source: Logius-standaarden/logboek-dataverwerkingen, sections/03-specificaties/02-component-logboek.md (read in
November 2026): trace_id, span_id, status_code, name, start_time, end_time, resource and attributes. What we leave
out, and why: `data_subject_id`, because no record of ours is about a person; `foreign_operation`, because no other
system calls this one yet. [K] whether an organisation must log more is for its data-protection officer to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

from eenheidsbeeld.audit.models import AuditEntry

ACTIVITY = "urn:eenheidsbeeld:verwerking:"
UNSET = "STATUS_CODE_UNSET"


def processing_log(*, start: datetime, end: datetime) -> Iterator[str]:
    """The entries from `start` up to `end`, oldest first, each as one line of JSON."""
    resource = {"attributes": {"service.name": "eenheidsbeeld", "service.version": version("eenheidsbeeld")}}
    for entry in AuditEntry.objects.filter(at__gte=start, at__lt=end).order_by("pk").iterator(2000):
        yield json.dumps(_line(entry, resource), ensure_ascii=False, separators=(",", ":"))


def _line(entry: AuditEntry, resource: dict[str, Any]) -> dict[str, Any]:
    """A change takes one moment, so begin and end are the same. Both identifiers follow from the entry's hash."""
    moment = round(entry.at.timestamp() * 1000)
    return {
        "trace_id": entry.own_hash[:32],
        "span_id": entry.own_hash[32:48],
        "status_code": UNSET,
        "name": entry.event,
        "start_time": moment,
        "end_time": moment,
        "resource": resource,
        "attributes": {
            "dpl.core.processing_activity_id": f"{ACTIVITY}{entry.subject_kind}",
            "eenheidsbeeld.entry": entry.pk,
            "eenheidsbeeld.subject_key": entry.subject_key,
            "eenheidsbeeld.actor": _actor(entry),
            "eenheidsbeeld.is_read": entry.is_read,
        },
    }


def _actor(entry: AuditEntry) -> str:
    return f"membership:{entry.membership}" if entry.membership is not None else f"system:{entry.system}"
