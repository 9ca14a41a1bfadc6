"""The list that keeps production closed until somebody confirmed each line."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accountability.forms import ConfirmForm
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content


@without_content
@require_GET
def going_live(request: Asked) -> HttpResponse:
    found = queries.items(request.viewer)
    context = {
        "items": found,
        "is_open": queries.is_open(),
        "done": sum(1 for one in found if one.confirmation is not None),
    }
    return render(request, "accountability/going_live.html", context)


@without_content
@require_http_methods(["GET", "POST"])
def item(request: Asked, key: str) -> HttpResponse:
    found = queries.item(request.viewer, key)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.confirm_item(item=key, note=form.cleaned_data["note"], by=request.viewer, at=clock.now())
        messages.success(request, _("This was confirmed under your function."))
        return redirect("accountability:going_live")
    context = {
        "item": found, "form": form, "history": queries.history(request.viewer, key), "is_open": queries.is_open(),
    }  # fmt: skip
    return render(request, "accountability/going_live_item.html", context)


@without_content
@require_POST
def withdraw(request: Asked, key: str) -> HttpResponse:
    actions.withdraw_confirmation(item=key, by=request.viewer, at=clock.now())
    messages.success(request, _("The confirmation was withdrawn."))
    return redirect("accountability:going_live")
