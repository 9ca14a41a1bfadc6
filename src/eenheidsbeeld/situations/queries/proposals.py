"""What signals announce, as proposals for the calendar: which organisation (never a person), what, where, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import as_read, is_on, readable
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations.models import CalendarEntry
from eenheidsbeeld.situations.queries.change import own_unit
from eenheidsbeeld.situations.queries.forward import CalendarItem, calendar
from eenheidsbeeld.situations.rules import CalendarKind, calendar_origin

MOST_PROPOSALS = 50
# What a proposal tells of its signal; the rest of many signals is not fetched to count them on the start page.
OF_AN_EVENT = (
    "reference", "is_announced", "announced", "event_from", "event_to", "event_time_known", "area_code",
    "place_name", "phenomenon", "state", "state_reason",
)  # fmt: skip
# Words for an activity in which people speak out together; all alike, whatever it is about.
ASSEMBLIES = (
    "demonstratie", "betoging", "mars", "tocht", "manifestatie", "wake", "protest", "blokkade", "staking", "sit-in",
    "optocht", "rally",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """One announced event. `caller` is an organisation or empty; `number` tells the events of one signal apart."""

    signal: Signal
    number: int
    what: str
    caller: str
    area_code: str
    place_name: str
    starts_at: datetime
    ends_at: datetime | None
    time_known: bool
    reason: str
    # What stands on the calendar on that day and in that place already; filled where somebody decides.
    there: tuple[CalendarItem, ...] = ()

    @property
    def reference(self) -> str:
        return self.signal.reference

    @property
    def origin(self) -> str:
        return calendar_origin(self.signal.reference, self.number)

    @property
    def title(self) -> str:
        """A start for the person who confirms: what, by which organisation, where."""
        what = self.what or (phenomena.label(self.signal.phenomenon) if self.signal.phenomenon else "")
        what = what or _("Announced event")
        place = areas.names_of([self.area_code])[self.area_code] if self.area_code else self.place_name
        by = _("%(what)s of %(caller)s") % {"what": what, "caller": self.caller} if self.caller else what
        whole = f"{by}, {place}" if place else by
        return (whole[:1].upper() + whole[1:])[:160]

    @property
    def kind(self) -> CalendarKind:
        is_assembly = any(self.what.endswith((word, word + "en", word + "s")) for word in ASSEMBLIES)
        return CalendarKind.DEMONSTRATION if is_assembly else CalendarKind.ANNOUNCED


def proposals(viewer: Viewer, after: datetime) -> list[Proposal]:
    """What signals announce and nobody has decided about yet; soonest first."""
    if not is_on(viewer.organisation, Suggestion.CALENDAR_PROPOSALS):
        return []
    announced = readable(viewer).filter(
        is_announced=True,
        event_from__gte=after,
        is_hidden=False,
        owner_id__in=own_unit(viewer),
        state__in=[SignalState.RECEIVED.value, SignalState.ATTACHED.value],
    )
    rows = announced.only(*OF_AN_EVENT).order_by("event_from", "id")[: MOST_PROPOSALS * 4]
    found = [one for row in rows for one in announced_by(as_read(row)) if one.starts_at >= after]
    return sorted(_undecided(found), key=lambda one: one.starts_at)[:MOST_PROPOSALS]


def proposals_beside_calendar(viewer: Viewer, after: datetime) -> list[Proposal]:
    """The same, each with what stands on the calendar that day in that place: often the announced event itself."""
    return _beside_calendar(viewer, proposals(viewer, after))


def _beside_calendar(viewer: Viewer, found: list[Proposal]) -> list[Proposal]:
    if not found:
        return []
    first, last = min(one.starts_at for one in found), max(one.starts_at for one in found)
    day = timedelta(days=1)
    items = calendar(viewer, first - day, last + day)
    return [replace(one, there=tuple(item for item in items if _may_be(one, item))) for one in found]


def _may_be(one: Proposal, item: CalendarItem) -> bool:
    same_place = one.area_code in item.area_codes if item.area_codes else not one.area_code
    return same_place and day_of(one.starts_at).isoformat() in item.days


def proposals_of(viewer: Viewer, signals: Iterable[Signal], after: datetime) -> list[Proposal]:
    """Of these signals, as this viewer read them: what they announce that is still to come and undecided.

    Reports about the same thing announce it once.
    """
    if not is_on(viewer.organisation, Suggestion.CALENDAR_PROPOSALS):
        return []
    found = [one for row in signals for one in announced_by(row) if one.starts_at >= after]
    once = {(one.what, one.area_code, day_of(one.starts_at)): one for one in reversed(_undecided(found))}
    return sorted(once.values(), key=lambda one: one.starts_at)


def proposal(viewer: Viewer, signal: Signal, number: int) -> Proposal:
    """One announced event of a signal that this viewer read, beside the calendar of that day."""
    found = [one for one in announced_by(signal) if one.number == number]
    if not found:
        raise NotThere()
    return _beside_calendar(viewer, found[:1])[0]


def announced_by(signal: Signal) -> list[Proposal]:
    """The events in the text; of a text that only tells a day to come, that day. A person may have chosen the day."""
    if not signal.is_announced or signal.event_from is None:
        return []
    events = [_proposal(signal, number, one) for number, one in enumerate(signal.announced or [])]
    first = next((one for one in events if one and day_of(one.starts_at) == day_of(signal.event_from)), None)
    if first is None:
        return [_bare(signal, number=0), *(one for one in events[1:] if one)]
    return [_timed(one, signal) if one is first else one for one in events if one]


def day_of(moment: datetime) -> date:
    return moment.astimezone(DUTCH_TIME).date()


def _timed(one: Proposal, signal: Signal) -> Proposal:
    """Of the day that the signal is about, the time as its sender or an analyst gave it goes first."""
    if not signal.event_time_known or one.time_known or signal.event_from is None:
        return one
    return replace(one, starts_at=signal.event_from, ends_at=signal.event_to, time_known=True)


def _proposal(signal: Signal, number: int, kept: dict[str, Any]) -> Proposal | None:
    starts = parse_datetime(str(kept.get("first", "")))
    if starts is None:
        return None
    # One municipality for the signal and for what it announces, unless the text names another one for the event.
    area = signal.area_code if len(signal.announced or []) == 1 or not kept.get("area") else str(kept["area"])
    return Proposal(
        signal, number, str(kept.get("what", "")), str(kept.get("caller", "")), area, str(kept.get("place", "")),
        starts, parse_datetime(str(kept.get("last", ""))), bool(kept.get("time_known")), str(kept.get("reason", "")),
    )  # fmt: skip


def _bare(signal: Signal, *, number: int) -> Proposal:
    return Proposal(
        signal, number, "", "", signal.area_code, signal.place_name, signal.event_from,  # type: ignore[arg-type]
        signal.event_to, signal.event_time_known, "",
    )  # fmt: skip


def _undecided(found: list[Proposal]) -> list[Proposal]:
    decided = set(
        CalendarEntry.objects.filter(origin__in=[one.origin for one in found]).values_list("origin", flat=True)
    )
    return [one for one in found if one.origin not in decided]
