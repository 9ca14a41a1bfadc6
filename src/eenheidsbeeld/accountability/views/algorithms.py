"""Entries for the Algoritmeregister, and switching a suggestion off and on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accountability import exports, queries
from eenheidsbeeld.accountability.forms import SwitchForm
from eenheidsbeeld.accountability.views.register import as_file
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.signals import actions as signals


@without_content
@require_GET
def algorithms(request: Asked) -> HttpResponse:
    return render(request, "accountability/algorithms.html", {"algorithms": queries.algorithms(request.viewer)})


@without_content
@require_http_methods(["GET", "POST"])
def algorithm(request: Asked, key: str) -> HttpResponse:
    found = queries.algorithm(request.viewer, key)
    form = SwitchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signals.switch_off_suggestion(
            suggestion=found.key, reason=form.cleaned_data["reason"], by=request.viewer, at=clock.now()
        )
        messages.success(request, _("The suggestion is off for your organisation."))
        return redirect("accountability:algorithm", found.key.value)
    return render(request, "accountability/algorithm.html", {"algorithm": found, "form": form})


@without_content
@require_POST
def switch_on(request: Asked, key: str) -> HttpResponse:
    found = queries.algorithm(request.viewer, key)
    signals.switch_on_suggestion(suggestion=found.key, by=request.viewer, at=clock.now())
    messages.success(request, _("The suggestion is on for your organisation."))
    return redirect("accountability:algorithm", found.key.value)


@without_content
@require_GET
def export(request: Asked, kind: str) -> HttpResponse:
    found = queries.algorithms(request.viewer)
    if kind == "json":
        return as_file(exports.as_json([dict(one.fields) for one in found]), exports.JSON, "algoritmeregister.json")
    if kind != "csv":
        raise NotThere()
    head = [name for name, _value in found[0].fields]
    rows = [[value for _name, value in one.fields] for one in found]
    return as_file(exports.as_csv(head, rows), exports.CSV, "algoritmeregister.csv")
