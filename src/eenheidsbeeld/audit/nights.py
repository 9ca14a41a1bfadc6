"""Is the destruction of records going as it should? For the watchman, the doctor and the morning after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from eenheidsbeeld.audit.models import AuditEntry, AuditSeal, DestructionNight, LogCheck
from eenheidsbeeld.core.models import RecurringWork
from eenheidsbeeld.core.readiness import Need

# A night begins at a quarter past three; a day and some hours later the next one must have ended.
ONE_NIGHT = timedelta(hours=26)
LONGEST_NIGHT = timedelta(hours=3)
TASK = "audit.destroy"


class NightState(StrEnum):
    GOOD = "good"
    FAILED = "failed"
    CUT_OFF = "cut_off"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is with the nights now, and which night says so."""

    state: NightState
    night: DestructionNight | None = None


def standing(now: datetime) -> Standing:
    """The state of the latest night; before the first one there is nothing to complain of."""
    running = DestructionNight.objects.filter(ended_at=None).order_by("number").first()
    if running is not None and now - running.started_at > LONGEST_NIGHT:
        return Standing(NightState.CUT_OFF, running)
    last = DestructionNight.objects.exclude(ended_at=None).order_by("-ended_at").first()
    if last is not None and last.failed:
        return Standing(NightState.FAILED, last)
    if now - _latest_known(last, now) > ONE_NIGHT:
        return Standing(NightState.MISSED, last)
    return Standing(NightState.GOOD, last)


def _latest_known(last: DestructionNight | None, now: datetime) -> datetime:
    """When a night last ended; without any, when the schedule began to count."""
    if last is not None and last.ended_at is not None:
        return last.ended_at
    waiting = RecurringWork.objects.filter(name=TASK).first()
    return waiting.next_at - timedelta(days=1) if waiting else now


def needs(now: datetime) -> Iterator[Need]:
    """Told by readiness, without closing the product: people can work while this is put right."""
    found = standing(now)
    yield Need("destruction", found.state == NightState.GOOD, found.state.value, is_vital=False)
    check = LogCheck.objects.exclude(ended_at=None).order_by("-asked_at", "-id").first()
    flaws = len(check.findings) if check else 0
    yield Need("log", not flaws, f"{flaws} flaws", is_vital=False)


def is_stuck(check: LogCheck, now: datetime) -> bool:
    """Whether a check of the log began so long ago that it will not end any more."""
    return check.ended_at is None and now - check.asked_at > LONGEST_NIGHT


def age_of_the_last_night(now: datetime) -> float | None:
    """Seconds since a night last ended."""
    last = DestructionNight.objects.exclude(ended_at=None).order_by("-ended_at").first()
    return (now - last.ended_at).total_seconds() if last and last.ended_at else None


def entries_not_sealed() -> int:
    """How many entries of the log wait for a seal; more than a few means that sealing fails."""
    last = AuditSeal.objects.order_by("-number").values_list("last", flat=True).first()
    return AuditEntry.objects.filter(pk__gt=last or 0).count()
