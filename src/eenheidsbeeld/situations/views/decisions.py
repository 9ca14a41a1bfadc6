"""Decisions in the inbox. Each works as a plain form; with htmx the choice opens in the pane itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eenheidsbeeld.accounts.rules import NotYourRole, Role, check_role
from eenheidsbeeld.core import clock, plain_words
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.aside import ASIDE_LABELS, AsideReason
from eenheidsbeeld.situations import actions, queries
from eenheidsbeeld.situations.forms import AsideForm, StartForm
from eenheidsbeeld.situations.models import InboxStep
from eenheidsbeeld.situations.queries import InboxFilter, SituationFilter
from eenheidsbeeld.situations.rules import FewerWouldSee, check_selection

MOST_CANDIDATES = 60


@require_POST
def attach(request: Asked) -> HttpResponse:
    """Attach to the situation that was chosen, or show which there are."""
    chosen = request.POST.get("situatie", "")
    if not chosen:
        return _choose_situation(request)
    try:
        return _decide(
            request,
            lambda: actions.attach_signals(
                signals=chosen_signals(request),
                situation=chosen,
                fewer_may_see="minder" in request.POST,
                by=request.viewer,
                at=clock.now(),
            ),
            ngettext("%(count)d signal attached", "%(count)d signals attached", len(chosen_signals(request))),
        )
    except FewerWouldSee as refusal:
        target = queries.situation(request.viewer, chosen)
        return _choice(request, "situations/fewer_would_see.html", {"target": target, "names": refusal.names})


@require_POST
def start(request: Asked) -> HttpResponse:
    """Start a situation, with a title and a subject that a person chose."""
    check_role(request.viewer.roles, Role.ANALYST)
    references = chosen_signals(request)
    asked = "title" in request.POST
    group = queries.open_group(request.viewer, references[0]) if references else None
    first = {"phenomenon": group.head.phenomenon} if group else {}
    form = StartForm(request.POST) if asked else StartForm(initial=first)
    if asked and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("title", "phenomenon", "summary")}
        plain_words.say(request, signals.hints_for(request.viewer, *form.written))
        return _decide(
            request,
            lambda: actions.start_situation(signals=references, by=request.viewer, at=clock.now(), **values),
            _("Situation started"),
        )
    return _choice(request, "situations/start.html", {"form": form, "group": group}, wrong=asked)


@require_POST
def set_aside(request: Asked) -> HttpResponse:
    """Set aside for the reason that was chosen, or show the reasons."""
    check_role(request.viewer.roles, Role.ANALYST)
    references = chosen_signals(request)
    asked = "reason" in request.POST
    form = AsideForm(request.POST if asked else None)
    if asked and form.is_valid():
        reason, words = AsideReason(form.cleaned_data["reason"]), form.cleaned_data["words"]
        return _decide(
            request,
            lambda: actions.set_aside(
                signals=references, reason=reason, words=words, by=request.viewer, at=clock.now()
            ),
            ngettext("%(count)d signal set aside", "%(count)d signals set aside", len(references)),
        )
    reasons = [(str(number), key.value, label) for number, (key, label) in enumerate(ASIDE_LABELS.items(), start=1)]
    return _choice(request, "situations/set_aside.html", {"form": form, "reasons": reasons}, wrong=asked)


@require_POST
def take_back(request: Asked) -> HttpResponse:
    return _decide(
        request,
        lambda: actions.take_back(signals=chosen_signals(request), by=request.viewer, at=clock.now()),
        _("Back in the inbox"),
    )


@require_POST
def group(request: Asked) -> HttpResponse:
    return _decide(
        request,
        lambda: actions.group_signals(signals=chosen_signals(request), by=request.viewer, at=clock.now()),
        ngettext("%(count)d signal put together", "%(count)d signals put together", len(chosen_signals(request))),
        stay=True,
    )


@require_POST
def ungroup(request: Asked) -> HttpResponse:
    alone = request.POST.get("alleen", "")
    references = [alone] if alone else chosen_signals(request)
    return _decide(
        request,
        lambda: actions.ungroup_signals(signals=references, by=request.viewer, at=clock.now()),
        _("Taken apart"),
        stay=True,
    )


@require_POST
def pair(request: Asked) -> HttpResponse:
    """About one other signal: it belongs with this one, or it does not; the other's answer stands in the button."""
    answer, _colon, other = request.POST.get("paar", "").partition(":")
    acts = {
        "hoort": (actions.keep_together, _("Confirmed: about the same")),
        "erbij": (_join, _("Put together")),
        "apart": (actions.tell_apart, _("Told apart: not proposed again")),
    }
    if answer not in acts:
        raise NotThere()
    act, said = acts[answer]
    this = (request.POST.getlist("signaal") or [""])[0]
    return _decide(
        request, lambda: act(signal=this, other=other, by=request.viewer, at=clock.now()), said, only=[this]
    )


