"""A data breach from discovery to closing: what is known, what was decided, who was told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability import queries, rules
from eenheidsbeeld.accountability.models import Breach
from eenheidsbeeld.accountability.rules import BreachKind, Missing, Risk, Settled, Told
from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.queries import organisations_of_unit
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import queries as signals


@transaction.atomic
def open_breach(*, kind: BreachKind, discovered_at: datetime, by: Viewer, at: datetime) -> Breach:
    """Start the file of a data breach; the clock runs from the moment it was discovered."""
    check_role(by.roles, Role.PRIVACY_OFFICER)
    _check_moment(discovered_at, at)
    made = Breach.objects.create(
        organisation_id=by.organisation, kind=kind.value, discovered_at=discovered_at, opened_by_id=by.membership,
        opened_at=at,
    )  # fmt: skip
    audit.record(event="breach_opened", subject=made, by=by, at=at, details={"kind": kind.value})
    _tell(made, "breach", at)
    return made


@transaction.atomic
def open_breach_of_report(*, report: str, by: Viewer, at: datetime) -> Breach:
    """A report of a name becomes a data breach; it was discovered when somebody reported it."""
    check_role(by.roles, Role.PRIVACY_OFFICER)
    found = signals.name_report(by, report)
    made, is_new = Breach.objects.get_or_create(
        name_report=found,
        defaults={
            "organisation": found.owner, "kind": BreachKind.NAME_IN_TEXT.value, "discovered_at": found.reported_at,
            "opened_by_id": by.membership, "opened_at": at,
        },
    )  # fmt: skip
    if is_new:
        audit.record(event="breach_opened", subject=made, by=by, at=at, details={"report": found.reference})
        _tell(made, "breach", at)
    return made


def remind_of_breaches(*, at: datetime) -> int:
    """Tell the privacy officers when a day, two days and all of the 72 hours have gone by; each once."""
    running = Breach.objects.filter(closed_at=None, supervisor_told_at=None).exclude(supervisor=Told.NO.value)
    return sum(_remind(found.pk, at) for found in running.order_by("pk"))


@transaction.atomic
def _remind(breach: int, at: datetime) -> bool:
    found = Breach.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=breach)
    hours = rules.reminder_due(found.discovered_at, at)
    if hours is None or found.reminded_after >= hours:
        return False
    found.reminded_after = hours
    found.save(update_fields=["reminded_after"])
    _tell(found, f"breach_{hours}", at)
    return True


def _tell(found: Breach, kind: str, at: datetime) -> None:
    """The privacy officers of the organisation itself and of the unit's bureau."""
    bureaus = organisations_of_unit(found.organisation.unit_code).filter(kind=OrganisationKind.REGIONAL_BUREAU.value)
    accounts.notify_many(
        organisations=sorted({found.organisation_id, *bureaus.values_list("pk", flat=True)}),
        roles=[Role.PRIVACY_OFFICER], kind=kind, subject_kind="accountability.breach",
        subject_reference=found.reference, at=at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is known of a breach and what was decided about it."""

    what_happened: str
    consequences: str
    measures: str
    people_count: int | None
    risk: Risk | None
    supervisor: Told
    people: Told
    reason: str


@transaction.atomic
def assess_breach(*, reference: str, assessment: Assessment, by: Viewer, at: datetime) -> Breach:
    """Write down what is known and decided so far; while the clock runs a part of it can be kept."""
    found = _for_change(reference, by)
    if assessment.risk is not None and Told.UNDECIDED not in (assessment.supervisor, assessment.people):
        rules.check_decision(
            risk=assessment.risk, supervisor=assessment.supervisor, people=assessment.people, reason=assessment.reason
        )
    for name, value in asdict(assessment).items():
        setattr(found, name, value)
    found.risk = assessment.risk or ""
    found.save()
    details = {
        "risk": found.risk, "supervisor": assessment.supervisor.value, "people": assessment.people.value,
    }  # fmt: skip
    audit.record(event="breach_assessed", subject=found, by=by, at=at, details=details)
    return found


@transaction.atomic
def note_told(*, reference: str, whom: str, by: Viewer, at: datetime) -> Breach:
    """The supervisor, or the people themselves, were told now."""
    found = _for_change(reference, by)
    field = {"supervisor": "supervisor_told_at", "people": "people_told_at"}[whom]
    if getattr(found, field) is not None:
        raise Settled()
    setattr(found, field, at)
    setattr(found, whom, Told.YES.value)
    found.save()
    audit.record(event="breach_told", subject=found, by=by, at=at, details={"whom": whom})
    return found


@transaction.atomic
def close_breach(*, reference: str, by: Viewer, at: datetime) -> Breach:
    """The file is complete: decided, told where that was decided, measures written down."""
    found = _for_change(reference, by)
    if not found.risk:
        raise Missing(_("Say how high the risk for people is."))
    rules.check_decision(
        risk=Risk(found.risk), supervisor=Told(found.supervisor), people=Told(found.people),
        reason=found.reason,
    )  # fmt: skip
    for wanted, told in ((found.supervisor, found.supervisor_told_at), (found.people, found.people_told_at)):
        if wanted == Told.YES and told is None:
            raise Missing(_("You decided to tell them, and have not noted that it was done."))
    if not found.measures.strip():
        raise Missing(_("Say which measures were taken."))
    found.closed_at, found.closed_by_id = at, by.membership
    found.save(update_fields=["closed_at", "closed_by"])
    audit.record(event="breach_closed", subject=found, by=by, at=at)
    return found


def _for_change(reference: str, by: Viewer) -> Breach:
    found = queries.breach(by, reference)
    found = Breach.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.closed_at is not None:
        raise Settled()
    return found


def _check_moment(discovered_at: datetime, at: datetime) -> None:
    if discovered_at > at:
        raise Missing(_("The moment of discovery lies in the future."))
