"""The allow-list of publishers: what is read, why, and how it goes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.sharing.labels import PURPOSE_LABELS
from eenheidsbeeld.sharing.rules import Purpose
from eenheidsbeeld.signals import actions, labels, queries, rules
from eenheidsbeeld.signals.forms import SourceForm
from eenheidsbeeld.signals.rules import SourceGrade


@without_content
@require_GET
def list_sources(request: Asked) -> HttpResponse:
    may_keep = request.viewer.has_role(*(role.value for role in rules.MAY_KEEP_SOURCES))
    context = {"sources": queries.sources(request.viewer), "labels": labels, "may_keep": may_keep}
    return render(request, "signals/sources.html", context)


@without_content
@require_http_methods(["GET", "POST"])
def new_source(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, *rules.MAY_KEEP_SOURCES)
    form = SourceForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        made = actions.add_source(
            organisation=request.viewer.organisation,
            name=filled["name"],
            address=filled["address"],
            publisher=filled["publisher"],
            purpose=filled["purpose"],
            ground=filled["ground"],
            area_code=filled["area"],
            grade=SourceGrade(filled["grade"]),
            by=request.viewer,
            at=clock.now(),
        )
        messages.success(request, _("The source was added. It is read within a few minutes."))
        return redirect("signals:source", made.reference)
    return render(request, "signals/new_source.html", {"form": form})


@without_content
@require_GET
def show_source(request: Asked, reference: str) -> HttpResponse:
    source = queries.source(request.viewer, reference)
    may_keep = request.viewer.has_role(*(role.value for role in rules.MAY_KEEP_SOURCES))
    context = {
        "source": source,
        "labels": labels,
        "kept_for": PURPOSE_LABELS[Purpose.PICTURE],
        "may_keep": may_keep and source.organisation_id == request.viewer.organisation,
    }
    return render(request, "signals/source.html", context)


@without_content
@require_POST
def stop_source(request: Asked, reference: str) -> HttpResponse:
    actions.stop_source(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The source is read no more."))
    return redirect("signals:source", reference)


@without_content
@require_POST
def resume_source(request: Asked, reference: str) -> HttpResponse:
    actions.resume_source(reference=reference, by=request.viewer, at=clock.now())
    messages.success(request, _("The source is read again."))
    return redirect("signals:source", reference)


@without_content
@require_POST
def fetch_now(request: Asked, reference: str) -> HttpResponse:
    """Read it now, in the page, so that who added it sees at once whether it works."""
    source = queries.source_to_fetch(request.viewer, reference)
    after = actions.fetch_source(source=source.pk, by=request.viewer, at=clock.now())
    said = {"outcome": labels.FETCH_LABELS.get(after.last_outcome, ""), "new": after.last_new}
    messages.info(request, _("%(outcome)s. New signals: %(new)s.") % said)
    return redirect("signals:source", reference)
