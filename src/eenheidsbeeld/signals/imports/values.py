"""Reading single cells as people write them: Dutch dates, times, decimal commas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.signals.imports.tables import Broken, Value

MONTHS = {
    "jan": 1, "feb": 2, "mrt": 3, "maa": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6}
_WEEKDAY = re.compile(
    r"^(?:(ma|di|wo|do|vr|za|zo)|(maan|dins|woens|donder|vrij|zater|zon)dag)\.?,?\s+", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:^|[\sT,])(?:om\s+)?(\d{1,2})[:.](\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:uur|u\.?|h)?\s*(Z|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(?:^|\s)(?:om\s+)?(\d{1,2})\s*(?:uur|u\.?)$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$", re.ASCII)
_DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?$", re.ASCII)
_MONTH_WORD = re.compile(r"^(\d{1,2})[-\s.]*([a-zA-Z]{3,9})\.?(?:[-\s,]+(\d{4}|'?\d{2}))?$")
_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$", re.ASCII)
EXCEL_BEGINS = date(1899, 12, 30)
EARLIEST_SERIAL, LATEST_SERIAL = 36_526, 73_050  # the years 2000 to 2099


class NotADate(ValueError):
    """The cell does not hold a date that we can read; the message never repeats the cell."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with the hour where it was written; `other_weekday` when the word before it names another day."""

    at: datetime
    time_known: bool
    other_weekday: bool = False


def read_moment(value: Value, *, today: date) -> Moment | None:
    """The moment in a cell; None when the cell is empty. Without a year, the nearest to today is meant."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        known = value.time() != time(0)
        return Moment(_dutch(value), known)
    if isinstance(value, date):
        return Moment(_dutch(datetime.combine(value, time())), False)
    if isinstance(value, bool | time | Broken):
        raise NotADate()
    if isinstance(value, int | float):
        return _from_serial(value)
    return _from_text(value, today)


def _dutch(moment: datetime) -> datetime:
    return moment.replace(tzinfo=DUTCH_TIME) if moment.tzinfo is None else moment.astimezone(DUTCH_TIME)


def _from_serial(value: float) -> Moment:
    """Excel keeps dates as days since 1900; a compact 20261203 also comes as a number."""
    if isinstance(value, int) and _COMPACT.match(str(value)):
        return _from_text(str(value), EXCEL_BEGINS)
    if not EARLIEST_SERIAL <= value <= LATEST_SERIAL:
        raise NotADate()
    days = int(value)
    seconds = round((value - days) * 86_400)
    at = datetime.combine(EXCEL_BEGINS + timedelta(days=days), time()) + timedelta(seconds=seconds)
    return Moment(_dutch(at), seconds > 0)


def _from_text(text: str, today: date) -> Moment:
    rest = " ".join(text.split())
    if len(rest) > 60:
        raise NotADate()
    weekday = _WEEKDAY.match(rest)
    if weekday:
        rest = rest[weekday.end() :]
    hour, rest = _take_time(rest)
    day = _day(rest.strip(" ,"), today)
    wanted = WEEKDAYS[(weekday[1] or weekday[2])[:2].lower()] if weekday else None
    at = datetime.combine(day, hour or time(), DUTCH_TIME)
    return Moment(at, hour is not None, other_weekday=wanted is not None and day.weekday() != wanted)


def _take_time(text: str) -> tuple[time | None, str]:
    for form in (_TIME, _HOUR):
        found = form.search(text)
        if found is None or not text[: found.start()].strip():
            continue
        if form is _TIME and not re.search(r"[:]|uur|u\b|\d\s+\S*$", text[found.start() :] + " "):
            continue
        # 3.12 at the very end of 2026.3.12 is a day, not an hour; a time is set apart by a blank or a T.
        minute = int(found[2]) if form is _TIME else 0
        if int(found[1]) > 24 or minute > 59:
            raise NotADate()
        hour = int(found[1]) % 24
        return time(hour, minute), text[: found.start()]
    return None, text


def _day(text: str, today: date) -> date:
    try:
        if found := _YEAR_FIRST.match(text) or _COMPACT.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.match(text):
            return _with_year(int(found[1]), int(found[2]), found[3], today)
        if found := _MONTH_WORD.match(text):
            month = MONTHS.get(found[2][:3].lower())
            if month:
                return _with_year(int(found[1]), month, found[3], today)
    except (ValueError, OverflowError):
        raise NotADate() from None
    raise NotADate()


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        number = int(year.lstrip("'"))
        return date(number + 2000 if number < 100 else number, month, day)
    nearby = []
    for number in (today.year - 1, today.year, today.year + 1):
        try:
            nearby.append(date(number, month, day))
        except ValueError:  # 29 February exists in some years only
            continue
    if not nearby:
        raise ValueError
    return min(nearby, key=lambda one: abs((one - today).days))


def read_time(value: Value) -> time | None:
    """The hour in a cell of its own, such as 14.30 or `19 uur`; None when the cell is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        return (datetime.combine(EXCEL_BEGINS, time()) + timedelta(seconds=round(value * 86_400))).time()
    found = re.fullmatch(
        r"(?:om\s+)?(\d{1,2})(?:[:.,](\d{1,2}))?(?::\d{2})?\s*(?:uur|u\.?|h)?", str(value).strip(), re.IGNORECASE
    )
    if found is None or int(found[1]) > 24 or int(found[2] or 0) > 59:
        raise NotADate()
    return time(int(found[1]) % 24, int(found[2] or 0))


def read_number(value: Value) -> float | None:
    """A number as the Dutch write it: 1.250,5; None when the cell is empty or holds no number."""
    if isinstance(value, bool | Broken) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    text = str(value).strip().replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    else:
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def read_text(value: Value) -> str:
    """A cell as it would be read aloud: dates in the Dutch order, whole numbers without a point."""
    if value is None or isinstance(value, Broken):
        return ""
    if isinstance(value, datetime):
        shape = "%d-%m-%Y %H.%M" if value.time() != time(0) else "%d-%m-%Y"
        return value.strftime(shape)
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value).strip()
