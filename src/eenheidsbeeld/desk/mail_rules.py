"""Which mail goes to whom, and when: values in, an answer out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from enum import StrEnum

from eenheidsbeeld.core.periods import DUTCH_TIME

TOO_OLD = timedelta(days=1)
# Ours, to be set per region: in these hours only what cannot wait is mailed.
QUIET_FROM, QUIET_UNTIL = 20, 7
CATCH_UP = timedelta(hours=12)


class Rhythm(StrEnum):
    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class Topic(StrEnum):
    """What somebody can switch off."""

    NEW_PICTURES = "pictures"
    REMINDERS = "reminders"
    FAILURES = "failures"
    OTHER = "other"
    SUMMARY = "summary"


# The clock of 72 hours, told when a day, two days and all of it have gone by.
BREACH_HOURS = frozenset({"breach_24", "breach_48", "breach_72"})
# What the role requires: it cannot be switched off.
REQUIRED = frozenset(
    {
        "cannot_wait", "name_found", "officer_needed", "part_to_agree", "edition_corrected", "edition_withdrawn",
        "edition_destroyed", "break_glass", "breach", *BREACH_HOURS, "sharing_asked", "held_elsewhere",
        "hold_placed", "destruction_failed", "destruction_cut_off", "destruction_missed", "log_flawed",
    }
)  # fmt: skip
AT_ONCE = frozenset(
    {"cannot_wait", "name_found", "officer_needed", "edition_withdrawn", "break_glass", "breach", *BREACH_HOURS}
)
# One person of the role is enough: once somebody looked, the others are not called any more.
ONE_IS_ENOUGH = frozenset({"cannot_wait", "name_found"})
TOPICS = {
    "edition_released": Topic.NEW_PICTURES,
    "return_missing": Topic.REMINDERS,
    "answer_missing": Topic.REMINDERS,
    "source_failing": Topic.FAILURES,
}


def topic_of(kind: str) -> Topic | None:
    """What can be switched off for this kind of notice; None when the role requires it."""
    return None if kind in REQUIRED else TOPICS.get(kind, Topic.OTHER)


def is_wanted(kind: str, switched_off: Collection[str]) -> bool:
    topic = topic_of(kind)
    return topic is None or topic.value not in switched_off


def when_to_send(kind: str, at: datetime) -> datetime:
    """Now, or in the morning when it can wait until then."""
    local = at.astimezone(DUTCH_TIME)
    if kind in AT_ONCE or QUIET_UNTIL <= local.hour < QUIET_FROM:
        return at
    day = local.date() + timedelta(days=1 if local.hour >= QUIET_FROM else 0)
    return datetime.combine(day, time(QUIET_UNTIL), DUTCH_TIME)


def summary_moment(rhythm: str, weekday: int, hour: int, at: datetime) -> datetime | None:
    """The moment of the summary that is due at `at`, at most half a day late; None when none is."""
    day = at.astimezone(DUTCH_TIME).date()
    if rhythm == Rhythm.NEVER:
        return None
    wanted = range(1, 6) if rhythm == Rhythm.DAILY else (weekday,)
    moment = datetime.combine(day, time(hour), DUTCH_TIME)
    due = day.isoweekday() in wanted and moment <= at < moment + CATCH_UP
    return moment if due else None


def looks_back(rhythm: str, moment: datetime, last_seen: datetime | None) -> datetime:
    """From the summary before this one, or from the last visit when that is later."""
    days = 7 if rhythm == Rhythm.WEEKLY else 3 if moment.isoweekday() == 1 else 1
    since = moment - timedelta(days=days)
    return max(since, last_seen) if last_seen else since
