"""Work that runs by itself: sealing the log each second, destroying at night what has ended, and checking the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.db import connection

from eenheidsbeeld.audit import actions, nights
from eenheidsbeeld.audit.actions import again
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.models import LogCheck
from eenheidsbeeld.core import clock, endings, queue, readiness
from eenheidsbeeld.core.endings import Ended
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import Actor, System

AT_NIGHT = time(3, 15)
CHECK_AT = time(4, 45)


def seal() -> None:
    actions.seal_what_is_settled(at=clock.now())


@queue.task("audit.destroy")
def destroy() -> None:
    destroy_what_has_ended(by=System("destruction"), at=clock.now())
    empty_the_write_ahead_log()


def empty_the_write_ahead_log() -> None:
    """On SQLite what was destroyed can still stand in the file of pages not yet written back; this empties it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def next_night(moment: datetime) -> datetime:
    """The first quarter past three in the Netherlands after this moment."""
    return _next(AT_NIGHT, moment)


def _next(hour: time, moment: datetime) -> datetime:
    local = moment.astimezone(DUTCH_TIME)
    today = datetime.combine(local.date(), hour, DUTCH_TIME)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), hour, DUTCH_TIME)


@queue.task("audit.check_log")
def check_log(*, check: int | None = None) -> None:
    """The check that somebody asked for, or the one of the night."""
    now = clock.now()
    asked = LogCheck.objects.filter(pk=check).first() if check else LogCheck.objects.create(asked_at=now)
    if asked is not None:
        actions.do_check(check=asked, at=clock.now())


@endings.ends_again("audit")
def end_again(ended: Sequence[Ended], by: Actor, at: datetime) -> int:
    number = again.end_again(ended=ended, by=by, at=at)
    empty_the_write_ahead_log()
    return number


queue.each_round("audit.seal", seal)
queue.recurring("audit.destroy", next_after=next_night)
queue.recurring("audit.check_log", next_after=lambda moment: _next(CHECK_AT, moment))
readiness.also_asks(nights.needs)
