"""Area pages: the own unit, any area by its code, old codes, and the basic team where it is unknown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eenheidsbeeld.areas import actions as areas_actions
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.desk.forms import TeamForm
from eenheidsbeeld.desk.queries.area import area_page


@without_content
@require_safe
def own_area(request: Asked) -> HttpResponse:
    """The own unit with its map; everything else is one step away."""
    return _show(request, request.viewer.unit)


@without_content
@require_safe
def area(request: Asked, code: str) -> HttpResponse:
    try:
        areas.area(code)
    except NotKnown:
        return _old_code(request, code)
    return _show(request, code)


def _show(request: Asked, code: str) -> HttpResponse:
    at = clock.now()
    page = area_page(request.viewer, code, at=at)
    audit.record_list(
        kind="situations.situation",
        keys=[row.situation.pk for row in page.situations],
        filters={"page": "area", "area": code},
        by=request.viewer,
        at=at,
    )
    form = TeamForm(initial={"team": page.team.area.name if page.team and page.team.area else ""})
    return render(request, "desk/area.html", {"page": page, "team_form": form, "nav": "areas"})


def _old_code(request: Asked, code: str) -> HttpResponse:
    """A code of before: what it was called, until when, and what it is now. An unknown code is not there."""
    old = areas.resolve_old_code(code)
    now = [areas.area(present) for present in old.present if present != code]
    sources = sorted({step.source for step in old.successors})
    return render(request, "desk/old_area.html", {"old": old, "now": now, "sources": sources, "nav": "areas"})


@without_content
@require_POST
def basic_team(request: Asked, code: str) -> HttpResponse:
    form = TeamForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The name of a basic team has at most 80 characters."))
        return redirect("desk:area", code)
    changed = areas_actions.set_basic_team(
        area=code, team=form.cleaned_data["team"], by=request.viewer, at=clock.now()
    )
    words = (
        _("Basic team of %(name)s filled in") if changed.basic_team else _("Basic team of %(name)s is unknown again")
    )
    messages.success(request, words % {"name": changed.name})
    return redirect("desk:area", code)
