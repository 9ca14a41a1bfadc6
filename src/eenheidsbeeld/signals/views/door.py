"""The form: type, look at what would be stored, confirm. Between the steps the text lives in the page alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing import queries as sharing
from eenheidsbeeld.sharing.forms import WhoSeesForm
from eenheidsbeeld.signals import actions, labels, own_week, queries
from eenheidsbeeld.signals.forms import LookForm, SignalForm
from eenheidsbeeld.signals.intake import Outcome, SignalDraft
from eenheidsbeeld.signals.intake.moments import NO_DATE, moment_of
from eenheidsbeeld.signals.intake.preview import look, mended
from eenheidsbeeld.signals.rules import MAY_BRING_IN, SomethingWasReported


@never_cache
@require_http_methods(["GET", "POST"])
def new_signal(request: Asked) -> HttpResponse:
    """Step by step on one address; nothing is stored before the last step."""
    check_role(request.viewer.roles, *MAY_BRING_IN)  # asked first: nobody types what will be refused
    at = clock.now()
    step = request.POST.get("step", "")
    if request.method == "GET" or step == "back":
        return _ask(request, _form(request, again=step == "back"), at)
    form = _form(request, posted=True)
    if not form.is_valid():
        return _ask(request, form, at)
    draft = chosen_draft(form.draft(at), request)
    actions.learn_from_masks(draft=draft, teach=request.POST.getlist("teach"), by=request.viewer, at=at)
    who = who_sees_form(request)
    draft = replace(draft, shares=who.chosen() if who.is_valid() else None)
    if step != "confirm" or not who.is_valid():
        return _show(request, form, draft, at, who)
    received = actions.bring_in(draft=draft, by=request.viewer, at=at)
    if received.outcome == Outcome.KNOWN:
        messages.info(request, _("You had brought this in already. It was not stored a second time."))
    return redirect("signals:thanks", received.reference)


def _form(request: Asked, *, posted: bool = False, again: bool = False) -> SignalForm:
    own_area = request.membership.organisation.area_code  # type: ignore[attr-defined]
    if posted:
        return SignalForm(request.POST, viewer=request.viewer, own_area=own_area)
    form = SignalForm(viewer=request.viewer, own_area=own_area)
    if again:
        form.initial = {**request.POST.dict(), "basis": request.POST.getlist("basis")}
    return form


def chosen_draft(draft: SignalDraft, request: HttpRequest) -> SignalDraft:
    """The draft with what was chosen while looking: masks, place, kind of unrest."""
    asked = request.POST
    if "masks" in asked:
        draft = mended(
            draft,
            holding=asked["masks"],
            lifts=[*asked.getlist("lift"), *asked.getlist("teach")],
            words=asked.get("words", "")[:2000],
        )
    draft = _dated(draft, asked.get("when", "")[:80])
    phenomenon = asked.get("phenomenon", "")
    place = asked.get("place", "")[:40]
    return replace(
        draft,
        phenomenon=phenomenon if phenomena.is_known(phenomenon) else "",
        place_code=place if place.startswith("GM") else "",
    )


def _dated(draft: SignalDraft, chosen: str) -> SignalDraft:
    """The moment that was chosen among those found in the text; "none" says that none of them is meant."""
    if chosen == NO_DATE:
        return replace(draft, no_date=True)
    found = moment_of(chosen)
    return draft if found is None else replace(draft, found_from=found)


def who_sees_form(request: Asked) -> WhoSeesForm:
    """What may be chosen follows from who looks: groups of the own organisation, compartments that are open."""
    viewer = request.viewer
    posted = request.POST.copy()
    posted.setdefault("reach", WhoSeesForm.AS_USUAL)
    return WhoSeesForm(posted, groups=list(sharing.groups_of(viewer)), compartments=list(sharing.opened_by(viewer)))


def _ask(request: Asked, form: SignalForm, at: datetime) -> HttpResponse:
    week = Week.of(at)
    context = {
        "form": form,
        "week": week,
        "nil_return": queries.nil_return_of(request.viewer, week),
        "brought_in": own_week.brought_in(request.viewer, week),
        "numbers": queries.numbers_to_call(request.viewer),
    }
    return render(request, "signals/new.html", context)


def _show(request: Asked, form: SignalForm, draft: SignalDraft, at: datetime, who: WhoSeesForm) -> HttpResponse:
    preview = look(draft, viewer=request.viewer, at=at)
    best = preview.cleaned.suggestions[0] if preview.cleaned.suggestions else None
    chosen = draft.phenomenon or (str(best["code"]) if best else "")
    rules_alone = best.get("rules") if best else None
    context: dict[str, Any] = {
        "form": form,
        "look": LookForm(initial={"phenomenon": chosen}),
        "who": who,
        "who_differs": draft.shares is not None or not who.is_valid(),
        "preview": preview,
        "kept": _kept(request),
        "suggestion": phenomena.phenomenon(str(best["code"])) if best else None,
        "suggestion_words": best["words"] if best else [],
        "probability": best["probability"] if best else None,
        "rules_alone": rules_alone,
        "numbers": queries.numbers_to_call(request.viewer) if draft.cannot_wait else [],
        "labels": labels,
        "may_teach": True,
        "no_date": NO_DATE,
    }
    return render(request, "signals/look.html", context, status=200 if who.is_valid() else 422)


IN_THE_PAGE = ("area", "event_date", "event_time", "source_grade", "content_grade", "cannot_wait")


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What the page carries from step to step, the text included: back to the same person, stored nowhere."""
    kept = [(name, request.POST[name]) for name in IN_THE_PAGE if request.POST.get(name)]
    kept += [("basis", value) for value in request.POST.getlist("basis")]
    kept.append(("text", request.POST.get("text", "")))
    return kept


@require_http_methods(["GET"])
def thanks(request: Asked, reference: str) -> HttpResponse:
    signal = queries.signal(request.viewer, reference)
    week = Week.of(clock.now())
    context = {
        "signal": signal,
        "readers": queries.who_sees(request.viewer, signal),
        "week": week,
        "nil_return": queries.nil_return_of(request.viewer, week),
    }
    return render(request, "signals/thanks.html", context)


@require_POST
def nil_return(request: Asked) -> HttpResponse:
    try:
        made = actions.nil_return(by=request.viewer, at=clock.now())
    except SomethingWasReported as refusal:
        messages.info(request, str(refusal.reason))
        return redirect("signals:mine")
    messages.success(
        request,
        _("You said that there is nothing to report in week %(week)s. Thank you.")
        % {"week": Week.parse(made.week).number},
        extra_tags=f"undo:{reverse('signals:withdraw_nil_return')}",
    )
    return redirect("signals:mine")


@require_POST
def withdraw_nil_return(request: Asked) -> HttpResponse:
    actions.withdraw_nil_return(by=request.viewer, at=clock.now())
    messages.success(request, _("Undone: your week is open again."))
    return redirect("signals:mine")


@require_http_methods(["GET", "POST"])
def cannot_wait(request: Asked) -> HttpResponse:
    """Numbers to call first; then, with one button, a notice to the analyst on duty."""
    warned = None
    if request.method == "POST":
        warned = actions.ask_to_call(by=request.viewer, at=clock.now())
    context = {
        "numbers": queries.numbers_to_call(request.viewer),
        "warned": warned,
        "may_bring_in": queries.may_bring_in(request.viewer),
    }
    return render(request, "signals/cannot_wait.html", context)
