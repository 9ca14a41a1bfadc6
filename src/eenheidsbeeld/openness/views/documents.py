"""Documents of a dossier: collecting them, and deciding about their paragraphs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.openness import actions, labels, queries
from eenheidsbeeld.openness.actions.decide import PartNotDecided
from eenheidsbeeld.openness.forms import CollectForm, DecideForm
from eenheidsbeeld.openness.models import WooDocument
from eenheidsbeeld.openness.rules import Kind, State


@never_cache
@require_http_methods(["GET", "POST"])
def collect(request: Asked, reference: str) -> HttpResponse:
    """What this organisation has at hand about the subject, and adding what belongs to it."""
    found = queries.woo_request(request.viewer, reference)
    check_role(request.viewer.roles, *queries.HANDLES)
    if request.method == "POST":
        chosen = [_chosen(one) for one in request.POST.getlist("document")]
        added = actions.collect(reference=reference, chosen=chosen, by=request.viewer, at=clock.now())
        messages.success(
            request, ngettext("%(n)s document was added.", "%(n)s documents were added.", added) % {"n": added}
        )
        return redirect("openness:request", reference)
    form = CollectForm(request.GET or None, unit=request.viewer.unit)
    hits = queries.find(request.viewer, form.asked(), form.kinds()) if form.is_valid() else []
    if form.is_bound:
        audit.record_list(
            kind="openness.woodocument", keys=[one.key for one in hits], filters={"request": found.reference},
            by=request.viewer, at=clock.now(),
        )  # fmt: skip
    known = set(found.documents.values_list("key", flat=True))
    context = {"found": found, "form": form, "hits": hits, "known": known, "labels": labels}
    return render(request, "openness/collect.html", context)


def _chosen(value: str) -> tuple[Kind, str]:
    kind, _colon, key = value.partition(":")
    if kind not in set(Kind) or not key.isalnum():
        raise NotThere()
    return Kind(kind), key


@never_cache
@require_http_methods(["GET", "POST"])
def document(request: Asked, reference: str, number: int) -> HttpResponse:
    """Every paragraph with its text, a suggestion where there is one, and the decision."""
    found = queries.document(request.viewer, reference, number)
    said = queries.paragraphs(request.viewer, found)
    form = DecideForm(request.POST or None, said=said, grounds=queries.grounds())
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_parts(
                reference=reference, number=number, decisions=form.decisions(), by=request.viewer, at=clock.now()
            )
        except PartNotDecided as refusal:
            form.add_error(f"d{refusal.part}", str(refusal.reason))
        else:
            messages.success(request, _("The decisions about this document were kept."))
            return redirect("openness:document", reference, number)
    note_reading(request, found)
    may = queries.what_may_be_done(request.viewer, found.request)
    context = {
        "document": found, "form": form, "rows": _rows(request, form, said), "labels": labels, "may": may,
        "third_parties": found.third_parties.order_by("name"), "heard": queries.heard_in(found.request),
        "is_open": found.request.state == State.DECIDING, "changed": any(one.text is None for one in said),
    }  # fmt: skip
    return render(request, "openness/document.html", context)


def note_reading(request: Asked, found: WooDocument) -> None:
    """Whoever reads a document of a dossier reads the record that it is."""
    record = queries.get(request.viewer, Kind(found.kind), found.key)
    if record is not None:
        audit.record_read(subject=record.record, by=request.viewer, at=clock.now())


def _rows(request: Asked, form: DecideForm, said: list[queries.Paragraph]) -> list[dict[str, object]]:
    hints, named = queries.hints(request.viewer, said), {one.key: one for one in queries.grounds()}
    return [
        {
            "number": number, "paragraph": one, "hint": hints.get(one.part.pk), "ground": named.get(one.decision),
            "choice": form[f"d{one.part.pk}"] if one.text is not None else None,
            "motivation": form[f"m{one.part.pk}"] if one.text is not None else None,
        }
        for number, one in enumerate(said, start=1)
    ]  # fmt: skip


@require_POST
def refresh(request: Asked, reference: str, number: int) -> HttpResponse:
    actions.refresh_document(reference=reference, number=number, by=request.viewer, at=clock.now())
    messages.success(request, _("The document stands as it is now. What changed waits for a decision."))
    return redirect("openness:document", reference, number)


@require_POST
def leave_out(request: Asked, reference: str, number: int) -> HttpResponse:
    actions.leave_out(reference=reference, number=number, by=request.viewer, at=clock.now())
    messages.success(request, _("The document was taken out of the dossier."))
    return redirect("openness:request", reference)
