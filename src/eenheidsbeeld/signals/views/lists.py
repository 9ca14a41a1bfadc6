"""Lists of signals, what I brought in, and the same list as a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals import exports, labels, own_week, queries
from eenheidsbeeld.signals.filters import SignalFilters
from eenheidsbeeld.signals.forms import FilterForm


@require_GET
def list_signals(request: Asked) -> HttpResponse:
    filters = SignalFilters.from_address(request.GET)
    page = queries.list_signals(request.viewer, filters)
    audit.record_list(
        kind="signals.signal",
        keys=[one.pk for one in page.signals],
        filters=filters.for_log(found=bool(page.signals)),
        by=request.viewer,
        at=clock.now(),
    )
    context = {
        "filters": filters,
        "may_bring_in": queries.may_bring_in(request.viewer),
        "signals": page.signals,
        "names": areas.names_of(one.area_code for one in page.signals),
        "phenomena": phenomena.labels(),
        "labels": labels,
        "saved": _ready_made(filters),
        "form": FilterForm(filters.asked(), viewer=request.viewer),
        "earlier": filters.in_address(after=page.next_after) if page.next_after else "",
        "later": filters.in_address() or "?" if filters.after else "",
        "query": filters.in_address(),
    }
    return render(request, "signals/list.html", context)


def _ready_made(filters: SignalFilters) -> list[dict[str, Any]]:
    """Filters that most people want, with the week that runs."""
    week = str(Week.of(clock.now()))
    ready = [
        (labels.FILTER_LABELS["all"], SignalFilters()),
        (labels.FILTER_LABELS["this_week"], SignalFilters(week=week)),
        (labels.FILTER_LABELS["last_week"], SignalFilters(week=str(Week.parse(week).plus(-1)))),
        (labels.FILTER_LABELS["waiting"], SignalFilters(state="received")),
    ]
    return [
        {"label": label, "href": one.in_address() or "?", "current": one.as_dict() == filters.as_dict()}
        for label, one in ready
    ]


@require_GET
def my_signals(request: Asked) -> HttpResponse:
    page = queries.my_signals(request.viewer, after=request.GET.get("na", ""))
    keys, told = [one.pk for one in page.signals], {"page": "mine"}
    audit.record_list(kind="signals.signal", keys=keys, filters=told, by=request.viewer, at=clock.now())
    week = Week.of(clock.now())
    context = {
        "signals": page.signals,
        "may_bring_in": queries.may_bring_in(request.viewer),
        "next_after": page.next_after,
        "names": areas.names_of(one.area_code for one in page.signals),
        "labels": labels,
        "week": week,
        "nil_return": queries.nil_return_of(request.viewer, week),
        "brought_in": own_week.brought_in(request.viewer, week),
    }
    return render(request, "signals/mine.html", context)


@require_GET
def export(request: Asked, kind: str) -> HttpResponse:
    """The list as a file, with its filter, marking and law in it; formulas are made harmless."""
    filters = SignalFilters.from_address(request.GET)
    at = clock.now()
    rows = queries.for_export(request.viewer, filters)
    keys, told = [one.pk for one in rows], filters.for_log(found=bool(rows))
    audit.record_list(kind="signals.signal", keys=keys, filters=told, by=request.viewer, at=at)
    content, content_type = exports.as_file(kind, rows, filters, at)
    name = f"signalen-{at:%Y-%m-%d}.{kind}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
