"""Data breaches: the register, and for a name in a signal who read it and what it went into."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from eenheidsbeeld.accountability.models import Breach
from eenheidsbeeld.accountability.rules import BREACH_CLOCK, hours_left
from eenheidsbeeld.accounts.queries import functions, organisation_names
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.letters import SUMMARY, mails_naming
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing.models import Edition, Evidence, Receipt, Recipient, RenderedFile
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.models import NameReport
from eenheidsbeeld.situations.models import Attachment

SIGNAL_LISTS = "signals.signal"


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened it, by function."""

    function: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """An edition that leaned on the signal, with its files, its recipients and how often it was opened."""

    edition: Edition
    files: tuple[str, ...]
    recipients: tuple[str, ...]
    opened: int


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail that led to the signal, its situation or an edition; `held_title`: its title stood in the mail."""

    function: str
    at: datetime
    kind: str
    held_title: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a text went before it was hidden. Lists are counted only: the log keeps no rows of a list."""

    readers: tuple[Reading, ...] = ()
    released_to: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    editions: tuple[Held, ...] = field(default=())
    lists: int = 0
    lists_by: tuple[str, ...] = ()
    mails: tuple[Mailed, ...] = ()


def breaches(viewer: Viewer) -> QuerySet[Breach]:
    """The register for this privacy officer: of the own organisation, and at the bureau of the whole unit."""
    if not viewer.has_role(Role.PRIVACY_OFFICER.value):
        return Breach.objects.none()
    mine = Q(organisation_id=viewer.organisation)
    if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value:
        mine |= Q(organisation__unit_code=viewer.unit)
    rows = Breach.objects.filter(mine).select_related("organisation", "opened_by", "name_report")
    return rows.order_by("closed_at", "-discovered_at", "-pk")


def breach(viewer: Viewer, reference: str) -> Breach:
    found = breaches(viewer).filter(reference=tidy_reference(reference)).first()
    if found is None:
        raise NotThere()
    return found


def reports_without_breach(viewer: Viewer) -> list[NameReport]:
    """Reports of a name about which nobody has decided yet whether they are a data breach."""
    found = signals.name_reports(viewer).filter(breach=None).exclude(outcome="no_name")
    return list(found[:50])


@dataclass(frozen=True, slots=True)
class Clock:
    """The 72 hours from discovery (AVG art. 33 lid 1)."""

    ends_at: datetime
    hours_left: int

    @property
    def is_over(self) -> bool:
        return self.hours_left < 0


def clock_of(found: Breach, now: datetime) -> Clock | None:
    """Runs until the supervisor was told, or the breach was closed."""
    if found.closed_at is not None or found.supervisor_told_at is not None:
        return None
    return Clock(found.discovered_at + BREACH_CLOCK, hours_left(found.discovered_at, now))


def spread_of(viewer: Viewer, found: Breach) -> Spread:
    """Who read the signal of this breach, which editions and files lean on it, and which mails led to it.

    An edition leans on it directly, or through a situation to which the signal was ever attached.
    """
    report = breach(viewer, found.reference).name_report
    signal = report.signal if report else None
    if report is None or signal is None:
        return Spread()
    readers = audit.first_openings(signal, until=report.reported_at)
    names = functions(one.membership for one in readers)
    lists = AuditEntry.objects.filter(
        subject_kind=SIGNAL_LISTS, event="list", at__gte=signal.received_at, at__lte=report.reported_at
    )
    organisations = organisation_names(
        key for key in lists.values_list("organisation", flat=True).distinct() if key is not None
    )
    groups = [group.name for wording in signal.wordings.all() for group in wording.scope.groups.all()]
    attached = Attachment.objects.filter(signal_reference=signal.reference).select_related("situation")
    situations = tuple(dict.fromkeys(one.situation.reference for one in attached))
    editions = _held(signal.reference, situations)
    return Spread(
        readers=tuple(Reading(names.get(one.membership, ""), one.at) for one in readers),
        released_to=tuple(dict.fromkeys(groups)),
        situations=situations,
        editions=tuple(editions),
        lists=lists.count(),
        lists_by=tuple(sorted(organisations.values())),
        mails=_mailed(signal.reference, situations, [one.edition.reference for one in editions]),
    )


def _mailed(signal: str, situations: Collection[str], editions: Collection[str]) -> tuple[Mailed, ...]:
    """Every mail that went and named one of these, once for each person and kind of record."""
    wanted = [
        (kind, reference)
        for kind, references in (
            ("signals.signal", [signal]), ("situations.situation", situations), ("publishing.edition", editions),
        )
        for reference in references
    ]  # fmt: skip
    rows = [(kind, one) for kind, ref in wanted for one in mails_naming(kind, ref) if one.sent_at is not None]
    names = functions(one.membership for _kind, one in rows if one.membership is not None)
    return tuple(
        Mailed(names.get(one.membership or 0, ""), one.sent_at, kind, held_title=one.kind == SUMMARY)
        for kind, one in sorted(rows, key=lambda row: (row[1].sent_at, row[1].pk))
        if one.sent_at is not None
    )


def _held(reference: str, situations: Collection[str]) -> list[Held]:
    """Editions never copy the text of a signal, but an editor may have used its words."""
    direct = Q(kind="signal", reference=reference)
    leaning = Evidence.objects.filter(direct | Q(kind="situation", reference__in=situations))
    editions = Edition.objects.filter(pk__in=leaning.values("statement__section__edition_id")).order_by("pk")
    return [
        Held(
            edition,
            tuple(RenderedFile.objects.filter(edition=edition).order_by("pk").values_list("name", flat=True)),
            tuple(
                Recipient.objects.filter(edition=edition).order_by("pk").values_list("organisation__name", flat=True)
            ),
            Receipt.objects.filter(edition=edition).count(),
        )
        for edition in editions
    ]
