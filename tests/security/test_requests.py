"""What holds for every request and every answer: tokens, sessions, hosts, where a sign-in leads, and what is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.conftest import PASSWORD
from tests.rooms.accounts.conftest import SIGN_IN, is_in, with_password  # noqa: F401
from tests.security.conftest import ALL_ROLES
from tests.security.own_forms import OWN
from tests.security.routes import EVERYTHING, SIGNS_OUT, filled, routes
from tests.security.tables import changed, stored

pytestmark = [pytest.mark.once, pytest.mark.slow]
# A mail program sends this by itself (RFC 8058); the signed link in it can only switch mail off.
WITHOUT_TOKEN = {"desk:mail_off"}
ELSEWHERE = [
    "https://elders.invalid/", "//elders.invalid/", "/\\elders.invalid/", "\\\\elders.invalid", "///elders.invalid",
    "javascript:alert(1)", "data:text/html,x", "https:elders.invalid", " https://elders.invalid", "http:///elders.invalid",
    "https://testserver@elders.invalid/", "\thttps://elders.invalid/",
]  # fmt: skip


def test_no_form_is_taken_without_its_token(full_world: dict[str, str], outsider: Any, client: Any) -> None:
    """Every address, as somebody with every role: a page elsewhere cannot press a button here."""
    outsider("bureau", *ALL_ROLES)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    strict.get("/")
    before, taken = stored(), []

    for route in routes():
        answer = strict.post(filled(route, full_world), EVERYTHING)
        if answer.status_code != 403 and route.name not in WITHOUT_TOKEN:
            taken.append(f"{route.name}: {answer.status_code}")

    assert taken == []
    assert changed(before) == set()


def test_a_question_changes_nothing(full_world: dict[str, str], outsider: Any) -> None:
    """A link, a picture in a mail or a program that looks ahead does nothing: only a form does."""
    client = outsider("bureau", *ALL_ROLES)
    client.get("/")
    before = stored()

    for route in routes():
        if route.name not in NOTED_BY_OPENING:
            client.get(filled(route, full_world), EVERYTHING)

    assert changed(before) - LEFT_BY_READING == set()


# Who opened a released edition stands in its receipts; its files are drawn the first time and then kept.
LEFT_BY_READING = {"publishing.Receipt", "publishing.RenderedFile"}
# Opening a notice is reading it.
NOTED_BY_OPENING = {"desk:notice"}


def test_the_session_is_another_after_signing_in(region: Any, with_password: Any) -> None:  # noqa: F811
    """Who put a cookie in somebody's browser beforehand has nothing: it is not the one that is signed in."""
    person = with_password("woerden_oov")
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["put_there"] = "before"
    session.save()
    client.cookies["sessionid"] = put_there = session.session_key

    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD})

    assert is_in(client)
    assert client.cookies["sessionid"].value != put_there
    attacker = Client()
    attacker.cookies["sessionid"] = put_there
    assert not is_in(attacker)


def test_a_made_up_session_is_nobodys(region: Any) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32

    assert not is_in(client)


@pytest.mark.parametrize("leads_to", ELSEWHERE)
def test_signing_in_and_choosing_a_language_lead_to_our_own_pages_only(
    leads_to: str,
    region: Any,
    with_password: Any,  # noqa: F811
) -> None:
    person = with_password("woerden_oov")
    client = Client()
    sent = {"login": person.email, "password": PASSWORD, "next": leads_to}
    answers = [
        client.post(SIGN_IN, sent),
        client.post("/taal/", {"language": "en", "next": leads_to}, HTTP_REFERER=leads_to.strip()),
        client.get(SIGN_IN, {"next": leads_to}),
        client.post("/inloggen/logout/", {"next": leads_to}),
        client.post("/inbox/filter-bewaren/", {"terug": leads_to, "naam": "x"}),
    ]
    for answer in answers:
        where = answer.headers.get("Location", "")
        assert "elders" not in where.partition("?")[0], where
        assert where == "" or re.match(r"/(?![/\\])|\?", where), where


@pytest.mark.parametrize("host", ["elders.invalid", "testserver.elders.invalid", "testserver:x", "a b", "", "x\\y"])
def test_another_host_gets_a_page_and_no_link_of_ours_leads_there(host: str, settings: Any, db: None) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]

    answer = Client().get("/inloggen/login/", HTTP_HOST=host)

    assert answer.status_code == 400
    assert 'lang="nl"' in answer.content.decode()
    assert "elders" not in answer.content.decode()


def test_a_header_of_a_proxy_names_no_other_host(region: Any, db: None) -> None:
    answer = Client().get("/", HTTP_X_FORWARDED_HOST="elders.invalid", HTTP_FORWARDED="host=elders.invalid")

    assert "elders" not in answer.headers["Location"]


@pytest.mark.parametrize(
    ("peer", "is_secure"), [("127.0.0.1", True), ("10.1.2.3", True), ("198.51.100.7", False), ("", False)]
)
def test_that_somebody_came_over_tls_is_said_by_our_own_proxy_only(
    peer: str, is_secure: bool, settings: Any, rf: Any
) -> None:
    from eenheidsbeeld.config.proxy import BehindTheProxy

    settings.PROXIES = ["127.0.0.1", "10.1.0.0/16"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    seen = []
    BehindTheProxy(lambda request: seen.append(request.is_secure()))(  # type: ignore[arg-type,func-returns-value]
        rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_FOR="203.0.113.9")
    )

    assert seen == [is_secure]


def test_every_answer_is_kept_nowhere_and_forbids_what_pages_here_never_do(
    full_world: dict[str, str], outsider: Any
) -> None:
    """Pages, files, refusals and mistakes alike; only the icon and the word to robots may be kept."""
    client = outsider("bureau", *ALL_ROLES)
    wrong = []
    addresses = [(route.name, filled(route, full_world)) for route in routes() if route.name not in SIGNS_OUT]
    for name, address in [*addresses, ("nowhere", "/bestaat-niet/"), ("signing in", SIGN_IN), ("style", "/stijl/")]:
        for answer in (client.get(address), client.post(address)):
            wrong += [f"{name} {answer.status_code}: {what}" for what in _missing(name, answer.headers)]

    assert wrong == []


def _missing(name: str, headers: Any) -> list[str]:
    policy = headers.get("Content-Security-Policy", "")
    wanted = {
        "no-store": "no-store" in headers.get("Cache-Control", "") or name in ("desk:robots", "desk:favicon"),
        "policy": all(
            part in policy for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        ),
        "nothing unsafe": "unsafe" not in policy,
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "frames": headers.get("X-Frame-Options") == "DENY",
        "referrer": headers.get("Referrer-Policy") == "same-origin",
        "opener": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "resource": headers.get("Cross-Origin-Resource-Policy") == "same-origin",
        "permissions": "geolocation=()" in headers.get("Permissions-Policy", ""),
    }
    return [what for what, is_there in wanted.items() if not is_there]


def test_every_form_of_this_folder_belongs_to_a_route() -> None:
    assert set(OWN) <= {route.name for route in routes()}
