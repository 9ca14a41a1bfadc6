"""Help in context: short pages, with what the region adds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.desk import actions, rules
from eenheidsbeeld.desk.forms import HelpNoteForm
from eenheidsbeeld.desk.labels import HELP_LEADS, HELP_TITLES
from eenheidsbeeld.desk.queries.help import note_for
from eenheidsbeeld.desk.rules import HelpPage
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.situations.labels import LEVEL_LABELS, LEVEL_MEANINGS


def _page(slug: str) -> HelpPage:
    try:
        return HelpPage(slug)
    except ValueError as problem:
        raise NotThere() from problem


@without_content
@require_safe
def index(request: Asked) -> HttpResponse:
    pages = [(page.value, HELP_TITLES[page], HELP_LEADS[page]) for page in HelpPage]
    return render(request, "desk/help_index.html", {"pages": pages, "nav": "help"})


@without_content
@require_safe
def page(request: Asked, slug: str) -> HttpResponse:
    asked = _page(slug)
    context: dict[str, Any] = {
        "slug": asked.value,
        "title": HELP_TITLES[asked],
        "lead": HELP_LEADS[asked],
        "body": f"desk/help/{asked.value}.html",
        "note": note_for(request.viewer, asked),
        "may_write": rules.may_write_help(request.viewer.roles),
        "nav": "help",
    }
    if asked is HelpPage.URGENT:
        context["numbers"] = signals.numbers_to_call(request.viewer)
    if asked is HelpPage.LEVELS:
        context["levels"] = [(level, LEVEL_LABELS[level], LEVEL_MEANINGS[level]) for level in LEVEL_LABELS]
    return render(request, "desk/help_page.html", context)


@without_content
@require_http_methods(["GET", "POST"])
def write_note(request: Asked, slug: str) -> HttpResponse:
    """The region's own words beside the help; for editors and administrators."""
    asked = _page(slug)
    check_role(request.viewer.roles, *rules.MAY_WRITE_HELP)
    running = note_for(request.viewer, asked)
    form = HelpNoteForm(request.POST or None, initial={"text": running.text if running else ""})
    if request.method == "POST" and form.is_valid():
        actions.write_help_note(slug=slug, text=form.cleaned_data["text"], by=request.viewer, at=clock.now())
        messages.success(request, _("Your addition to the help has been saved"))
        return redirect("desk:help_page", slug)
    context = {"form": form, "slug": slug, "title": HELP_TITLES[asked], "nav": "help"}
    return render(request, "desk/help_note.html", context, status=422 if form.is_bound else 200)
