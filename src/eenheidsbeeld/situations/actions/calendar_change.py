"""Changing what stands on the forward calendar: by the organisation that put it there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.actions.forward import WHO_KEEPS_CALENDAR, Dated, new_sharing, own_entry, own_trigger
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind


@transaction.atomic
def change_calendar_entry(
    *,
    entry: str,
    title: str,
    kind: CalendarKind,
    starts_at: datetime,
    by: Viewer,
    at: datetime,
    ends_at: datetime | None = None,
    time_known: bool = True,
    area_code: str = "",
    place_name: str = "",
    note: str = "",
    marking: Marking | None = None,
) -> CalendarEntry:
    """Say it differently or move it. What came from a signal stays shared as that signal is."""
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    found = own_entry(by, entry)
    rules.check_moments(starts_at, ends_at)
    values = {
        "title": rules.check_reason(title), "kind": kind.value, "starts_at": starts_at, "ends_at": ends_at,
        "time_known": time_known, "area_code": area_code, "place_name": place_name, "note": note.strip(),
    }  # fmt: skip
    return _change(found, values, None if found.origin else marking, by=by, at=at)


@transaction.atomic
def change_trigger(
    *,
    trigger: str,
    title: str,
    kind: TriggerKind,
    starts_at: datetime,
    ends_at: datetime,
    by: Viewer,
    at: datetime,
    marking: Marking | None = None,
    area_codes: Sequence[str] = (),
    is_certain: bool = True,
    recurs_yearly: bool = False,
    phenomenon: str = "",
    expectation: str = "",
) -> Trigger:
    """Say it differently or move it; what it did here before stays."""
    check_role(by.roles, *WHO_KEEPS_CALENDAR)
    found = own_trigger(by, trigger)
    rules.check_moments(starts_at, ends_at)
    values = {
        "title": rules.check_reason(title), "kind": kind.value, "starts_at": starts_at, "ends_at": ends_at,
        "is_certain": is_certain, "recurs_yearly": recurs_yearly, "phenomenon": phenomenon,
        "expectation": expectation.strip(), "area_codes": sorted(set(area_codes)),
    }  # fmt: skip
    return _change(found, values, marking, by=by, at=at)


def _change(found: Dated, values: dict[str, Any], marking: Marking | None, *, by: Viewer, at: datetime) -> Dated:
    """Write what differs; with another marking it is shared anew within the own groups."""
    if marking is not None and marking.value != found.marking:
        values = values | new_sharing(by, marking, by.groups)
    changed = sorted(name for name, value in values.items() if getattr(found, name) != value)
    for name in changed:
        setattr(found, name, values[name])
    found.save(update_fields=changed)
    audit.record(event="calendar_changed", subject=found, by=by, at=at, details={"fields": ", ".join(changed)})
    return found
