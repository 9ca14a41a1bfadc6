"""What stood on the calendar, for forecasts: kind, place and week of each date and since when it stood there.

No title, no place name and nothing of what a protest is about: only that something of this kind was to come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.outlook.calendar import Announced
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from eenheidsbeeld.situations.queries.forward import occurrences
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind

# A period of months is no event of any one week; only its beginning is.
LONGEST = timedelta(weeks=6)
# Kinds of trigger that the calendar has a kind of its own for; all others are one kind, for each alone is too rare.
SAME = {
    TriggerKind.ANNIVERSARY: CalendarKind.ANNIVERSARY,
    TriggerKind.RELIGIOUS_DAY: CalendarKind.ANNIVERSARY,
    TriggerKind.SPORTS: CalendarKind.MATCH,
}


def announced(looker: Looker, codes: Collection[str], since: datetime, until: datetime) -> Iterator[Announced]:
    """Dates that this looker may know, per municipality and week; what was cancelled before its day is left out."""
    stood = Q(removed_at=None) | Q(removed_at__gt=F("starts_at"))
    yield from _of_entries(looker, set(codes), since, until, stood)
    yield from _of_triggers(looker, set(codes), since, until, stood)


def _of_entries(looker: Looker, codes: set[str], since: datetime, until: datetime, stood: Q) -> Iterator[Announced]:
    rows = visible_to(looker, CalendarEntry.objects.filter(stood, is_proposal=False))
    rows = rows.annotate(last=Coalesce("ends_at", "starts_at")).filter(starts_at__lt=until, last__gte=since)
    for kind, area, starts_at, last, at in rows.order_by("starts_at", "pk").values_list(
        "kind", "area_code", "starts_at", "last", "at"
    ):
        yield from _spread(kind, [area] if area else [], codes, (starts_at, last), at)


def _of_triggers(looker: Looker, codes: set[str], since: datetime, until: datetime, stood: Q) -> Iterator[Announced]:
    asked = Q(recurs_yearly=True, starts_at__lt=until) | Q(starts_at__lt=until, ends_at__gte=since)
    for one in visible_to(looker, Trigger.objects.filter(asked).filter(stood)).order_by("starts_at", "pk"):
        kind = SAME.get(TriggerKind(one.kind), CalendarKind.TRIGGER).value
        for moment in occurrences(one, since, until):
            yield from _spread(kind, one.area_codes, codes, moment, one.at)


def _spread(
    kind: str, places: Collection[str], codes: set[str], moment: tuple[datetime, datetime], at: datetime
) -> Iterator[Announced]:
    """One event in each of its weeks and municipalities; without a place it is everywhere."""
    first, last = moment
    inside = {code for place in places for code in _municipalities(place)} & codes
    if places and not inside:
        return
    week, until = Week.of(first), Week.of(last if last - first <= LONGEST else first)
    while week <= until:
        yield from (Announced(kind, code, week, at) for code in sorted(inside) or [""])
        week = week.plus(1)


def _municipalities(code: str) -> Collection[str]:
    try:
        return areas.codes_in(code)
    except NotKnown:
        return ()
