"""Moments of the demo region, written relative to today so that the demo always ends in the current week.

Three ways of writing:
  "-6w thu 20:00"      Thursday of the week six weeks before the live week
  "+2w sat"            Saturday two weeks ahead, no time given
  "12-31 +1d 00:40"    the day after 31 December; the last one for what happened, the next one for what comes
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTH_NAMES = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

# What partners write in the live week runs from Monday morning until Wednesday evening.
LIVE_FROM = timedelta(hours=6)
LIVE_UNTIL = timedelta(days=2, hours=18)

# A story around a day of the year is told once all of it lies behind us; until then, that of the year before.
SETTLED = timedelta(days=14)

_IN_WEEK = re.compile(r"^([+-]?\d+)w (mon|tue|wed|thu|fri|sat|sun)(?: (\d\d):(\d\d))?$")
_IN_YEAR = re.compile(r"^(\d\d)-(\d\d)(?: ([+-]\d+)d)?(?: (\d\d):(\d\d))?$")
_IN_TEXT = re.compile(r"\{(mon|tue|wed|thu|fri|sat|sun) ([+-]?\d+)w(?: (n|s))?\}")


class BadMoment(ValueError):
    """The written moment has none of the three forms."""


@dataclass(frozen=True)
class Moment:
    """A day and perhaps a time: in a week counted from the live week, or on a day of the year."""

    weeks: int = 0  # negative is past
    weekday: int = 1  # ISO: Monday is 1
    month_day: tuple[int, int] | None = None
    days: int = 0  # only beside month_day
    at: time | None = None

    @property
    def weeks_ago(self) -> int:
        return -self.weeks

    @property
    def is_seasonal(self) -> bool:
        return self.month_day is not None

    def day(self, today: date, *, coming: bool = False) -> date:
        """The calendar day. A day of the year is the last one, or with `coming` the next one."""
        if self.month_day is None:
            return monday_of(today) + timedelta(weeks=self.weeks, days=self.weekday - 1)
        return _season_day(self.month_day, today, coming=coming) + timedelta(days=self.days)

    def on(self, now: datetime, *, coming: bool = False) -> datetime:
        """The exact moment, also when it still lies ahead."""
        day = self.day(now.astimezone(AMSTERDAM).date(), coming=coming)
        return datetime.combine(day, self.at or time(0, 0), tzinfo=AMSTERDAM)

    def before(self, now: datetime) -> datetime:
        """The moment of something that has happened: never later than `now`.

        Early in the week the live week is folded: what was written for Monday to Wednesday is put,
        in the same order, between Monday 00:00 and now.
        """
        exact = self.on(now)
        if self.month_day is not None or self.weeks != 0:
            return exact
        monday = datetime.combine(monday_of(now.astimezone(AMSTERDAM).date()), time(0, 0), tzinfo=AMSTERDAM)
        if now >= monday + LIVE_UNTIL:
            return min(exact, now)
        share = (exact - monday - LIVE_FROM) / (LIVE_UNTIL - LIVE_FROM)
        folded = monday + (now - monday) * min(max(share, 0.0), 1.0)
        return folded.astimezone(AMSTERDAM).replace(second=0, microsecond=0)


def _season_day(month_day: tuple[int, int], today: date, *, coming: bool) -> date:
    this_year = date(today.year, *month_day)
    if coming:
        return this_year if this_year >= today else date(today.year + 1, *month_day)
    return this_year if this_year + SETTLED <= today else date(today.year - 1, *month_day)


def parse(written: str) -> Moment:
    """Read a moment as it stands in the demo files."""
    if found := _IN_WEEK.match(written):
        weeks, day, hour, minute = found.groups()
        return Moment(weeks=int(weeks), weekday=WEEKDAYS.index(day) + 1, at=_time(hour, minute))
    if found := _IN_YEAR.match(written):
        month, day_of_month, days, hour, minute = found.groups()
        date(2024, int(month), int(day_of_month))  # refuses 30 February
        return Moment(month_day=(int(month), int(day_of_month)), days=int(days or 0), at=_time(hour, minute))
    raise BadMoment(written)


def _time(hour: str | None, minute: str | None) -> time | None:
    return None if hour is None or minute is None else time(int(hour), int(minute))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> str:
    """The ISO week as text, such as 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def long_date(day: date) -> str:
    return f"{DAY_NAMES[day.weekday()]} {short_date(day)}"


def short_date(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"


def fill_dates(text: str, *, week: date) -> str:
    """Put real dates in a text: "{thu +1w}" is Thursday of the week after the week that `week` lies in.

    "{thu 0w}" gives "donderdag 26 november", with " n" "26 november", with " s" "26-11".
    """
    monday = monday_of(week)

    def written(found: re.Match[str]) -> str:
        day, weeks, form = found.groups()
        wanted = monday + timedelta(weeks=int(weeks), days=WEEKDAYS.index(day))
        if form == "n":
            return short_date(wanted)
        if form == "s":
            return f"{wanted.day}-{wanted.month}"
        return long_date(wanted)

    return _IN_TEXT.sub(written, text)
