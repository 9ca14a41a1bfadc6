"""Find the dates of a text: days first, then clock times that belong to them."""

import re
from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from eenheidsbeeld.text.dates.calendar import local, to_local
from eenheidsbeeld.text.dates.gates import open_gates
from eenheidsbeeld.text.dates.grammar import Found, Now
from eenheidsbeeld.text.dates.rules import RULES
from eenheidsbeeld.text.dates.tense import Tense
from eenheidsbeeld.text.dates.times import PARTS, Clock, find_times
from eenheidsbeeld.text.tokens import Held, held_by

_END_OF_DAY = time(23, 59, 59)
_GAP = 28  # characters between a date and the time that belongs to it
# "zondag 27 juli. Start 14.15 uur": a sentence of its own that only gives the hour
_HOUR_FOLLOWS = re.compile(r"\.\s(?:start|aanvang|tijd|tijdstip|begin|inloop|vertrek|verzamelen)\s?:?\s?(?:is\s)?$")
# "een dag later", "de avond ervoor": from a day that was named shortly before
_LEANS = re.compile(
    r"(?<!\w)(?:een |één |de )(?P<what>dag|avond|nacht|ochtend|middag) (?P<how>later|erna|daarna|erop|ervoor)(?!\w)"
)
_LEANING_WORDS = frozenset(("later", "erna", "daarna", "erop", "ervoor"))
_REACH = 250  # characters back to that day
_NO_DATE_BETWEEN = frozenset(";\n")


class When(NamedTuple):
    """A date in the view: start and end of the words, first and last moment, and how sure the day is."""

    start: int
    end: int
    first: datetime
    last: datetime
    time_known: bool
    announced: bool
    reason: str


class _Day(NamedTuple):
    start: int
    end: int
    found: Found
    outlook: int


def find_dates(text: str, published: datetime | None, held: Held | None = None) -> list[When]:
    """Without the moment of writing only dates that name their year are given.

    held: what the text holds, where its tokens are known already.
    """
    low = (
        text.lower()
        if len(text.lower()) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
    held = held or held_by(text)
    written = to_local(published) if published else None
    days = _find_days(low, held, written.date() if written else None)
    covered = bytearray(len(low))
    for found in days:
        covered[found.start : found.end] = b"\x01" * (found.end - found.start)
    clocks = [c for c in find_times(low, held) if not any(covered[c.start : c.end]) and not _recurs(low, c)]
    whens: list[When] = []
    used: set[int] = set()
    for position, found in enumerate(days):
        clock = _clock_of(low, days, position, clocks, used)
        whens.append(_when(low, found, clock, written))
    if written:
        single = {d.found.first for d in days if d.found.first == d.found.last}
        day_of = next(iter(single)) if len(single) == 1 else written.date()
        whens += [_loose_clock(c, written, day_of, low) for i, c in enumerate(clocks) if i not in used]
    return _joined(low, sorted(whens, key=lambda w: (w.start, w.end)))


_RECURS = re.compile(r"(?<!\w)(?:elke|iedere|wekelijks|maandelijks|dagelijks)\s[^;.\n]{0,40}$")


def _recurs(low: str, clock: Clock) -> bool:
    """ "elke zaterdag om 13.00 uur" is no moment."""
    return _RECURS.search(low[max(0, clock.start - 52) : clock.start]) is not None


def _joined(low: str, whens: list[When]) -> list[When]:
    """ "31 december 20.00 uur tot 1 januari 02.00 uur" is one period."""
    joined: list[When] = []
    for when in whens:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.time_known
            and when.time_known
            and low[before.end : when.start].strip() in ("tot", "tot en met", "t/m", "-")
            and before.last < when.first
        ):
            joined[-1] = before._replace(end=when.end, last=when.last, reason="range of moments")
        else:
            joined.append(when)
    return joined


def _find_days(low: str, held: Held, today: date | None) -> list[_Day]:
    found: list[_Day] = []
    tense, reference = Tense(low), today or date(2000, 6, 1)
    taken = bytearray(len(low))
    gates = open_gates(low, held)
    for gate, pattern, resolve in RULES:
        if gate not in gates:
            continue
        for match in pattern.finditer(low):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            now = Now(reference, tense.around(start, end))
            try:
                value = resolve(match, now)
            except (ValueError, OverflowError):  # a day that no calendar has, or beyond its ends
                continue
            if value is None or (today is None and not _is_absolute(match)):
                continue
            taken[start:end] = b"\x01" * (end - start)
            # with a moment of writing the day itself tells whether it is ahead
            found.append(_Day(start, end, value, value.outlook if today else value.outlook or now.outlook))
    return sorted([*found, *_leaning(low, held, found, taken)])


