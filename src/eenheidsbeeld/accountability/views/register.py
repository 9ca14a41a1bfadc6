"""The front page of the room, the processing register and the DPIA."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from eenheidsbeeld.accountability import actions, exports, queries
from eenheidsbeeld.accountability.forms import ControllerForm
from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accountability.sheets import Sheet
from eenheidsbeeld.accountability.word import DOCX, as_word
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content


@without_content
@require_GET
def index(request: Asked) -> HttpResponse:
    return render(request, "accountability/index.html", {"sections": queries.sections_for(request.viewer)})


@without_content
@require_GET
def register(request: Asked) -> HttpResponse:
    sheet = queries.register_sheet(request.viewer)
    return render(request, "accountability/register.html", {"sheet": sheet})


@without_content
@require_GET
def register_csv(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, *KEEPERS)
    with override("nl"):
        content = exports.as_csv(official_text("formulieren")["register"]["columns"], queries.register_rows())
    return as_file(content, exports.CSV, "verwerkingsregister.csv")


@without_content
@require_GET
def register_word(request: Asked) -> HttpResponse:
    return word_file(queries.register_sheet(request.viewer), "verwerkingsregister")


@without_content
@require_http_methods(["GET", "POST"])
def controller(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, *KEEPERS)
    known = queries.controller_of(request.viewer)
    initial = {name: getattr(known, name) for name in ControllerForm.base_fields} if known else None
    form = ControllerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.name_controller(**form.cleaned_data, by=request.viewer, at=clock.now())
        messages.success(request, _("The register was changed."))
        return redirect("accountability:register")
    context = {
        "form": form, "title": _("Who is responsible"), "back": reverse("accountability:register"),
        "back_text": _("Processing register"), "button": _("Keep this"),
    }  # fmt: skip
    return render(request, "accountability/form.html", context)


@without_content
@require_GET
def dpia(request: Asked) -> HttpResponse:
    return render(request, "accountability/dpia.html", {"sheet": queries.dpia_sheet(request.viewer)})


@without_content
@require_GET
def dpia_word(request: Asked) -> HttpResponse:
    return word_file(queries.dpia_sheet(request.viewer), "dpia-sjabloon")


def word_file(sheet: Sheet, name: str) -> HttpResponse:
    return as_file(as_word(sheet, at=clock.now()), DOCX, f"{name}.docx")


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
