"""Work that runs by itself: the clock of 72 hours goes on at night, and in the morning the night is looked after."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from eenheidsbeeld.accountability import actions
from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.periods import DUTCH_TIME

IN_THE_MORNING = time(6, 45)


@queue.task("accountability.remind_of_breaches")
def remind_of_breaches() -> None:
    actions.remind_of_breaches(at=clock.now())


@queue.task("accountability.look_after_the_night")
def look_after_the_night() -> None:
    """Was everything destroyed last night that had to be, and is the log whole?"""
    actions.tell_of_the_night(at=clock.now())


def next_morning(moment: datetime) -> datetime:
    local = moment.astimezone(DUTCH_TIME)
    today = datetime.combine(local.date(), IN_THE_MORNING, DUTCH_TIME)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), IN_THE_MORNING, DUTCH_TIME)


queue.recurring("accountability.remind_of_breaches", next_after=queue.every(minutes=15))
queue.recurring("accountability.look_after_the_night", next_after=next_morning)
