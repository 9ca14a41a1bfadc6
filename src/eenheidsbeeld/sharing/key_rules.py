"""Keys of compartments, and break-glass: opening one without a key, by two persons, for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.viewer import Viewer


class Verdict(StrEnum):
    """What the privacy officer says afterwards of a compartment that was opened without a key."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not_justified"


class GlassState(StrEnum):
    """How a break-glass access stands; follows from its moments, never stored."""

    ASKED = "asked"
    LAPSED = "lapsed"
    REFUSED = "refused"
    OPEN = "open"
    TO_REVIEW = "to_review"
    REVIEWED = "reviewed"


BREAK_GLASS_HOURS = (1, 2, 4, 8)
USUAL_HOURS = 4
ANSWER_WITHIN = timedelta(hours=1)
WHO_ASKS_TO_BREAK = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR, Role.SIGNATORY)


class KeyNotYours(Refusal):
    """Keys are given and taken by the owner's administrators and by holders, and never to oneself."""


NOT_TO_YOURSELF = _("You cannot give yourself a key. Ask another administrator, or a holder of the compartment.")
NOT_OUTSIDE = _("A key is for people of the organisation itself. Others read what you release to them.")
NOT_A_HOLDER = _("Only an administrator of the owner, or a holder of this compartment, gives and takes keys.")
HOLDERS_BY_ADMINISTRATOR = _("Only an administrator says who holds a compartment.")
NO_SUCH_KEY = _("You hold no key of that compartment.")
STILL_RESTS_ON_IT = _("It rests on something in this compartment. Take that out first.")
ONLY_OWN_IN_COMPARTMENT = _("Only the organisation that brought something in puts it in a compartment.")
HAS_A_KEY = _("This person has a key already.")


def check_gives_key(
    giver: Viewer, *, owner: int, holds: bool, to_person: int, to_organisation: int, as_holder: bool
) -> None:
    """Raise unless this viewer may give this key."""
    administers = giver.organisation == owner and giver.has_role(Role.ADMINISTRATOR.value)
    if not administers and not holds:
        raise KeyNotYours(NOT_A_HOLDER)
    if as_holder and not administers:
        raise KeyNotYours(HOLDERS_BY_ADMINISTRATOR)
    if to_person == giver.person:
        raise KeyNotYours(NOT_TO_YOURSELF)
    if to_organisation != owner:
        raise KeyNotYours(NOT_OUTSIDE)


class NoSecondFactor(Refusal):
    def __init__(self) -> None:
        super().__init__(_("For this you have to sign in with a second factor, such as the app on your phone."))


class GlassRefused(Refusal):
    """Break-glass cannot be asked, granted or reviewed like this."""


TWO_PERSONS = _("The person who asks cannot be the one who grants it. Somebody else has to look.")
NOT_OPEN_TO_ANSWER = _("This request is not open any more. Ask again.")
ASKED_ALREADY = _("You have asked for this already, and it is still open.")
NOT_ENDED = _("It can be reviewed once it has ended.")
WORDS_NEEDED = _("Say why, in one or two sentences.")
HAS_ACCESS = _("You hold a key of this compartment.")


def glass_state(
    *,
    asked_at: datetime,
    answered_at: datetime | None,
    ends_at: datetime | None,
    reviewed_at: datetime | None,
    at: datetime,
) -> GlassState:
    """How a break-glass access stands at a moment; it lapses and ends by itself."""
    if reviewed_at is not None:
        return GlassState.REVIEWED
    if ends_at is not None:
        return GlassState.OPEN if at < ends_at else GlassState.TO_REVIEW
    if answered_at is not None:
        return GlassState.REFUSED
    return GlassState.ASKED if at < asked_at + ANSWER_WITHIN else GlassState.LAPSED


def check_two_persons(*, asked: int, other: int) -> None:
    if asked == other:
        raise GlassRefused(TWO_PERSONS)


def check_words(words: str) -> str:
    trimmed = words.strip()
    if not trimmed:
        raise GlassRefused(WORDS_NEEDED)
    return trimmed
