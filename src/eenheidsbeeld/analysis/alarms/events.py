"""One event shows as one alert, however many series and clusters saw it, and stays the same alert next
week.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .candidates import Candidate


@dataclass(frozen=True)
class Event:
    """What belongs together: the strongest candidate leads, the others are its evidence."""

    lead: Candidate
    also: tuple[Candidate, ...]
    continues: str | None = None

    @property
    def areas(self) -> frozenset[str]:
        """The municipalities of the lead."""
        return self.lead.areas


def belongs(a: Candidate, b: Candidate, gap: int = 1) -> bool:
    """Same phenomenon, a shared municipality, and weeks that overlap or follow each other within `gap`."""
    near = a.first_week <= b.last_week + gap and b.first_week <= a.last_week + gap
    return near and a.phenomenon == b.phenomenon and not a.areas.isdisjoint(b.areas)


def one_event_each(candidates: Sequence[Candidate]) -> list[Event]:
    """Group around the strongest candidate, then around the strongest of what is left.

    A wide level never swallows two separate places: of two candidates that only share a wider one, each keeps
    its own event, and the wider goes with the stronger. Ties go to the narrower level, then to the key.
    """
    waiting = sorted(candidates, key=lambda c: (c.p, -c.level, c.key))
    events: list[Event] = []
    while waiting:
        lead = waiting.pop(0)
        also = [c for c in waiting if belongs(lead, c) and (c.areas <= lead.areas or c.areas >= lead.areas)]
        also += [c for c in waiting if belongs(lead, c) and c not in also]
        taken = {id(c) for c in also}
        waiting = [c for c in waiting if id(c) not in taken]
        events.append(Event(lead, tuple(also)))
    return events


def continued(events: Sequence[Event], earlier: Sequence[Event], within: int = 4) -> list[Event]:
    """Mark events that go on from an earlier one; each earlier event is continued once."""
    free = list(earlier)
    out = []
    for event in events:
        match = next((e for e in free if belongs(event.lead, e.lead, gap=within)), None)
        if match is not None:
            free.remove(match)
        out.append(Event(event.lead, event.also, (match.continues or match.lead.key) if match else None))
    return out
