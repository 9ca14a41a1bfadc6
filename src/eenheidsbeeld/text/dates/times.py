"""Clock times: "om 14.00 uur", "half drie", "van 14 tot 16 uur", "'s avonds"."""

import re
from collections.abc import Set
from datetime import time
from typing import NamedTuple

from eenheidsbeeld.text.tokens import Held

NUMBER_WORDS = {
    "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
    "tien": 10,
    "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
    "achttien": 18,
    "negentien": 19, "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "paar": 3, "enkele": 3,
}  # fmt: skip
HOUR_WORD = r"een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[.:uh]|\su\s)[0-5]\d"  # "14.30", in Flanders "14u30"
_HOUR = rf"(?:{_CLOCK}|(?:[01]?\d|2[0-4]))"
_PART = r"(?:\s(?:'s|des)\s(?:ochtends|morgens|middags|avonds|nachts))"
_LEAD = (
    r"(?:(?:om|rond|omstreeks|tegen|vanaf|sinds|na|voor|circa|ca\.?|rond de klok van|klokke|at|around|"
    r"uiterlijk|tot)\s{1,2}|à\s)?"
)
_RANGE = re.compile(
    rf"(?<![\w.,:/-])(?:van|tussen|vanaf)?\s?({_HOUR})\s?(?:uur|u)?\s?(?:-|tot|en|t/m|tot en met|"
    rf"to)\s?({_HOUR})(?:\s?(?:uur|u|h)(?!\w)|(?<=[.:]\d\d)(?![\w.:]))({_PART})?"
)
_POINT = re.compile(
    rf"(?<![\w.,:/-]){_LEAD}(?:({_CLOCK})(?:\s?(?:uur|u|h|hrs)(?!\w)|(?<=:\d\d)(?=[.,](?!\d))|(?![\w.:,-]|\s?(?:%|euro|miljoen|"
    rf"meter|km)))|([01]?\d|2[0-4])(?:\s?uur|u|h)(?!\w|\s(?:lang|later|eerder|geleden|per|"
    rf"en een half)))({_PART})?"
)
_SPOKEN = re.compile(
    rf"(?<!\w){_LEAD}(?:(half|kwart over|kwart voor|tien over|tien voor|vijf over|vijf voor)\s({HOUR_WORD}|"
    rf"1[0-2]|[1-9])|({HOUR_WORD})\suur)({_PART})?(?!\w|\s(?:lang|later|eerder|geleden))"
)
# "0230 uur", as it is written on the radio: only after a word for a time, because "2000 uur" may be a duration
_RADIO = re.compile(
    r"(?<!\w)(?:om|omstreeks|rond|te|vanaf|tot|circa|ca\.?)\s([01]\d|2[0-3])([0-5]\d)\s?(?:uur|u|hrs)(?!\w)"
)
_ENGLISH_RANGE = re.compile(
    r"(?<![\w.,:/-])(?:from\s|between\s)?(1[0-2]|0?[1-9])(?:[.:]([0-5]\d))?\s?([ap])\.?m\.?\s?(?:to|until|and|-)\s?"
    r"(1[0-2]|0?[1-9])(?:[.:]([0-5]\d))?\s?([ap])\.?m\b"
)
# "binnen 24 uur", "al drie uur": how long it lasts, and no hour of the day
_LASTS = re.compile(
    r"(?:binnen|gedurende|ruim|zeker|maximaal|minstens|minimaal|hooguit|bijna|zo'n|afgelopen|komende|laatste|eerste|"
    r"hele|elke|iedere|per|within|past|last|next)\s(?:de\s)?$"
)
# "viel twee uur uit" lasted; "zaterdag twee uur" is when
_HOURS_IN_WORDS = re.compile(rf"(?:{HOUR_WORD})\suur")
_DAY_BEFORE = re.compile(
    r"(?:^|[\d,:(;-]|dag|morgen|avond|middag|ochtend|nacht|januari|februari|maart|april|mei|juni|juli|augustus|september|"
    r"oktober|november|december|en|tot|of)\s?$"
)
_ENGLISH = re.compile(
    r"(?<![\w.,:/-])(?:(?:at|from|by|around|until)\s)?(1[0-2]|0?[1-9])(?:[.:]([0-5]\d))?\s?([ap])\.?m\b\.?"
)
_NIGHT = re.compile(r"nacht|ochtend|morgens|vroeg|sluitingstijd")
_NAMED = re.compile(r"(?<!\w)(?:om |rond |tegen |na )?(?:het )?(middernacht|middaguur)(?!\w)")
_OFFSET = {
    "half": -30,
    "kwart over": 15,
    "kwart voor": -15,
    "tien over": 10,
    "tien voor": -10,
    "vijf over": 5,
    "vijf voor": -5,
}
PARTS = {  # from, to (exclusive hour); night runs into the next day
    "ochtend": (6, 12), "morgen": (6, 12), "ochtends": (6, 12), "morgens": (6, 12), "middag": (12, 18),
    "middags": (12, 18),
    "avond": (18, 24), "avonds": (18, 24), "nacht": (0, 6), "nachts": (0, 6), "namiddag": (14, 18),
    "voormiddag": (9, 12),
}  # fmt: skip


