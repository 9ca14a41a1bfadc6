"""Counting after changes."""

from __future__ import annotations

from eenheidsbeeld.core import clock, queue
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook import actions


@queue.task("outlook.count_week")
def count_week(*, week: str) -> None:
    actions.count_week(week=Week.parse(week), by=System("outlook"), at=clock.now())


@queue.task("outlook.count_recent_weeks")
def count_recent_weeks() -> None:
    """This week and the three before it: late reports and corrections are counted within the hour."""
    now = clock.now()
    for back in range(4):
        actions.count_week(week=Week.of(now).plus(-back), by=System("outlook"), at=now)


queue.recurring("outlook.count_recent_weeks", next_after=queue.every(minutes=15))
