"""Names that were found: reports for the privacy officer, and who read the signal before it was hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import NameReport, Signal
from eenheidsbeeld.signals.queries.reading import as_read, readable


@dataclass(frozen=True, slots=True)
class ReaderLine:
    function: str
    at: datetime


def name_reports(viewer: Viewer) -> QuerySet[NameReport]:
    """Reports that wait for this privacy officer: of the own organisation, and at the bureau those of the unit."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return NameReport.objects.none()
    mine = Q(owner_id=viewer.organisation)
    if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value:
        mine |= Q(owner__unit_code=viewer.unit)
    return (
        NameReport.objects.filter(mine)
        .select_related("signal", "owner", "reported_by__organisation")
        .order_by("settled_at", "-reported_at", "-pk")
    )


def name_report(viewer: Viewer, reference: str) -> NameReport:
    found = name_reports(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def readers_of_reported(viewer: Viewer, report: NameReport) -> list[ReaderLine]:
    """Who opened the signal before it was hidden: for the privacy officer who deals with the report."""
    name_report(viewer, report.reference)
    if report.signal is None:
        return []
    readers = audit.readers_of(report.signal)
    names = functions(reader.membership for reader in readers)
    return [ReaderLine(names.get(reader.membership, ""), reader.at) for reader in readers]


def words_pointed_at(viewer: Viewer, report: NameReport) -> list[str]:
    """The words that the reporter pointed at, as far as this privacy officer reads them too.

    Kept are places in the text; when the text changed since, they say nothing.
    """
    read, kept = reported_signal(viewer, report), report.pointed_at
    if read is None or not kept:
        return []
    text = Signal.objects.values_list("released_text" if kept["released"] else "text", flat=True).get(pk=read.pk)
    if len(text) != kept["length"]:
        return []
    shown = read.shown_text  # type: ignore[attr-defined]
    words = dict.fromkeys(text[start:end] for start, end in kept["spans"])
    return [word for word in words if word in shown]


def reported_signal(viewer: Viewer, report: NameReport) -> Signal | None:
    """The signal of a report, hidden or not, as far as this privacy officer may read it."""
    found = readable(viewer).filter(pk=report.signal_id or 0).select_related("owner").first()
    return as_read(found) if found is not None else None
