"""What is unusual this week: the list, one alert with its half year, and what a person found behind it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.drawings import draw_series
from eenheidsbeeld.outlook.forms import JudgementForm
from eenheidsbeeld.outlook.queries import looks
from eenheidsbeeld.outlook.rules import BUDGETS, Finding, budget_of
from eenheidsbeeld.outlook.wording import in_words

NAV = "outlook"


def tabs(here: str) -> list[dict[str, Any]]:
    """The parts of this subject; each has an address of its own."""
    names = {
        "unusual": _("Unusual"),
        "expected": _("Expected"),
        "score": _("How often it was right"),
        "method": _("How it works"),
    }
    return [
        {"label": label, "href": reverse(f"outlook:{name}"), "current": name == here} for name, label in names.items()
    ]


@require_safe
def unusual(request: Asked) -> HttpResponse:
    """The list of one week, within the number of lines that the viewer chose."""
    at, week, number = clock.now(), request.GET.get("week", ""), budget_of(request.GET.get("aantal", ""))
    page = looks.week_page(request.viewer, at=at, week=week, budget=number)
    audit.record_list(
        kind="outlook.alert", keys=[row.alert.pk for row in page.rows], filters={"page": "outlook", "week": week},
        by=request.viewer, at=at,
    )  # fmt: skip
    context = {
        "page": page, "by_chance": in_words(page.by_chance) if page.rows else "", "budgets": BUDGETS,
        "tabs": tabs("unusual"), "nav": NAV,
    }  # fmt: skip
    return render(request, "outlook/unusual.html", context)


@require_safe
def alert(request: Asked, reference: str) -> HttpResponse:
    return _show(request, reference, JudgementForm())


@require_http_methods(["POST"])
def judge(request: Asked, reference: str) -> HttpResponse:
    """Say what was found. Undo stands in the message, so nobody is asked whether they are sure."""
    form = JudgementForm(request.POST)
    if not form.is_valid():
        return _show(request, reference, form, status=422)
    actions.judge_alert(alert=reference, by=request.viewer, at=clock.now(), **form.cleaned_data)
    words = _("Noted: there was something.") if form.cleaned_data["finding"] is Finding.SOMETHING else _("Put aside.")
    messages.success(request, words, extra_tags=f"undo:{reverse('outlook:undo', args=[reference])}")
    return redirect("outlook:unusual")


@require_POST
def undo(request: Asked, reference: str) -> HttpResponse:
    actions.undo_judgement(alert=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("Undone: the alert waits again."))
    return redirect("outlook:alert", reference)


def _show(request: Asked, reference: str, form: JudgementForm, status: int = 200) -> HttpResponse:
    page = looks.alert_page(request.viewer, reference)
    audit.record_read(subject=page.row.alert, by=request.viewer, at=clock.now())
    columns = list(zip(*page.history, strict=True)) if page.history else []
    context = {
        "page": page, "row": page.row, "form": form, "drawing": draw_series(*columns) if columns else None,
        "history": page.history[::-1], "nav": NAV,
    }  # fmt: skip
    return render(request, "outlook/alert.html", context, status=status)
