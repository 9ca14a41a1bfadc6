"""The log: who did what, and whether it is whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accountability.forms import LogFilterForm
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import Asked
from eenheidsbeeld.core.refusals import NotThere

A_WEEK = timedelta(days=6)


@never_cache
@require_GET
def log(request: Asked) -> HttpResponse:
    check_role(request.viewer.roles, Role.PRIVACY_OFFICER)
    form = LogFilterForm(_asked(request))
    context: dict[str, Any] = {"form": form, "check": queries.latest_check(request.viewer)}
    if form.is_valid():
        wanted = form.wanted()
        try:
            page = queries.log_page(request.viewer, wanted, before=_before(request))
        except NotThere:
            form.add_error(
                "kenmerk", _("No record with this reference is there, or it belongs to another organisation.")
            )
        else:
            audit.record_list(
                kind="audit.auditentry", keys=[line.number for line in page.lines], filters=wanted.for_log(),
                by=request.viewer, at=clock.now(),
            )  # fmt: skip
            context |= {"page": page, "earlier": _address(form, page.before) if page.before else ""}
            context |= {"later": _address(form, None) if _before(request) else ""}
    return render(request, "accountability/log.html", context)


def _asked(request: Asked) -> dict[str, str]:
    """What stands in the address, and for days that are not there the last week."""
    today = clock.now().date()
    usual = {"van": f"{today - A_WEEK:%Y-%m-%d}", "tot": f"{today:%Y-%m-%d}"}
    return usual | {name: value for name, value in request.GET.dict().items() if value}


def _before(request: Asked) -> int | None:
    given = request.GET.get("voor", "")
    return int(given) if given.isdecimal() and len(given) < 19 else None


def _address(form: LogFilterForm, before: int | None) -> str:
    asked = {name: value for name, value in form.data.items() if name in form.fields and value}
    return "?" + urlencode(asked | ({"voor": str(before)} if before else {}))


@require_POST
def check(request: Asked) -> HttpResponse:
    actions.check_log(by=request.viewer, at=clock.now())
    messages.success(request, _("The log is being checked. Open this page again in a moment to see the outcome."))
    return redirect("accountability:log")
