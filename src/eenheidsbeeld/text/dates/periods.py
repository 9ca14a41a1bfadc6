"""Which days are meant by a week, weekend, month, season, year or holiday."""

import re
from datetime import date, timedelta

from eenheidsbeeld.text.dates.calendar import add_months, holiday, month_end
from eenheidsbeeld.text.dates.grammar import LAST, NEXT, Found, Now, month_of, nearest_year, number_of, year_of


def weekend(match: re.Match[str], now: Now) -> Found | None:
    word = match["q"]
    monday = now.today - timedelta(days=now.today.weekday())
    saturday = monday + timedelta(days=5)
    if re.match(LAST, word):
        saturday -= timedelta(days=7 if now.today.weekday() < 6 else 0)
        sign = -1
    elif re.match(NEXT, word):
        sign = 1
        if (word.startswith("volgend") and now.today.weekday() <= 4) or now.today.weekday() >= 5:
            saturday += timedelta(days=7)
    else:
        sign = 0
        if now.outlook < 0 and now.today.weekday() <= 1:
            saturday -= timedelta(days=7)
    return Found(saturday, saturday + timedelta(days=1), None, sign, "weekend")


def period(match: re.Match[str], now: Now) -> Found | None:
    """ "vorige week", "deze maand", "komend jaar"."""
    word, unit = match["q"], match["u"]
    sign = 1 if re.match(NEXT, word) else -1 if re.match(LAST, word) else 0
    today = now.today
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=sign)
        first, last = _part_of_week(match["part"] or "")
        return Found(monday + timedelta(days=first), monday + timedelta(days=last), None, sign, "week")
    if unit == "maand":
        start = add_months(today.replace(day=1), sign)
        return Found(*_part_of_month(start, match["part"] or ""), None, sign, "month")
    if unit == "kwartaal":
        start = add_months(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * sign)
        end = add_months(start, 2)
        return Found(start, month_end(end.year, end.month), None, sign, "quarter")
    if unit in _SEASONS:
        return _season_of(unit, today.year + (sign if sign else 0), sign)
    return Found(date(today.year + sign, 1, 1), date(today.year + sign, 12, 31), None, sign, "year")


def _part_of_week(word: str) -> tuple[int, int]:
    return (0, 2) if word.startswith("begin") else (3, 6) if word.startswith("eind") else (1, 3) if word else (0, 6)


def _part_of_month(first: date, word: str) -> tuple[date, date]:
    last = month_end(first.year, first.month)
    if word.startswith("begin"):
        return first, first + timedelta(days=9)
    if word.startswith("eind"):
        return first + timedelta(days=20), last
    return (first + timedelta(days=9), first + timedelta(days=19)) if word else (first, last)


def stretch(match: re.Match[str], now: Now) -> Found | None:
    """ "de komende twee weken", "afgelopen dagen": from or up to the day of writing."""
    count = number_of(match["n"]) if match["n"] else 3
    unit = match["u"]
    days = count * (7 if unit.startswith("we") else 30 if unit.startswith("maand") else 1)
    if re.match(NEXT, match["q"]):
        return Found(now.today, now.today + timedelta(days=days), None, 1, "coming days")
    return Found(now.today - timedelta(days=days), now.today, None, -1, "past days")


def quarter(match: re.Match[str], now: Now) -> Found | None:
    number = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": 4}.get(match["n"]) or int(match["n"][-1])
    year = int(match["y"] or now.today.year)
    return Found(date(year, 3 * number - 2, 1), month_end(year, 3 * number), reason="quarter")


_DECADES = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
    "nul": 0,
}


def decade(match: re.Match[str], now: Now) -> Found | None:
    raw = match["n"]
    value = _DECADES[raw] if raw in _DECADES else int(raw)
    first = value if value > 99 else 1900 + value if value >= 30 else 2000 + value
    return Found(date(first, 1, 1), date(first + 9, 12, 31), reason="decade")


_SEASONS = {
    "lente": (3, 5),
    "voorjaar": (3, 5),
    "zomer": (6, 8),
    "herfst": (9, 11),
    "najaar": (9, 11),
    "winter": (12, 2),
}


def _season_of(name: str, year: int, outlook: int = 0) -> Found:
    first, last = _SEASONS[name]
    end_year = year + (last < first)
    return Found(date(year, first, 1), month_end(end_year, last), None, outlook, "season")


def week_number(match: re.Match[str], now: Now) -> Found | None:
    try:
        monday = date.fromisocalendar(int(match["y"] or now.today.isocalendar().year), int(match["n"]), 1)
    except ValueError:
        return None
    return Found(monday, monday + timedelta(days=6), reason="week number")


def named_day(match: re.Match[str], now: Now) -> Found | None:
    name = re.sub(r"1e|eerste", "eerste", re.sub(r"2e|tweede", "tweede", match["h"]))
    years = [int(match["y"])] if match["y"] else [now.today.year - 1, now.today.year, now.today.year + 1]
    options = [span for year in years if (span := holiday(name, year))]
    if not options:
        return None
    first, last = _closest(options, now)
    return Found(first, last, match["p"], reason="holiday")


def _closest(options: list[tuple[date, date]], now: Now) -> tuple[date, date]:
    if now.outlook > 0:
        options = [o for o in options if o[1] >= now.today] or options
    elif now.outlook < 0:
        options = [o for o in options if o[0] <= now.today] or options
    return min(options, key=lambda o: abs((o[0] - now.today).days))


def christmas_to_new_year(match: re.Match[str], now: Now) -> Found | None:
    first = nearest_year(12, 25, now)
    return Found(first, date(first.year + 1, 1, 1), reason="holidays") if first else None


def new_year(match: re.Match[str], now: Now) -> Found | None:
    """Oudejaarsnacht, de jaarwisseling, oud en nieuw: the night of 31 December to 1 January."""
    options = [(date(y, 12, 31), date(y + 1, 1, 1)) for y in (now.today.year - 1, now.today.year)]
    said = match["q"] or match["q2"] or ""
    if re.match(LAST, said):
        options = options[:1]  # "vorig jaar oud en nieuw", "de jaarwisseling vorig jaar"
    elif said:
        options = options[1:]
    first, last = _closest(options, now)
    if match["y"]:
        first, last = date(int(match["y"]), 12, 31), date(int(match["y"]) + 1, 1, 1)
    return Found(first, last, "jaarwisseling", reason="turn of the year")


def month(match: re.Match[str], now: Now) -> Found | None:
    month = month_of(match["m"])
    if match["y"]:
        year = int(match["y"])
    else:
        middle = nearest_year(month, 15, now)
        year = middle.year if middle else now.today.year
    first, last = _part_of_month(date(year, month, 1), match["q"] or "")
    return Found(first, last, reason="month")


def year(match: re.Match[str], now: Now) -> Found | None:
    year = int(match["y"])
    return Found(date(year, 1, 1), date(year, 12, 31), reason="year")


def years(match: re.Match[str], now: Now) -> Found | None:
    first, last = int(match["a"]), year_of(match["b"])
    return (
        Found(date(first, 1, 1), date(last, 12, 31), reason="range of years") if first < last <= first + 100 else None
    )


def season(match: re.Match[str], now: Now) -> Found | None:
    return _season_of(match["s"], int(match["y"]))
