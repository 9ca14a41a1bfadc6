"""Reading the log: what happened to a record, and who read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.audit.rules import Subject, kind_of


@dataclass(frozen=True, slots=True)
class Reader:
    """One reading of one record, by keys; the room that shows it adds the function of the reader."""

    person: int
    membership: int
    organisation: int
    at: datetime


def history_of(subject: Subject) -> QuerySet[AuditEntry]:
    """What was done to this record, oldest first. The caller has already shown that the viewer may see it."""
    return AuditEntry.objects.filter(
        subject_kind=kind_of(subject), subject_key=str(subject.pk), is_read=False
    ).order_by("id")


def opened_by(membership: int, kind: str, *, start: datetime, end: datetime) -> list[tuple[str, datetime]]:
    """Which records of a kind this membership opened between two moments: their keys, oldest first."""
    rows = AuditEntry.objects.filter(
        membership=membership, subject_kind=kind, is_read=True, at__gte=start, at__lt=end
    ).exclude(subject_key="")
    return list(rows.order_by("id").values_list("subject_key", "at"))


def readers_of(subject: Subject) -> list[Reader]:
    """Who opened this record, oldest first."""
    entries = AuditEntry.objects.filter(
        subject_kind=kind_of(subject), subject_key=str(subject.pk), is_read=True
    ).order_by("id")
    return [
        Reader(entry.person, entry.membership, entry.organisation, entry.at)
        for entry in entries
        if entry.person is not None and entry.membership is not None and entry.organisation is not None
    ]


def first_openings(subject: Subject, *, until: datetime) -> list[Reader]:
    """Who had opened this record at a moment: each once, with the first time; what came later does not count."""
    found: dict[int, Reader] = {}
    for reader in readers_of(subject):
        if reader.at <= until:
            found.setdefault(reader.membership, reader)
    return list(found.values())
