"""Changing a date or a trigger: the same questions as when it was added, filled in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.situations import actions, queries
from eenheidsbeeld.situations.forms import CalendarForm, TriggerForm
from eenheidsbeeld.situations.models import CalendarEntry, Trigger
from eenheidsbeeld.situations.rules import CalendarKind, TriggerKind
from eenheidsbeeld.situations.views.calendar import marking_choices, show_form
from eenheidsbeeld.situations.views.inbox import area_choices


@require_http_methods(["GET", "POST"])
def change_entry(request: Asked, reference: str) -> HttpResponse:
    entry = queries.calendar_entry(request.viewer, reference)
    form = CalendarForm(
        request.POST or None,
        areas=_areas(request, [entry.area_code]),
        markings=marking_choices(entry.marking),
        initial=_entry_as_filled_in(entry),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        # A date of several days has no field for its last day: it keeps it as long as nobody moves it.
        moved = {"day", "from_time", "to_time"} & set(form.changed_data)
        when = data if moved else {name: getattr(entry, name) for name in ("starts_at", "ends_at", "time_known")}
        actions.change_calendar_entry(
            entry=entry.reference,
            title=data["title"],
            kind=CalendarKind(data["kind"]),
            starts_at=when["starts_at"],
            ends_at=when["ends_at"],
            time_known=when["time_known"],
            area_code=data["area_code"],
            place_name=data["place_name"],
            note=data["note"],
            marking=Marking(data["marking"]),
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Changed on the calendar"))
        return redirect("situations:calendar")
    return show_form(request, "situations/change_entry.html", form, entry=entry)


@require_http_methods(["GET", "POST"])
def change_trigger(request: Asked, reference: str) -> HttpResponse:
    trigger = queries.trigger(request.viewer, reference)
    form = TriggerForm(
        request.POST or None,
        areas=_areas(request, trigger.area_codes),
        markings=marking_choices(trigger.marking),
        initial=_trigger_as_filled_in(trigger),
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.change_trigger(
            trigger=trigger.reference,
            title=data["title"],
            kind=TriggerKind(data["kind"]),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            is_certain=data["is_certain"],
            recurs_yearly=data["recurs_yearly"],
            phenomenon=data["phenomenon"],
            area_codes=data["area_codes"],
            expectation=data["expectation"],
            marking=Marking(data["marking"]),
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Changed on the calendar"))
        return redirect("situations:calendar")
    return show_form(request, "situations/change_trigger.html", form)


def _entry_as_filled_in(entry: CalendarEntry) -> dict[str, Any]:
    starts, ends = _here(entry.starts_at), _here(entry.ends_at) if entry.ends_at else None
    return {
        **{name: getattr(entry, name) for name in ("title", "kind", "area_code", "place_name", "note", "marking")},
        "day": starts.date(),
        "from_time": starts.time() if entry.time_known else None,
        "to_time": ends.time() if ends and entry.time_known else None,
    }


def _trigger_as_filled_in(trigger: Trigger) -> dict[str, Any]:
    same = ("title", "kind", "is_certain", "recurs_yearly", "phenomenon", "area_codes", "expectation", "marking")
    filled = {name: getattr(trigger, name) for name in same}
    return filled | {"first_day": _here(trigger.starts_at).date(), "last_day": _here(trigger.ends_at).date()}


def _areas(request: Asked, codes: list[str]) -> list[tuple[str, str]]:
    """The own choices, and what was chosen before: nobody loses a place by changing a word."""
    own = area_choices(request)
    more = {code for code in codes if code} - {code for code, _name in own}
    return [*own, *sorted(areas.names_of(more).items(), key=lambda pair: pair[1])]


def _here(moment: datetime) -> datetime:
    return moment.astimezone(DUTCH_TIME)
