"""For views: every page is closed unless it says that anyone may come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

from eenheidsbeeld.core.viewer import Viewer

View = Callable[..., HttpResponse]
AnyView = TypeVar("AnyView", bound=Callable[..., Any])


class Asked(HttpRequest):
    """A request behind the door: somebody is looking."""

    viewer: Viewer
    membership: Any


class SignedIn(HttpRequest):
    """A request on a page about one's own account: signed in, perhaps without a chosen function."""

    user: Any
    viewer: Viewer | None
    memberships: list[Any]


def open_to_anyone(view: AnyView) -> AnyView:
    """Mark a page that needs no sign-in, such as sign-in itself; all other pages are closed by default."""
    view.open_to_anyone = True  # type: ignore[attr-defined]
    return view


def without_content(view: AnyView) -> AnyView:
    """Mark a page that shows no signal, situation or edition; only such pages open for who reads no content."""
    view.without_content = True  # type: ignore[attr-defined]
    return view


def open_to_the_signed_in(view: AnyView) -> AnyView:
    """Mark a page about one's own account: it opens before somebody chose a function or set a second step up."""
    view.open_to_the_signed_in = True  # type: ignore[attr-defined]
    return view
