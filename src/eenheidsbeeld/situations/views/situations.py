"""Situations: the list, one situation, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock, plain_words
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.judgement import Confidence, Direction, Level, Likelihood
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.consent_rules import WHO_SHARES
from eenheidsbeeld.sharing.queries import reach_of
from eenheidsbeeld.sharing.rules import ground_of
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.rules import Basis, ContentGrade, SourceGrade
from eenheidsbeeld.situations import actions, queries
from eenheidsbeeld.situations.actions.assess import WHO_ADDS_FACTS, WHO_DISSENTS
from eenheidsbeeld.situations.forms import LEVEL_WORDS, AssessForm, FactForm, ReasonForm, SplitForm
from eenheidsbeeld.situations.labels import PHASE_LABELS
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.queries import SituationFilter
from eenheidsbeeld.situations.rules import FewerWouldSee, Phase, SituationState
from eenheidsbeeld.situations.timeline import timeline
from eenheidsbeeld.situations.views.inbox import area_choices

PAGE = "situations"


@require_GET
def situations(request: Asked) -> HttpResponse:
    filters = SituationFilter.from_query(request.GET)
    page = queries.list_situations(request.viewer, filters)
    keys = [row.situation.pk for row in page.rows]
    asked = {"gebied": filters.gebied, "onderwerp": filters.onderwerp, "stand": filters.stand}
    audit.record_list(kind="situations.situation", keys=keys, filters=asked, by=request.viewer, at=clock.now())
    context = {
        "page": page,
        "filters": filters,
        "saved": _saved(request, filters),
        "areas": area_choices(request),
        "phenomena": phenomena.choices(),
        "levels": LEVEL_WORDS,
        "phases": [(phase.value, label) for phase, label in PHASE_LABELS.items()],
        "earlier": f"/situaties/?{filters.query(after=page.next_after)}" if page.next_after else "",
        "may_start": request.viewer.has_role(Role.ANALYST.value),
        "nav": "situations",
    }
    return render(request, "situations/list.html", context)


@require_GET
def situation(request: Asked, reference: str) -> HttpResponse:
    detail = queries.situation_detail(request.viewer, reference)
    audit.record_read(subject=detail.situation, by=request.viewer, at=clock.now())
    _note_signals(request, detail)
    context = {
        "detail": detail,
        "situation": detail.situation,
        "timeline": timeline(detail),
        "reach": reach_of(request.viewer, detail.situation),
        "ground": ground_of(detail.situation.purpose, detail.situation.regime),
        "may_share": request.viewer.has_role(*(role.value for role in WHO_SHARES)),
        "nav": "situations",
        **_may(request, detail.situation),
    }
    return render(request, "situations/detail.html", context)


@require_http_methods(["GET", "POST"])
def assess(request: Asked, reference: str) -> HttpResponse:
    """What do you make of it? The judgement that holds stands beside the form, never in it."""
    detail = queries.situation_detail(request.viewer, reference)
    is_dissent = not _may(request, detail.situation)["may_change"]
    form = AssessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.assess_situation(
            situation=detail.situation.reference,
            text=data["text"],
            phase=Phase(data["phase"]),
            level=Level(data["level"]),
            direction=Direction(data["direction"]),
            basis=[Basis(one) for one in data["basis"]],
            expectation=data["expectation"],
            likelihood=Likelihood(data["likelihood"]) if data["likelihood"] else None,
            confidence=Confidence(data["confidence"]),
            confidence_reason=data["confidence_reason"],
            is_dissent=is_dissent or "afwijkend" in request.POST,
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Assessment added"))
        plain_words.say(request, signals.hints_for(request.viewer, *form.written))
        return redirect("situations:situation", detail.situation.reference)
    return _form(request, "situations/assess.html", form, detail=detail, is_dissent=is_dissent)


@require_http_methods(["GET", "POST"])
def add_fact(request: Asked, reference: str) -> HttpResponse:
    detail = queries.situation_detail(request.viewer, reference)
    form = FactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.add_fact(
            situation=detail.situation.reference,
            text=data["text"],
            happened_at=data["happened_at"],
            source_grade=SourceGrade(data["source_grade"]),
            content_grade=ContentGrade(data["content_grade"]),
            admiralty=data["admiralty"],
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Fact added"))
        plain_words.say(request, signals.hints_for(request.viewer, *form.written))
        return redirect("situations:situation", detail.situation.reference)
    return _form(request, "situations/add_fact.html", form, detail=detail)


@require_http_methods(["GET", "POST"])
def withdraw_fact(request: Asked, reference: str, fact: str) -> HttpResponse:
    detail = queries.situation_detail(request.viewer, reference)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_fact(
            fact=fact,
            situation=detail.situation.reference,
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Fact withdrawn"))
        return redirect("situations:situation", detail.situation.reference)
    shown = next((one for one in detail.facts if one.reference == fact), None)
    return _form(request, "situations/withdraw_fact.html", form, detail=detail, fact=shown)


@require_http_methods(["GET", "POST"])
def close(request: Asked, reference: str) -> HttpResponse:
    detail = queries.situation_detail(request.viewer, reference)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close_situation(
            situation=detail.situation.reference,
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Situation closed"))
        return redirect("situations:situation", detail.situation.reference)
    return _form(request, "situations/close.html", form, detail=detail)


@require_POST
def reopen(request: Asked, reference: str) -> HttpResponse:
    opened = actions.reopen_situation(situation=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("Situation opened again"))
    return redirect("situations:situation", opened.reference)


@require_http_methods(["GET", "POST"])
def merge(request: Asked, reference: str) -> HttpResponse:
    """Choose in which other situation this one goes on."""
    found = queries.situation(request.viewer, reference)
    if request.method == "POST":
        into = request.POST.get("in", "")
        try:
            step = actions.merge_situations(
                merged=found.reference, into=into, fewer_may_see="minder" in request.POST, by=request.viewer,
                at=clock.now(),
            )  # fmt: skip
        except FewerWouldSee as refusal:
            context = {"situation": found, "target": queries.situation(request.viewer, into), "names": refusal.names}
            return render(request, "situations/merge_fewer.html", context | {"nav": "situations"})
        undo = f"undo:/inbox/ongedaan/{step.reference}/"
        messages.success(request, _("Situations merged"), extra_tags=undo)
        return redirect("situations:situation", request.POST.get("in", ""))
    others = queries.mergeable(request.viewer, found)
    return render(request, "situations/merge.html", {"situation": found, "others": others, "nav": "situations"})


@require_http_methods(["GET", "POST"])
def split(request: Asked, reference: str) -> HttpResponse:
    """Choose what goes on by itself, and how that is called."""
    detail = queries.situation_detail(request.viewer, reference)
    form = SplitForm(request.POST or None, initial={"phenomenon": detail.situation.phenomenon})
    chosen = request.POST.getlist("signaal")
    if request.method == "POST" and form.is_valid():
        part = actions.split_situation(
            situation=detail.situation.reference,
            signals=chosen,
            facts=request.POST.getlist("feit"),
            title=form.cleaned_data["title"],
            phenomenon=form.cleaned_data["phenomenon"],
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("Part of the situation goes on by itself"))
        return redirect("situations:situation", part.reference)
    _note_signals(request, detail)
    return _form(request, "situations/split.html", form, detail=detail, chosen=chosen)


@require_POST
def detach(request: Asked, reference: str) -> HttpResponse:
    """Back to the inbox with one signal."""
    signal = request.POST.get("signaal", "")
    step = actions.detach_signals(signals=[signal], situation=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("Signal detached"), extra_tags=f"undo:/inbox/ongedaan/{step.reference}/")
    return redirect("situations:situation", reference)


@require_POST
def save_filter(request: Asked) -> HttpResponse:
    query = SituationFilter.from_query(QueryDict(request.POST.get("terug", ""))).query()
    actions.save_filter(page=PAGE, name=request.POST.get("naam", ""), query=query, by=request.viewer, at=clock.now())
    return redirect(f"/situaties/?{query}")


def _may(request: Asked, found: Situation) -> dict[str, bool]:
    """Which buttons make sense for this viewer; the actions decide themselves."""
    viewer, is_running = request.viewer, found.state == SituationState.RUNNING
    owns = found.owner_id == viewer.organisation and viewer.has_role(Role.ANALYST.value)
    return {
        "may_change": owns and is_running,
        "may_reopen": owns and found.state == SituationState.CLOSED,
        "may_add_fact": is_running and viewer.has_role(*(role.value for role in WHO_ADDS_FACTS)),
        "may_dissent": is_running and viewer.has_role(*(role.value for role in WHO_DISSENTS)),
    }


def _note_signals(request: Asked, detail: queries.SituationDetail) -> None:
    """Beside a situation stand the first words of its signals: whoever reads it has a list of those too."""
    if detail.signals:
        keys, told = [one.pk for one in detail.signals], {"situation": detail.situation.reference}
        audit.record_list(kind="signals.signal", keys=keys, filters=told, by=request.viewer, at=clock.now())


def _form(request: Asked, template: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound and not form.is_valid() else 200
    found = context["detail"].situation
    audit.record_read(subject=found, by=request.viewer, at=clock.now())
    return render(
        request, template, {"form": form, "situation": found, "nav": "situations", **context}, status=status
    )


def _saved(request: Asked, filters: SituationFilter) -> list[dict[str, Any]]:
    now = filters.query()
    shown = [
        {"label": _("Running"), "href": "/situaties/", "current": not now},
        {"label": _("Closed"), "href": "/situaties/?stand=gesloten", "current": now == "stand=gesloten"},
    ]
    for one in queries.saved_filters(request.viewer, PAGE):
        shown.append({"label": one.name, "href": f"/situaties/?{one.query}", "current": now == one.query})
    return shown
