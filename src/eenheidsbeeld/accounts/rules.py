"""Kinds of organisation, roles, and what a role may do."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    POLICE = "police"
    OM = "om"
    REGIONAL_BUREAU = "regional_bureau"
    KNOWLEDGE_PARTNER = "knowledge_partner"


class Role(StrEnum):
    READER = "reader"
    CONTRIBUTOR = "contributor"
    ANALYST = "analyst"
    EDITOR = "editor"
    SIGNATORY = "signatory"
    ADMINISTRATOR = "administrator"
    PRIVACY_OFFICER = "privacy_officer"


# A role that stands above another: nobody acts on, or gains, a stronger account through a weaker one.
STRENGTH = {
    Role.READER: 0,
    Role.CONTRIBUTOR: 1,
    Role.ANALYST: 2,
    Role.EDITOR: 2,
    Role.SIGNATORY: 3,
    Role.ADMINISTRATOR: 3,
    Role.PRIVACY_OFFICER: 3,
}


class NotYourRole(Refusal):
    """The act belongs to a role that this membership does not have."""

    def __init__(self, *needed: Role) -> None:
        super().__init__(_("This belongs to another role than yours. Ask your administrator."))
        self.needed = needed


def check_role(roles: frozenset[str], *needed: Role) -> None:
    """Raise unless the membership holds one of the roles that the act belongs to."""
    if roles.isdisjoint({role.value for role in needed}):
        raise NotYourRole(*needed)
