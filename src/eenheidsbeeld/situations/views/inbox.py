"""The inbox: the list, and what is read beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.outlook.queries import looks
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.queries import groups_of
from eenheidsbeeld.signals.labels import BASIS_SHORT
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations import actions, queries
from eenheidsbeeld.situations.labels import DISMISSAL_LABELS
from eenheidsbeeld.situations.queries import InboxFilter, InboxGroup

PAGE = "inbox"


@require_GET
def inbox(request: Asked, reference: str = "") -> HttpResponse:
    """The whole page, or for htmx only the pane in which one signal is read."""
    check_role(request.viewer.roles, Role.ANALYST)
    filters = InboxFilter.from_query(request.GET)
    if reference and _asks_for_pane(request):
        opened = queries.open_group(request.viewer, reference)
        _note_reading(request, opened)
        return render(request, "situations/inbox_pane.html", _pane(request, opened, filters))
    page = queries.inbox(request.viewer, filters)
    group = _opened(request, page.groups, reference)
    if group is not None:
        _note_reading(request, group)
    _note_list(request, page.groups, filters)
    context = _pane(request, group, filters) | {
        "page": page,
        "is_open": bool(reference),
        "saved": _saved(request, filters),
        "areas": area_choices(request),
        "bases": [(str(key), label) for key, label in BASIS_SHORT.items()],
        "later": filters.query() if filters.na else "",
        "earlier": filters.query(after=page.next_after) if page.next_after else "",
    }
    return render(request, "situations/inbox.html", context)


@require_POST
def save_filter(request: Asked) -> HttpResponse:
    """Keep the filter that stands in the address, under a name."""
    query = InboxFilter.from_query(QueryDict(request.POST.get("terug", ""))).query()
    actions.save_filter(page=PAGE, name=request.POST.get("naam", ""), query=query, by=request.viewer, at=clock.now())
    return redirect(f"/inbox/?{query}")


@require_POST
def remove_filter(request: Asked) -> HttpResponse:
    actions.remove_filter(page=PAGE, name=request.POST.get("naam", ""), by=request.viewer, at=clock.now())
    return redirect("situations:inbox")


def area_choices(request: Asked, *, within: str = "") -> list[tuple[str, str]]:
    """The municipalities of the districts in which this viewer shares a picture, or of one of those."""
    found: dict[str, str] = {}
    for group in groups_of(request.viewer):
        if within and group.area_code != within:
            continue
        try:
            found |= {one.code: one.full_name for one in areas.municipalities_of(group.area_code)}
        except NotKnown:
            continue
    return sorted(found.items(), key=lambda pair: pair[1])


def _asks_for_pane(request: Asked) -> bool:
    details = request.htmx  # type: ignore[attr-defined]
    return bool(details) and not details.history_restore_request


def _opened(request: Asked, groups: list[InboxGroup], reference: str) -> InboxGroup | None:
    """What the address names, or the first of the list; a signal that is gone from the list can still be read."""
    if not reference:
        return groups[0] if groups else None
    for group in groups:
        if reference in group.references:
            return group
    return queries.open_group(request.viewer, reference)


def _pane(request: Asked, group: InboxGroup | None, filters: InboxFilter) -> dict[str, Any]:
    head, at = group.head if group else None, clock.now()
    return {
        "group": group,
        "unusual": looks.matching_alert(request.viewer, area=head.area_code, phenomenon=head.phenomenon, at=at)
        if head and head.area_code and head.phenomenon
        else None,
        "found": queries.found_in(request.viewer, group, at=at) if group else None,
        "dismissals": DISMISSAL_LABELS.items(),
        "phenomena": phenomena.choices(),
        "may_classify": head is not None and head.state == SignalState.RECEIVED.value,
        "filters": filters,
        "query": filters.query(after=filters.na),
        "last_step": queries.last_step(request.viewer, at),
        "nav": "inbox",
    }


def _saved(request: Asked, filters: InboxFilter) -> list[dict[str, Any]]:
    now = filters.query()
    shown = [
        {"label": _("All that waits"), "href": "/inbox/", "current": not now},
        {"label": _("What was set aside"), "href": "/inbox/?stand=terzijde", "current": now == "stand=terzijde"},
    ]
    for one in queries.saved_filters(request.viewer, PAGE):
        shown.append({"label": one.name, "href": f"/inbox/?{one.query}", "current": now == one.query})
    return shown


def _note_reading(request: Asked, group: InboxGroup) -> None:
    for signal in group.signals[:1]:
        audit.record_read(subject=signal, by=request.viewer, at=clock.now())


def _note_list(request: Asked, groups: list[InboxGroup], filters: InboxFilter) -> None:
    keys = [signal.pk for group in groups for signal in group.signals]
    asked = {"gebied": filters.gebied, "onderwerp": filters.onderwerp, "week": filters.week, "stand": filters.stand}
    audit.record_list(kind="signals.signal", keys=keys, filters=asked, by=request.viewer, at=clock.now())
