""" "Here stands a name": the report, and the privacy officer's desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.signals import actions, labels, queries
from eenheidsbeeld.signals.forms import ReportNameForm, SettleForm
from eenheidsbeeld.signals.models import NameReport
from eenheidsbeeld.signals.rules import NameOutcome, WordsNotFound


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: Asked, reference: str) -> HttpResponse:
    """With the words pointed at or without: the signal is hidden at once either way."""
    signal = queries.signal(request.viewer, reference)
    form = ReportNameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        made = actions.report_name(reference=reference, by=request.viewer, at=clock.now(), words=words)
        messages.success(request, _told(made))
        if words and not made.pointed_at:
            messages.info(request, _("The words that you gave do not stand in the text. The privacy officer looks."))
        return redirect("signals:list")
    audit.record_read(subject=signal, by=request.viewer, at=clock.now())
    return render(request, "signals/report_name.html", {"signal": signal, "form": form})


@require_GET
def reports(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    context = {"reports": queries.name_reports(request.viewer)[:100], "labels": labels}
    return render(request, "signals/name_reports.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def settle(request: Asked, reference: str) -> HttpResponse:
    """The text, who read it, and what is done about it."""
    viewer, at = request.viewer, clock.now()
    found = queries.name_report(viewer, reference)
    pointed_at = queries.words_pointed_at(viewer, found)
    is_officer = viewer.has_role(Role.PRIVACY_OFFICER.value)
    form = SettleForm(request.POST or None, initial=_as_pointed_at(pointed_at), masks_only=not is_officer)
    if request.method == "POST" and form.is_valid():
        outcome = NameOutcome(form.cleaned_data["outcome"])
        words = form.cleaned_data["words"].splitlines()
        try:
            actions.settle_name_report(reference=reference, outcome=outcome, words=words, by=viewer, at=at)
        except WordsNotFound as refusal:
            form.add_error("words", str(refusal.reason))
        else:
            messages.success(request, _("The report was dealt with."))
            return redirect("signals:name_reports" if is_officer else "signals:mine")
    signal = queries.reported_signal(viewer, found)
    if signal is not None and request.method == "GET":
        audit.record_read(subject=signal, by=viewer, at=at)
    readers = queries.readers_of_reported(viewer, found) if is_officer else []
    context = {
        "report": found, "signal": signal, "readers": readers, "form": form, "labels": labels,
        "pointed_at": pointed_at, "is_officer": is_officer,
    }  # fmt: skip
    return render(request, "signals/name_report.html", context)


def _told(made: NameReport) -> str:
    if made.signal is not None and queries.an_officer_reads(made.signal):
        return _("The signal is hidden. The privacy officer was told.")
    return _("The signal is hidden. Who brought it in and the administrator of its organisation were told.")


def _as_pointed_at(words: list[str]) -> dict[str, str]:
    return {"words": "\n".join(words), "outcome": NameOutcome.MASKED.value} if words else {}