class Clock(NamedTuple):
    start: int
    end: int
    first: time
    last: time
    exact: bool  # the half of the day is certain


_POINTED = re.compile(r"\d\.\d")
# What a text must hold before the expressions above can find anything.
_CLOCK_SIGN = re.compile(r"\d(?:[.:]\d\d|\s?(?:[uh]|[ap]\.?m))")
_RANGE_SIGN = re.compile(r"\d\s?(?:uur|u)?\s?(?:-|tot|en|t/m|tot en met|to)\s?\d")
_ENGLISH_SIGN = re.compile(r"\d\s?[ap]\.?m")
_HOURS = frozenset(HOUR_WORD.split("|"))
_BESIDE_AN_HOUR, _OVER_OR_BEFORE = frozenset(("kwart", "tien", "vijf")), frozenset(("over", "voor"))
_NAMED_HOURS = frozenset(("middernacht", "middaguur"))


def find_times(low: str, held: Held) -> list[Clock]:
    """The clock times of a text in lower case."""
    found = _in_digits(low, held) if held.numbers and _CLOCK_SIGN.search(low) else []
    if _may_be_spoken(held.runs):
        found += [c for m in _SPOKEN.finditer(low) if (c := _spoken(m))]
    for match in _NAMED.finditer(low) if not held.runs.isdisjoint(_NAMED_HOURS) else ():
        # midnight is the end of the day that is named: "vrijdag tot middernacht"
        moment = time(23, 59) if match.group(1) == "middernacht" else time(12)
        found.append(Clock(match.start(), match.end(), moment, moment, True))
    found.sort(key=lambda c: (c.start, -c.end))
    kept: list[Clock] = []
    for clock in found:
        if (not kept or clock.start >= kept[-1].end) and not _lasts(low, clock):
            kept.append(clock)
    return kept


def _in_digits(low: str, held: Held) -> list[Clock]:
    found = [c for m in _RANGE.finditer(low) if (c := _range(m))] if _RANGE_SIGN.search(low) else []
    found += [c for m in _POINT.finditer(low) if (c := _point(m))]
    if _ENGLISH_SIGN.search(low):
        found += [_english_range(m) for m in _ENGLISH_RANGE.finditer(low)]
        found += [_english(m) for m in _ENGLISH.finditer(low)]
    if any(len(number) == 4 for number in held.numbers):
        found += [_radio(m) for m in _RADIO.finditer(low)]
    return found


