"""The forward calendar: what is coming, what falls together, and what was announced in signals."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import level_of
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.templatetags.words import MARKINGS
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.situations import actions, calendar_file, queries
from eenheidsbeeld.situations.actions.forward import WHO_KEEPS_CALENDAR, new_sharing
from eenheidsbeeld.situations.forms import CalendarForm, ProposalForm, TriggerForm
from eenheidsbeeld.situations.labels import CALENDAR_KIND_LABELS, DISMISSAL_LABELS, TRIGGER_KIND_LABELS
from eenheidsbeeld.situations.queries import CalendarItem
from eenheidsbeeld.situations.rules import CalendarKind, Dismissal, TriggerKind
from eenheidsbeeld.situations.views.decisions import back_to
from eenheidsbeeld.situations.views.inbox import area_choices

# Some kinds of trigger are kinds of date too; one word for both.
_KINDS = {str(key): label for labels in (TRIGGER_KIND_LABELS, CALENDAR_KIND_LABELS) for key, label in labels.items()}
SPANS = [("", "4"), ("8", "8"), ("13", "13"), ("26", "26")]
WEEKS_SHOWN = 4
MOST_WEEKS = 53


@require_GET
def calendar(request: Asked) -> HttpResponse:
    asked = _asked(request)
    starts, ends = _span(asked)
    items = _items(request, asked, starts, ends)
    keys, told = [item.reference for item in items], {"gebied": asked["gebied"]}
    audit.record_list(kind="situations.calendarentry", keys=keys, filters=told, by=request.viewer, at=clock.now())
    days = [(day, list(same)) for day, same in groupby(items, key=lambda item: _shown_day(item, starts))]
    context = {
        "days": days,
        "count": len(items),
        "clashes": sum(1 for item in items if item.clashes),
        "proposals": queries.proposals_beside_calendar(request.viewer, clock.now()) if _keeps(request) else [],
        "may_keep": _keeps(request),
        "areas": area_choices(request),
        "kinds": sorted(_KINDS.items(), key=lambda pair: str(pair[1])),
        "asked": asked,
        "spans": SPANS,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "starts": starts,
        "ends": ends,
        "nav": "calendar",
    }
    return render(request, "situations/calendar.html", context)


@require_GET
def calendar_export(request: Asked) -> HttpResponse:
    """The same list as a calendar file; each title begins with its marking."""
    asked = _asked(request)
    starts, ends = _span(asked)
    items = [item for item in _items(request, asked, starts, ends) if not item.is_proposal]
    keys, told = [item.reference for item in items], {"gebied": asked["gebied"], "as": "icalendar"}
    audit.record_list(kind="situations.calendarentry", keys=keys, filters=told, by=request.viewer, at=clock.now())
    named = areas.names_of({code for item in items for code in item.area_codes})
    answer = HttpResponse(calendar_file.as_icalendar(items, named, clock.now()), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return answer


@require_http_methods(["GET", "POST"])
def new_entry(request: Asked) -> HttpResponse:
    form = CalendarForm(
        request.POST or None, areas=area_choices(request), markings=marking_choices(), initial=_own(request)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.put_calendar_entry(
            title=data["title"],
            kind=CalendarKind(data["kind"]),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            time_known=data["time_known"],
            area_code=data["area_code"],
            place_name=data["place_name"],
            note=data["note"],
            sharing=new_sharing(request.viewer, Marking(data["marking"]), request.viewer.groups),
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("On the calendar now"))
        return redirect("situations:calendar")
    return show_form(request, "situations/new_entry.html", form)


@require_http_methods(["GET", "POST"])
def new_trigger(request: Asked) -> HttpResponse:
    form = TriggerForm(request.POST or None, areas=area_choices(request), markings=marking_choices())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.add_trigger(
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
            groups=request.viewer.groups,
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Trigger added"))
        return redirect("situations:calendar")
    return show_form(request, "situations/new_trigger.html", form)


@require_http_methods(["GET", "POST"])
def proposal(request: Asked, reference: str) -> HttpResponse:
    """Confirm what a signal announces, in own words, or say why it does not belong on the calendar."""
    signal = queries.open_group(request.viewer, reference).head
    event = queries.proposal(request.viewer, signal, _number(request))
    if request.method == "POST" and request.POST.get("afwijzen") in set(Dismissal):
        reason = Dismissal(request.POST["afwijzen"])
        actions.reject_proposal(
            signal=signal.reference, number=event.number, reason=reason, by=request.viewer, at=clock.now()
        )
        messages.success(request, _("Not put on the calendar"))
        return redirect(_where_to(request))
    form = ProposalForm(request.POST or None, initial={"title": event.title, "kind": event.kind.value})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.confirm_proposal(
            signal=signal.reference,
            title=data["title"],
            kind=CalendarKind(data["kind"]),
            note=data["note"],
            number=event.number,
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("On the calendar now"))
        return redirect(_where_to(request))
    at, there = clock.now(), [item.reference for item in event.there]
    audit.record_read(subject=signal, by=request.viewer, at=at)
    if there:
        told = {"page": "proposal"}
        audit.record_list(kind="situations.calendarentry", keys=there, filters=told, by=request.viewer, at=at)
    context = {"signal": signal, "event": event, "dismissals": DISMISSAL_LABELS.items()}
    return show_form(request, "situations/proposal.html", form, **context)


def _number(request: Asked) -> int:
    """Which of the events of one signal; the first when nothing sensible is asked."""
    asked = request.POST.get("nummer") or request.GET.get("nummer", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0


def _where_to(request: Asked) -> str:
    """Back to the inbox when the choice was made there."""
    return (
        back_to(request, tidy_reference(request.POST.get("signaal", "")))
        if "inbox" in request.POST
        else "situations:calendar"
    )


@require_POST
def remove_entry(request: Asked, reference: str) -> HttpResponse:
    actions.remove_calendar_entry(entry=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("Taken off the calendar"))
    return redirect("situations:calendar")


@require_POST
def remove_trigger(request: Asked, reference: str) -> HttpResponse:
    actions.remove_trigger(trigger=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("Taken off the calendar"))
    return redirect("situations:calendar")


def marking_choices(present: str = "") -> list[tuple[str, str]]:
    """What a person can choose; red needs named people and is chosen here only if it was so already."""
    offered = [marking.value for marking in (Marking.AMBER, Marking.AMBER_STRICT, Marking.GREEN)]
    if present and present not in offered:
        offered.append(present)
    return [(marking, f"{MARKINGS[marking][0]} · {MARKINGS[marking][1]}") for marking in offered]


def _asked(request: Asked) -> dict[str, str]:
    """The filter in the address; what stands in no list is left out."""
    area, kind, weeks = (request.GET.get(name, "") for name in ("gebied", "soort", "weken"))
    return {
        "gebied": area if level_of(area) is not None else "",
        "soort": kind if kind in _KINDS else "",
        "weken": weeks if weeks.isascii() and weeks.isdigit() and len(weeks) < 4 else "",
    }


def _span(asked: dict[str, str]) -> tuple[datetime, datetime]:
    """From this morning, four weeks ahead unless another number of weeks is asked for."""
    weeks = min(max(int(asked["weken"] or WEEKS_SHOWN), 1), MOST_WEEKS)
    starts = datetime.combine(clock.now().astimezone(DUTCH_TIME).date(), time(), DUTCH_TIME)
    return starts, starts + timedelta(weeks=weeks)


def _items(request: Asked, asked: dict[str, str], starts: datetime, ends: datetime) -> list[CalendarItem]:
    items = queries.calendar(request.viewer, starts, ends, [asked["gebied"]] if asked["gebied"] else None)
    return [item for item in items if not asked["soort"] or item.kind == asked["soort"]]


def _shown_day(item: CalendarItem, starts: datetime) -> Any:
    """What began earlier and still plays stands under today."""
    return max(item.starts_at.astimezone(DUTCH_TIME).date(), starts.date())


def _keeps(request: Asked) -> bool:
    return request.viewer.has_role(*(role.value for role in WHO_KEEPS_CALENDAR))


def _own(request: Asked) -> dict[str, str]:
    code = str(request.membership.organisation.area_code)  # type: ignore[attr-defined]
    return {"area_code": code, "marking": Marking.AMBER.value}


def show_form(request: Asked, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, template, {"form": form, "nav": "calendar", **context}, status=status)