def _join(*, signal: str, other: str, by: Any, at: Any) -> InboxStep:
    return actions.group_signals(signals=[signal, other], by=by, at=at)


@require_POST
def undo(request: Asked, step: str = "") -> HttpResponse:
    """Undo this decision, or the last one."""
    try:
        if step:
            undone = actions.undo_step(step=step, by=request.viewer, at=clock.now())
        else:
            undone = actions.undo_last_step(by=request.viewer, at=clock.now())
    except (NotYourRole, NotThere):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
        return redirect(back_to(request))
    messages.info(request, _("Undone: %(what)s") % {"what": undone.get_kind_display().lower()})
    first = next((change["key"] for change in undone.changes if change["kind"] == "signal"), None)
    reference = queries.reference_of_signal(request.viewer, first) if first else ""
    return redirect(back_to(request, reference) if undone.kind != "merge" else "situations:list")


def chosen_signals(request: Asked) -> list[str]:
    """The signals that were ticked in the list; if none was, those that are being read."""
    ticked = request.POST.getlist("gekozen")
    return list(dict.fromkeys(ticked or request.POST.getlist("signaal")))


def back_to(request: Asked, reference: str = "") -> str:
    """Where the inbox goes on, with the filter that was in use. Built from known parts, never from an address."""
    query = InboxFilter.from_query(QueryDict(request.POST.get("terug", ""))).query()
    where = f"/inbox/{reference}/" if reference else "/inbox/"
    return f"{where}?{query}" if query else where


def _decide(
    request: Asked, act: Callable[[], InboxStep], said: str, *, stay: bool = False, only: list[str] | None = None
) -> HttpResponse:
    """Carry out a decision, say so with its undo, and go on with the next signal; about `only` one it stays there."""
    references = chosen_signals(request) if only is None else only
    stay = stay or only is not None
    filters = InboxFilter.from_query(QueryDict(request.POST.get("terug", "")))
    after = references[0] if stay and references else queries.next_waiting(request.viewer, filters, references)
    try:
        check_selection(references)
        step = act()
    except (NotYourRole, NotThere, FewerWouldSee):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal.reason))
        return redirect(back_to(request, references[0] if references else ""))
    text = said % {"count": len(references)} if "%(count)d" in said else said
    messages.success(request, text, extra_tags=f"undo:/inbox/ongedaan/{step.reference}/")
    return redirect(back_to(request, after))


def _choose_situation(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.ANALYST)
    references = chosen_signals(request)
    opened = queries.open_group(request.viewer, references[0]) if references else None
    fits = opened.fits if opened else []
    asked = SituationFilter(zoek=request.POST.get("zoek", "")[:100])
    rows = queries.list_situations(request.viewer, asked, size=MOST_CANDIDATES).rows
    known = {fit.reference for fit in fits}
    others = [
        row
        for row in rows
        if row.situation.owner_id == request.viewer.organisation and row.situation.reference not in known
    ]
    here = {opened.head.area_code} if opened else set()
    others.sort(key=lambda row: here.isdisjoint(row.areas))
    context = {"fits": fits, "others": others, "zoek": asked.zoek, "count": len(references)}
    return _choice(request, "situations/choose_situation.html", context)


def _choice(request: Asked, template: str, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    """A page of its own, or for htmx the same form in the pane."""
    frame = "situations/choice_part.html" if request.htmx else "situations/choice_page.html"  # type: ignore[attr-defined]
    references = chosen_signals(request)
    more = {
        "references": references,
        "query": request.POST.get("terug", ""),
        "frame": frame,
        "nav": "inbox",
        "back": back_to(request, references[0] if references else ""),
    }
    return render(request, template, context | more, status=422 if wrong else 200)
