"""Which day is meant by "di 3/12", "aanstaande zaterdag", "over drie dagen", "15 en 17 januari".

A resolver gets the match and the moment of writing and returns a Found, or None when the words turn out
to be no date ("3/4 van de bewoners").
"""

import re
from datetime import date, timedelta

from eenheidsbeeld.text.dates.calendar import add_months, make_date
from eenheidsbeeld.text.dates.grammar import (
    DAY_WORDS,
    LAST,
    NEXT,
    Found,
    Now,
    day,
    month_of,
    nearest_year,
    number_of,
    pick_weekday,
    weekday_of,
    year_of,
)


def day_month(match: re.Match[str], now: Now) -> Found | None:
    weekday = weekday_of(match["wd"]) if match["wd"] else None
    number, month = int(re.sub(r"\D", "", match["d"])), month_of(match["m"])
    value = make_date(year_of(match["y"]), month, number) if match["y"] else nearest_year(month, number, now, weekday)
    return day(value, part=match["p"])


def numeric(match: re.Match[str], now: Now) -> Found | None:
    if match.group() == "24/7" or re.match(
        r"\s(?:van de|van het|van alle|deel)\b", match.string[match.end() : match.end() + 12]
    ):
        return None
    number, month = int(match["d"]), int(match["m"])
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    weekday = weekday_of(match["wd"]) if match["wd"] else None
    if not match["y"] and not match["wd"] and (match["sep"] == "." or _may_be_a_score(match)):
        return None
    value = make_date(year_of(match["y"]), month, number) if match["y"] else nearest_year(month, number, now, weekday)
    return day(value)


_BEFORE_DATE = re.compile(
    r"(?:^|\n|\b(?:op|d\.?d\.?|datum:?|vanaf|per|sinds|tot|tot en met|t/m|uiterlijk|rond)\s)\s{0,2}$"
)
_TIME_BEHIND = re.compile(r",?\s(?:om |van |vanaf )?\d{1,2}(?:[.:u]\d\d|\suur)")


def _may_be_a_score(match: re.Match[str]) -> bool:
    """ "won met 2-1", "artikel 5-2": a date in this form opens the text or stands after "op" or before a time."""
    if match["sep"] != "-":
        return False
    before = match.string[max(0, match.start() - 14) : match.start()]
    opens = match.start() == 0 or _BEFORE_DATE.search(before) is not None
    return not (opens or _TIME_BEHIND.match(match.string, match.end()))


def english(match: re.Match[str], now: Now) -> Found | None:
    """ "December 7, 2024": only for English names of months or with a year."""
    if match["m"].rstrip(".") not in _ENGLISH_MONTHS and not match["y"]:
        return None
    return day_month(match, now)


_ENGLISH_MONTHS = frozenset(
    (
        "january",
        "february",
        "march",
        "may",
        "june",
        "july",
        "august",
        "october",
        "april",
        "september",
        "november",
        "december",
    )
)


def iso(match: re.Match[str], now: Now) -> Found | None:
    return day(make_date(int(match["y"]), int(match["m"]), int(match["d"])))


def two_days(match: re.Match[str], now: Now) -> Found | None:
    """ "15 en 17 januari", "van 15 t/m 17 januari", "15-17 januari"."""
    first, last = int(re.sub(r"\D", "", match["a"])), int(re.sub(r"\D", "", match["b"]))
    month = month_of(match["m"])
    end = make_date(year_of(match["y"]), month, last) if match["y"] else nearest_year(month, last, now)
    if end is None:
        return None
    start = make_date(end.year, month, first)
    if start is None or start > end:
        return None
    return Found(start, end, reason="range of days")


def two_months(match: re.Match[str], now: Now) -> Found | None:
    """ "30 december tot 2 januari", also over the year change."""
    last_month, last_day = month_of(match["m2"]), int(re.sub(r"\D", "", match["b"]))
    first_month, first_day = month_of(match["m1"]), int(re.sub(r"\D", "", match["a"]))
    if match["y2"]:
        end = make_date(int(match["y2"]), last_month, last_day)
    elif match["y1"]:
        end = make_date(int(match["y1"]) + (last_month < first_month), last_month, last_day)
    else:
        end = nearest_year(last_month, last_day, now)
    if end is None:
        return None
    year = (
        int(match["y1"])
        if match["y1"]
        else end.year - (1 if (first_month, first_day) > (last_month, last_day) else 0)
    )
    start = make_date(year, first_month, first_day)
    return None if start is None or start > end else Found(start, end, reason="range of days")


def two_weekdays(match: re.Match[str], now: Now) -> Found | None:
    first, last = weekday_of(match["a"]), weekday_of(match["b"])
    word = match["w"] or ""
    said = 1 if re.match(NEXT, word) else -1 if re.match(LAST, word) else 0
    base = Now(now.today, lambda: said or now.outlook)
    if word.startswith("volgende"):
        start = now.today + timedelta(days=7 - now.today.weekday() + first)
    else:
        start = pick_weekday(first, base)
        if base.outlook <= 0 and (now.today - start).days < (last - first) % 7 and start != now.today:
            start -= timedelta(days=7)
    return Found(start, start + timedelta(days=(last - first) % 7 or 7), reason="range of weekdays")


_NTH = {"eerste": 1, "1e": 1, "tweede": 2, "2e": 2, "derde": 3, "3e": 3, "vierde": 4, "4e": 4, "laatste": 5}
ORDINAL = "|".join(_NTH)
_RECURRING = re.compile(
    rf"\b(?:elke|iedere|wekelijks|wekelijkse|maandelijks|elk|ieder|alle)\s(?:op\s)?(?:de\s)?(?:(?:{ORDINAL})\s)?$"
)


