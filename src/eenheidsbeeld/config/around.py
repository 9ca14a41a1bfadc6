"""What holds for every request and every answer, whichever page it is.

Answers are kept nowhere on the way; a request holds text; and who makes references up is stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.actions.guessing import note_not_there
from eenheidsbeeld.accounts.queries.attempts import asked_too_often
from eenheidsbeeld.accounts.rules import WINDOW, AskedTooOften
from eenheidsbeeld.config.middleware import is_open_to_anyone
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.client_address import counted_as

Next = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"
STOPPED_UNTIL = "stopped_until"
# What a page of ours never asks of a browser.
NOT_ASKED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"


def not_kept(get_response: Next) -> Next:
    """On a shared computer nobody reads a page back that somebody else opened, unless a page says it may be kept."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        response.headers.setdefault("Permissions-Policy", NOT_ASKED)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer


class OnlyText:
    """The one sign that no keyboard has and no database keeps as text: left out of a question, refused in a form."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if NUL in request.path:
            return render(request, "404.html", status=404)
        if _holds_nul(request.GET):
            request.GET = QueryDict(request.META["QUERY_STRING"].replace("%00", ""))  # type: ignore[assignment]
        if not _holds_nul(request.POST):
            return None
        reason = _("Something in it is not text: a sign that cannot be typed (NUL). Take it out and send it again.")
        context = {"title": _("This request is not right"), "reason": reason}
        return render(request, "refused.html", context, status=400)


def _holds_nul(sent: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in sent.lists())


class NotGuessed:
    """After many pages that are not there, this sign-in opens nothing for a while; nor does a link without one."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.resolver_match is None:
            return response
        at, person = clock.now(), request.user.pk
        is_too_often = note_not_there(asker=_asker(request), person=person, at=at)
        if not is_too_often:
            return response
        if person is not None:
            request.session[STOPPED_UNTIL] = (at + WINDOW).timestamp()
        return _stopped(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if is_open_to_anyone(view) and "token" not in kwargs:
            return None  # signing in and out, and choosing a language: nothing there can be guessed
        return _stopped(request) if _is_stopped(request) else None


def _is_stopped(request: HttpRequest) -> bool:
    """Signed in, the session says so. A stranger keeps none: there the count is asked, for links of mails only."""
    at = clock.now()
    if request.user.is_authenticated:
        return bool(request.session.get(STOPPED_UNTIL, 0) > at.timestamp())
    return asked_too_often(_asker(request), at=at)


def _asker(request: HttpRequest) -> str:
    person = request.user.pk
    return f"person {person}" if person is not None else f"address {counted_as(request.META.get('REMOTE_ADDR', ''))}"


def _stopped(request: HttpRequest) -> HttpResponse:
    context = {"title": _("Too many attempts"), "reason": AskedTooOften().reason}
    return render(request, "refused.html", context, status=429)


only_text = OnlyText
not_guessed = NotGuessed
