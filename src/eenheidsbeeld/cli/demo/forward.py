"""What is coming: meetings, demonstrations, matches on the calendar, and triggers near and far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from eenheidsbeeld.cli.demo.telling import ANALYST, FOLLOWED, Event, Telling
from eenheidsbeeld.reference import demo
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.situations import actions
from eenheidsbeeld.situations.actions.forward import new_sharing
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind

KNOWN_BEFORE = timedelta(days=21)
AS_ENTRY = {"own_decision": CalendarKind.COUNCIL, "sports": CalendarKind.MATCH}


def calendar_events(told: Telling) -> Iterator[Event]:
    for one in demo.calendar(told.now):
        starts = one.at.on(told.now, coming=True)
        yield Event(min(starts - KNOWN_BEFORE, told.now - timedelta(hours=2)), FOLLOWED, _is_put(told, one, starts))


def _is_put(told: Telling, one: demo.CalendarEntry, starts: datetime):  # type: ignore[no-untyped-def]
    def happens(at: datetime) -> None:
        if one.announced_assembly or one.kind in AS_ENTRY:
            _put_entry(told, one, starts, at)
        else:
            _put_trigger(told, one, starts, at)

    return happens


def _note(one: demo.CalendarEntry) -> str:
    return " ".join(part for part in (one.expected, one.prepare) if part)


def _put_entry(told: Telling, one: demo.CalendarEntry, starts: datetime, at: datetime) -> None:
    viewer = told.viewer(ANALYST)
    kind = CalendarKind.DEMONSTRATION if one.announced_assembly else AS_ENTRY[one.kind]
    situation = Situation.objects.filter(reference=told.situations.get(one.situation or "")).first()
    for number, code in enumerate(one.municipalities or ("",)):
        actions.put_calendar_entry(
            title=one.title, kind=kind, starts_at=starts,
            ends_at=one.ends.on(told.now, coming=True) if one.ends else None,
            time_known=one.at.at is not None, area_code=code, note=_note(one),
            sharing=new_sharing(viewer, Marking.AMBER, [told.groups["beeld-west-utrecht"].pk]),
            origin=f"demo:{one.key}:{number}:{starts.date()}", situation=situation.pk if situation else None,
            by=viewer, at=at,
        )  # fmt: skip


def _put_trigger(told: Telling, one: demo.CalendarEntry, starts: datetime, at: datetime) -> None:
    actions.add_trigger(
        title=one.title, kind=TriggerKind(one.kind), starts_at=starts,
        ends_at=one.ends.on(told.now, coming=True) if one.ends else starts + timedelta(hours=3),
        is_certain=one.certainty == "certain", area_codes=list(one.municipalities), expectation=_note(one),
        groups=[told.groups["beeld-west-utrecht"].pk], by=told.viewer(ANALYST), at=at,
    )  # fmt: skip
