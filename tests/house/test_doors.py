"""Every page asks who is there. Opening one to anyone is a choice that stands in this file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

# Signing in itself, being invited, choosing a language, the page that shows the components, the
# signed link that switches mail off, and # what machines ask for, and "closed": the pages of the library that are shut for everyone.
OPEN = {
    "account_inactive",
    "account_login",
    "account_logout",
    "accounts:invitation",
    "accounts:join_through_provider",
    "accounts:new_password",
    "accounts:single_sign_on",
    "accounts:single_sign_on_return",
    "closed",
    "desk:favicon",
    "desk:health",
    "desk:mail_off",
    "desk:robots",
    "metrics",
    "ready",
    "set_language",
    "style_page",
    "style_page_frame",
    "style_page_keep",
}
VALUES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}
REFUSED = {401, 403, 404, 405}


def every_page() -> Iterator[tuple[str, str, Any]]:
    """Name, address and view of each page; parameters get a value that fits and points to nothing."""
    yield from _pages(get_resolver().url_patterns, "/", "")


def _pages(patterns: Any, so_far: str, namespace: str) -> Iterator[tuple[str, str, Any]]:
    for pattern in patterns:
        address = so_far + _filled(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _pages(pattern.url_patterns, address, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or address}", address, pattern.callback


def _filled(pattern: URLPattern | URLResolver) -> str:
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        value = VALUES.get(kind, "1")
        route = route.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
        route = route.replace(f"<{getattr(converter, 'name', kind)}:{name}>", value)
    return route.lstrip("^").rstrip("$")


def _is_plain(address: str) -> bool:
    """A pattern written as a regular expression has no address that we can make up."""
    return not any(letter in address for letter in "<>()[]\\?+*")


PAGES = list(every_page())
CLOSED = [(name, address) for name, address, _view in PAGES if name not in OPEN and _is_plain(address)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "address"),
    [(name, address) for name, address, _view in PAGES if name not in OPEN and _is_plain(address)],
)
def test_a_page_is_closed_to_somebody_who_has_not_signed_in(client: Any, name: str, address: str) -> None:
    for answer in (client.get(address), client.post(address, {})):
        if answer.status_code == 302:
            assert answer["Location"].startswith("/inloggen/"), f"{name} sends a stranger to {answer['Location']}"
        else:
            assert answer.status_code in REFUSED, f"{name} answers a stranger with {answer.status_code}"


def test_no_page_of_ours_is_open_that_is_not_listed_here() -> None:
    opened = {name for name, _address, view in PAGES if getattr(view, "open_to_anyone", False)}

    assert opened <= OPEN


@pytest.mark.django_db
def test_nobody_makes_an_account_for_oneself(client: Any) -> None:
    """An administrator lets people in; the page of the library says so instead of showing a form."""
    answer = client.get("/inloggen/signup/", follow=True)

    assert b'name="password1"' not in answer.content


@pytest.mark.django_db
def test_every_answer_forbids_inline_script_and_framing(client: Any) -> None:
    policy = client.get("/inloggen/login/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
