"""Holds on destruction: the list, placing one, and one with what it keeps now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accountability.forms import RECORD, WHAT_LABELS, HoldForm
from eenheidsbeeld.accountability.rules import Missing, TooSoon
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit.hold_rules import HeldAlready
from eenheidsbeeld.audit.models import LegalHold
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere


@require_GET
def holds(request: Asked) -> HttpResponse:
    at = clock.now()
    context = {"holds": queries.holds(request.viewer, at), "by_others": queries.by_others(request.viewer, at)}
    return render(request, "accountability/holds.html", context)


@require_http_methods(["GET", "POST"])
def new_hold(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    what = request.GET.get("wat", RECORD)
    if what not in WHAT_LABELS:
        raise NotThere()
    known = {"reference": request.GET.get("kenmerk", "")}
    form = HoldForm(request.POST or None, what=what, viewer=request.viewer, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            placed = _place(form, request)
        except TooSoon as refusal:
            form.add_error("review", str(refusal.reason))
        except (Missing, HeldAlready) as refusal:
            form.add_error("reference" if what == RECORD else "first", str(refusal.reason))
        else:
            messages.success(request, _("From now on this stays, whatever its term."))
            return redirect("accountability:hold", placed.reference)
    tabs = [{"label": label, "href": f"?wat={key}", "current": key == what} for key, label in WHAT_LABELS.items()]
    return render(request, "accountability/new_hold.html", {"form": form, "tabs": tabs})


def _place(form: HoldForm, request: Asked) -> LegalHold:
    at = clock.now()
    if form.what == RECORD:
        reference = form.cleaned_data["reference"]
        return actions.hold_record(reference=reference, why=form.why(), by=request.viewer, at=at)
    return actions.hold_period(kind=form.what, period=form.period(), why=form.why(), by=request.viewer, at=at)


@never_cache
@require_GET
def hold(request: Asked, reference: str) -> HttpResponse:
    now = clock.now()
    found = queries.hold(request.viewer, reference, now)
    kept = queries.keeps_now(request.viewer, reference, now) if found.hold.lifted_at is None else []
    return render(request, "accountability/hold.html", {"hold": found, "kept": kept})


@require_POST
def lift(request: Asked, reference: str) -> HttpResponse:
    actions.lift_hold(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The hold ended. What has passed its term goes in the next night."))
    return redirect("accountability:holds")
