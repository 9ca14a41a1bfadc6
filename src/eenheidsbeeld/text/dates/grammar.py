"""The words a Dutch date is made of, and how a day is picked when the year or week is left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from eenheidsbeeld.text.dates.calendar import MONTHS, WEEKDAYS, make_date
from eenheidsbeeld.text.dates.times import NUMBER_WORDS

WD = (
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
WD_SHORT = rf"(?:{WD}|(?:ma|di|wo|do|vr|za|zo)\b\.?)"
PART = r"(?:ochtend|morgen|middag|avond|nacht|namiddag)"
# The point behind an abbreviation belongs to it; behind a whole name it ends the sentence.
MON = (
    r"(?:(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    r"january|february|march|may|june|july|august|october)\b|"
    r"(?:jan|feb|febr|mrt|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec)\b\.?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:e|ste|de)?"
YEAR = r"(?:1[89]\d\d|20\d\d)"
YEAR_OR_SHORT = rf"(?:{YEAR}|'\d\d)"
_UNITS = ("één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")
DAY_WORDS = {
    word: number for word, number in NUMBER_WORDS.items() if number <= 31 and word not in ("een", "paar", "enkele")
}
DAY_WORDS |= {f"{unit}{'ën' if unit.endswith('e') else 'en'}twintig": 20 + n for n, unit in enumerate(_UNITS[1:], 2)}
DAY_WORDS |= {"eenentwintig": 21, "eenendertig": 31}
DAY_WORD = "|".join(sorted(DAY_WORDS, key=len, reverse=True))
NUM = r"(?:\d{1,3}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|een paar|enkele)"
NEXT = r"(?:next|coming|aanstaande|aanstaand|komende|komend|eerstkomende|eerstvolgende|volgende|volgend|a\.s\.|as\.?)"
LAST = r"(?:last|past|afgelopen|vorige|vorig|voorbije|jongstleden|jl\.?|verleden|laatstleden)"


@dataclass(frozen=True)
class Now:
    """The day of writing, and the outlook around the match, which is read only where the date leans on it."""

    today: date
    look: Callable[[], int]

    @cached_property
    def outlook(self) -> int:
        """1 ahead, -1 back, 0 unknown."""
        return self.look()


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
    value = int(raw.removeprefix("'"))
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
