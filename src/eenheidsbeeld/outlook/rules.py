"""Decisions of this room: what is looked at, how much is shown, and when a person may judge. No table, no clock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.judgement import Level
from eenheidsbeeld.core.refusals import Refusal

# How many unusual things a viewer sees each week; a viewer may ask for fewer or more, never for all.
BUDGETS = (5, 10, 20)
BUDGET = 10
# Two years of comparison weeks are asked before the first word: fewer say nothing of a season.
LEAST_WEEKS = 78
# A forecast needs something to learn from: fewer events in two years is "too few to say".
LEAST_EVENTS = 12
HORIZONS = (1, 2, 3, 4)
# Above the municipality only where most of the area is seen; half an area is not that area.
LEAST_SEEN = 0.6
# An event further back than this was history when it was reported; it counts in the week of the report.
LATEST_REPORT = timedelta(weeks=8)
# A claim of an edition can be judged when its two weeks ahead are over.
CLAIM_RUNS = timedelta(days=14)
# What people called raised or more is what an alert should have seen coming.
HAPPENED_FROM = Level.RAISED
ALERT_HOLDS_WEEKS = 4
# With fewer judged claims a score says more of luck than of words.
FEWEST_JUDGED = 10
WHO_JUDGES = (Role.ANALYST, Role.EDITOR)


class Finding(StrEnum):
    """What a person found behind an alert."""

    SOMETHING = "something"
    NOTHING = "nothing"


class Why(StrEnum):
    """Why an alert is put aside. Codes only: nothing is typed here."""

    KNOWN = "known"
    SAME_EVENT = "same_event"
    MORE_REPORTING = "more_reporting"
    WRONG_PLACE = "wrong_place"
    TOO_SMALL = "too_small"


class Outcome(StrEnum):
    """What came of a claim, by the judgement of a person."""

    CAME = "came"
    DID_NOT = "did_not"
    CANNOT_SAY = "cannot_say"


class Said(StrEnum):
    """What a look at the week can say at all."""

    COMPARED = "compared"
    TOO_LITTLE_HISTORY = "too_little_history"
    NOTHING_SEEN = "nothing_seen"


class NotYet(Refusal):
    """The weeks that a claim is about are not over."""

    def __init__(self) -> None:
        super().__init__(_("This can be judged when the two weeks that it is about are over."))


class NotForYou(Refusal):
    """Judging is for those who make the picture."""

    def __init__(self) -> None:
        super().__init__(_("Only an analyst or an editor of the organisation that issued the picture judges this."))


class AlreadyJudged(Refusal):
    """Two people judged the same alert; the second sees what the first said."""

    def __init__(self) -> None:
        super().__init__(_("A colleague judged this alert already. Undo that first if you see it differently."))


def counted_on(*, event_from: datetime | None, reported_at: datetime) -> datetime:
    """The moment by which a signal counts: when it happened; announced, undated or of long ago: when it was reported.

    Its twin for many rows is `actions.count.in_week`; a story holds them against each other.
    """
    if event_from is not None and reported_at - LATEST_REPORT <= event_from <= reported_at:
        return event_from
    return reported_at


def budget_of(text: str) -> int:
    """The number of alerts asked for in an address; anything else is the usual number."""
    return int(text) if text in {str(one) for one in BUDGETS} else BUDGET


def check_may_judge(roles: Collection[str], *, organisation: int, owner: int) -> None:
    if organisation != owner or set(roles).isdisjoint({role.value for role in WHO_JUDGES}):
        raise NotForYou()


def check_over(due_at: datetime, at: datetime) -> None:
    if at < due_at:
        raise NotYet()


def happened(level: int) -> bool:
    """Whether people called it something that should have been seen coming."""
    return level >= HAPPENED_FROM
