"""Days of the Dutch calendar: holidays, weeks, months, and local time with daylight saving."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("maandag", "ma", "monday", "mon"), ("dinsdag", "di", "tuesday", "tue"), ("woensdag", "wo",
            "wednesday", "wed"),
            ("donderdag", "do", "thursday", "thu"), ("vrijdag", "vr", "vrij", "friday", "fri"),
            ("zaterdag", "za", "zat", "saturday", "sat"), ("zondag", "zo", "zon", "sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"), ("februari", "feb", "febr", "february"), ("maart", "mrt", "march"),
            ("april", "apr"),
            ("mei", "may"), ("juni", "jun", "june"), ("juli", "jul", "july"), ("augustus", "aug", "august"),
            ("september", "sep", "sept"), ("oktober", "okt", "oct", "october"), ("november", "nov"), ("december",
            "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip


@lru_cache(maxsize=256)
def easter(year: int) -> date:
    """Easter Sunday (Gauss, in the form of Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holiday(name: str, year: int) -> tuple[date, date] | None:
    """First and last day of a Dutch holiday; None for a name that is none."""
    fixed = _FIXED.get(name)
    if fixed is not None:
        (first_month, first_day), (last_month, last_day) = fixed
        return date(year, first_month, first_day), date(year, last_month, last_day)
    moving = _FROM_EASTER.get(name)
    if moving is not None:
        day = easter(year)
        return day + timedelta(days=moving[0]), day + timedelta(days=moving[1])
    if name == "koningsdag":
        day = date(year, 4, 27)
        day = day if day.weekday() != 6 else date(year, 4, 26)
        return day, day
    if name == "prinsjesdag":
        first = date(year, 9, 1)
        day = first + timedelta(days=(1 - first.weekday()) % 7 + 14)
        return day, day
    return None


_FIXED = {
    "oudejaarsavond": ((12, 31), (12, 31)), "oudjaarsavond": ((12, 31), (12, 31)), "oudejaarsdag": ((12, 31),
    (12, 31)),
    "nieuwjaarsdag": ((1, 1), (1, 1)), "nieuwjaar": ((1, 1), (1, 1)), "nieuwjaarsochtend": ((1, 1), (1, 1)),
    "kerstavond": ((12, 24), (12, 24)), "eerste kerstdag": ((12, 25), (12, 25)), "tweede kerstdag": ((12, 26),
    (12, 26)),
    "kerst": ((12, 25), (12, 26)), "kerstmis": ((12, 25), (12, 26)), "kerstdagen": ((12, 25), (12, 26)),
    "bevrijdingsdag": ((5, 5), (5, 5)), "dodenherdenking": ((5, 4), (5, 4)), "sinterklaasavond": ((12, 5), (12, 5)),
    "pakjesavond": ((12, 5), (12, 5)), "valentijnsdag": ((2, 14), (2, 14)), "dag van de arbeid": ((5, 1), (5, 1)),
    "halloween": ((10, 31), (10, 31)), "sint-maarten": ((11, 11), (11, 11)),
}  # fmt: skip
_FROM_EASTER = {
    "goede vrijdag": (-2, -2), "eerste paasdag": (0, 0), "tweede paasdag": (1, 1), "pasen": (0, 1),
    "paasweekend": (-1, 1),
    "hemelvaartsdag": (39, 39), "hemelvaart": (39, 39), "pinksteren": (49, 50), "eerste pinksterdag": (49, 49),
    "tweede pinksterdag": (50, 50), "pinksterweekend": (48, 50), "carnaval": (-49, -47), "paaszondag": (0, 0),
    "paasmaandag": (1, 1),
    "witte donderdag": (-3, -3), "aswoensdag": (-46, -46),
}  # fmt: skip
HOLIDAYS = tuple(sorted([*_FIXED, *_FROM_EASTER, "koningsdag", "prinsjesdag"], key=len, reverse=True))


def local(day: date, moment: time) -> datetime:
    """That clock time on that day in the Netherlands."""
    # Through UTC and back: a time that the clock skips in March becomes the time an hour later.
    return datetime.combine(day, moment, tzinfo=AMSTERDAM).astimezone(UTC).astimezone(AMSTERDAM)


def to_local(moment: datetime) -> datetime:
    """A moment as the clock on the wall shows it; without a zone it already is."""
    return moment.replace(tzinfo=AMSTERDAM) if moment.tzinfo is None else moment.astimezone(AMSTERDAM)


def month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    last = month_end(year, month + 1)
    return date(year, month + 1, min(day.day, last.day))


def make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
