"""Pages for the privacy officer: a request of a person, searching for it, deciding and answering."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from eenheidsbeeld.accountability.queries import record_at
from eenheidsbeeld.accountability.rules import Missing
from eenheidsbeeld.accountability.views.register import as_file
from eenheidsbeeld.accountability.views.terms import Extending, extend_page
from eenheidsbeeld.accountability.word import DOCX
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.rights import actions, labels, queries
from eenheidsbeeld.rights.forms import AnswerForm, DecideForm, ExtendForm, OpenForm, SearchForm
from eenheidsbeeld.rights.rules import Outcome, Right, terms_in
from eenheidsbeeld.sharing.rules import Marking


def _today() -> Any:
    return clock.now().astimezone(DUTCH_TIME).date()


@require_GET
def access_requests(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    today = _today()
    found = [(one, queries.progress_of(one, today)) for one in queries.access_requests(request.viewer)[:200]]
    return render(request, "rights/requests.html", {"requests": found, "labels": labels})


@require_http_methods(["GET", "POST"])
def new_request(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_request(
                right=Right(form.cleaned_data["right"]), received_on=form.cleaned_data["received_on"],
                by=request.viewer, at=clock.now(),
            )  # fmt: skip
        except Missing as refusal:
            form.add_error("received_on", str(refusal.reason))
        else:
            return redirect("rights:request", made.reference)
    return render(request, "rights/new_request.html", {"form": form})


def _page(request: Asked, reference: str, **forms: Any) -> HttpResponse:
    """The page of one request, with the form that was just sent when something is wrong with it."""
    found = queries.access_request(request.viewer, reference)
    context = {
        "found": found, "progress": queries.progress_of(found, _today()), "labels": labels,
        "places": queries.places(request.viewer, found), "elsewhere": queries.elsewhere(request.viewer),
        "search_form": SearchForm(), "extend_form": ExtendForm(), "answer_form": AnswerForm(), "wrong": None, **forms,
    }  # fmt: skip
    return render(request, "rights/request.html", context)


@never_cache
@require_GET
def access_request(request: Asked, reference: str) -> HttpResponse:
    return _page(request, reference)


@never_cache
@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def search(request: Asked, reference: str) -> HttpResponse:
    """The words live in this call alone: what comes back is the list of places, or the form with what is wrong."""
    queries.access_request(request.viewer, reference)
    if request.method == "GET":
        return redirect("rights:request", reference)
    form = SearchForm(request.POST)
    if form.is_valid():
        try:
            new = actions.search(
                reference=reference, terms=terms_in(form.cleaned_data["words"]), by=request.viewer, at=clock.now()
            )
        except Missing as refusal:
            form.add_error("words", str(refusal.reason))
        else:
            told = ngettext("%(n)s new place was found.", "%(n)s new places were found.", new) % {"n": new}
            messages.success(request, told)
            return redirect("rights:request", reference)
    return _page(request, reference, search_form=form, wrong=form)


@require_http_methods(["GET", "POST"])
def extend(request: Asked, reference: str) -> HttpResponse:
    found = queries.access_request(request.viewer, reference)
    extending = Extending(
        partial(actions.extend_term, reference=reference), reverse("rights:request", args=[found.reference]),
        _("Request"), _("Extend by two months"),
        _("The term was extended. Tell the person who asked, with the reason."),
    )  # fmt: skip
    return extend_page(request, ExtendForm(request.POST or None), extending)


@never_cache
@require_http_methods(["GET", "POST"])
def place(request: Asked, reference: str, hit: int) -> HttpResponse:
    """One place with its text, opened by name of the record in the log, and the decision about it."""
    found = queries.hit(request.viewer, reference, hit)
    grounds = queries.grounds_for(found.regime)
    initial = {name: getattr(found, name) for name in ("outcome", "ground", "motivation")}
    form = DecideForm(request.POST or None, initial=initial, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_hit(
                reference=reference, hit=hit, outcome=Outcome(form.cleaned_data["outcome"]),
                ground=form.cleaned_data["ground"], motivation=form.cleaned_data["motivation"], by=request.viewer,
                at=clock.now(),
            )  # fmt: skip
        except Missing as refusal:
            form.add_error("ground", str(refusal.reason))
        else:
            return redirect("rights:request", reference)
    record = record_at(request.viewer, kind=found.kind, key=found.key)
    if record is not None:
        audit.record_read(subject=record, by=request.viewer, at=clock.now())
    context = {
        "hit": found, "form": form, "text": queries.text_of(request.viewer, found), "labels": labels,
        "place": queries.place_of(found), "what": labels.WHAT_GRANTING_IS,
        "page": labels.PAGES.get(found.kind, "") if found.marking != Marking.RED else "", "record": record,
    }  # fmt: skip
    return render(request, "rights/place.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: Asked, reference: str) -> HttpResponse:
    """Looking at the answer before it is given, and giving it."""
    found = queries.access_request(request.viewer, reference)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            content = actions.give_answer(
                reference=reference, identity_known=form.cleaned_data["identity_known"], by=request.viewer,
                at=clock.now(),
            )  # fmt: skip
            return as_file(content, DOCX, f"antwoord-{reference}.docx")
        sheet = queries.answer_sheet(request.viewer, reference)
    except Missing as refusal:
        form = AnswerForm(request.POST or {})
        form.full_clean()
        form.add_error(None, str(refusal.reason))
        return _page(request, reference, answer_form=form, wrong=form)
    context = {"sheet": sheet, "reference": reference, "undecided": queries.progress_of(found, _today()).undecided}
    return render(request, "rights/answer.html", context)
