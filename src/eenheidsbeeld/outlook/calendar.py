"""The forward calendar as numbers: which kind of event stood where and in which week, and since when that was known.

What an event is about plays no part: only its kind, its place and its week go in. Rooms above hand over their dates;
public holidays are computed here. A forecast of a past week knows only what stood on the calendar by then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker

HOLIDAYS = ("pasen", "koningsdag", "bevrijdingsdag", "hemelvaart", "pinksteren", "kerst", "carnaval")
NEW_YEAR = "new_year"
# A kind that hardly ever stood on the calendar teaches nothing: its few weeks would be taken for its effect.
FEWEST = 8


@dataclass(frozen=True, slots=True)
class Announced:
    """One event in one week and municipality; an empty area is everywhere, no moment is "always known"."""

    kind: str
    area_code: str
    week: Week
    known_at: datetime | None = None


Ask = Callable[[Looker, Collection[str], datetime, datetime], Iterable[Announced]]
_sources: list[Ask] = []


def register(ask: Ask) -> None:
    """A room above says what stood on its calendar for who looks, in these areas, between two moments."""
    if ask not in _sources:
        _sources.append(ask)


def announced(looker: Looker, codes: Collection[str], weeks: Sequence[Week]) -> list[Announced]:
    """Everything that stood or stands on the calendar in these weeks, as this looker may know it."""
    if not weeks:
        return []
    found = [one for ask in _sources for one in ask(looker, codes, weeks[0].starts_at, weeks[-1].ends_at)]
    return [*_holidays(weeks), *found]


def _holidays(weeks: Sequence[Week]) -> Iterator[Announced]:
    from eenheidsbeeld.text.dates.calendar import holiday

    inside = set(weeks)
    for year in range(weeks[0].year - 1, weeks[-1].year + 2):
        days = {Week.of(day) for name in HOLIDAYS for day in holiday(name, year) or ()}
        yield from (Announced("holiday", "", week) for week in sorted(days & inside))
        evening = Week.of(date(year, 12, 31))
        if evening in inside:
            yield Announced(NEW_YEAR, "", evening)


@dataclass(frozen=True)
class CalendarTable:
    """Kinds by areas by weeks: how many events of each kind were known in time."""

    kinds: tuple[str, ...]
    counts: Any


def as_table(
    events: Iterable[Announced], codes: Sequence[str], weeks: Sequence[Week], horizon: int
) -> CalendarTable | None:
    """The calendar for a forecast `horizon` weeks ahead; None when no kind stood there often enough.

    An event counts only when it stood on the calendar before the last week was over that its forecast knows.
    """
    import numpy as np

    row, column = ({name: place for place, name in enumerate(names)} for names in (codes, weeks))
    cells: Counter[tuple[str, int, int]] = Counter()
    for one in events:
        if one.week not in column or (one.known_at and one.known_at >= one.week.plus(-horizon).ends_at):
            continue
        places = range(len(codes)) if not one.area_code else [row[one.area_code]] if one.area_code in row else []
        cells.update((one.kind, place, column[one.week]) for place in places)
    often = Counter(kind for kind, _place, _week in cells)
    kinds = sorted(kind for kind, number in often.items() if number >= FEWEST)
    if not kinds:
        return None
    table = np.zeros((len(kinds), len(codes), len(weeks)))
    for (kind, place, week), number in cells.items():
        if kind in kinds:
            table[kinds.index(kind), place, week] = number
    return CalendarTable(tuple(kinds), table)
