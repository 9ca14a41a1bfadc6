"""Woo requests: the list, one dossier with its steps, the term, and views of partners."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accountability.views.terms import Extending, extend_page
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.openness import actions, labels, queries
from eenheidsbeeld.openness.actions.opinions import WordsMissing
from eenheidsbeeld.openness.forms import AskForm, ExtendForm, OpenForm, OpinionForm
from eenheidsbeeld.openness.rules import Answer

STEPS = {
    "voorleggen": (actions.propose, gettext_noop("Laid before a colleague, who makes it final or sends it back.")),
    "terug": (actions.send_back, gettext_noop("Sent back. It can be changed again.")),
    "vaststellen": (actions.make_final, gettext_noop("The decision is final. The files to publish stand below.")),
    "sluiten": (
        actions.close_request,
        gettext_noop("The request is closed. Its records end at their own term again."),
    ),
}


def _today() -> Any:
    return clock.now().astimezone(DUTCH_TIME).date()


@require_GET
def woo_requests(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, *queries.DECIDES)
    today = _today()
    found = [(one, queries.days_left(one, today)) for one in queries.woo_requests(request.viewer)[:200]]
    return render(request, "openness/requests.html", {"requests": found})


@require_http_methods(["GET", "POST"])
def new_request(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, *queries.HANDLES)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_request(
                subject=form.cleaned_data["subject"], received_on=form.cleaned_data["received_on"],
                by=request.viewer, at=clock.now(),
            )  # fmt: skip
        except Missing as refusal:
            form.add_error("received_on", str(refusal.reason))
        else:
            return redirect("openness:request", made.reference)
    return render(request, "openness/new_request.html", {"form": form})


@never_cache
@require_GET
def woo_request(request: Asked, reference: str) -> HttpResponse:
    return dossier_page(request, reference)


def dossier_page(request: Asked, reference: str, refused: str = "") -> HttpResponse:
    """The dossier, with why a step could not be taken when one was refused."""
    found = queries.woo_request(request.viewer, reference)
    context = {
        "found": found, "lines": queries.lines(request.viewer, found), "labels": labels,
        "days_left": queries.days_left(found, _today()), "opinions": queries.opinions(found),
        "to_hear": queries.to_hear(found), "may": queries.what_may_be_done(request.viewer, found),
        "refused": [{"text": refused, "href": ""}] if refused else [],
    }  # fmt: skip
    return render(request, "openness/request.html", context, status=400 if refused else 200)


@require_POST
def step(request: Asked, reference: str, step: str) -> HttpResponse:
    """One step of the dossier: proposing, sending back, making final, closing."""
    if step not in STEPS:
        raise NotThere()
    act, told = STEPS[step]
    try:
        act(reference=reference, by=request.viewer, at=clock.now())
    except Missing as refusal:
        return dossier_page(request, reference, str(refusal.reason))
    messages.success(request, _(told))
    return redirect("openness:request", reference)


@require_http_methods(["GET", "POST"])
def extend(request: Asked, reference: str) -> HttpResponse:
    found = queries.woo_request(request.viewer, reference)
    check_role(request.viewer.roles, *queries.HANDLES)
    extending = Extending(
        partial(actions.extend_term, reference=reference), reverse("openness:request", args=[found.reference]),
        _("Dossier"), _("Extend by two weeks"), _("The term was extended. Tell who asked, with the reason."),
    )  # fmt: skip
    return extend_page(request, ExtendForm(request.POST or None), extending)


@require_http_methods(["GET", "POST"])
def opinion(request: Asked, reference: str, organisation: int) -> HttpResponse:
    """Noting that a partner was asked, and afterwards what it says."""
    found = queries.woo_request(request.viewer, reference)
    check_role(request.viewer.roles, *queries.HANDLES)
    asked = next((one for one in queries.opinions(found) if one.organisation_id == organisation), None)
    partner = asked.organisation if asked else _one_to_hear(found, organisation)
    form = (OpinionForm if asked else AskForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, clock.now()
        try:
            if asked:
                actions.record_opinion(
                    reference=reference, organisation=organisation, answer=Answer(given["answer"]),
                    words=given["words"], by=request.viewer, at=now,
                )  # fmt: skip
            else:
                actions.ask_opinion(
                    reference=reference, organisation=organisation, answer_before=given["answer_before"],
                    by=request.viewer, at=now,
                )  # fmt: skip
        except WordsMissing as refusal:
            form.add_error("words", str(refusal.reason))
        except Missing as refusal:
            form.add_error("answer" if asked else "answer_before", str(refusal.reason))
        else:
            return redirect("openness:request", reference)
    context = {
        "found": found, "asked": asked, "partner": partner, "form": form,
        "documents": queries.documents_of(found, organisation),
    }  # fmt: skip
    return render(request, "openness/opinion.html", context)


def _one_to_hear(found: Any, organisation: int) -> Any:
    partner = next((one for one in queries.to_hear(found) if one.pk == organisation), None)
    if partner is None:
        raise NotThere()
    return partner
