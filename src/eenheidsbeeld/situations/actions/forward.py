"""The forward calendar and the triggers on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import as_read, readable
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.actions.shares import shares_on
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from eenheidsbeeld.situations.queries.change import signals_for_change
from eenheidsbeeld.situations.queries.proposals import Proposal, announced_by
from eenheidsbeeld.situations.rules import CalendarKind, Dismissal, TriggerKind

Dated = TypeVar("Dated", CalendarEntry, Trigger)
WHO_KEEPS_CALENDAR = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR)


@transaction.atomic
def put_calendar_entry(
    *,
    title: str,
    kind: CalendarKind,
    starts_at: datetime,
    sharing: dict[str, Any],
    by: Actor,
    at: datetime,
    origin: str = "",
    ends_at: datetime | None = None,
    time_known: bool = True,
    area_code: str = "",
    place_name: str = "",
    note: str = "",
    is_proposal: bool = False,
    situation: int | None = None,
) -> CalendarEntry:
    """Put a date on the calendar. With an `origin`, such as "demonstrations.notice:7K3MQ", the same call moves it.

    `sharing` are the sharing fields of the record it comes from (`record.sharing_fields()`).
    """
    if isinstance(by, Viewer):
        check_role(by.roles, *WHO_KEEPS_CALENDAR)
    rules.check_moments(starts_at, ends_at)
    values = {
        **sharing,
        "title": rules.check_reason(title),
        "kind": kind.value,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "time_known": time_known,
        "area_code": area_code,
        "place_name": place_name,
        "note": note.strip(),
        "is_proposal": is_proposal,
        "situation_id": situation,
        "by_id": by.membership if isinstance(by, Viewer) else None,
        "at": at,
    }
    if origin:
        entry, made = CalendarEntry.objects.update_or_create(origin=origin, removed_at=None, defaults=values)
    else:
        entry, made = CalendarEntry.objects.create(**values), True
    event = "calendar_entry_put" if made else "calendar_entry_moved"
    audit.record(event=event, subject=entry, by=by, at=at, details={"kind": kind.value, "origin": origin})
    return entry


@transaction.atomic
def remove_calendar_origin(*, origin: str, by: Actor, at: datetime) -> CalendarEntry:
    """The room that put a date on the calendar takes it off again."""
    entry = CalendarEntry.objects.select_for_update().filter(origin=origin, removed_at=None).first()
    if not origin or entry is None:
        raise NotThere()
    return _remove(entry, by=by, at=at)


@transaction.atomic
def remove_calendar_entry(*, entry: str, by: Viewer, at: datetime) -> CalendarEntry:
    """Take a date off the calendar; only the organisation that put it there can."""
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    return _remove(own_entry(by, entry), by=by, at=at)


@transaction.atomic
def confirm_proposal(
    *,
    signal: str,
    title: str,
    by: Viewer,
    at: datetime,
    kind: CalendarKind = CalendarKind.ANNOUNCED,
    note: str = "",
    number: int = 0,
) -> CalendarEntry:
    """Put what a signal announces on the calendar, in words of the person who confirms, shared as the signal is.

    A text can announce more than one event; `number` says which.
    """
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    announced, event = _announced(by, signal, number)
    return put_calendar_entry(
        title=title,
        kind=kind,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        time_known=event.time_known,
        area_code=event.area_code,
        place_name=event.place_name,
        note=note,
        sharing=_shared_as(announced, by),
        origin=event.origin,
        by=by,
        at=at,
    )


@transaction.atomic
def reject_proposal(*, signal: str, reason: Dismissal, by: Viewer, at: datetime, number: int = 0) -> CalendarEntry:
    """Say why this announcement does not belong on the calendar, so that it is not proposed again.

    The reasons are a closed list: what a protest is about is not among them.
    """
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    announced, event = _announced(by, signal, number)
    entry = CalendarEntry.objects.create(
        **_shared_as(announced, by),
        title="",
        kind=CalendarKind.ANNOUNCED.value,
        starts_at=event.starts_at,
        area_code=event.area_code,
        origin=event.origin,
        dismissed_because=reason.value,
        by_id=by.membership,
        at=at,
        removed_at=at,
    )
    details = {"reason": reason.value}
    audit.record(event="calendar_proposal_rejected", subject=entry, by=by, at=at, details=details)
    return entry


@transaction.atomic
def add_trigger(
    *,
    title: str,
    kind: TriggerKind,
    starts_at: datetime,
    ends_at: datetime,
    by: Viewer,
    at: datetime,
    marking: Marking = Marking.AMBER,
    groups: Collection[int] = (),
    area_codes: Sequence[str] = (),
    is_certain: bool = True,
    recurs_yearly: bool = False,
    phenomenon: str = "",
    expectation: str = "",
) -> Trigger:
    """Write down a date or event, near or far, that may move people here."""
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    rules.check_moments(starts_at, ends_at)
    made = Trigger.objects.create(
        **new_sharing(by, marking, groups),
        title=rules.check_reason(title),
        kind=kind.value,
        starts_at=starts_at,
        ends_at=ends_at,
        is_certain=is_certain,
        recurs_yearly=recurs_yearly,
        phenomenon=phenomenon,
        expectation=expectation.strip(),
        area_codes=sorted(set(area_codes)),
        by_id=by.membership,
        at=at,
    )
    audit.record(event="trigger_added", subject=made, by=by, at=at, details={"kind": kind.value})
    return made


@transaction.atomic
def note_outcome(*, trigger: str, outcome: str, by: Viewer, at: datetime) -> Trigger:
    """Write down what a trigger did here, so that next year starts with what was learnt."""
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    found = own_trigger(by, trigger)
    found.outcome = rules.check_reason(outcome)
    found.save(update_fields=["outcome"])
    audit.record(event="trigger_outcome_noted", subject=found, by=by, at=at)
    return found


@transaction.atomic
def remove_trigger(*, trigger: str, by: Viewer, at: datetime) -> Trigger:
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    return _remove(own_trigger(by, trigger), by=by, at=at)


def new_sharing(by: Viewer, marking: Marking, groups: Collection[int]) -> dict[str, Any]:
    """The sharing fields of something new of the own organisation, within its own groups."""
    chosen = frozenset(groups) & by.groups
    people = [by.person] if marking == Marking.RED else []
    return {
        "owner_id": by.organisation,
        "marking": marking.value,
        "scope_id": scope_of(chosen, people).pk,
        "practice_run": by.practice_run,
    }


def _shared_as(announced: Signal, by: Viewer) -> dict[str, Any]:
    """Owned by who confirms, and shared with nobody beyond those who may see the signal."""
    own = {"owner_id": by.organisation, "practice_run": by.practice_run}
    return own | shares_on([announced], organisation=by.organisation)


def _announced(by: Viewer, reference: str, number: int) -> tuple[Signal, Proposal]:
    """The signal, locked, and its event as this person reads it."""
    locked = signals_for_change(by, [reference])[0]
    read = as_read(readable(by).select_related("owner").get(pk=locked.pk))
    event = next((one for one in announced_by(read) if one.number == number), None)
    if event is None or CalendarEntry.objects.filter(origin=event.origin).exists():
        raise rules.AlreadyDecided()
    return locked, event


def _own(by: Viewer, records: QuerySet[Dated]) -> Dated:
    found = visible_to(by, records.select_for_update()).first()
    if found is None:
        raise NotThere()
    if found.owner_id != by.organisation:
        raise rules.NotYourEntry()
    return found


def own_entry(by: Viewer, reference: str) -> CalendarEntry:
    return _own(by, CalendarEntry.objects.filter(reference=reference, removed_at=None))


def own_trigger(by: Viewer, reference: str) -> Trigger:
    return _own(by, Trigger.objects.filter(reference=reference, removed_at=None))


def _remove(record: Dated, *, by: Actor, at: datetime) -> Dated:
    record.removed_at = at
    record.save(update_fields=["removed_at"])
    audit.record(event="taken_off_calendar", subject=record, by=by, at=at)
    return record
