"""A person chooses among the places and moments that were found in the text. How exact they are stays as found."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_datetime

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.actions.change import for_grading
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import SignalState


@transaction.atomic
def choose_place(*, reference: str, area_code: str, by: Viewer, at: datetime) -> Signal:
    """Say which of the places of this name is meant. Who may see the signal stays as it was."""
    signal = for_grading(reference, by)
    _check_waits(signal)
    known = {str(one.get("code", "")) for one in signal.place_candidates} | {signal.area_code}
    if not area_code or area_code not in known:
        raise rules.NotPlaced()
    was = signal.area_code
    signal.area_code = area_code
    signal.place_candidates = [] if was == area_code else _without(signal.place_candidates, area_code, was)
    signal.intake_notes = _noted(signal, "places", certain=True, chosen=True)
    signal.save(update_fields=["area_code", "place_candidates", "intake_notes"])
    audit.record(event="place_chosen", subject=signal, by=by, at=at, details={"area": area_code, "was": was})
    return signal


def _without(candidates: list[dict[str, object]], chosen: str, was: str) -> list[dict[str, object]]:
    """What was passed over stays there to go back to."""
    others = [one for one in candidates if one.get("code") not in (chosen, was)]
    return [*([{"code": was, "score": 0.0}] if was else []), *others]


@transaction.atomic
def choose_moment(*, reference: str, first: datetime | None, by: Viewer, at: datetime) -> Signal:
    """Say which of the moments in the text is meant; None says that it tells no moment."""
    signal = for_grading(reference, by)
    _check_waits(signal)
    others = _others(signal)
    now = _as_note(signal)
    found = next((one for one in others if _same(one, first)), None) if first else {}
    if found is None and not (first and signal.event_from == first):
        raise rules.NotPlaced()
    if found is not None:
        _put(signal, found)
        others = [one for one in [now, *others] if one and one is not found]
    signal.intake_notes = _noted(signal, "dates", chosen=True, others=others)
    signal.save(update_fields=["event_from", "event_to", "event_time_known", "is_announced", "intake_notes"])
    audit.record(
        event="moment_chosen", subject=signal, by=by, at=at, details={"known": signal.event_from is not None}
    )
    return signal


def _put(signal: Signal, found: dict[str, object]) -> None:
    signal.event_from = parse_datetime(str(found["first"])) if found else None
    signal.event_to = parse_datetime(str(found["last"])) if found else None
    signal.event_time_known = bool(found.get("time_known"))
    signal.is_announced = bool(found.get("announced"))


def _same(one: dict[str, object], first: datetime | None) -> bool:
    return parse_datetime(str(one.get("first"))) == first


def _as_note(signal: Signal) -> dict[str, object]:
    """The moment that stands there now, so that a choice can be taken back."""
    if signal.event_from is None:
        return {}
    last = signal.event_to or signal.event_from
    return {
        "first": signal.event_from.isoformat(), "last": last.isoformat(), "time_known": signal.event_time_known,
        "announced": signal.is_announced, "reason": "",
    }  # fmt: skip


def _others(signal: Signal) -> list[dict[str, object]]:
    return [
        dict(one) for note in signal.intake_notes if note.get("step") == "dates" for one in note.get("others", [])
    ]


def _noted(signal: Signal, step: str, **changes: object) -> list[dict[str, object]]:
    return [{**note, **changes} if note.get("step") == step else note for note in signal.intake_notes]


def _check_waits(signal: Signal) -> None:
    """What lies under a situation has been counted there; it goes back to the inbox first."""
    if signal.state != SignalState.RECEIVED.value:
        raise rules.NotNow(rules.CHOOSE_IN_THE_INBOX)
