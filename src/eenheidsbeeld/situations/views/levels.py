"""Levels per municipality and week: set by the municipality, proposed by the analyst."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.periods import NotAWeek, Week
from eenheidsbeeld.sharing.queries import groups_of
from eenheidsbeeld.situations import actions, queries
from eenheidsbeeld.situations.forms import LevelForm
from eenheidsbeeld.situations.labels import LEVEL_LABELS, LEVEL_MEANINGS
from eenheidsbeeld.situations.queries import SituationFilter
from eenheidsbeeld.situations.views.inbox import area_choices


@require_GET
def levels(request: Asked) -> HttpResponse:
    """The table of a week; for a municipality that has not set its level yet, its own form comes first."""
    week = _week(request)
    own = own_municipality(request)
    asked_area, districts = _districts(request, week)
    codes = [code for code, _name in area_choices(request, within=asked_area)]
    if own and own not in codes and not asked_area:
        codes.append(own)
    answers = queries.levels_of(request.viewer, codes, week)
    names = areas.names_of(codes)
    rows = [{"code": code, "name": names[code], "answer": answers[code], "is_own": code == own} for code in codes]
    context = {
        "week": week,
        "rows": sorted(rows, key=lambda row: (not row["is_own"], row["name"])),
        "own": own,
        "is_set": not own or queries.level_of(request.viewer, own, week).stated is not None,
        "asked_area": asked_area,
        "districts": districts,
        "may_set": bool(own) and request.viewer.has_role(Role.CONTRIBUTOR.value, Role.SIGNATORY.value),
        "may_propose": request.viewer.has_role(Role.ANALYST.value),
        "before": week.plus(-1),
        "after": week.plus(1),
        "this_week": Week.of(clock.now()),
        "nav": "levels",
    }
    return render(request, "situations/levels.html", context)


@require_http_methods(["GET", "POST"])
def level(request: Asked, area_code: str) -> HttpResponse:
    """Set the level of the own municipality, or propose one for another: one minute, on a phone."""
    week, is_own = _week(request), area_code == own_municipality(request)
    form = LevelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        act = actions.set_level if is_own else actions.propose_level
        act(
            area_code=area_code,
            week=week,
            level=Level(data["level"]),
            direction=Direction(data["direction"]),
            reason=data["reason"],
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Level set") if is_own else _("Level proposed"))
        return redirect(f"/niveaus/?week={week}")
    context = _beside(request, area_code, week) | {"form": form, "is_own": is_own, "nav": "levels"}
    return render(request, "situations/level.html", context, status=422 if form.is_bound else 200)


def _districts(request: Asked, week: Week) -> tuple[str, list[dict[str, Any]]]:
    """The districts in which this viewer shares a picture, and which of them was asked for."""
    codes = list(dict.fromkeys(group.area_code for group in groups_of(request.viewer) if group.area_code))
    asked = request.GET.get("gebied", "")
    asked = asked if asked in codes else ""
    names = areas.names_of(codes)
    shown = [{"label": _("All districts"), "href": f"/niveaus/?week={week}", "current": not asked}]
    for code in sorted(codes, key=names.__getitem__):
        href = f"/niveaus/?week={week}&gebied={code}"
        shown.append({"label": names[code], "href": href, "current": code == asked})
    return asked, shown


def own_municipality(request: Asked) -> str:
    """The municipality this viewer works for, or nothing."""
    if request.viewer.organisation_kind != OrganisationKind.MUNICIPALITY:
        return ""
    return str(request.membership.organisation.area_code)  # type: ignore[attr-defined]


def _beside(request: Asked, area_code: str, week: Week) -> dict[str, Any]:
    """What helps to judge: the proposal, the weeks before, and what is running there."""
    running = queries.list_situations(request.viewer, SituationFilter(gebied=area_code), size=10)
    return {
        "area": areas.area(area_code),
        "week": week,
        "answer": queries.level_of(request.viewer, area_code, week),
        "weeks_before": queries.levels_before(request.viewer, area_code, week),
        "running": running,
        "meanings": [(level.value, LEVEL_LABELS[level], LEVEL_MEANINGS[level]) for level in Level],
    }


def _week(request: Asked) -> Week:
    try:
        return Week.parse(request.GET.get("week", ""))
    except NotAWeek:
        return Week.of(clock.now())
