"""One signal: its facts, who sees it, what was done to it, and what may be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.queries import groups_of, reach_of
from eenheidsbeeld.sharing.rules import ground_of
from eenheidsbeeld.signals import actions, labels, queries
from eenheidsbeeld.signals.forms import GradeForm, LookForm, ReleaseForm, TextForm, WithdrawForm, WordsForm
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.moments import NO_DATE, moment_of
from eenheidsbeeld.signals.intake.preview import look, mended
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import Channel, NotPlaced, WithdrawReason, WordsNotFound


@require_GET
def show(request: Asked, reference: str) -> HttpResponse:
    signal = queries.signal(request.viewer, reference)
    audit.record_read(subject=signal, by=request.viewer, at=clock.now())
    viewer = request.viewer
    context = {
        "signal": signal,
        "area_name": areas.names_of([signal.area_code])[signal.area_code],
        "candidates": _candidate_names(signal),
        "phenomenon": phenomena.label(signal.phenomenon),
        "suggestions": [{**one, "label": phenomena.label(str(one["code"]))} for one in signal.suggestions],
        "labels": labels,
        "reach": reach_of(viewer, signal),
        "ground": ground_of(signal.purpose, signal.regime),
        "history": queries.history(viewer, signal),
        "changes": queries.changes(viewer, signal),
        "wordings": queries.wordings(viewer, signal),
        "story": queries.same_story(viewer, signal),
        "why_story": queries.why_same_story(viewer, signal),
        "may": queries.what_may_be_done(viewer, signal),
        "grade_form": GradeForm(initial=_grades(signal)),
        "look": LookForm(initial={"phenomenon": signal.phenomenon}),
    }
    return render(request, "signals/signal.html", context)


def _own_to_read(request: Asked, reference: str) -> Signal:
    """A signal of the own organisation, for a page that shows its words: that is reading it too."""
    signal = queries.own_signal(request.viewer, reference)
    audit.record_read(subject=signal, by=request.viewer, at=clock.now())
    return signal


def _grades(signal: Signal) -> dict[str, Any]:
    return {"source_grade": signal.source_grade, "content_grade": signal.content_grade, "basis": signal.basis}


def _candidate_names(signal: Signal) -> list[str]:
    """The other places it may be about; none once a person has said which one is meant."""
    if any(note.get("step") == "places" and note.get("certain") for note in signal.intake_notes):
        return []
    codes = [one["code"] for one in signal.place_candidates if one["code"] != signal.area_code]
    return list(areas.names_of(codes).values())


@require_http_methods(["GET", "POST"])
def withdraw(request: Asked, reference: str) -> HttpResponse:
    signal = _own_to_read(request, reference)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = WithdrawReason(form.cleaned_data["reason"])
        actions.withdraw_signal(reference=reference, reason=reason, by=request.viewer, at=clock.now())
        messages.success(request, _("The signal was withdrawn. Where it was used, it now says so."))
        return redirect("signals:signal", signal.reference)
    return render(request, "signals/withdraw.html", {"signal": signal, "form": form})


@require_POST
def set_phenomenon(request: Asked, reference: str) -> HttpResponse:
    chosen = request.POST.get("phenomenon", "")
    actions.set_phenomenon(reference=reference, phenomenon=chosen, by=request.viewer, at=clock.now())
    messages.success(request, _("The kind of unrest was set."))
    return _back(request, reference)


@require_POST
def choose_place(request: Asked, reference: str) -> HttpResponse:
    """Which of the places of this name is meant."""
    chosen = request.POST.get("plaats", "")[:40]
    actions.choose_place(reference=reference, area_code=chosen, by=request.viewer, at=clock.now())
    messages.success(request, _("The municipality was chosen."))
    return _back(request, reference)


@require_POST
def choose_moment(request: Asked, reference: str) -> HttpResponse:
    """Which of the moments in the text is meant, or none of them."""
    chosen = request.POST.get("moment", "")[:40]
    first = None if chosen == NO_DATE else moment_of(chosen)
    if first is None and chosen != NO_DATE:
        raise NotPlaced()
    actions.choose_moment(reference=reference, first=first, by=request.viewer, at=clock.now())
    messages.success(request, _("The moment was chosen."))
    return _back(request, reference)


def _back(request: Asked, reference: str) -> HttpResponse:
    """To the page where it was chosen: the inbox or the signal itself."""
    return redirect(f"/inbox/{reference}/") if "inbox" in request.POST else redirect("signals:signal", reference)


@require_POST
def grade(request: Asked, reference: str) -> HttpResponse:
    form = GradeForm(request.POST)
    if form.is_valid():
        actions.grade(reference=reference, by=request.viewer, at=clock.now(), **form.graded())
        messages.success(request, _("The signal was graded."))
    return redirect("signals:signal", reference)


@never_cache
@require_http_methods(["GET", "POST"])
def correct(request: Asked, reference: str) -> HttpResponse:
    """A better wording: typed, looked at, confirmed, as at the first door."""
    signal = _own_to_read(request, reference)
    form = TextForm(request.POST or None, initial={"text": signal.shown_text})  # type: ignore[attr-defined]
    at = clock.now()
    if request.method == "GET" or request.POST.get("step") == "back" or not form.is_valid():
        return render(request, "signals/correct.html", {"signal": signal, "form": _again(request, form)})
    draft = _mended_text(request, signal, form.cleaned_data["text"])
    if request.POST.get("step") != "confirm":
        return _look_at(request, signal, draft, "signals/correct_look.html", {})
    actions.correct_signal(reference=reference, draft=draft, by=request.viewer, at=at)
    messages.success(request, _("The text was corrected. Readers see that it changed."))
    return redirect("signals:signal", signal.reference)


def _again(request: Asked, form: Any) -> Any:
    """After "back" the form shows what was typed, without complaints."""
    if request.POST.get("step") == "back":
        form.is_bound = False
        form.initial = {**request.POST.dict(), "groups": request.POST.getlist("groups")}
    return form


def _mended_text(request: Asked, signal: Signal, text: str) -> SignalDraft:
    draft = SignalDraft(
        text=text,
        organisation=request.viewer.organisation,
        channel=Channel(signal.channel) if signal.channel != Channel.FEED.value else Channel.FORM,
        source_key="",
        reported_at=signal.reported_at,
        area_code=signal.area_code,
        brought_in_by=request.viewer.membership,
    )
    asked = request.POST
    if "masks" not in asked:
        return draft
    return mended(draft, holding=asked["masks"], lifts=asked.getlist("lift"), words=asked.get("words", "")[:2000])


def _look_at(request: Asked, signal: Signal, draft: SignalDraft, template: str, more: dict[str, Any]) -> HttpResponse:
    preview = look(draft, viewer=request.viewer, at=clock.now())
    kept = [("text", request.POST.get("text", "")), *(("groups", key) for key in request.POST.getlist("groups"))]
    context = {"signal": signal, "preview": preview, "kept": kept, "look": LookForm(), **more}
    return render(request, template, context)


@never_cache
@require_http_methods(["GET", "POST"])
def release(request: Asked, reference: str) -> HttpResponse:
    """The wording that others may read: typed, looked at, confirmed."""
    signal = _own_to_read(request, reference)
    groups = [(str(group.pk), group.name) for group in groups_of(request.viewer)]
    start = {"text": signal.shown_text, "groups": [key for key, _name in groups]}  # type: ignore[attr-defined]
    form = ReleaseForm(request.POST or None, initial=start, groups=groups)
    area_name = areas.names_of([signal.area_code])[signal.area_code]
    more = {"area_name": area_name, "phenomenon": phenomena.label(signal.phenomenon)}
    if request.method == "GET" or request.POST.get("step") == "back" or not form.is_valid():
        context = {"signal": signal, "form": _again(request, form), **more}
        return render(request, "signals/release.html", context)
    draft = _mended_text(request, signal, form.cleaned_data["text"])
    chosen = [int(key) for key in form.cleaned_data["groups"]]
    if request.POST.get("step") != "confirm":
        more["for_whom"] = ", ".join(name for key, name in groups if int(key) in chosen)
        return _look_at(request, signal, draft, "signals/release_look.html", more)
    actions.release_wording(reference=reference, draft=draft, groups=chosen, by=request.viewer, at=clock.now())
    messages.success(request, _("The wording was released. Others now read this text and nothing else."))
    return redirect("signals:signal", signal.reference)


@require_POST
def withdraw_wording(request: Asked, reference: str) -> HttpResponse:
    actions.withdraw_wording(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The wording was withdrawn. Nobody outside your organisation reads this signal now."))
    return redirect("signals:signal", reference)


@never_cache
@require_http_methods(["GET", "POST"])
def add_mask(request: Asked, reference: str) -> HttpResponse:
    signal = _own_to_read(request, reference)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            actions.add_mask_after_storing(reference=reference, words=words, by=request.viewer, at=clock.now())
        except WordsNotFound as refusal:
            form.add_error("words", str(refusal.reason))
        else:
            messages.success(request, _("The words were taken out."))
            return redirect("signals:signal", signal.reference)
    return render(request, "signals/add_mask.html", {"signal": signal, "form": form})
