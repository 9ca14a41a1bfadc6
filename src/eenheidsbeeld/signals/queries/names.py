"""Names that were found: reports for the privacy officer, and who read the signal before it was hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import viewer_of
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
    """For the privacy officer; and where none can read the signal, for who brought it in, so that it is not stuck."""
    found = name_reports(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        found = next((one for one in own_reports(viewer) if one.reference == tidy_reference(reference)), None)
    if found is None:
        raise NotThere()
    return found


def own_reports(viewer: Viewer) -> list[NameReport]:
    """Open reports about what this membership brought in itself, that no privacy officer could deal with."""
    if viewer.has_role(Role.PRIVACY_OFFICER.value) or not viewer.has_role(Role.CONTRIBUTOR.value):
        return []
    brought_in = Q(signal__brought_in_by_id=viewer.membership, owner_id=viewer.organisation)
    return _without_officer(brought_in)


def reports_without_officer(viewer: Viewer) -> list[NameReport]:
    """Open reports of the own organisation that wait for a role that nobody has: for who gives roles."""
    return _without_officer(Q(owner_id=viewer.organisation)) if viewer.has_role(Role.ADMINISTRATOR.value) else []


def _without_officer(of: Q) -> list[NameReport]:
    waiting = NameReport.objects.filter(of, settled_at=None).exclude(signal=None)
    rows = waiting.select_related("signal", "owner", "reported_by__organisation").order_by("-reported_at", "-pk")
    read = _read_by_an_officer([one.signal for one in rows if one.signal is not None])
    return [one for one in rows if one.signal_id not in read]


def an_officer_reads(signal: Signal) -> bool:
    """Whether a privacy officer, of the owner or of the bureau of its unit, may read this signal."""
    return signal.pk in _read_by_an_officer([signal])


def _read_by_an_officer(found: list[Signal]) -> set[int]:
    """In a number of questions that grows with the officers, not with the signals."""
    bureau = Q(organisation__kind=OrganisationKind.REGIONAL_BUREAU.value)
    units = Organisation.objects.filter(pk__in={one.owner_id for one in found}).values("unit_code")
    near = Q(organisation__in={one.owner_id for one in found}) | (bureau & Q(organisation__unit_code__in=units))
    officers = Membership.objects.filter(
        near, ended_at=None, person__is_active=True, role_rows__role=Role.PRIVACY_OFFICER.value
    )
    read: set[int] = set()
    for officer in officers.select_related("organisation").prefetch_related("role_rows") if found else ():
        seen = readable(viewer_of(officer)).filter(pk__in=[one.pk for one in found])
        read |= set(seen.values_list("pk", flat=True))
    return read


def readers_of_reported(viewer: Viewer, report: NameReport) -> list[ReaderLine]:
    """Who opened the signal before it was hidden: for the privacy officer who deals with the report."""
    name_report(viewer, report.reference)
    if report.signal is None:
        return []
    readers = audit.first_openings(report.signal, until=report.reported_at)
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
    """The signal of a report, hidden or not, as far as this privacy officer may read it; or who brought it in."""
    looks = viewer
    if any(one.pk == report.pk for one in own_reports(viewer)):
        looks = replace(viewer, roles=viewer.roles | {Role.PRIVACY_OFFICER.value})
    found = readable(looks).filter(pk=report.signal_id or 0).select_related("owner").first()
    return as_read(found) if found is not None else None
