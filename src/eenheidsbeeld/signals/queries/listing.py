"""Lists of signals, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import for_purpose
from eenheidsbeeld.sharing.rules import Purpose
from eenheidsbeeld.signals import search
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries.reading import as_read, page_of, readable
from eenheidsbeeld.signals.rules import SignalState

PAGE = 50
# What a row of a file says of a signal; codes that only the software reads stay in the database.
OF_A_FILE = (
    "reference", "owner__name", "area_code", "place_name", "event_from", "event_to", "event_time_known",
    "reported_at", "received_at", "phenomenon", "state", "state_reason", "source_grade", "content_grade", "channel",
    "marking", "regime", "purpose",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignalPage:
    """A part of a list, newest first; `next_after` is the reference to go on from, empty at the end."""

    signals: list[Signal]
    next_after: str = ""


def list_signals(viewer: Viewer, filters: SignalFilters | None = None, *, size: int = PAGE) -> SignalPage:
    """Signals this viewer may see, newest first, a page at a time."""
    chosen = filters or SignalFilters()
    found = narrowed(viewer, chosen)
    if chosen.after:
        found = _after(viewer, found, chosen.after)
    return SignalPage(*page_of(found, size))


def narrowed(viewer: Viewer, filters: SignalFilters) -> QuerySet[Signal]:
    """What the filter leaves of all that this viewer may see; withdrawn signals only when asked for."""
    found = readable(viewer)
    found = found.filter(state=filters.state) if filters.state else found.exclude(state=SignalState.WITHDRAWN.value)
    if filters.area:
        found = found.filter(area_code__in=area_and_below(filters.area))
    if filters.week:
        week = Week.parse(filters.week)
        found = found.filter(received_at__gte=week.starts_at, received_at__lt=week.ends_at)
    equal = {
        "phenomenon": filters.phenomenon,
        "channel": filters.channel,
        "owner__slug": filters.owner,
        "source__reference": filters.source,
        "story__reference": filters.story,
    }
    found = found.filter(**{name: value for name, value in equal.items() if value})
    return search.matching(viewer, found, filters.words) if filters.words else found


def area_and_below(code: str) -> set[str]:
    """The area itself and its municipalities."""
    try:
        return {code, *areas.codes_in(code)}
    except NotKnown:
        return {code}


def _after(viewer: Viewer, signals: QuerySet[Signal], reference: str) -> QuerySet[Signal]:
    """What stands below this one. Asked with rights too: where a list goes on would tell that a signal is there."""
    last = readable(viewer).filter(reference=tidy_reference(reference)).values_list("received_at", "pk").first()
    if last is None:
        return signals
    at, key = last
    return signals.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=key))


def my_signals(viewer: Viewer, *, after: str = "", size: int = PAGE) -> SignalPage:
    """What this person brought in, newest first, withdrawn ones too: what became of each stands in its state."""
    found = readable(viewer).filter(owner_id=viewer.organisation, brought_in_by_id=viewer.membership)
    if after:
        found = _after(viewer, found, after)
    return SignalPage(*page_of(found, size))


def for_export(viewer: Viewer, filters: SignalFilters, *, most: int = 5000) -> list[Signal]:
    """The same list for a file, newest first, at most so many rows: only what may serve the picture, for which it is
    made. A file cannot be asked later what it was for."""
    rows = (
        narrowed(viewer, filters)
        .filter(for_purpose(Purpose.PICTURE.value))
        .select_related("owner")
        .only(*OF_A_FILE)
        .order_by("-received_at", "-id")[:most]
    )
    return [as_read(row) for row in rows]
