"""Extending the term of a request, the same page for each kind: why, and who has to be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.words import WordsForm


@dataclass(frozen=True, slots=True)
class Extending:
    """What differs per kind of request: the act, the way back, and the words."""

    extend: Callable[..., Any]
    back: str
    back_text: str
    button: str
    told: str


def extend_page(request: Asked, form: WordsForm, one: Extending) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            one.extend(reason=form.cleaned_data["reason"], by=request.viewer, at=clock.now())
        except Missing as refusal:
            form.add_error("reason", str(refusal.reason))
        else:
            messages.success(request, one.told)
            return redirect(one.back)
    context = {
        "form": form, "title": _("Extend the term"), "back": one.back, "back_text": one.back_text,
        "button": one.button,
    }  # fmt: skip
    return render(request, "accountability/form.html", context)
