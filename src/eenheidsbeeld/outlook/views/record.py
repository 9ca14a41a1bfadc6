"""What is expected, how often that was right, what came of claims, and how it works."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.drawings import draw_curve
from eenheidsbeeld.outlook.forms import OutcomeForm
from eenheidsbeeld.outlook.labels import OUTCOME_LABELS, VERDICT_LABELS
from eenheidsbeeld.outlook.queries import ahead, claims, methods, scores
from eenheidsbeeld.outlook.rules import HORIZONS
from eenheidsbeeld.outlook.views.alerts import NAV, tabs


@require_safe
def expected(request: Asked) -> HttpResponse:
    """The coming weeks in one municipality, with looking back beside each number."""
    page = ahead.expected_page(request.viewer, area=request.GET.get("gebied", ""), at=clock.now())
    return render(request, "outlook/expected.html", {"page": page, "tabs": tabs("expected"), "nav": NAV})


@require_safe
def score(request: Asked) -> HttpResponse:
    at, viewer = clock.now(), request.viewer
    horizon = scores.horizon_of(request.GET.get("weken", ""))
    forecast = scores.forecast_score(viewer, horizon=horizon, at=at)
    context = {
        "methods": methods.methods_heard(viewer, horizon=horizon, at=at), "forecast": forecast,
        "verdict": VERDICT_LABELS[forecast.verdict], "horizons": HORIZONS,
        "curve": draw_curve([(one.said, one.came, one.low, one.high) for one in forecast.curve]),
        "claims": scores.claim_score(viewer, at=at), "alerts": scores.alert_score(viewer, at=at),
        "waiting": claims.waiting_claims(viewer, at=at), "outcomes": OUTCOME_LABELS.items(),
        "is_on_its_way": scores.year_is_on_its_way(viewer), "tabs": tabs("score"), "nav": NAV,
    }  # fmt: skip
    return render(request, "outlook/score.html", context)


@require_POST
def judge_claim(request: Asked, reference: str) -> HttpResponse:
    """Say what came of a claim; a later judgement replaces it, and the log keeps both."""
    claims.seen_claim(request.viewer, reference)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        actions.judge_claim(claim=reference, by=request.viewer, at=clock.now(), **form.cleaned_data)
        messages.success(request, _("Noted what came of it."))
    else:
        messages.error(request, _("Choose what came of it."))
    return redirect(f"{reverse('outlook:score')}#oordelen")


@require_safe
def method(request: Asked) -> HttpResponse:
    lines = scores.tail_lines(request.viewer, at=clock.now())
    return render(request, "outlook/method.html", {"lines": lines, "tabs": tabs("method"), "nav": NAV})
