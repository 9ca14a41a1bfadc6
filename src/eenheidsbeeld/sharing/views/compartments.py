"""Compartments of the own organisation, their keys, and opening one without a key in an emergency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accounts.again import second_step_again
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.sharing import actions, queries, subjects
from eenheidsbeeld.sharing.forms import BreakGlassForm, CompartmentForm, KeyForm, ReviewForm
from eenheidsbeeld.sharing.key_rules import ANSWER_WITHIN, GlassState, Verdict
from eenheidsbeeld.sharing.labels import GLASS_LABELS
from eenheidsbeeld.sharing.models import BreakGlass, Compartment


@without_content
@require_http_methods(["GET", "POST"])
def compartments(request: Asked) -> HttpResponse:
    """Every compartment of the own organisation, and whether it opens for the viewer."""
    form = CompartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.open_compartment(**form.cleaned_data, by=request.viewer, at=clock.now())
        messages.success(request, _("The compartment has been started. Give somebody a key."))
        return redirect("sharing:compartment", made.slug)
    viewer = request.viewer
    rows = [(one, one.pk in viewer.compartments, one.pk in viewer.locked) for one in queries.compartments(viewer)]
    at = clock.now()
    context = {
        "rows": rows,
        "form": form,
        "may_start": viewer.has_role(Role.ADMINISTRATOR.value),
        "glasses": [_shown(one, at) for one in queries.break_glasses(viewer)[:50]],
    }
    return render(request, "sharing/compartments.html", context, status=422 if form.is_bound else 200)


@without_content
@require_http_methods(["GET", "POST"])
def compartment(request: Asked, slug: str) -> HttpResponse:
    """One compartment: who holds a key, giving one, taking one back."""
    found = queries.compartment_of_own(request.viewer, slug)
    people = queries.who_can_have_a_key(request.viewer, found)
    form = KeyForm(request.POST or None, people=people, may_name_holders=_administers(request))
    if request.method == "POST" and form.is_valid():
        chosen = next(one for one in people if one.reference == form.cleaned_data["membership"])
        actions.give_compartment_key(
            compartment=found, membership=chosen, as_holder=form.cleaned_data.get("as_holder", False),
            by=request.viewer, at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("The key has been given."))
        return redirect("sharing:compartment", slug)
    context = {
        "compartment": found,
        "keys": queries.keys_of(request.viewer, found),
        "form": form,
        "keeps": queries.keeps(request.viewer, found),
        "opens": found.pk in request.viewer.compartments,
        "locked": found.pk in request.viewer.locked,
        "opens_at": second_step_again(request.viewer.person),
        "own": request.viewer.membership,
        "may_ask": queries.may_ask_to_break(request.viewer, found),
    }
    return render(request, "sharing/compartment.html", context, status=422 if form.is_bound else 200)


@without_content
@require_POST
def take_key(request: Asked, slug: str) -> HttpResponse:
    found = queries.compartment_of_own(request.viewer, slug)
    actions.take_compartment_key(
        compartment=found, membership=request.POST.get("membership", ""), by=request.viewer, at=clock.now()
    )
    messages.success(request, _("The key has been taken back."))
    return redirect("sharing:compartment", slug)


@require_POST
def put_or_take(request: Asked, kind: str, reference: str) -> HttpResponse:
    """Put a record in a compartment, or take it out; the button says which."""
    subject = subjects.called(kind)
    values: dict[str, Any] = {"subject": subject, "reference": reference, "by": request.viewer, "at": clock.now()}
    if request.POST.get("step") == "out":
        actions.take_out_of_compartment(**values)
        messages.success(
            request, _("It lies in no compartment any more. Your own organisation reads it, nobody else.")
        )
    else:
        actions.put_in_compartment(**values, compartment=request.POST.get("compartment", ""))
        messages.success(request, _("It lies in the compartment. Only colleagues with a key read it."))
    return redirect("sharing:share", kind, reference)


@require_http_methods(["GET", "POST"])
def ask_break_glass(request: Asked, slug: str) -> HttpResponse:
    """Ask to open it without a key: why, and for how long."""
    found: Compartment = queries.compartment_of_own(request.viewer, slug)
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask_break_glass(compartment=slug, **form.cleaned_data, by=request.viewer, at=clock.now())
        messages.success(request, _("Asked. A second person has to grant it within an hour."))
        return redirect("sharing:break_glass", asked.reference)
    context = {"compartment": found, "form": form, "has_second_factor": request.viewer.second_factor}
    return render(request, "sharing/ask_break_glass.html", context, status=422 if form.is_bound else 200)


@require_GET
def break_glass(request: Asked, reference: str) -> HttpResponse:
    return _glass_page(request, reference, ReviewForm())


@require_POST
def decide(request: Asked, reference: str) -> HttpResponse:
    """Grant, refuse or end; the button says which."""
    step, values = request.POST.get("step", ""), {"reference": reference, "by": request.viewer, "at": clock.now()}
    if step in ("grant", "refuse"):
        actions.answer_break_glass(grant=step == "grant", **values)  # type: ignore[arg-type]
        messages.success(request, _("Access was granted.") if step == "grant" else _("Access was refused."))
    elif step == "end":
        actions.end_break_glass(**values)  # type: ignore[arg-type]
        messages.success(request, _("It is closed again. The privacy officer reviews it."))
    else:
        raise NotThere()
    return redirect("sharing:break_glass", reference)


@require_POST
def review(request: Asked, reference: str) -> HttpResponse:
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _glass_page(request, reference, form)
    actions.review_break_glass(
        reference=reference, verdict=Verdict(form.cleaned_data["verdict"]), words=form.cleaned_data["reason"],
        by=request.viewer, at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Your review has been written down."))
    return redirect("sharing:break_glass", reference)


def _glass_page(request: Asked, reference: str, form: ReviewForm) -> HttpResponse:
    asked, viewer, at = queries.break_glass(request.viewer, reference), request.viewer, clock.now()
    shown = _shown(asked, at)
    grants = queries.may_grant(viewer, asked.compartment)
    is_asker = asked.asked_by.person_id == viewer.person
    context = {
        **shown,
        "form": form,
        "is_asker": is_asker,
        "lapses_at": asked.asked_at + ANSWER_WITHIN,
        "opened": queries.opened_meanwhile(viewer, asked, at),
        "may_answer": shown["state"] == GlassState.ASKED and grants and not is_asker,
        "may_end": shown["state"] == GlassState.OPEN and (grants or is_asker),
        "may_review": shown["state"] == GlassState.TO_REVIEW
        and viewer.has_role(Role.PRIVACY_OFFICER.value)
        and not is_asker,
    }
    return render(request, "sharing/break_glass.html", context, status=422 if form.is_bound else 200)


def _shown(asked: BreakGlass, at: Any) -> dict[str, Any]:
    state = queries.state_of(asked, at)
    return {"asked": asked, "state": state, "state_label": GLASS_LABELS[state]}


def _administers(request: Asked) -> bool:
    return request.viewer.has_role(Role.ADMINISTRATOR.value)
