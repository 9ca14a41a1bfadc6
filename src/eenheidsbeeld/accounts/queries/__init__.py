"""Reading organisations and memberships. Who works where is known to every participant; subjects are never here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.models import Membership, Notice, Organisation, Person, SignIn
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.core.viewer import Viewer


def running_memberships(person: Person) -> list[Membership]:
    """The memberships a person may sign in with, by function."""
    return list(
        person.memberships.filter(ended_at=None, organisation__left_at=None)
        .select_related("organisation")
        .prefetch_related("role_rows")
        .order_by("function", "id")
    )


def organisations_of_unit(unit: str) -> QuerySet[Organisation]:
    return Organisation.objects.filter(unit_code=unit, left_at=None).order_by("name", "id")


def members_with(organisation: int, role: Role) -> QuerySet[Membership]:
    """Who holds this role in an organisation now."""
    return Membership.objects.filter(
        organisation_id=organisation, ended_at=None, person__is_active=True, role_rows__role=role.value
    )


def organisation_names(keys: Iterable[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def has_analyst(organisations: Iterable[int]) -> bool:
    """Whether somebody in these organisations works as an analyst: without one nobody picks a signal up."""
    rows = Membership.objects.filter(ended_at=None, organisation__in=set(organisations))
    return rows.filter(role_rows__role=Role.ANALYST.value).exists()


def functions(memberships: Iterable[int]) -> dict[int, str]:
    """The function and organisation behind membership keys: how people are shown to each other."""
    rows = Membership.objects.filter(pk__in=set(memberships)).select_related("organisation")
    return {row.pk: f"{row.function}, {row.organisation.name}" for row in rows}


def municipality_of(area_code: str) -> Organisation | None:
    return Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY.value, area_code=area_code, left_at=None
    ).first()


def members_with_role(organisations: Collection[int], *roles: str) -> QuerySet[Membership]:
    """Running memberships in these organisations that hold one of the roles."""
    return (
        Membership.objects.filter(
            Q(role_rows__role__in=roles),
            organisation_id__in=organisations,
            ended_at=None,
            person__is_active=True,
        )
        .select_related("organisation", "person")
        .distinct()
        .order_by("organisation__name", "function", "id")
    )


def notices_waiting(viewer: Viewer) -> QuerySet[Notice]:
    """What waits for this viewer's roles in the own organisation, newest first."""
    return Notice.objects.filter(organisation_id=viewer.organisation, role__in=viewer.roles, seen_at=None).order_by(
        "-at", "-id"
    )


def sign_ins_of(person: Person) -> list[SignIn]:
    """Where somebody is signed in now, the latest first."""
    return list(person.sign_ins.filter(ended_at=None).order_by("-last_active_at", "-id"))


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody can sign in, and what their second step is."""

    password: bool
    app: bool
    keys: int
    spare_codes: bool

    @property
    def has_second_step(self) -> bool:
        return self.app or self.keys > 0


def ways_of_signing_in(person: Person) -> Ways:
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return Ways(
        password=person.has_usable_password(),
        app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        spare_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )
