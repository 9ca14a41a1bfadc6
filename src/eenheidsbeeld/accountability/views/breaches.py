"""Data breaches: the register, the file of one, and its letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accountability import actions, labels, queries
from eenheidsbeeld.accountability.forms import AssessBreachForm, NewBreachForm
from eenheidsbeeld.accountability.models import Breach
from eenheidsbeeld.accountability.rules import BreachKind, Missing
from eenheidsbeeld.accountability.views.register import word_file
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere


@require_GET
def breaches(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    now = clock.now()
    found = [(one, queries.clock_of(one, now)) for one in queries.breaches(request.viewer)[:200]]
    context = {"breaches": found, "reports": queries.reports_without_breach(request.viewer), "labels": labels}
    return render(request, "accountability/breaches.html", context)


@require_http_methods(["GET", "POST"])
def new_breach(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    form = NewBreachForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_breach(
                kind=BreachKind(form.cleaned_data["kind"]), discovered_at=form.discovered_at(), by=request.viewer,
                at=clock.now(),
            )  # fmt: skip
        except Missing as refusal:
            form.add_error("day", str(refusal.reason))
        else:
            return redirect("accountability:breach", made.reference)
    return render(request, "accountability/new_breach.html", {"form": form})


@require_POST
def of_report(request: Asked, reference: str) -> HttpResponse:
    made = actions.open_breach_of_report(report=reference, by=request.viewer, at=clock.now())
    return redirect("accountability:breach", made.reference)


@never_cache
@require_http_methods(["GET", "POST"])
def breach(request: Asked, reference: str) -> HttpResponse:
    """What is known, who read it, and what is decided; one page, because it is filled in while the clock runs."""
    found = queries.breach(request.viewer, reference)
    form = AssessBreachForm(request.POST or None, initial=_as_filled(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.assess_breach(
                reference=reference, assessment=form.assessment(), by=request.viewer, at=clock.now()
            )
        except Missing as refusal:
            form.add_error("supervisor", str(refusal.reason))
        else:
            messages.success(request, _("The file of the breach was kept."))
            return redirect("accountability:breach", found.reference)
    return _page(request, found, form)


def _page(request: Asked, found: Breach, form: AssessBreachForm, refused: str = "") -> HttpResponse:
    """The file, with why it could not be closed when that was refused."""
    context = {
        "breach": found, "form": form, "clock": queries.clock_of(found, clock.now()), "labels": labels,
        "spread": queries.spread_of(request.viewer, found),
        "refused": [{"text": refused, "href": "#besluit"}] if refused else [],
    }  # fmt: skip
    return render(request, "accountability/breach.html", context, status=409 if refused else 200)


def _as_filled(found: Breach) -> dict[str, object]:
    return {name: getattr(found, name) for name in AssessBreachForm.base_fields if hasattr(found, name)}


@require_POST
def told(request: Asked, reference: str, whom: str) -> HttpResponse:
    if whom not in ("supervisor", "people"):
        raise NotThere()
    actions.note_told(reference=reference, whom=whom, by=request.viewer, at=clock.now())
    messages.success(request, _("It was noted with this moment."))
    return redirect("accountability:breach", reference)


@require_POST
def close(request: Asked, reference: str) -> HttpResponse:
    try:
        actions.close_breach(reference=reference, by=request.viewer, at=clock.now())
    except Missing as refusal:
        found = queries.breach(request.viewer, reference)
        return _page(request, found, AssessBreachForm(initial=_as_filled(found)), str(refusal.reason))
    messages.success(request, _("The breach was closed. It stays in the register."))
    return redirect("accountability:breaches")


@require_GET
def notification(request: Asked, reference: str) -> HttpResponse:
    return word_file(queries.notification_sheet(request.viewer, reference), f"datalek-melding-{reference}")


@require_GET
def letter(request: Asked, reference: str) -> HttpResponse:
    return word_file(queries.letter_sheet(request.viewer, reference), f"datalek-brief-{reference}")
