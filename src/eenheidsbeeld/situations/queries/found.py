"""What was found in the text of a signal, as proposals beside it: where, when, and which others look like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.intake import alike
from eenheidsbeeld.signals.intake.alike import Alike
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import same_story
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations.queries.proposals import Proposal, proposals_of
from eenheidsbeeld.situations.queries.waiting import InboxGroup


@dataclass(frozen=True, slots=True)
class Moment:
    first: datetime
    time_known: bool
    announced: bool


@dataclass(frozen=True, slots=True)
class FoundInText:
    """Proposals with their reasons; a person chooses. Places and moments are there only where there is doubt."""

    proposals: tuple[Proposal, ...]
    places: tuple[tuple[str, str], ...]
    place_reason: str
    place_in_doubt: bool
    moments: tuple[Moment, ...]
    moment_reason: str
    together: tuple[Alike, ...]
    lookalikes: tuple[Alike, ...]


def found_in(viewer: Viewer, group: InboxGroup, *, at: datetime) -> FoundInText:
    """For the reading pane: all that the text work proposes about the signal that is read."""
    head = group.head
    place, dates = _note(head, "places"), _note(head, "dates")
    waits = head.state == SignalState.RECEIVED.value
    return FoundInText(
        proposals=tuple(proposals_of(viewer, group.signals, at)),
        places=_places(head) if waits else (),
        place_reason=str(place.get("reason", "")),
        place_in_doubt=bool(head.place_candidates) and not place.get("certain", True),
        moments=tuple(_moments(dates)) if waits else (),
        moment_reason=str(dates.get("reason", "")),
        together=tuple(alike.relations(head, group.signals[1:] or same_story(viewer, head))),
        lookalikes=tuple(alike.lookalikes(viewer, head, at=at)),
    )


def _note(signal: Signal, step: str) -> dict[str, Any]:
    return next((note for note in signal.intake_notes if note.get("step") == step), {})


def _places(signal: Signal) -> tuple[tuple[str, str], ...]:
    """The likeliest first, by full names: Bergen (L.) and Bergen (NH.) are told apart."""
    codes = list(dict.fromkeys([signal.area_code, *(str(one.get("code", "")) for one in signal.place_candidates)]))
    named = areas.full_names_of([code for code in codes if code])
    return tuple(named.items()) if len(named) > 1 else ()


def _moments(dates: dict[str, Any]) -> list[Moment]:
    found = [(parse_datetime(str(one.get("first"))), one) for one in dates.get("others", [])]
    return [Moment(first, bool(one["time_known"]), bool(one["announced"])) for first, one in found if first]
