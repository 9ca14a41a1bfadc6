"""Who sees a record, sharing it with others, and asking its source for more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.sharing import actions, queries, subjects
from eenheidsbeeld.sharing.consent_rules import CHOOSABLE, Answer
from eenheidsbeeld.sharing.forms import ShareForm, WhyForm
from eenheidsbeeld.sharing.models import Shared, SharingRequest
from eenheidsbeeld.sharing.rules import Marking, needs_wording
from eenheidsbeeld.sharing.subjects import Subject


@require_http_methods(["GET", "POST"])
def share(request: Asked, kind: str, reference: str) -> HttpResponse:
    """Choose, look at who will see it, confirm. What needs the consent of others becomes a question to them."""
    subject = subjects.called(kind)
    record = subject.find(request.viewer, reference)
    form = _form(request, record)
    if request.method != "POST" or request.POST.get("step") == "back" or not form.is_valid():
        return _page(request, subject, record, form)
    marking, groups = form.chosen()
    must_agree = queries.who_must_agree(request.viewer.organisation, subject, record, marking, groups)
    why = WhyForm(request.POST if request.POST.get("step") == "confirm" else None)
    if request.POST.get("step") != "confirm" or (must_agree and not why.is_valid()):
        context = {
            "reach": queries.reach_if(request.viewer, record, marking, groups),
            "must_agree": must_agree,
            "why": why,
            "kept": [("marking", marking.value), *(("groups", key) for key in groups)],
            "by_wording": needs_wording(regime=record.regime, compartment=record.compartment_id),
        }
        return _page(request, subject, record, form, template="sharing/look.html", **context)
    return _carry_out(request, subject, record, (marking, groups), why if must_agree else None)


def _carry_out(
    request: Asked, subject: Subject, record: Shared, choice: tuple[Marking, list[int]], why: WhyForm | None
) -> HttpResponse:
    marking, groups = choice
    values: dict[str, Any] = {
        "subject": subject, "reference": record.reference, "marking": marking, "groups": groups,  # type: ignore[attr-defined]
        "by": request.viewer, "at": clock.now(),
    }  # fmt: skip
    if why is None:
        actions.share(**values)
        messages.success(request, _("Who sees this has been changed."))
    else:
        asked = actions.ask_to_share(**values, reason=why.cleaned_data["reason"])
        said = ngettext("%(count)s organisation was asked.", "%(count)s organisations were asked.", len(asked))
        messages.success(request, said % {"count": len(asked)})
        return redirect("sharing:requests")
    return redirect("sharing:share", subject.slug, record.reference)  # type: ignore[attr-defined]


def _form(request: Asked, record: Shared) -> ShareForm:
    rights = record.rights()
    marking = rights.marking if rights.marking in CHOOSABLE else Marking.AMBER_STRICT
    start = {"marking": marking.value, "groups": [str(key) for key in rights.groups]}
    mine = record.owner_id == request.viewer.organisation
    return ShareForm(request.POST or None, initial=start, groups=list(queries.groups_of(request.viewer)), mine=mine)


def _page(
    request: Asked, subject: Subject, record: Shared, form: ShareForm, *, template: str = "sharing/share.html",
    **more: Any,
) -> HttpResponse:  # fmt: skip
    audit.record_read(subject=record, by=request.viewer, at=clock.now())
    context = {
        "record": record,
        "form": form,
        "title": subject.title(request.viewer, record),
        "word": subject.word,
        "kind": subject.slug,
        "address": subject.address(record),
        "now": queries.reach_of(request.viewer, record),
        "mine": record.owner_id == request.viewer.organisation,
        "consents": queries.consents_to_show(request.viewer, subject, record),
        "waiting": queries.waiting_about(request.viewer, subject, record),
        "compartments": [one for one in queries.opened_by(request.viewer) if one.pk != record.compartment_id],
        **more,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, template, context, status=status)


@require_GET
def requests(request: Asked) -> HttpResponse:
    """What was asked of the own organisation, and what it asked."""
    rows = [(one, _about(request, one)) for one in queries.requests(request.viewer)[:100]]
    own = request.viewer.organisation
    context = {
        "asked": [row for row in rows if row[0].source_id == own],
        "mine": [row for row in rows if row[0].source_id != own],
    }
    return render(request, "sharing/requests.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: Asked, reference: str) -> HttpResponse:
    """The source reads what is asked and why, and agrees or not."""
    asked = queries.request(request.viewer, reference)
    form = WhyForm(request.POST or None)
    form.fields["reason"].required = "agree" not in request.POST
    form.fields["reason"].label = _("Your answer in words")
    if request.method == "POST" and form.is_valid():
        actions.answer_request(
            reference=reference, agrees="agree" in request.POST, reason=form.cleaned_data["reason"],
            by=request.viewer, at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Your answer has been given."))
        return redirect("sharing:requests")
    waits = asked.answer == Answer.WAITING and asked.source_id == request.viewer.organisation
    context = {"asked": asked, "form": form, "about": _about(request, asked), "waits": waits}
    return render(request, "sharing/answer.html", context, status=422 if form.is_bound else 200)


def _about(request: Asked, asked: SharingRequest) -> dict[str, str]:
    """The record as far as this viewer may see it; else only whose it is."""
    subject = subjects.of_kind(asked.subject_kind)
    record = queries.record_of(subject, asked.subject_key)
    if record is None:
        return {"word": str(subject.word), "title": "", "owner": "", "address": ""}
    try:
        seen = subject.find(request.viewer, record.reference)  # type: ignore[attr-defined]
    except NotThere:
        return {"word": str(subject.word), "title": "", "owner": record.owner.name, "address": ""}
    audit.record_read(subject=seen, by=request.viewer, at=clock.now())
    title = subject.title(request.viewer, seen)
    return {"word": str(subject.word), "title": title, "owner": record.owner.name, "address": subject.address(seen)}


@require_POST
def withdraw(request: Asked, reference: str) -> HttpResponse:
    """Take a consent back, and say which released editions already hold it."""
    consent = actions.withdraw_consent(reference=reference, by=request.viewer, at=clock.now())
    subject = subjects.of_kind(consent.subject_kind)
    record = queries.record_of(subject, consent.subject_key)
    held = subject.held_by(record) if record is not None else ()
    return render(request, "sharing/withdrawn.html", {"held": held, "word": subject.word})
