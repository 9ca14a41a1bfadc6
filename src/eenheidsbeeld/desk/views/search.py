"""One box over everything; a reference or a code goes straight to its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import Level
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked as Request
from eenheidsbeeld.core.doors import without_content
from eenheidsbeeld.desk.queries import search as found_by


@without_content
@require_safe
def search(request: Request) -> HttpResponse:
    asked = found_by.Asked.from_address(request.GET)
    leads_to = found_by.where_it_leads(request.viewer, asked.words) if asked.words and not asked.kind else ""
    if leads_to:
        return redirect(leads_to)
    results = found_by.search(request.viewer, asked)
    _log(request, asked, results)
    context: dict[str, Any] = {
        "asked": asked,
        "results": results,
        "kinds": _kinds(asked),
        "areas": areas.options(Level.MUNICIPALITY, within=request.viewer.unit),
        "nav": "search",
    }
    return render(request, "desk/search.html", context)


def _kinds(asked: found_by.Asked) -> list[dict[str, Any]]:
    labels = {
        "": _("Everything"), "signalen": _("Signals"), "situaties": _("Situations"),
        "beelden": _("Pictures"), "gebieden": _("Areas"),
    }  # fmt: skip
    return [
        {"label": label, "href": asked.address(kind=kind), "current": kind == asked.kind}
        for kind, label in labels.items()
    ]


def _log(request: Request, asked: found_by.Asked, results: found_by.Results) -> None:
    """One row for each kind of list that was shown, with its filter but not its words."""
    shown = {
        "signals.signal": [one.pk for one in results.signals],
        "situations.situation": [row.situation.pk for row in results.situations],
    }
    for kind, keys in shown.items():
        if keys:
            audit.record_list(kind=kind, keys=keys, filters=asked.for_log(), by=request.viewer, at=clock.now())
