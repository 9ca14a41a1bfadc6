"""The clock and the decisions of a data breach, and which confirmations open production."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.refusals import Refusal

KEEPERS = (Role.PRIVACY_OFFICER, Role.ADMINISTRATOR)
BREACH_CLOCK = timedelta(hours=72)


class Settled(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This was already settled. Open the page again to see how it stands."))


class Missing(Refusal):
    """Something has to be said or decided first; the reason says what."""


class TooSoon(Missing):
    """Whoever holds something says on which day in the future somebody looks again."""

    def __init__(self) -> None:
        super().__init__(_("Choose a day in the future to look at this again."))


# --- Going live ------------------------------------------------------------------------------------------


def missing_items(wanted: Collection[str], confirmed: Collection[str]) -> list[str]:
    """What still has to be confirmed, in the order of the list."""
    done = set(confirmed)
    return [key for key in wanted if key not in done]


# --- Data breach (AVG art. 33 and 34) --------------------------------------------------------------------


class BreachKind(StrEnum):
    NAME_IN_TEXT = "name_in_text"
    WRONG_READER = "wrong_reader"
    LOST_DEVICE = "lost_device"
    BREAK_IN = "break_in"
    OTHER = "other"


class Risk(StrEnum):
    UNLIKELY = "unlikely"
    RISK = "risk"
    HIGH = "high"


class Told(StrEnum):
    """Whether the supervisor, or the people themselves, are told."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


def may_stay_untold(risk: Risk) -> bool:
    """Only when a risk for people is unlikely does the supervisor need no notification (AVG art. 33 lid 1)."""
    return risk == Risk.UNLIKELY


def check_decision(*, risk: Risk, supervisor: Told, people: Told, reason: str) -> None:
    """Raise unless the decision fits the risk, and a choice not to tell has its reason."""
    if Told.UNDECIDED in (supervisor, people):
        raise Missing(_("Decide whether the supervisor and the people themselves are told."))
    if supervisor == Told.NO and not may_stay_untold(risk):
        raise Missing(_("With a risk for people the supervisor must be told. Choose a lower risk only with reason."))
    if risk == Risk.HIGH and people == Told.NO and not reason.strip():
        raise Missing(_("With a high risk people are told, unless you say which exception holds."))
    if not reason.strip():
        raise Missing(_("Say why you decided this. The register of breaches keeps it."))


def hours_left(discovered_at: datetime, now: datetime) -> int:
    """Whole hours until the 72 hours are over; negative when they are."""
    return int((discovered_at + BREACH_CLOCK - now).total_seconds() // 3600)


# When the privacy officers are reminded of a clock that still runs, in hours after the discovery.
REMINDED_AFTER = (24, 48, 72)


def reminder_due(discovered_at: datetime, now: datetime) -> int | None:
    """The latest of the moments that have come, in hours; None while not one has. Earlier ones are passed by."""
    gone = (now - discovered_at) / timedelta(hours=1)
    return max((hours for hours in REMINDED_AFTER if gone >= hours), default=None)