def weekday(match: re.Match[str], now: Now) -> Found | None:
    if _RECURRING.search(match.string[max(0, match.start() - 28) : match.start()]):
        return None
    number = weekday_of(match["wd"])
    before, after, week = match["q"] or "", match["q2"] or "", match["wk"] or ""
    today = now.today
    part = match["p"]
    monday = today - timedelta(days=today.weekday())
    if week:
        shift = 7 if re.match(NEXT, week) else -7 if re.match(LAST, week) else 0
        return day(
            monday + timedelta(days=shift + number),
            part=part,
            outlook=(shift > 0) - (shift < 0),
            reason="weekday of a week",
        )
    word = (before or after).strip()
    if re.fullmatch(NEXT, word):
        ahead = (number - today.weekday()) % 7 or 7
        if (
            word.startswith("volgende")
            and ahead < 7
            and (today + timedelta(days=ahead)) <= monday + timedelta(days=6)
            and ahead <= 2
        ):
            ahead += 7
        return day(today + timedelta(days=ahead), part=part, outlook=1, reason="coming weekday")
    if word in ("deze", "this") and now.outlook >= 0:
        ahead = (number - today.weekday()) % 7
        return day(today + timedelta(days=ahead), part=part, outlook=1, reason="coming weekday")
    if re.fullmatch(LAST, word):
        back = (today.weekday() - number) % 7 or 7
        return day(today - timedelta(days=back), part=part, outlook=-1, reason="past weekday")
    return day(pick_weekday(number, now), part=part, reason="weekday")


def nth_weekday(match: re.Match[str], now: Now) -> Found | None:
    """ "de derde dinsdag van september", "de laatste zondag van deze maand"."""
    if match["q"]:
        sign = 1 if re.match(NEXT, match["q"]) else -1 if re.match(LAST, match["q"]) else 0
        first = add_months(now.today.replace(day=1), sign)
    else:
        month = month_of(match["m"])
        near = nearest_year(month, 15, now)
        first = date(year_of(match["y"]) if match["y"] else (near or now.today).year, month, 1)
    value = first + timedelta(days=(weekday_of(match["wd"]) - first.weekday()) % 7 + 7 * (_NTH[match["n"]] - 1))
    if value.month != first.month:
        value -= timedelta(days=7)  # "de laatste": the fifth or else the fourth
    return day(value, reason="weekday of a month")


def spoken_day(match: re.Match[str], now: Now) -> Found | None:
    """ "twaalf juni", "één mei"."""
    number, month = DAY_WORDS[match["d"]], month_of(match["m"])
    return day(make_date(year_of(match["y"]), month, number) if match["y"] else nearest_year(month, number, now))


def short_weekday(match: re.Match[str], now: Now) -> Found | None:
    return day(pick_weekday(weekday_of(match["wd"]), now), part=match["p"], reason="weekday")


_NEAR_DAYS = {
    "eergisteren": -2,
    "gisteren": -1,
    "gister": -1,
    "vandaag": 0,
    "heden": 0,
    "morgen": 1,
    "overmorgen": 2,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_TONIGHT = {
    "vanavond": "avond",
    "vanmiddag": "middag",
    "vanochtend": "ochtend",
    "vanmorgen": "ochtend",
    "vannacht": "nacht",
    "hedenavond": "avond",
    "hedenmorgen": "ochtend",
    "hedenmiddag": "middag",
    "hedennacht": "nacht",
    "tonight": "avond",
}


def near(match: re.Match[str], now: Now) -> Found | None:
    shift = _NEAR_DAYS[match["n"]]
    return day(
        now.today + timedelta(days=shift),
        part=match["p"],
        outlook=(shift > 0) - (shift < 0),
        reason="day near the day of writing",
    )


def tonight(match: re.Match[str], now: Now) -> Found | None:
    part = _TONIGHT[match["n"]]
    return day(now.today, part=part, reason="part of the day of writing")


def offset(match: re.Match[str], now: Now) -> Found | None:
    """ "over drie dagen", "twee weken geleden"."""
    count = number_of(match["n"])
    sign = -1 if match["ago"] else 1
    unit = match["u"]
    if unit.startswith(("dag", "etma")):
        return day(now.today + timedelta(days=sign * count), outlook=sign, reason="number of days away")
    if unit.startswith(("week", "weken")):
        return day(now.today + timedelta(weeks=sign * count), outlook=sign, reason="number of weeks away")
    if unit.startswith("maand"):
        return day(add_months(now.today, sign * count), outlook=sign, reason="number of months away")
    if unit.startswith("jaar"):
        year = now.today.year + sign * count
        return (
            Found(date(year, 1, 1), date(year, 12, 31), None, sign, "number of years away")
            if 1 < year < 9999
            else None
        )
    return None


def weekday_over(match: re.Match[str], now: Now) -> Found | None:
    """ "zaterdag over een week"."""
    ahead = (weekday_of(match["wd"]) - now.today.weekday()) % 7
    return day(
        now.today + timedelta(days=ahead + 7 * number_of(match["n"])), outlook=1, reason="weekday some weeks away"
    )


def night_between(match: re.Match[str], now: Now) -> Found | None:
    """ "de nacht van zaterdag op zondag": one night with two names."""
    start = pick_weekday(weekday_of(match["a"]), now)
    if now.outlook <= 0 and start == now.today:
        start -= timedelta(days=7)
    return Found(start, start + timedelta(days=1), "nacht op", reason="night between two days")
