"""Joining and leaving: organisations, people, memberships and roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.actions.sign_ins import end_sign_ins
from eenheidsbeeld.accounts.mail_rules import check_domains
from eenheidsbeeld.accounts.models import Membership, MembershipRole, Notice, Organisation, Person
from eenheidsbeeld.accounts.notice_mail import mail_follows
from eenheidsbeeld.accounts.rules import EndedWhy, OrganisationKind, Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer


@transaction.atomic
def join_organisation(
    *,
    slug: str,
    name: str,
    kind: OrganisationKind,
    unit_code: str,
    area_code: str,
    legal_task: str,
    by: Actor,
    at: datetime,
    duty_phone: str = "",
    mail_domains: str = "",
) -> Organisation:
    """Let an organisation with a legal task take part."""
    if not legal_task.strip():
        raise ValueError("an organisation takes part for a legal task; say which")
    organisation = Organisation.objects.create(
        slug=slug,
        name=name,
        kind=kind.value,
        unit_code=unit_code,
        area_code=area_code,
        legal_task=legal_task,
        duty_phone=duty_phone,
        mail_domains=check_domains(mail_domains),
        joined_at=at,
    )
    audit.record(event="organisation_joined", subject=organisation, by=by, at=at, details={"kind": kind.value})
    return organisation


@transaction.atomic
def add_person(*, email: str, display_name: str, password: str | None, by: Actor, at: datetime) -> Person:
    """Make an account that can sign in; without a password only single sign-on works."""
    person = Person.objects.create_user(email, password, display_name=display_name, joined_at=at)
    audit.record(event="person_added", subject=person, by=by, at=at)
    return person


@transaction.atomic
def start_membership(
    *,
    person: Person,
    organisation: Organisation,
    function: str,
    roles: Collection[Role],
    by: Actor,
    at: datetime,
) -> Membership:
    """Give a person a function and roles in an organisation."""
    membership = Membership.objects.create(person=person, organisation=organisation, function=function, started_at=at)
    MembershipRole.objects.bulk_create(
        MembershipRole(membership=membership, role=role.value) for role in sorted(set(roles))
    )
    details: dict[str, object] = {"roles": sorted(role.value for role in roles)}
    audit.record(event="membership_started", subject=membership, by=by, at=at, details=details)  # type: ignore[arg-type]
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Actor, at: datetime) -> Membership:
    """End a membership: from this moment it opens nothing. Who works nowhere any more has no account any more."""
    membership.ended_at = at
    membership.save(update_fields=["ended_at"])
    audit.record(event="membership_ended", subject=membership, by=by, at=at)
    end_sign_ins(person=membership.person_id, why=EndedWhy.MEMBERSHIP, by=by, at=at)
    person = membership.person
    if not person.memberships.filter(ended_at=None).exists():
        person.is_active, person.left_at = False, at
        person.save(update_fields=["is_active", "left_at"])
        audit.record(event="account_closed", subject=person, by=by, at=at)
    return membership


@transaction.atomic
def note_visit(*, by: Viewer, at: datetime) -> None:
    """Remember when this membership was here before, so the start page can say what changed since."""
    membership = Membership.objects.select_for_update().get(pk=by.membership)
    membership.previous_seen_at, membership.last_seen_at = membership.last_seen_at, at
    membership.save(update_fields=["previous_seen_at", "last_seen_at"])


@transaction.atomic
def notify(
    *, organisation: int, role: Role, kind: str, subject_kind: str, subject_reference: str, at: datetime
) -> Notice:
    """Put something before everyone with this role in an organisation, until one of them has seen it."""
    made = Notice.objects.create(
        organisation_id=organisation,
        role=role.value,
        kind=kind,
        subject_kind=subject_kind,
        subject_reference=subject_reference,
        at=at,
    )
    mail_follows([made])
    return made


@transaction.atomic
def notify_many(
    *, organisations: Iterable[int], roles: Iterable[Role], kind: str, subject_kind: str, subject_reference: str,
    at: datetime,
) -> list[Notice]:  # fmt: skip
    """The same before everyone with one of these roles in each of these organisations, in one insert."""
    wanted = [(organisation, role) for organisation in organisations for role in roles]
    made = Notice.objects.bulk_create(
        Notice(
            organisation_id=organisation, role=role.value, kind=kind, subject_kind=subject_kind,
            subject_reference=subject_reference, at=at,
        )
        for organisation, role in wanted
    )  # fmt: skip
    mail_follows(made)
    return made


@transaction.atomic
def mark_notice_seen(*, notice: int, by: Viewer, at: datetime) -> None:
    Notice.objects.filter(pk=notice, organisation_id=by.organisation, role__in=by.roles, seen_at=None).update(
        seen_at=at, seen_by_id=by.membership
    )
