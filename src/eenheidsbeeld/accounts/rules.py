"""Kinds of organisation, roles, and what a role may do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Reason, Refusal


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


# --- Signed in, and for how long -------------------------------------------------------------------------------


class Device(StrEnum):
    COMPUTER = "computer"
    PHONE = "phone"
    TABLET = "tablet"
    OTHER = "other"


class EndedWhy(StrEnum):
    SIGNED_OUT = "signed_out"
    IDLE = "idle"
    TOO_LONG = "too_long"
    EVERYWHERE = "everywhere"
    PASSWORD = "password"  # noqa: S105
    ROLES = "roles"
    MEMBERSHIP = "membership"
    SECOND_FACTOR = "second_factor"
    ADMINISTRATOR = "administrator"


def device_of(user_agent: str) -> Device:
    """The kind of device and no more; who reads the list knows which of the two phones is theirs."""
    said = user_agent.lower()
    if "ipad" in said or "tablet" in said or ("android" in said and "mobile" not in said):
        return Device.TABLET
    if "mobi" in said or "iphone" in said:
        return Device.PHONE
    if "windows" in said or "macintosh" in said or "linux" in said or "cros" in said:
        return Device.COMPUTER
    return Device.OTHER


def why_over(*, started: datetime, last_active: datetime, at: datetime, idle: timedelta, longest: timedelta) -> str:
    """Why a sign-in is over at this moment; empty while it runs."""
    if at - last_active >= idle:
        return EndedWhy.IDLE
    return EndedWhy.TOO_LONG if at - started >= longest else ""


# --- Too many attempts -----------------------------------------------------------------------------------------

# An account is closed to guesses after a few; an address only after many, since a whole town hall shares one.
WINDOW = timedelta(minutes=15)
MOST_PER_ACCOUNT = 8
MOST_PER_ADDRESS = 60
# A reference holds fifty random bits and is asked for with rights; who makes them up is stopped all the same.
MOST_NOT_THERE = 60


class TooManyAttempts(Refusal):
    """Signing in, a code or a key failed too often, for this account or from this address."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Signing in failed too often. Wait fifteen minutes and try again. It opens by itself; "
                "the administrator of your organisation can open it sooner."
            )
        )


class AskedTooOften(Refusal):
    """Too many pages or links were asked for that are not there, by one person or from one address."""

    def __init__(self) -> None:
        super().__init__(_("Too many pages were asked for that are not there. Wait fifteen minutes and try again."))


# --- Running accounts: who may do what to whom -----------------------------------------------------------------
#
# An administrator acts inside one organisation, on accounts weaker than an administrator. What is as strong
# (signatory, administrator, privacy officer) takes a second administrator, for taking as well as for giving:
# who could remove the other administrators alone would be the only one left, and who could give "signatory"
# alone could sign through a second account. Considered and not chosen: a stronger role above administrators.
# That person would then be the one whose account is worth stealing, and nobody would stand beside it.
#
# The second person is another administrator of the organisation. A small municipality has one administrator;
# then an administrator of the regional bureau of the unit agrees. The bureau's own second is whoever runs the
# installation, on the command line.
#
# Password and second factor belong to a person, not to a place. Somebody who also works elsewhere would be
# taken over there, by an administrator who has no say there; so an organisation resets neither, alone or together.
# Who is invited is known to the inviter alone: the address may be another one of the inviter. So nobody gains a role
# through it that the inviter does not have, such as reading what an administrator does not read, without a second
# look. An address that another organisation announced is known to somebody else too.
# What somebody is trusted with beyond the roles, such as a key of a compartment, counts for these two acts as a
# strong role: no administrator gives that key to oneself, nor takes it by taking the account over.
# Ending sign-ins and lifting a lock are never kept waiting: both can be undone by the person, by signing in.


class Act(StrEnum):
    INVITE = "invite"
    CHANGE_FUNCTION = "change_function"
    CHANGE_ROLES = "change_roles"
    END_MEMBERSHIP = "end_membership"
    END_SIGN_INS = "end_sign_ins"
    LIFT_LOCKOUT = "lift_lockout"
    NEW_PASSWORD = "new_password"  # noqa: S105
    RESET_SECOND_FACTOR = "reset_second_factor"


class Answer(StrEnum):
    ALONE = "alone"
    WITH_SECOND = "with_second"
    NOT = "not"


NEVER_KEPT_WAITING = frozenset({Act.END_SIGN_INS, Act.LIFT_LOCKOUT})
ON_CREDENTIALS = frozenset({Act.NEW_PASSWORD, Act.RESET_SECOND_FACTOR})


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides what an administrator may do, or what may be done to somebody."""

    person: int
    organisation: int
    unit: str
    kind: str
    roles: frozenset[str]
    works_elsewhere: bool = False
    opens_more: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    answer: Answer
    reason: Reason = ""


class NotOnThisAccount(Refusal):
    """The act would reach an account that is out of this administrator's hands; the reason says why."""


def strength(roles: Collection[str]) -> int:
    """How strong an account is: as strong as its strongest role."""
    return max((STRENGTH[Role(role)] for role in roles), default=0)


def decide(
    act: Act, *, by: Standing, on: Standing, giving: Collection[str] = (), is_announced: bool = False
) -> Decision:
    """Whether this administrator may do this, alone or with a second one; and when not, why not."""
    own = STRENGTH[Role.ADMINISTRATOR]
    if Role.ADMINISTRATOR not in by.roles or by.organisation != on.organisation:
        return Decision(Answer.NOT, _("This account is not in your hands."))
    if by.person == on.person:
        return Decision(Answer.NOT, _("You cannot do this to your own account. Ask another administrator."))
    reached = max(strength(on.roles), strength(giving))
    if reached > own:
        return Decision(Answer.NOT, _("This account is stronger than yours."))
    if act in ON_CREDENTIALS and on.works_elsewhere:
        return Decision(
            Answer.NOT,
            _(
                "This person also works for another organisation. A new password or second step would reach there "
                "as well. Ask whoever runs this installation."
            ),
        )
    if act in ON_CREDENTIALS and on.opens_more:
        reached = own
    gains = act == Act.INVITE and not is_announced and not set(giving) <= by.roles
    alone = act in NEVER_KEPT_WAITING or (reached < own and not gains)
    return Decision(Answer.ALONE if alone else Answer.WITH_SECOND)


def may_be_second(by: Standing, *, asked_by: int, on: Standing, another_there: bool) -> bool:
    """Whether this administrator may agree to what another asked.

    `another_there`: the organisation has an administrator beside who asked and whom it is about.
    """
    if Role.ADMINISTRATOR not in by.roles or by.person in (asked_by, on.person):
        return False
    if by.organisation == on.organisation:
        return True
    return not another_there and by.kind == OrganisationKind.REGIONAL_BUREAU and by.unit == on.unit


def check_handing_over(roles: Collection[str], *, opens_more: bool = False) -> None:
    """Raise when a link for these roles is not for an administrator to see: it would let one person in as another."""
    if opens_more or strength(roles) >= STRENGTH[Role.ADMINISTRATOR]:
        raise NotOnThisAccount(
            _(
                "For this account an administrator does not get to see the link. Whoever runs this installation "
                "gives it to the person: eenheidsbeeld accounts link --email …"
            )
        )


class LastAdministrator(Refusal):
    """Without an administrator nobody could be let in or helped any more."""

    def __init__(self) -> None:
        super().__init__(_("This is the last administrator of the organisation. Make another one first."))
