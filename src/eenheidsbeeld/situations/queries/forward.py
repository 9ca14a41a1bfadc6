"""The forward calendar: entries and triggers in one list, and what falls together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level, NotKnown, level_of
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Looker, Viewer
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from eenheidsbeeld.situations.rules import CalendarKind

Record = TypeVar("Record", bound=Shared)
MOST_SHOWN = 500


@dataclass(slots=True, eq=False)
class CalendarItem:
    """One date on the calendar. `clashes` names what else happens that day in the same municipality."""

    reference: str
    is_trigger: bool
    kind: str
    title: str
    note: str
    starts_at: datetime
    ends_at: datetime | None
    time_known: bool
    is_certain: bool
    area_codes: tuple[str, ...]
    place_name: str
    is_proposal: bool
    marking: str
    regime: str
    owner: int
    clashes: list[CalendarItem] = field(default_factory=list)

    @property
    def days(self) -> tuple[str, ...]:
        """The days on which it plays, by Dutch time; a period of weeks counts its first and last day only."""
        first = self.starts_at.astimezone(DUTCH_TIME).date()
        last = self.ends_at.astimezone(DUTCH_TIME).date() if self.ends_at else first
        span = [first + timedelta(days=day) for day in range((last - first).days + 1)]
        shown = span if len(span) <= 7 else [first, last]
        return tuple(day.isoformat() for day in shown)

    def is_same_place(self, other: CalendarItem) -> bool:
        """Whether the place is named and the same: closer than the same municipality."""
        return bool(self.place_name) and self.place_name.casefold() == other.place_name.casefold()


def calendar(
    viewer: Looker, starts: datetime, ends: datetime, area_codes: Iterable[str] | None = None
) -> list[CalendarItem]:
    """What is coming between two moments, in order of time; what falls together points to each other."""
    codes = None if area_codes is None else _with_parents(area_codes)
    items = [*_entries(viewer, starts, ends, codes), *_triggers(viewer, starts, ends, codes)]
    items.sort(key=lambda item: (item.starts_at, item.title, item.reference))
    _mark_clashes(items)
    return items


def calendar_entry(viewer: Viewer, reference: str) -> CalendarEntry:
    return _one(viewer, CalendarEntry.objects.filter(removed_at=None, reference=tidy_reference(reference)))


def trigger(viewer: Viewer, reference: str) -> Trigger:
    return _one(viewer, Trigger.objects.filter(removed_at=None, reference=tidy_reference(reference)))


def _one(viewer: Viewer, records: QuerySet[Record]) -> Record:
    found = visible_to(viewer, records).first()
    if found is None:
        raise NotThere()
    return found


def _entries(viewer: Looker, starts: datetime, ends: datetime, codes: set[str] | None) -> list[CalendarItem]:
    entries = visible_to(viewer, CalendarEntry.objects.filter(removed_at=None))
    entries = entries.annotate(last=Coalesce("ends_at", "starts_at")).filter(starts_at__lt=ends, last__gte=starts)
    if codes is not None:
        entries = entries.filter(area_code__in=[*sorted(codes), ""])
    return [_entry_item(one) for one in entries.order_by("starts_at", "id")[:MOST_SHOWN]]


def _entry_item(one: CalendarEntry) -> CalendarItem:
    return CalendarItem(
        reference=one.reference,
        is_trigger=False,
        kind=one.kind,
        title=one.title,
        note=one.note,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        time_known=one.time_known,
        is_certain=True,
        area_codes=(one.area_code,) if one.area_code else (),
        place_name=one.place_name,
        is_proposal=one.is_proposal,
        marking=one.marking,
        regime=one.regime,
        owner=one.owner_id,
    )


def _triggers(viewer: Looker, starts: datetime, ends: datetime, codes: set[str] | None) -> list[CalendarItem]:
    once = Q(recurs_yearly=False, starts_at__lt=ends, ends_at__gte=starts)
    every_year = Q(recurs_yearly=True, starts_at__lt=ends)
    found = visible_to(viewer, Trigger.objects.filter(once | every_year, removed_at=None))
    items = []
    for one in found.order_by("starts_at", "id")[:MOST_SHOWN]:
        if codes is not None and one.area_codes and codes.isdisjoint(one.area_codes):
            continue
        items += [_trigger_item(one, *moment) for moment in occurrences(one, starts, ends)]
    return items


def occurrences(one: Trigger, starts: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """From when to when it plays between two moments: once, or every year."""
    if not one.recurs_yearly:
        return [(one.starts_at, one.ends_at)]
    lasts = one.ends_at - one.starts_at
    first = one.starts_at.astimezone(DUTCH_TIME)
    begins = (_in_year(first, year) for year in range(starts.year - 1, ends.year + 1))
    return [(at, at + lasts) for at in begins if at >= first and at < ends and at + lasts >= starts]


def _in_year(moment: datetime, year: int) -> datetime:
    """The same day of another year; 29 February becomes 28 February where there is none."""
    try:
        return moment.replace(year=year)
    except ValueError:
        return moment.replace(year=year, day=28)


def _trigger_item(one: Trigger, starts_at: datetime, ends_at: datetime) -> CalendarItem:
    return CalendarItem(
        reference=one.reference,
        is_trigger=True,
        kind=one.kind or CalendarKind.TRIGGER.value,
        title=one.title,
        note=one.expectation,
        starts_at=starts_at,
        ends_at=ends_at,
        time_known=False,
        is_certain=one.is_certain,
        area_codes=tuple(one.area_codes),
        place_name="",
        is_proposal=False,
        marking=one.marking,
        regime=one.regime,
        owner=one.owner_id,
    )


def _mark_clashes(items: Sequence[CalendarItem]) -> None:
    """The same day in the same municipality: said about all alike, whatever they are about."""
    together: dict[tuple[str, str], list[CalendarItem]] = {}
    for item in items:
        for code in item.area_codes:
            if level_of(code) in (Level.MUNICIPALITY, Level.NEIGHBOURHOOD):
                for day in item.days:
                    together.setdefault((day, code), []).append(item)
    for same in together.values():
        for item in same:
            item.clashes += [one for one in same if one is not item and one not in item.clashes]


def _with_parents(codes: Iterable[str]) -> set[str]:
    """What happens in the district or the country also happens here."""
    found = set(codes)
    for code in list(found):
        try:
            found |= {parent.code for parent in areas.parents(code)}
        except NotKnown:
            continue
    return found