def _may_be_spoken(runs: Set[str]) -> bool:
    """ "half drie", "tien voor vijf", "zeven uur"."""
    return (
        "half" in runs
        or ("uur" in runs and not runs.isdisjoint(_HOURS))
        or not (runs.isdisjoint(_BESIDE_AN_HOUR) or runs.isdisjoint(_OVER_OR_BEFORE))
    )


def _lasts(low: str, clock: Clock) -> bool:
    """An hour without a word for a time before it may be a number of hours: "een uur dicht", "binnen 24 uur"."""
    words, before = low[clock.start : clock.end], low[max(0, clock.start - 24) : clock.start]
    if _HOURS_IN_WORDS.fullmatch(words):
        return words.startswith(("een", "één")) or _DAY_BEFORE.search(before) is None
    return words.endswith("uur") and _LASTS.search(before) is not None


def _read(raw: str) -> tuple[int, int]:
    hour, *minute = re.findall(r"\d+", raw)
    return int(hour) % 24, int(minute[0]) if minute else 0


def _shift(hour: int, part: str | None) -> int:
    """ "3 uur 's middags" is 15; without a part of the day the number stands as it is."""
    if part and hour <= 12 and ("middag" in part or "avond" in part) and hour < 12:
        return hour + 12
    return hour


def _range(match: re.Match[str]) -> Clock | None:
    first, last = _read(match.group(1)), _read(match.group(2))
    written = match.group()
    if "uur" not in written and " u" not in written and ":" not in written and not re.search(r"\d\.\d\d", written):
        return None
    part = match.group(3)
    lead = len(written) - len(written.lstrip())
    return Clock(
        match.start() + lead,
        match.end(),
        time(_shift(first[0], part), first[1]),
        time(_shift(last[0], part), last[1]),
        True,
    )


def _point(match: re.Match[str]) -> Clock | None:
    raw = match.group(1) or match.group(2)
    has_word = re.search(r"\d\s?(?:uur|u|h|hrs)\b", match.group()) is not None
    has_lead = match.group()[0].isalpha() or match.group()[0] == "à"
    if not has_word and not (match.group(1) and (has_lead or not _POINTED.search(raw))):
        return None
    hour, minute = _read(raw)
    moment = time(_shift(hour, match.group(3)), minute)
    return Clock(
        match.start(),
        match.end(),
        moment,
        moment,
        match.group(1) is not None or match.group(3) is not None or hour > 12,
    )


def _radio(match: re.Match[str]) -> Clock:
    moment = time(int(match.group(1)), int(match.group(2)))
    return Clock(match.start(), match.end(), moment, moment, True)


def _english_range(match: re.Match[str]) -> Clock:
    """ "from 1 pm to 5 pm"."""
    first, last = (
        time(int(hour) % 12 + (12 if half == "p" else 0), int(minute or 0))
        for hour, minute, half in (match.groups()[:3], match.groups()[3:])
    )
    return Clock(match.start(), match.end(), first, last, True)


def _english(match: re.Match[str]) -> Clock:
    """ "at 2.30 pm"."""
    hour = int(match.group(1)) % 12 + (12 if match.group(3) == "p" else 0)
    moment = time(hour, int(match.group(2) or 0))
    return Clock(match.start(), match.end(), moment, moment, True)


def _spoken(match: re.Match[str]) -> Clock | None:
    raw = match.group(2) or match.group(3)
    hour = NUMBER_WORDS.get(raw) or (int(raw) if raw.isdigit() else None)
    if hour is None:
        return None
    total = hour * 60 + _OFFSET.get(match.group(1) or "", 0)
    hour, minute = divmod(total % (24 * 60), 60)
    part = match.group(4)
    around = match.string[max(0, match.start() - 40) : match.end() + 30]
    if part is None and 1 <= hour < 6 and _NIGHT.search(around) is None:
        hour += 12  # "half drie": people meet in the afternoon, unless night or morning is spoken of
    moment = time(_shift(hour, part) % 24, minute)
    return Clock(match.start(), match.end(), moment, moment, part is not None)
