"""The Dutch ways to write a date, each as a pattern and a function that works out which days are meant.

Texts come in lower case. A resolver gets the match and the moment of writing and returns a Found, or
None when the words turn out to be no date ("3/4 van de bewoners").
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from eenheidsbeeld.text.dates.calendar import HOLIDAYS, MONTHS, WEEKDAYS, add_months, holiday, make_date, month_end
from eenheidsbeeld.text.dates.times import NUMBER_WORDS

WD = (
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
WD_SHORT = rf"(?:{WD}|(?:ma|di|wo|do|vr|za|zo)\b\.?)"
PART = r"(?:ochtend|morgen|middag|avond|nacht|namiddag)"
MON = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|may|june|july|august|october|"
    r"jan|feb|febr|mrt|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec)\b\.?"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?"
YEAR = r"(?:1[89]\d\d|20\d\d)"
NUM = r"(?:\d{1,3}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|een paar|enkele)"
NEXT = r"(?:next|coming|aanstaande|aanstaand|komende|komend|eerstkomende|eerstvolgende|volgende|volgend|a\.s\.|as\.?)"
LAST = r"(?:last|past|afgelopen|vorige|vorig|voorbije|jongstleden|jl\.?|verleden|laatstleden)"


class Now(NamedTuple):
    """The day of writing, and the outlook around the match: 1 ahead, -1 back, 0 unknown."""

    today: date
    outlook: int


class Found(NamedTuple):
    first: date
    last: date
    part: str | None = None  # part of the day
    outlook: int = 0  # what the words themselves say
    reason: str = "date"


Resolver = Callable[[re.Match[str], Now], Found | None]


def day(value: date | None, *, part: str | None = None, outlook: int = 0, reason: str = "date") -> Found | None:
    return None if value is None else Found(value, value, part, outlook, reason)


def weekday_of(word: str) -> int:
    return WEEKDAYS[word.rstrip(".")]


def month_of(word: str) -> int:
    return MONTHS[word.rstrip(".")]


def number_of(word: str) -> int:
    return int(word) if word.isdigit() else NUMBER_WORDS.get(word.removeprefix("een ").strip() or word, 1)


def year_of(raw: str) -> int:
    value = int(raw)
    return value if value > 99 else 2000 + value if value < 70 else 1900 + value


def nearest_year(month: int, number: int, now: Now, weekday: int | None = None) -> date | None:
    """The year a reader would add: the weekday decides, then the tense, then the nearest."""
    options = [d for y in range(-2, 3) if (d := make_date(now.today.year + y, month, number))]
    if weekday is not None:
        right = [d for d in options if d.weekday() == weekday]
        options = right or options
    if not options:
        return None
    return min(options, key=lambda d: (_distance(d, now), d))


_AGAINST_TENSE = 120  # days that a date against the tense must be nearer to win


def _distance(value: date, now: Now) -> int:
    days = (value - now.today).days
    against = days * now.outlook < 0 and not (now.outlook > 0 and days == 0)
    return abs(days) + (_AGAINST_TENSE if against else 0)


def pick_weekday(number: int, now: Now) -> date:
    """A bare weekday: today when it is that day, else the next or the last one as the tense tells."""
    back = (now.today.weekday() - number) % 7
    ahead = (number - now.today.weekday()) % 7
    if back == 0:
        return now.today
    if now.outlook > 0:
        return now.today + timedelta(days=ahead)
    return now.today - timedelta(days=back)


def _day_month(match: re.Match[str], now: Now) -> Found | None:
    weekday = weekday_of(match["wd"]) if match["wd"] else None
    number, month = int(re.sub(r"\D", "", match["d"])), month_of(match["m"])
    value = make_date(year_of(match["y"]), month, number) if match["y"] else nearest_year(month, number, now, weekday)
    return day(value, part=match["p"])


def _numeric(match: re.Match[str], now: Now) -> Found | None:
    if match.group() == "24/7" or re.match(
        r"\s(?:van de|van het|van alle|deel)\b", match.string[match.end() : match.end() + 12]
    ):
        return None
    number, month = int(match["d"]), int(match["m"])
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    weekday = weekday_of(match["wd"]) if match["wd"] else None
    if not match["y"] and not match["wd"] and match["sep"] == ".":
        return None
    value = make_date(year_of(match["y"]), month, number) if match["y"] else nearest_year(month, number, now, weekday)
    return day(value)


def _english(match: re.Match[str], now: Now) -> Found | None:
    """ "December 7, 2024": only for English names of months or with a year."""
    if match["m"].rstrip(".") not in _ENGLISH_MONTHS and not match["y"]:
        return None
    return _day_month(match, now)


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


def _iso(match: re.Match[str], now: Now) -> Found | None:
    return day(make_date(int(match["y"]), int(match["m"]), int(match["d"])))


def _two_days(match: re.Match[str], now: Now) -> Found | None:
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


def _two_months(match: re.Match[str], now: Now) -> Found | None:
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


def _two_weekdays(match: re.Match[str], now: Now) -> Found | None:
    first, last = weekday_of(match["a"]), weekday_of(match["b"])
    word = match["w"] or ""
    base = Now(now.today, 1 if re.match(NEXT, word) else -1 if re.match(LAST, word) else now.outlook)
    if word.startswith("volgende"):
        start = now.today + timedelta(days=7 - now.today.weekday() + first)
    else:
        start = pick_weekday(first, base)
        if base.outlook <= 0 and (now.today - start).days < (last - first) % 7 and start != now.today:
            start -= timedelta(days=7)
    return Found(start, start + timedelta(days=(last - first) % 7 or 7), reason="range of weekdays")


_RECURRING = re.compile(r"\b(?:elke|iedere|wekelijks|wekelijkse|elk|ieder|alle)\s(?:op\s)?$")


def _weekday(match: re.Match[str], now: Now) -> Found | None:
    if _RECURRING.search(match.string[max(0, match.start() - 16) : match.start()]):
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
    if re.fullmatch(LAST, word):
        back = (today.weekday() - number) % 7 or 7
        return day(today - timedelta(days=back), part=part, outlook=-1, reason="past weekday")
    return day(pick_weekday(number, now), part=part, reason="weekday")


def _short_weekday(match: re.Match[str], now: Now) -> Found | None:
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


def _near(match: re.Match[str], now: Now) -> Found | None:
    shift = _NEAR_DAYS[match["n"]]
    return day(
        now.today + timedelta(days=shift),
        part=match["p"],
        outlook=(shift > 0) - (shift < 0),
        reason="day near the day of writing",
    )


def _tonight(match: re.Match[str], now: Now) -> Found | None:
    part = _TONIGHT[match["n"]]
    return day(now.today, part=part, reason="part of the day of writing")


def _offset(match: re.Match[str], now: Now) -> Found | None:
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


def _weekday_over(match: re.Match[str], now: Now) -> Found | None:
    """ "zaterdag over een week"."""
    ahead = (weekday_of(match["wd"]) - now.today.weekday()) % 7
    return day(
        now.today + timedelta(days=ahead + 7 * number_of(match["n"])), outlook=1, reason="weekday some weeks away"
    )


def _weekend(match: re.Match[str], now: Now) -> Found | None:
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


def _period(match: re.Match[str], now: Now) -> Found | None:
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
        return Found(start, month_end(start.year, start.month), None, sign, "month")
    if unit == "kwartaal":
        start = add_months(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * sign)
        end = add_months(start, 2)
        return Found(start, month_end(end.year, end.month), None, sign, "quarter")
    if unit in _SEASONS:
        return _season_of(unit, today.year + (sign if sign else 0), sign)
    return Found(date(today.year + sign, 1, 1), date(today.year + sign, 12, 31), None, sign, "year")


def _part_of_week(word: str) -> tuple[int, int]:
    return (0, 2) if word.startswith("begin") else (3, 6) if word.startswith("eind") else (1, 3) if word else (0, 6)


def _stretch(match: re.Match[str], now: Now) -> Found | None:
    """ "de komende twee weken", "afgelopen dagen": from or up to the day of writing."""
    count = number_of(match["n"]) if match["n"] else 3
    unit = match["u"]
    days = count * (7 if unit.startswith("we") else 30 if unit.startswith("maand") else 1)
    if re.match(NEXT, match["q"]):
        return Found(now.today, now.today + timedelta(days=days), None, 1, "coming days")
    return Found(now.today - timedelta(days=days), now.today, None, -1, "past days")


def _quarter(match: re.Match[str], now: Now) -> Found | None:
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


def _decade(match: re.Match[str], now: Now) -> Found | None:
    raw = match["n"]
    value = _DECADES[raw] if raw in _DECADES else int(raw)
    first = value if value > 99 else 1900 + value if value >= 30 else 2000 + value
    return Found(date(first, 1, 1), date(first + 9, 12, 31), reason="decade")


def _night_between(match: re.Match[str], now: Now) -> Found | None:
    """ "de nacht van zaterdag op zondag": one night with two names."""
    start = pick_weekday(weekday_of(match["a"]), now)
    if now.outlook <= 0 and start == now.today:
        start -= timedelta(days=7)
    return Found(start, start + timedelta(days=1), "nacht op", reason="night between two days")


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


def _week_number(match: re.Match[str], now: Now) -> Found | None:
    try:
        monday = date.fromisocalendar(int(match["y"] or now.today.isocalendar().year), int(match["n"]), 1)
    except ValueError:
        return None
    return Found(monday, monday + timedelta(days=6), reason="week number")


def _holiday(match: re.Match[str], now: Now) -> Found | None:
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


def _new_year(match: re.Match[str], now: Now) -> Found | None:
    """Oudejaarsnacht, de jaarwisseling, oud en nieuw: the night of 31 December to 1 January."""
    options = [(date(y, 12, 31), date(y + 1, 1, 1)) for y in (now.today.year - 1, now.today.year)]
    first, last = _closest(options, now)
    if match["y"]:
        first, last = date(int(match["y"]), 12, 31), date(int(match["y"]) + 1, 1, 1)
    return Found(first, last, "jaarwisseling", reason="turn of the year")


def _month(match: re.Match[str], now: Now) -> Found | None:
    month = month_of(match["m"])
    if match["y"]:
        year = int(match["y"])
    else:
        middle = nearest_year(month, 15, now)
        year = middle.year if middle else now.today.year
    first, last = date(year, month, 1), month_end(year, month)
    word = match["q"] or ""
    if word.startswith("begin"):
        last = first + timedelta(days=9)
    elif word.startswith(("half", "medio")):
        first, last = first + timedelta(days=9), first + timedelta(days=19)
    elif word.startswith("eind"):
        first = first + timedelta(days=20)
    return Found(first, last, reason="month")


def _year(match: re.Match[str], now: Now) -> Found | None:
    year = int(match["y"])
    return Found(date(year, 1, 1), date(year, 12, 31), reason="year")


def _years(match: re.Match[str], now: Now) -> Found | None:
    first, last = int(match["a"]), year_of(match["b"])
    return (
        Found(date(first, 1, 1), date(last, 12, 31), reason="range of years") if first < last <= first + 100 else None
    )


def _season(match: re.Match[str], now: Now) -> Found | None:
    return _season_of(match["s"], int(match["y"]))


_HOLIDAY = "|".join(re.escape(h) for h in HOLIDAYS)
_ORDINAL_HOLIDAY = r"[12]e (?:kerstdag|paasdag|pinksterdag)"

# A rule is tried only when the text holds something that it needs: most texts need few of them.
_GATES = {
    "month": re.compile(r"jan|feb|maart|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec"),
    "weekday": re.compile(r"[dsrnt]a[gy]\b|day\b|dag(?:och|mor|mid|avo|nac|s\b)"),
    "over": re.compile(r"dag over"),
    "short": re.compile(r"(?:op|vanaf|afgelopen) (?:ma|di|wo|do|vr|za|zo)\b"),
    "digit": re.compile(r"\d[-/.]\d"),
    "near": re.compile(r"giste|vandaag|heden|morgen|today|yester|tomor|vanavond|vanmid|vanoch|vannacht|tonight"),
    "offset": re.compile(r"\bover |geleden|terug|eerder"),
    "weekend": re.compile(r"weekend"),
    "period": re.compile(r"wee?k|maand|kwartaal|dagen|jaren|q[1-4]|jaar|zomer|winter|lente|herfst"),
    "week": re.compile(r"week \d"),
    "holiday": re.compile(r"jaar|nieuw|kerst|dag|avond|herdenking|pasen|paas|hemel|pinkster|carna|halloween|maarten"),
    "year": re.compile(r"(?:19|20|18)\d\d"),
}


def open_gates(low: str) -> set[str]:
    return {name for name, gate in _GATES.items() if gate.search(low)}


RULES: tuple[tuple[str, re.Pattern[str], Resolver], ...] = tuple(
    (gate, re.compile(pattern), resolver)
    for gate, pattern, resolver in (
        ("month",
            rf"(?<![\w.,])(?:(?:van|vanaf|"
            rf"(?P<between>tussen))\s)?(?:{WD}\s)?(?P<a>{DAY})\s(?P<m1>{MON})(?:\s(?P<y1>{YEAR}))?\s?(?:tot en met|"
            rf"tot|t/m|(?(between)en|-)|-)\s?(?:{WD}\s)?(?P<b>{DAY})\s(?P<m2>{MON})(?:\s(?P<y2>{YEAR}))?(?!\w)", _two_months),
        ("month",
            rf"(?<![\w.,])(?:(?:van|vanaf|"
            rf"tussen)\s)?(?:{WD}\s)?(?P<a>{DAY})(?:, (?:{WD}\s)?{DAY}){{0,6}}\s?(?:tot en met|tot|t/m|en|of|-|"
            rf"/)\s?(?:{WD}\s)?(?P<b>{DAY})\s(?P<m>{MON})(?:\s(?P<y>{YEAR}))?(?!\w)", _two_days),
        ("month", rf"(?<!\w)(?:(?P<wd>{WD_SHORT}),?\s)?(?:de\s)?(?P<d>{DAY})[\s-](?P<m>{MON})(?:[\s-](?P<y>{YEAR}))?(?:\s?(?P<p>{PART}))?(?!\w)", _day_month),
        ("digit", r"(?<![\w./:-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])", _iso),
        ("digit",
            rf"(?<![\w./:,-])(?:(?P<wd>{WD_SHORT})\s)?(?P<d>\d{{1,2}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?:(?P=sep)(?P<y>\d{{4}}|"
            rf"\d{{2}}))?(?![\w/-]|[.:,]\d|\s?(?:uur|procent|%))", _numeric),
        ("weekday", rf"(?<!\w)(?:de )?nacht van (?P<a>{WD}) op (?P<b>{WD})(?!\w)", _night_between),
        ("weekday",
            rf"(?<!\w)(?:(?:van|vanaf|tussen)\s)?(?:(?P<w>{NEXT}|{LAST}|deze)\s)?(?P<a>{WD})\s?(?:tot en met|"
            rf"tot|t/m|-|op)\s?(?P<b>{WD})(?!\w)", _two_weekdays),
        ("over", rf"(?<!\w)(?P<wd>{WD})\sover\s(?P<n>{NUM})\s(?:week|weken)(?!\w)", _weekday_over),
        ("weekday",
            rf"(?<!\w)(?:(?P<q>{NEXT}|{LAST}|deze)\s|(?P<wk>(?:{NEXT}|{LAST}|"
            rf"deze)\sweek)\s)?(?:de\s)?(?P<wd>{WD})\s?(?P<p>{PART})?s?(?:,?\s(?P<q2>a\.s\.?|aanstaande|jl\.?|"
            rf"jongstleden|l\.l\.))?(?!\w)", _weekday),
        ("short",
            rf"(?<!\w)(?:op |vanaf |afgelopen )(?P<wd>ma|di|wo|do|vr|za|zo)\.?(?:\s(?P<p>{PART}))?(?![\w.])", _short_weekday),
        ("near", rf"(?<!\w)(?P<n>eergisteren|gisteren|gister|vandaag|heden|overmorgen|morgen|today|yesterday|tomorrow)\s?(?P<p>{PART})?(?![\w])", _near),
        ("near", r"(?<!\w)(?P<n>vanavond|vanmiddag|vanochtend|vanmorgen|vannacht|hedenavond|hedenmorgen|hedenmiddag|hedennacht|tonight)(?!\w)", _tonight),
        ("offset",
            rf"(?<!\w)(?:over (?P<n>{NUM}) (?P<u>dagen|dag|etmaal|weken|week|maanden|maand|"
            rf"jaar)(?P<ago>(?!)x)?)(?!\w)", _offset),
        ("offset",
            rf"(?<!\w)(?P<n>{NUM}) (?P<u>dagen|dag|weken|week|maanden|maand|jaar) (?P<ago>geleden|terug|"
            rf"eerder)(?!\w)", _offset),
        ("weekend", rf"(?<!\w)(?P<q>dit|het|in het|this|{NEXT}|{LAST}) weekend(?!\w| van \d)", _weekend),
        ("period", rf"(?<!\w)(?P<q>{NEXT}|{LAST}) (?:(?P<n>{NUM}) )?(?P<u>dagen|weken|maanden)(?!\w)", _stretch),
        ("period",
            rf"(?<!\w)(?:het )?(?P<n>eerste|tweede|derde|vierde|laatste|"
            rf"q[1-4]) ?(?:kwartaal)?(?: (?:van )?(?P<y>{YEAR}))?(?!\w)(?<!eerste)(?<!tweede)(?<!derde)(?<!vierde)(?<!laatste)", _quarter),
        ("period",
            r"(?<!\w)(?:de |begin |eind )?jaren ?'?(?P<n>nul|twintig|dertig|veertig|vijftig|zestig|zeventig|"
            r"tachtig|negentig|[1-9]0|(?:19|20)\d0)(?!\w)", _decade),
        ("period",
            rf"(?<!\w)(?:(?P<part>begin|eind|halverwege|midden) )?(?P<q>deze|dit|this|{NEXT}|"
            rf"{LAST}) (?P<u>week|maand|kwartaal|jaar|zomer|winter|lente|herfst|voorjaar|najaar)(?!\w)", _period),
        ("week", rf"(?<!\w)(?:in )?week (?P<n>[1-9]|[1-4]\d|5[0-3])(?: (?:van )?(?P<y>{YEAR}))?(?!\w)", _week_number),
        ("holiday", rf"(?<!\w)(?P<h>{_HOLIDAY}|{_ORDINAL_HOLIDAY})(?:\s?(?P<p>{PART}))?(?:\s(?P<y>{YEAR}))?(?!\w)", _holiday),
        ("holiday",
            rf"(?<!\w)(?:oudejaarsnacht|oudjaarsnacht|nieuwjaarsnacht|jaarwisseling|oud en nieuw|oud & nieuw|"
            rf"oud op nieuw|oud-en-nieuw)(?:\s(?P<y>{YEAR}))?(?:[-/]{YEAR})?(?!\w)", _new_year),
        ("month",
            rf"(?<!\w)(?P<wd>(?!))?(?P<p>(?!))?(?P<m>{MON})\s(?P<d>\d{{1,2}})(?:st|nd|rd|"
            rf"th)?(?:,?\s(?P<y>{YEAR}))?(?![\w/]|[.:]\d)", _english),
        ("month",
            rf"(?<!\w)(?:(?P<q>begin|half|medio|eind|eind van|"
            rf"begin van)\s)(?P<m>{MON})(?:\s(?P<y>{YEAR}))?(?!\w)", _month),
        ("month",
            rf"(?<!\w)(?P<q>x)?(?P<m>januari|februari|maart|april|juni|juli|augustus|september|oktober|"
            rf"november|december)(?:\s(?:van\s)?(?P<y>{YEAR}))?(?!\w)", _month),
        ("month", rf"(?<!\w)(?P<q>x)?(?:in|sinds|vanaf|tot|van) (?P<m>mei)(?:\s(?P<y>{YEAR}))?(?!\w)", _month),
        ("month", rf"(?<!\w)(?P<q>x)?(?P<m>mei) (?P<y>{YEAR})(?!\w)", _month),
        ("year", rf"(?<!\w)(?P<s>lente|voorjaar|zomer|herfst|najaar|winter) (?:van )?(?P<y>{YEAR})(?!\w)", _season),
        ("year", rf"(?<![\w.,/-])(?:tussen |van )?(?P<a>{YEAR})\s?(?:-|tot|en|tot en met|t/m)\s?(?P<b>{YEAR})(?![\w/-])", _years),
        ("year", rf"(?<!\w)(?:in|sinds|vanaf|uit|van|voor|tot|anno|jaar|eind|begin|medio|na|over|rond|during|since) (?P<y>{YEAR})(?![\w/.,-]?\d|[\w/-]|\s(?:mensen|euro|meter|inwoners|leden|betogers|personen|demonstranten))", _year),
    )
)  # fmt: skip
