"""The steps of an edition: round, agreement, adoption, release, correction, withdrawal."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.pictures import actions, queries
from eenheidsbeeld.pictures.forms import DestroyForm, DissentForm, NoteForm, ReasonForm, SendRoundForm
from eenheidsbeeld.pictures.views.reading import read_what_was_released
from eenheidsbeeld.publishing import queries as publishing
from eenheidsbeeld.publishing.actions import agree, destroy, release
from eenheidsbeeld.publishing.models import Edition

WORKING_HOURS = range(9, 19)


@require_http_methods(["GET", "POST"])
def send_round(request: Asked, reference: str) -> HttpResponse:
    edition = publishing.edition_to_work_on(request.viewer, reference)
    form = SendRoundForm(request.POST or None, initial={"answer_before": _usual_deadline(edition)})
    if request.method == "POST" and form.is_valid():
        agree.send_round(edition=edition, by=request.viewer, at=clock.now(), **form.cleaned_data)
        messages.success(request, _("The partners have been asked to agree to their parts."))
        return redirect("pictures:workbench", reference)
    context = {"edition": edition, "form": form, "parties": publishing.parties_with_words(edition), "nav": "pictures"}
    return render(request, "pictures/send_round.html", context)


def _usual_deadline(edition: Edition) -> object:
    publication = edition.publication
    usual = Week.parse(edition.week).at(publication.closes_on, publication.closes_at_hour)
    now = clock.now()
    if usual > now:
        return localtime(usual)
    soon = localtime(now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=4))
    if soon.hour in WORKING_HOURS:
        return soon
    # Nobody answers at night: the first morning after it.
    return (soon if soon.hour < WORKING_HOURS.start else soon + timedelta(days=1)).replace(hour=10)


@require_http_methods(["GET", "POST"])
def answer_part(request: Asked, reference: str) -> HttpResponse:
    """The page of a partner: the own part as it will be read, and one decision."""
    now = clock.now()
    try:
        part = queries.own_part(request.viewer, reference)
    except NotThere:
        return read_what_was_released(request, reference)
    form = DissentForm(request.POST or None, initial={"dissent": part.sign_off.dissent if part.sign_off else ""})
    if request.method == "POST" and form.is_valid():
        if "leave_out" in request.POST:
            agree.leave_part_out(edition=part.edition, by=request.viewer, at=now)
            messages.success(request, _("Your part is left out. The edition will say so."))
        else:
            agree.agree_to_part(edition=part.edition, by=request.viewer, at=now, **form.cleaned_data)
            messages.success(request, _("Your agreement has been recorded."))
        return redirect("pictures:answer_part", reference)
    context = {
        "edition": part.edition, "form": form, "nav": "pictures", "sign_off": part.sign_off, "mine": part.sections,
    }  # fmt: skip
    return render(request, "pictures/answer_part.html", context)


@require_POST
def take_back(request: Asked, reference: str) -> HttpResponse:
    agree.take_back(
        edition=publishing.edition_to_work_on(request.viewer, reference), by=request.viewer, at=clock.now()
    )
    return redirect("pictures:workbench", reference)


@require_POST
def adopt(request: Asked, reference: str) -> HttpResponse:
    release.adopt(edition=publishing.edition_to_work_on(request.viewer, reference), by=request.viewer, at=clock.now())
    messages.success(
        request, _("Adopted. Release it when every partner has answered, or the time to answer is over.")
    )
    return redirect("pictures:workbench", reference)


@require_POST
def release_edition(request: Asked, reference: str) -> HttpResponse:
    edition = actions.release_edition(
        edition=publishing.edition_to_work_on(request.viewer, reference), by=request.viewer, at=clock.now()
    )
    messages.success(request, _("Released. Everyone in the group can read it now."))
    return redirect("pictures:read", edition.reference)


@require_http_methods(["GET", "POST"])
def correct(request: Asked, reference: str) -> HttpResponse:
    edition = publishing.edition_to_read(request.viewer, reference)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = release.start_correction(edition=edition, by=request.viewer, at=clock.now(), **form.cleaned_data)
        return redirect("pictures:workbench", draft.reference)
    return render(request, "pictures/correct.html", {"edition": edition, "form": form, "nav": "pictures"})


@require_http_methods(["GET", "POST"])
def withdraw(request: Asked, reference: str) -> HttpResponse:
    edition = publishing.edition_to_read(request.viewer, reference)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        release.withdraw(edition=edition, by=request.viewer, at=clock.now(), **form.cleaned_data)
        messages.success(request, _("Withdrawn. Everyone who had it is told."))
        return redirect("pictures:read", reference)
    return render(request, "pictures/withdraw.html", {"edition": edition, "form": form, "nav": "pictures"})


@require_http_methods(["GET", "POST"])
def destroy_content(request: Asked, reference: str) -> HttpResponse:
    """The privacy officer destroys the words and files of a released version."""
    edition = publishing.edition_to_read(request.viewer, reference)
    if not publishing.may_destroy(request.viewer, edition):
        raise NotThere()
    form = DestroyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        destroy.destroy_content(
            edition=edition, reason=form.cleaned_data["reason"], by=request.viewer, at=clock.now()
        )
        messages.success(request, _("Destroyed. Everyone who had it is told."))
        return redirect("pictures:read", reference)
    return render(request, "pictures/destroy.html", {"edition": edition, "form": form, "nav": "pictures"})
