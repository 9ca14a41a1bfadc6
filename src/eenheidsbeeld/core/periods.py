"""ISO weeks, the rhythm of the product. A week runs from Monday 0.00 to the next Monday 0.00, Dutch time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII)


class NotAWeek(ValueError):
    """The text does not name an ISO week."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    year: int
    number: int

    def __post_init__(self) -> None:
        try:
            date.fromisocalendar(self.year, self.number, 1)
        except ValueError as problem:
            raise NotAWeek(f"{self.year}-W{self.number}") from problem

    @classmethod
    def parse(cls, text: str) -> Week:
        """`2026-W48` and `2026W48`; anything else is refused."""
        found = _WEEK.fullmatch(text.strip())
        if not found:
            raise NotAWeek(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, moment: datetime | date) -> Week:
        """The week that holds this day, or this moment by Dutch time."""
        if isinstance(moment, datetime):
            moment = moment.astimezone(DUTCH_TIME).date()
        year, number, _day = moment.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.monday, time(), DUTCH_TIME)

    @property
    def ends_at(self) -> datetime:
        """Exclusive."""
        return datetime.combine(self.monday + timedelta(days=7), time(), DUTCH_TIME)

    def plus(self, weeks: int) -> Week:
        return Week.of(self.monday + timedelta(weeks=weeks))

    def at(self, weekday: int, hour: int, minute: int = 0) -> datetime:
        """A moment in this week; weekday 1 is Monday."""
        return datetime.combine(self.monday + timedelta(days=weekday - 1), time(hour, minute), DUTCH_TIME)

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts_at` up to, not including, `ends_at`."""

    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of_week(cls, week: Week) -> Period:
        return cls(week.starts_at, week.ends_at)
