"""Placing and lifting a hold, by the privacy officer: on a record, or on an area or a subject with a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accountability import queries
from eenheidsbeeld.accountability.queries import reach
from eenheidsbeeld.accountability.rules import Missing, TooSoon
from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.queries import organisations_of_unit
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.hold_rules import HeldPeriod
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Why:
    """On which ground something is held, the reason in words, and when somebody looks again."""

    ground: HoldGround
    reason: str
    review: date

    def review_at(self, at: datetime) -> datetime:
        moment = datetime.combine(self.review, time(9), DUTCH_TIME)
        if moment <= at:
            raise TooSoon()
        return moment


@transaction.atomic
def hold_record(*, reference: str, why: Why, by: Viewer, at: datetime) -> LegalHold:
    """Hold one record of the own organisation; at the bureau, of the unit."""
    reach.check_officer(by)
    found = reach.own_record(by, reference)
    if found is None:
        raise Missing(_("No record with this reference is there, or it belongs to another organisation."))
    return _place(found[0], str(found[1]), why, by, at)


@transaction.atomic
def hold_period(*, kind: str, period: HeldPeriod, why: Why, by: Viewer, at: datetime) -> LegalHold:
    """Hold what the own organisation has of an area or a subject in a period; at the bureau, what the unit has."""
    reach.check_officer(by)
    return _place(kind, period.key, why, by, at)


def _place(kind: str, key: str, why: Why, by: Viewer, at: datetime) -> LegalHold:
    of_the_unit = reach.is_of_the_bureau(by)
    made = audit.place_hold(
        kind=kind, key=key, ground=why.ground, reason=why.reason, review_at=why.review_at(at),
        organisation=None if of_the_unit else by.organisation, unit=by.unit if of_the_unit else "", by=by, at=at,
    )  # fmt: skip
    _tell(made, by, at)
    return made


def _tell(made: LegalHold, by: Viewer, at: datetime) -> None:
    """The privacy officers of whose records are kept longer, and those of the bureau."""
    here = organisations_of_unit(by.unit)
    if made.organisation is not None:
        here = here.filter(Q(pk=made.organisation) | Q(kind=OrganisationKind.REGIONAL_BUREAU.value))
    accounts.notify_many(
        organisations=sorted(here.values_list("pk", flat=True)), roles=[Role.PRIVACY_OFFICER], kind="hold_placed",
        subject_kind="audit.legalhold", subject_reference=made.reference, at=at,
    )  # fmt: skip


def lift_hold(*, reference: str, by: Viewer, at: datetime) -> LegalHold:
    return audit.lift_hold(hold=queries.hold(by, reference, at).hold, by=by, at=at)
