"""Work that runs by itself: the clock of 72 hours goes on at night too."""

from __future__ import annotations

from eenheidsbeeld.accountability.actions import breaches
from eenheidsbeeld.core import clock, queue


@queue.task("accountability.remind_of_breaches")
def remind_of_breaches() -> None:
    breaches.remind_of_breaches(at=clock.now())


queue.recurring("accountability.remind_of_breaches", next_after=queue.every(minutes=15))
