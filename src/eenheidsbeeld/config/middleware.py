"""Who is asking, and what is said when something is refused. A page that says nothing is closed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.actions.sign_ins import keep_or_end
from eenheidsbeeld.accounts.again import second_step_again
from eenheidsbeeld.accounts.labels import ENDED_LABELS
from eenheidsbeeld.accounts.queries import running_memberships
from eenheidsbeeld.accounts.rules import EndedWhy, NotYourRole, TooManyAttempts
from eenheidsbeeld.accounts.second_factor import lacks_second_factor
from eenheidsbeeld.accounts.sign_in import SIGN_IN, remember_sign_in
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.once import one_page
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import viewer_of

log = logging.getLogger(__name__)
CHOSEN = "membership"
OUTSIDE_THE_DOOR = ("allauth.",)
READING = ("GET", "HEAD")
SENTENCE = 12

Next = Callable[[HttpRequest], HttpResponse]


class WhoIsAsking:
    """Puts `request.viewer` on each request and closes every page that is not open to anyone."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if request.method not in READING:
            return self.get_response(request)
        with one_page():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.user.is_authenticated:
            _keep_or_end_sign_in(request)
        if request.user.is_authenticated:
            request.memberships = running_memberships(request.user)  # type: ignore[attr-defined]
            request.viewer = _chosen_viewer(request)  # type: ignore[attr-defined]
        if is_open_to_anyone(view):
            return None
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        if getattr(view, "open_to_the_signed_in", False):
            return None
        return _stop_before(request, view)


def _keep_or_end_sign_in(request: HttpRequest) -> None:
    """A sign-in that is over is nobody's any more; the page after it says why."""
    at, reference = clock.now(), request.session.get(SIGN_IN)
    if reference is None:
        remember_sign_in(request, at=at)
        return
    over = keep_or_end(reference=reference, person=request.user.pk or 0, at=at)
    if over:
        logout(request)
        messages.info(request, str(ENDED_LABELS[EndedWhy(over)]))


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page leads to signing in. A script that sends what somebody typed is told so, and keeps it on the page."""
    if is_from_script(request):
        return HttpResponse(_("You are signed out. Sign in in a new tab; what you typed stays here."), status=401)
    return redirect_to_login(request.get_full_path())


def is_from_script(request: HttpRequest) -> bool:
    asks_json = request.headers.get("Accept", "").startswith("application/json")
    return bool(request.htmx) or "X-Autosave" in request.headers or asks_json  # type: ignore[attr-defined]


def _stop_before(request: HttpRequest, view: Any) -> HttpResponse | None:
    """What has to happen before this page opens: choose a function, take the second step; or it stays closed."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer is None:
        return redirect("accounts:choose_membership")
    if lacks_second_factor(viewer):
        return redirect("accounts:second_factor_needed")
    return _refuse_content(request, view)


def _chosen_viewer(request: HttpRequest) -> Viewer | None:
    memberships = request.memberships  # type: ignore[attr-defined]
    chosen = request.session.get(CHOSEN)
    running = {membership.reference: membership for membership in memberships}
    membership = running.get(chosen) or (memberships[0] if len(memberships) == 1 else None)
    if membership is None:
        return None
    request.membership = membership  # type: ignore[attr-defined]
    at = clock.now()
    given = [method.get("at") or 0 for method in _second_factors(request)]
    just_now = at.timestamp() - settings.STEP_UP_MINUTES * 60
    return viewer_of(membership, second_factor=bool(given), stepped_up=max(given, default=0) > just_now, at=at)


def _second_factors(request: HttpRequest) -> list[dict[str, Any]]:
    """When and how the second factor was given in this session."""
    methods = request.session.get("account_authentication_methods", [])
    return [method for method in methods if method.get("method") == "mfa"]


def _refuse_content(request: HttpRequest, view: Any) -> HttpResponse | None:
    """Who reads no content opens only the pages that say that they hold none."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.reads_content or getattr(view, "without_content", False):
        return None
    reason = _("You run accounts and settings; signals, situations and pictures are for those who work with them.")
    return render(request, "refused.html", {"title": _("Not your role"), "reason": reason}, status=403)


def is_open_to_anyone(view: Any) -> bool:
    """Open when the view says so, or when it is part of signing in."""
    module = getattr(getattr(view, "view_class", view), "__module__", "")
    return bool(getattr(view, "open_to_anyone", False)) or module.startswith(OUTSIDE_THE_DOOR)


class SayWhatWentWrong:
    """A refusal becomes a page, or a piece of page, that says why and what to do. Never a bare 500."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405:
            # A button's address opened as a page, such as after signing in again: nothing was done, and we say so.
            context = {"title": _("Nothing was done"), "reason": _("Go back to the page and use the button there.")}
            return render(request, "refused.html", context, status=405)
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, NotThere):
            typed = {"typed": typed_words(request)}
            return _at_the_locked_door(request) or render(request, "404.html", typed, status=404)
        if isinstance(problem, TooManyAttempts):
            context = {"title": _("Too many attempts"), "reason": problem.reason}
            return render(request, "refused.html", context, status=429)
        if isinstance(problem, NotYourRole):
            return render(
                request, "refused.html", {"title": _("Not your role"), "reason": problem.reason}, status=403
            )
        if isinstance(problem, Refusal):
            said = {
                "title": _("This cannot be done now"),
                "reason": problem.reason,
                "came_from": _page_before(request),
                "typed": typed_words(request),
            }
            return render(request, "refused.html", said, status=409)
        return None


def typed_words(request: HttpRequest) -> list[str]:
    """Sentences in a form that was refused: shown to who typed them and kept nowhere, so that nothing is lost."""
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if "password" not in name and len(value) >= SENTENCE and " " in value.strip()
    ]


def _page_before(request: HttpRequest) -> str:
    """The page of ours on which the button stood, so that nobody is left at a dead end."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # a browser sends an address, anybody else sends what they like
        return ""
    is_ours = before.netloc == request.get_host() and before.path.startswith("/") and before.path[1:2] != "/"
    return before.path if is_ours else ""


def _at_the_locked_door(request: HttpRequest) -> HttpResponse | None:
    """Who holds a key that opens after the second factor is asked for it here, and comes back to this page.

    Also when there is nothing behind the door: whether there is, shows only after the second factor.
    """
    viewer = getattr(request, "viewer", None)
    match = request.resolver_match
    asks_for_a_record = match is not None and "reference" in match.kwargs and request.method in READING
    if viewer is None or not viewer.locked or not asks_for_a_record:
        return None
    asked_at = second_step_again(viewer.person)
    return redirect_to_login(request.get_full_path(), asked_at) if asked_at else None


who_is_asking = WhoIsAsking
say_what_went_wrong = SayWhatWentWrong
