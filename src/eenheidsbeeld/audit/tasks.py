"""Work that runs by itself: sealing the log each second, and destroying at night what has ended."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import connection

from eenheidsbeeld.audit import actions
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import System

AT_NIGHT = time(3, 15)


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
    local = moment.astimezone(DUTCH_TIME)
    tonight = datetime.combine(local.date(), AT_NIGHT, DUTCH_TIME)
    return tonight if tonight > local else datetime.combine(local.date() + timedelta(days=1), AT_NIGHT, DUTCH_TIME)


queue.each_round("audit.seal", seal)
queue.recurring("audit.destroy", next_after=next_night)
