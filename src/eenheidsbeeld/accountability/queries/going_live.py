"""What has to be confirmed before production opens, what was confirmed by whom, and whether that is all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from eenheidsbeeld.accountability.models import Confirmation, ControllerDetails
from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.rules import KEEPERS, missing_items
from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list. `passes` is None when the software cannot tell."""

    key: str
    title: str
    about: str
    role: Role
    passes: bool | None
    confirmation: Confirmation | None
    function: str
    may_confirm: bool


def is_open() -> bool:
    """Whether every item is confirmed; asked on each request in production, so one small question."""
    confirmed = Confirmation.objects.filter(withdrawn_at=None).values_list("item", flat=True)
    return not missing_items(item_keys(), list(confirmed))


def item_keys() -> list[str]:
    return [one["key"] for one in official_text("livegang")["item"]]


def items(viewer: Viewer) -> list[Item]:
    """The list in its order, as this keeper may act on it."""
    check_role(viewer.roles, *KEEPERS)
    running = {one.item: one for one in Confirmation.objects.filter(withdrawn_at=None)}
    names = functions(one.by_id for one in running.values())
    found = []
    for one in official_text("livegang")["item"]:
        confirmation, check = running.get(one["key"]), one.get("check", "")
        role = Role(one["role"])
        found.append(
            Item(
                one["key"], one["title"], one["about"], role,
                CHECKS[check](viewer) if check else None,
                confirmation, names.get(confirmation.by_id, "") if confirmation else "",
                may_confirm=_is_of_the_bureau(viewer) and viewer.has_role(role.value),
            )
        )  # fmt: skip
    return found


def item(viewer: Viewer, key: str) -> Item:
    found = next((one for one in items(viewer) if one.key == key), None)
    if found is None:
        raise NotThere()
    return found


def history(viewer: Viewer, key: str) -> list[tuple[Confirmation, str, str]]:
    """Earlier confirmations of an item that were withdrawn, with both functions; newest first."""
    check_role(viewer.roles, *KEEPERS)
    rows = list(Confirmation.objects.filter(item=key).exclude(withdrawn_at=None).order_by("-withdrawn_at", "-id"))
    names = functions(
        [one.by_id for one in rows] + [one.withdrawn_by_id for one in rows if one.withdrawn_by_id is not None]
    )
    return [(one, names.get(one.by_id, ""), names.get(one.withdrawn_by_id or 0, "")) for one in rows]


def _is_of_the_bureau(viewer: Viewer) -> bool:
    """The bureau runs the installation for all; a partner looks on."""
    return viewer.organisation_kind == OrganisationKind.REGIONAL_BUREAU.value


# --- What the software can see for itself ---------------------------------------------------------------------


def _keepers_of(viewer: Viewer, *roles: Role) -> set[int]:
    running = Membership.objects.filter(organisation__unit_code=viewer.unit, ended_at=None, person__is_active=True)
    return set(running.filter(role_rows__role__in=[one.value for one in roles]).values_list("person_id", flat=True))


def _controller_known(viewer: Viewer) -> bool:
    return ControllerDetails.objects.filter(organisation_id=viewer.organisation).exists()


def _roles_held(viewer: Viewer) -> bool:
    """At least one of each, and not the same people."""
    administrators = _keepers_of(viewer, Role.ADMINISTRATOR)
    officers = _keepers_of(viewer, Role.PRIVACY_OFFICER)
    return bool(administrators and officers) and not administrators & officers


def _second_factor_set(viewer: Viewer) -> bool:
    keepers = _keepers_of(viewer, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER)
    with_one = Authenticator.objects.filter(user_id__in=keepers).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(keepers) and keepers == set(with_one.values_list("user_id", flat=True))


CHECKS: dict[str, Callable[[Viewer], bool]] = {
    "controller_known": _controller_known,
    "roles_held": _roles_held,
    "second_factor_set": _second_factor_set,
}
