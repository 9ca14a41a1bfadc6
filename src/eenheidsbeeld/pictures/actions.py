"""What the week itself does: open the edition on its day, remind who is still silent before the deadline."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.outlook.actions import note_claims
from eenheidsbeeld.outlook.actions.claims import ReleasedClaim
from eenheidsbeeld.pictures.sections.contributions import expected_contributions
from eenheidsbeeld.publishing import queries, rules
from eenheidsbeeld.publishing.actions.edit import open_edition
from eenheidsbeeld.publishing.actions.release import release
from eenheidsbeeld.publishing.models import Edition, Publication, PublicationTask, Statement

BEFORE_DEADLINE = timedelta(hours=26)
KIND = "publishing.edition"


@transaction.atomic
def release_edition(*, edition: Edition, by: Viewer, at: datetime) -> Edition:
    """Release the edition, and hand every likelihood word in it over to be scored when its time has come."""
    released = release(edition=edition, by=by, at=at)
    said = Statement.objects.filter(section__edition=released, section__is_on=True).exclude(likelihood="")
    claims = [ReleasedClaim(one.reference, one.likelihood, one.text) for one in said.order_by("pk")]
    note_claims(edition=released, claims=claims, by=by, at=at)
    return released


def open_due_editions(*, by: Actor, at: datetime) -> list[Edition]:
    """Open the edition of this week for each publication whose opening day has come."""
    week = Week.of(at)
    due = [one for one in Publication.objects.filter(ended_at=None) if at >= week.at(one.opens_on, 6)]
    there = set(Edition.objects.filter(week=str(week), number=0).values_list("publication_id", flat=True))
    return [
        open_edition(publication=one, week=week, area_year=week.year, by=by, at=at)
        for one in due
        if one.pk not in there
    ]


@transaction.atomic
def remind_before_deadline(*, by: Actor, at: datetime) -> int:
    """Once, a day before an edition closes: who sent nothing, and which partners have not answered."""
    reminded = 0
    making = Edition.objects.exclude(state__in=[state.value for state in rules.FROZEN]).select_related("publication")
    for edition in making.filter(week=str(Week.of(at)), number=0):
        closes = Week.parse(edition.week).at(edition.publication.closes_on, edition.publication.closes_at_hour)
        if closes - BEFORE_DEADLINE <= at < closes:
            reminded += _remind_silent(edition, at) + _remind_signatories(edition, at)
            if reminded:
                audit.record(event="reminded", subject=edition, by=by, at=at, details={"organisations": reminded})
    return reminded


def _remind_silent(edition: Edition, at: datetime) -> int:
    found = expected_contributions(queries.audience_of(edition.publication.group), edition)
    silent = [one.organisation.pk for one in found if not one.contributed]
    return sum(_remind(organisation, Role.CONTRIBUTOR, "return_missing", edition, at) for organisation in silent)


def _remind_signatories(edition: Edition, at: datetime) -> int:
    parties = edition.sign_offs.filter(agreement=rules.Agreement.ASKED.value).values("party")
    tasks = PublicationTask.objects.filter(publication_id=edition.publication_id, is_editor=False, party__in=parties)
    asked = sorted(set(tasks.values_list("membership__organisation_id", flat=True)))
    return sum(_remind(organisation, Role.SIGNATORY, "answer_missing", edition, at) for organisation in asked)


def _remind(organisation: int, role: Role, kind: str, edition: Edition, at: datetime) -> int:
    """A reminder is given once; whoever ignored it is not nagged every half hour."""
    told = Notice.objects.filter(organisation_id=organisation, kind=kind, subject_reference=edition.reference)
    if told.exists():
        return 0
    accounts.notify(
        organisation=organisation, role=role, kind=kind, subject_kind=KIND, subject_reference=edition.reference, at=at
    )
    return 1
