"""The start page, and opening what a notice is about."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked, without_content
from eenheidsbeeld.desk import actions
from eenheidsbeeld.desk.queries.today import today as today_of
from eenheidsbeeld.desk.visits import since_last_visit

# Where the record of a notice is read.
LEADS_TO = {
    "signals.signal": "situations:inbox_signal",
    "signals.namereport": "signals:name_report",
    "publishing.edition": "pictures:read",
    "signals.source": "signals:source",
    "sharing.sharingrequest": "sharing:answer",
    "sharing.breakglass": "sharing:break_glass",
    "accountability.breach": "accountability:breach",
}
# Not one record, so its page needs no reference.
LEADS_TO_A_LIST = {
    "audit.destructionnight": "accountability:certificates",
    "audit.auditentry": "accountability:index",
    "audit.legalhold": "accountability:holds",
}


@without_content
@require_safe
def today(request: Asked) -> HttpResponse:
    at = clock.now()
    since = since_last_visit(request, at)
    page = today_of(request.viewer, request.membership.organisation, since=since, at=at)  # type: ignore[attr-defined]
    if page.situations_shown:
        audit.record_list(
            kind="situations.situation", keys=page.situations_shown, filters={"page": "today"},
            by=request.viewer, at=at,
        )  # fmt: skip
    if page.mine:
        audit.record_list(
            kind="signals.signal", keys=[one.signal.pk for one in page.mine], filters={"page": "today"},
            by=request.viewer, at=at,
        )  # fmt: skip
    return render(request, "desk/today.html", {"page": page, "now": at, "nav": "today"})


@without_content
@require_http_methods(["GET", "POST"])
def notice(request: Asked, kind: str, reference: str) -> HttpResponse:
    """Open what a notice is about; from then on it no longer waits for the colleagues with the same role."""
    subject_kind = actions.open_notice(kind=kind, reference=reference, by=request.viewer, at=clock.now())
    if subject_kind in LEADS_TO_A_LIST:
        return redirect(LEADS_TO_A_LIST[subject_kind])
    leads_to = LEADS_TO.get(subject_kind)
    return redirect(leads_to, reference) if leads_to else redirect("desk:today")