def _leaning(low: str, held: Held, days: list[_Day], taken: bytearray) -> list[_Day]:
    """ "28 juni. Een dag later": counted from the day that is named before it."""
    if held.runs.isdisjoint(_LEANING_WORDS):
        return []
    found = []
    for match in _LEANS.finditer(low):
        start, end = match.span()
        before = [d for d in days if d.end <= start <= d.end + _REACH and d.found.first == d.found.last]
        if not before or any(taken[start:end]):
            continue
        named = max(before)
        day = named.found.first + timedelta(days=-1 if match["how"] == "ervoor" else 1)
        part = match["what"] if match["what"] in PARTS else None
        found.append(_Day(start, end, Found(day, day, part, 0, "counted from the day before it"), named.outlook))
    return found


def _is_absolute(match: "object") -> bool:
    groups = match.groupdict()  # type: ignore[attr-defined]
    return bool(groups.get("y") or groups.get("y1") or groups.get("y2"))


def _clock_of(low: str, days: list[_Day], position: int, clocks: list[Clock], used: set[int]) -> Clock | None:
    """The clock time right after the date, or right before it, in the same sentence."""
    here = days[position]
    if here.found.first != here.found.last and here.found.part is None:
        return None
    following = days[position + 1].start if position + 1 < len(days) else len(low)
    first = bisect_left(clocks, here.start - 40, key=lambda c: c.start)
    for index in range(first, min(first + 8, len(clocks))):
        clock = clocks[index]
        if index in used:
            continue
        after = 0 <= clock.start - here.end <= _GAP and clock.start < following
        before = 0 <= here.start - clock.end <= 12
        between = low[here.end : clock.start] if after else low[clock.end : here.start]
        own_sentence = ". " in between and _HOUR_FOLLOWS.fullmatch(between) is None
        if (after or before) and not (_NO_DATE_BETWEEN & set(between)) and not own_sentence:
            used.add(index)
            return clock
    return None


def _when(low: str, here: _Day, clock: Clock | None, written: datetime | None) -> When:
    found = here.found
    start, end = here.start, here.end
    if clock is not None:
        adjacent = (clock.start - here.end <= 12 and clock.start >= here.start) or 0 <= here.start - clock.end <= 4
        if adjacent:
            start, end = min(start, clock.start), max(end, clock.end)
        first, last = _with_clock(found, clock)
        known = True
    else:
        first, last = _with_part(found)
        known = False
    announced = first > written if written else here.outlook > 0
    return When(start, end, first, last, known, announced, found.reason)


def _with_clock(found: Found, clock: Clock) -> tuple[datetime, datetime]:
    first, last = clock.first, clock.last
    afternoon = found.part in ("avond", "middag", "namiddag")
    if afternoon and not clock.exact and first.hour < 12:
        first, last = first.replace(hour=first.hour + 12), last.replace(hour=(last.hour + 12) % 24)
    begin = local(found.first, first)
    end = local(found.last if found.part != "jaarwisseling" else found.first, last)
    if end < begin:
        end = local(found.last + timedelta(days=1), last)
    return begin, end


def _with_part(found: Found) -> tuple[datetime, datetime]:
    if found.part == "jaarwisseling":
        return local(found.first, time(18)), local(found.last, time(6))
    if found.part == "nacht op":
        return local(found.first, time(22)), local(found.last, time(6))
    if found.part in PARTS:
        start_hour, end_hour = PARTS[found.part]
        if found.part == "nacht":
            return local(found.first, time(0)), local(found.last, time(6))
        last = local(found.last, _END_OF_DAY) if end_hour == 24 else local(found.last, time(end_hour))
        return local(found.first, time(start_hour)), last
    return local(found.first, time(0)), local(found.last, _END_OF_DAY)


def _loose_clock(clock: Clock, written: datetime, day_of: date, low: str) -> When:
    """A clock time without a date: of the only day in the text, else of the day of writing or the evening before."""
    still_to_come = day_of == written.date() and local(day_of, clock.first) > written
    if still_to_come and Tense(low).looks_back():
        day_of -= timedelta(days=1)
    first, last = local(day_of, clock.first), local(day_of, clock.last)
    if last < first:
        last = local(day_of + timedelta(days=1), clock.last)
    return When(clock.start, clock.end, first, last, True, first > written, "clock time")
