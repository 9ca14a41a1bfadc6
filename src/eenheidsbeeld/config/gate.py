"""Production stays closed until somebody confirmed that everything is there to go live.

The list and its records belong to the room `accountability`; it is asked by name, so that this also holds without it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.rules import Role

# Needed to get in, and to see from outside that it stands there.
ALWAYS = {
    "accounts:choose_membership", "set_language", "closed", "desk:health", "desk:robots", "desk:favicon", "ready",
    "metrics",
}  # fmt: skip
KEEPERS = (Role.ADMINISTRATOR.value, Role.PRIVACY_OFFICER.value)
FOR_KEEPERS = ("/verantwoording/", "/beheer/")
SIGNING_IN = "/inloggen/"
AN_HOUR = "3600"


def is_open() -> bool:
    """Closed by the setting, or as long as the go-live list is not confirmed."""
    if settings.CLOSED:
        return False
    module, _dot, name = settings.GO_LIVE.rpartition(".")
    if not module or not _is_there(module):
        return True
    return bool(import_string(f"{module}.{name}")())


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


class ClosedUntilConfirmed:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if _may_pass(request) or is_open():
            return None
        is_keeper = _is_keeper(request)
        context = {
            "title": _("Eenheidsbeeld is not open yet"),
            "reason": _("It opens when the list for going live has been confirmed. Ask your administrator.")
            if not is_keeper
            else _("You can reach the pages of administration and accountability. Confirm the list for going live."),
        }
        response = render(request, "refused.html", context, status=503)
        response["Retry-After"] = AN_HOUR
        return response


def _may_pass(request: HttpRequest) -> bool:
    match = request.resolver_match
    if request.path.startswith(SIGNING_IN) or (match and match.view_name in ALWAYS):
        return True
    return _is_keeper(request) and request.path.startswith(FOR_KEEPERS)


def _is_keeper(request: HttpRequest) -> bool:
    viewer = getattr(request, "viewer", None)
    return viewer is not None and viewer.has_role(*KEEPERS)


closed_until_confirmed = ClosedUntilConfirmed
