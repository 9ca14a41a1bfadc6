"""People of the own organisation, for its administrators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from eenheidsbeeld.accounts.mail_rules import is_own_address
from eenheidsbeeld.accounts.models import Invitation, Membership, Organisation, PasswordLink, ProposedAct
from eenheidsbeeld.accounts.queries.attempts import is_locked
from eenheidsbeeld.accounts.rules import Act, Decision, OrganisationKind, Role, Standing, check_role, decide
from eenheidsbeeld.accounts.trusted import opens_more
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PersonHere:
    """One membership as its administrator sees it: function and roles, and whether signing in is in order."""

    membership: Membership
    roles: list[Role]
    has_second_factor: bool
    signed_in: int
    is_locked: bool
    works_elsewhere: bool
    is_self: bool
    has_password_link: bool = False


def people_here(viewer: Viewer, *, at: datetime) -> list[PersonHere]:
    """Everyone with a running function in the organisation of this administrator."""
    check_role(viewer.roles, Role.ADMINISTRATOR)
    rows = _running(viewer.organisation).order_by("function", "id")
    return _described(rows, viewer, at)


def person_here(viewer: Viewer, reference: str, *, at: datetime) -> PersonHere:
    found = _described([member_for_change(viewer, reference)], viewer, at)
    return found[0]


def member_for_change(viewer: Viewer, reference: str) -> Membership:
    """A running membership of the own organisation; elsewhere and not there answer alike."""
    check_role(viewer.roles, Role.ADMINISTRATOR)
    found = _running(viewer.organisation).filter(reference=reference).first()
    if found is None:
        raise NotThere()
    return found


def _running(organisation: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(organisation_id=organisation, ended_at=None)
    return rows.select_related("person", "organisation").prefetch_related("role_rows")


def _described(rows: Iterable[Membership], viewer: Viewer, at: datetime) -> list[PersonHere]:
    members = list(rows)
    persons = [member.person_id for member in members]
    proved = set(Authenticator.objects.filter(user_id__in=persons).values_list("user_id", flat=True))
    elsewhere = set(
        Membership.objects.filter(person_id__in=persons, ended_at=None)
        .exclude(organisation_id=viewer.organisation)
        .values_list("person_id", flat=True)
    )
    return [
        PersonHere(
            membership=member,
            roles=sorted((Role(row.role) for row in member.role_rows.all()), key=list(Role).index),
            has_second_factor=member.person_id in proved,
            signed_in=member.person.sign_ins.filter(ended_at=None).count(),
            is_locked=is_locked(member.person.email, at=at),
            works_elsewhere=member.person_id in elsewhere,
            is_self=member.person_id == viewer.person,
            has_password_link=open_password_link(member, at) is not None,
        )
        for member in members
    ]


def outside_the_domains(viewer: Viewer) -> list[Membership]:
    """Members of the own organisation whose address is not one of its own: they get the bare notice."""
    check_role(viewer.roles, Role.ADMINISTRATOR)
    here = _running(viewer.organisation).order_by("function", "id")
    return [one for one in here if not is_own_address(one.person.email, one.organisation.mail_domains)]


def standing_of(membership: Membership) -> Standing:
    """All that the rules ask about somebody; everything read anew, so that a stale page decides nothing."""
    others = Membership.objects.filter(person_id=membership.person_id, ended_at=None, organisation__left_at=None)
    return Standing(
        person=membership.person_id,
        organisation=membership.organisation_id,
        unit=membership.organisation.unit_code,
        kind=membership.organisation.kind,
        roles=frozenset(membership.role_rows.values_list("role", flat=True)),
        works_elsewhere=others.exclude(organisation_id=membership.organisation_id).exists(),
        opens_more=opens_more(membership.pk),
    )


def standing_here(by: Viewer) -> Standing:
    """The acting administrator, from the database: the viewer was built when the request began."""
    return standing_of(Membership.objects.select_related("organisation").get(pk=by.membership, ended_at=None))


def open_password_link(membership: Membership, at: datetime) -> PasswordLink | None:
    """The link by which this person can choose a new password now."""
    found = membership.person.password_links.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)
    return found.exclude(token_digest="").order_by("-asked_at", "-pk").first()


def standing_of_invited(invitation: Invitation) -> Standing:
    """Somebody who is not here yet: no roles, and no person that anybody is."""
    organisation = invitation.organisation
    return Standing(person=0, organisation=organisation.pk, unit=organisation.unit_code, kind=organisation.kind,
                    roles=frozenset())  # fmt: skip


def what_may_be_done(viewer: Viewer, membership: Membership) -> dict[str, Decision]:
    """For each act whether this administrator may do it; shown beside its button, decided again by the action."""
    by = standing_of(Membership.objects.select_related("organisation").get(pk=viewer.membership))
    on = standing_of(membership)
    return {act.value: decide(act, by=by, on=on) for act in Act}


def administrators_of(organisation: int, *, but: Iterable[int] = ()) -> QuerySet[Membership]:
    """Running administrators of an organisation, without these persons."""
    return Membership.objects.filter(
        organisation_id=organisation, ended_at=None, person__is_active=True,
        role_rows__role=Role.ADMINISTRATOR.value,
    ).exclude(person_id__in=list(but))  # fmt: skip


def invitations_waiting(viewer: Viewer) -> list[Invitation]:
    check_role(viewer.roles, Role.ADMINISTRATOR)
    rows = Invitation.objects.filter(organisation_id=viewer.organisation, used_at=None, withdrawn_at=None)
    return list(rows.select_related("announced_by").order_by("-invited_at", "-id"))


def invitation_for_change(viewer: Viewer, reference: str) -> Invitation:
    check_role(viewer.roles, Role.ADMINISTRATOR)
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(
        organisation_id=viewer.organisation, reference=reference, used_at=None, withdrawn_at=None
    ).first()
    if found is None:
        raise NotThere()
    return found


def proposals_to_answer(viewer: Viewer) -> list[ProposedAct]:
    """What waits for a second administrator: the own organisation, and for a bureau where one stands alone."""
    check_role(viewer.roles, Role.ADMINISTRATOR)
    rows = ProposedAct.objects.filter(answered_at=None, organisation__unit_code=viewer.unit)
    if viewer.organisation_kind != OrganisationKind.REGIONAL_BUREAU:
        rows = rows.filter(organisation_id=viewer.organisation)
    found = rows.select_related(
        "organisation", "membership__person", "membership__organisation", "invitation__organisation",
        "asked_by__person", "asked_by__organisation", "moves_to",
    ).order_by("asked_at", "id")  # fmt: skip
    return [
        one for one in found
        if one.organisation_id == viewer.organisation or not has_another_administrator(one)
    ]  # fmt: skip


def has_another_administrator(proposal: ProposedAct) -> bool:
    """Whether the organisation has an administrator beside who asked and whom it is about."""
    about = proposal.membership.person_id if proposal.membership else 0
    return administrators_of(proposal.organisation_id, but=[proposal.asked_by.person_id, about]).exists()


def who_is_second(viewer: Viewer) -> str:
    """Who agrees to what this administrator asks: a colleague, else the bureau, else who runs the installation."""
    if administrators_of(viewer.organisation, but=[viewer.person]).exists():
        return "colleague"
    return "installation" if viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU else "bureau"


def organisations_to_move_to(viewer: Viewer) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(unit_code=viewer.unit, left_at=None).exclude(pk=viewer.organisation)
    return rows.order_by("name", "id")
