"""Signing in, in a real Chromium: with a key, through a real identity provider, and again when time is over.

The key is the virtual one of Chromium; everything else is as people meet it, under the strict policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from eenheidsbeeld.accounts.actions.people import invite
from eenheidsbeeld.accounts.actions.sign_ins import THEMSELVES, end_sign_ins
from eenheidsbeeld.accounts.models import ProposedAct, SignIn
from eenheidsbeeld.accounts.rules import Act, EndedWhy, Role
from eenheidsbeeld.core import clock
from eenheidsbeeld.sharing import actions as sharing
from eenheidsbeeld.sharing.queries import viewer_of
from tests.browser.test_pages import _problems_in_each_look, enter  # noqa: F401
from tests.conftest import PASSWORD, also_has
from tests.identity_provider import RETURN, SECRET, running_provider
from tests.rooms.accounts.conftest import last_link, mail_on, with_password  # noqa: F401
from tests.rooms.accounts.test_running_accounts import add, do
from tests.rooms.situations.conftest import make_signal  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ANALYST = "analyst@voorbeeld.invalid"
ADDRESS, WORD = "E-mailadres", "Wachtwoord"


@pytest.fixture
def browse(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any, region: Any, settings: Any
) -> Iterator[Callable[[], Page]]:
    """A page of a browser that nobody signed in with yet; what its console says is kept on it."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PUBLIC_URL = live_server.url
    opened = []

    def fresh() -> Page:
        context = browser.new_context(**{**browser_context_args, "locale": "nl-NL", "base_url": live_server.url})
        opened.append(context)
        page = context.new_page()
        page.console_said = []  # type: ignore[attr-defined]
        page.on("console", lambda message: page.console_said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.console_said.append(str(error)))  # type: ignore[attr-defined]
        return page

    yield fresh
    for context in opened:
        context.close()


def type_password(page: Page, email: str = ANALYST) -> None:
    page.goto("/inloggen/login/")
    page.get_by_label(ADDRESS).fill(email)
    page.get_by_label(WORD, exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()


def plug_in_key(page: Page) -> Any:
    """Chromium's own virtual key, that touches itself."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    options = {**key, "hasResidentKey": True, "automaticPresenceSimulation": True}
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, added["authenticatorId"]


def test_a_key_is_set_up_and_opens_the_pages_that_need_one(browse, with_password, settings):  # noqa: F811
    settings.SECOND_FACTOR_FOR = frozenset({Role.ANALYST.value})
    with_password("analyst")
    page = browse()
    session, key = plug_in_key(page)
    type_password(page)
    expect(page.get_by_role("heading", name="Eerst een tweede stap")).to_be_visible()
    assert _problems_in_each_look(page) == []

    page.get_by_role("link", name="Sleutel toevoegen").click()
    assert _problems_in_each_look(page) == []
    page.get_by_role("button", name="Deze sleutel toevoegen").click()
    expect(page.get_by_role("heading", name="Reservecodes")).to_be_visible()
    page.get_by_role("link", name="Ik heb ze bewaard, verder").click()
    expect(page).to_have_url("/")
    page.goto("/inbox/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inbox")

    page.goto("/inloggen/logout/")
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    type_password(page)
    expect(page.get_by_role("heading", name="Tweede stap")).to_be_visible()
    assert _problems_in_each_look(page) == []
    page.get_by_role("button", name="Mijn sleutel gebruiken").click()
    expect(page).to_have_url("/")
    page.goto("/inbox/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Inbox")

    page.goto("/inloggen/tweede-stap/webauthn/")
    expect(page.get_by_text("laatst gebruikt")).to_be_visible()
    assert _problems_in_each_look(page) == []
    assert page.console_said == []
    assert session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"][0]["signCount"] >= 1


def test_another_key_does_not_open_anything_and_says_so_in_words(browse, with_password):  # noqa: F811
    with_password("analyst")
    page = browse()
    session, key = plug_in_key(page)
    type_password(page)
    page.goto("/inloggen/tweede-stap/webauthn/add/")
    page.get_by_role("button", name="Deze sleutel toevoegen").click()
    expect(page.get_by_role("heading", name="Reservecodes")).to_be_visible()

    other = browse()
    lost, empty = plug_in_key(other)
    type_password(other)
    other.get_by_role("button", name="Mijn sleutel gebruiken").click()

    expect(other.get_by_role("alert").filter(has_text="De sleutel gaf geen antwoord")).to_be_visible()
    expect(other.get_by_role("heading", name="Tweede stap")).to_be_visible()
    other.goto("/inbox/")
    expect(other).to_have_url(re.compile("/inloggen/"))


def test_through_the_own_organisation(browse, live_server, settings):
    with running_provider(f"{live_server.url}{RETURN}") as organisation:
        organisation.knows("a1", ANALYST)
        settings.SINGLE_SIGN_ON = {
            "issuer": organisation.issuer, "client_id": "beeld", "secret": SECRET, "name": "Gemeente Woerden",
            "second_factor_amr": frozenset({"mfa"}), "second_factor_acr": frozenset(), "ask_acr": "",
        }  # fmt: skip
        page = browse()
        page.goto("/situaties/")
        assert _problems_in_each_look(page) == []
        page.get_by_role("link", name="Inloggen via Gemeente Woerden").click()
        page.get_by_label("Wie").fill("a1")
        page.get_by_role("button", name="Inloggen").click()

        expect(page).to_have_url(f"{live_server.url}/situaties/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Situaties")
        assert [line for line in page.console_said if "Content Security Policy" in line] == []

        settings.SINGLE_SIGN_ON = {**settings.SINGLE_SIGN_ON, "issuer": "http://127.0.0.1:9"}
        stranger = browse()
        stranger.goto("/inloggen/organisatie/")
        assert _problems_in_each_look(stranger) == []


def test_what_was_typed_outlives_the_sign_in(browse, with_password):  # noqa: F811
    """Time is over while somebody types: nothing is sent, nothing is lost, and it goes after signing in anew."""
    person = with_password("analyst")
    page = browse()
    type_password(page)
    page.goto("/agenda/nieuw/")
    page.locator("#id_title").fill("Markt op het plein")
    end_sign_ins(person=person.pk, why=EndedWhy.IDLE, by=THEMSELVES, at=clock.now())

    page.locator("main form[data-guard] button[type=submit]").first.click()
    notice = page.get_by_role("alert").filter(has_text="Wat u typte, staat er nog")
    expect(notice).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Markt op het plein")
    assert _problems_in_each_look(page) == []

    with page.context.expect_page() as opened:
        notice.get_by_role("link", name="Log in in een nieuw tabblad").click()
    type_password(opened.value)
    expect(opened.value).to_have_url("/")
    page.bring_to_front()
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(notice).to_be_hidden()
    page.locator("main form[data-guard] button[type=submit]").first.click()

    # It was sent and looked at: the page asks for what is still missing, with the title as it was typed.
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Markt op het plein")


def test_every_page_of_running_accounts_can_be_read_by_everyone(enter, region, live_server, settings):  # noqa: F811
    settings.PUBLIC_URL = live_server.url
    also_has(region, "woerden_admin", "reader")
    second = viewer_of(add(region, "tweede", "woerden", Role.ADMINISTRATOR))
    first = region.viewer("woerden_admin")
    invite(email="nieuw@voorbeeld.invalid", function="OOV-adviseur", roles=["reader"], by=first, at=clock.now())
    link = last_link(settings)
    do(Act.CHANGE_ROLES, region.membership("woerden_oov"), second, roles=("signatory",))
    assert ProposedAct.objects.exists()
    member = region.membership("woerden_mayor").reference
    page = enter("woerden_admin")
    told: dict[str, list[str]] = {}
    for address in (
        "/beheer/", "/beheer/e-mail/", "/beheer/mensen/", "/beheer/mensen/uitnodigen/", f"/beheer/mensen/{member}/",
        f"/beheer/mensen/{member}/einde/", "/account/", "/inloggen/tweede-stap/", "/inloggen/tweede-stap/totp/activate/",
        link, "/uitnodiging/verzonnen/",
    ):  # fmt: skip
        page.goto(address)
        if found := _problems_in_each_look(page):
            told[address] = found

    assert told == {}


def test_signing_out_everywhere_by_keyboard(browse, with_password):  # noqa: F811
    with_password("analyst")
    page, other = browse(), browse()
    type_password(page), type_password(other)
    page.goto("/account/")

    page.get_by_role("button", name="Overal afmelden").focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/inloggen/login/"))
    other.goto("/")
    expect(other).to_have_url(re.compile("/inloggen/login/"))
    assert not SignIn.objects.filter(ended_at=None).exists()


@pytest.fixture
def in_the_compartment(region: Any, make_signal: Any, with_password: Any) -> Any:  # noqa: F811
    """A signal of the police in a compartment that asks for a fresh second step; the desk holds a key."""
    admin = viewer_of(add(region, "police_admin", "politie", Role.ADMINISTRATOR))
    locked = sharing.open_compartment(name="Bronnen", needs_second_factor=True, by=admin, at=clock.now())
    desk = region.membership("police_desk")
    sharing.give_compartment_key(compartment=locked, membership=desk, by=admin, at=clock.now())
    with_password("police_desk")
    return make_signal("Een bron noemt een oproep voor vanavond", owner="politie", regime="wpg", compartment=locked)


def let_time_pass(minutes: int) -> None:
    """The second step was given so long ago; nobody sits and waits for it."""
    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        for method in session.get("account_authentication_methods", []):
            method["at"] -= minutes * 60
        session.modified = True
        session.save()


def test_before_what_is_confidential_the_key_is_asked_for_anew(browse, in_the_compartment, settings):
    """The key is touched at the door of the record, that page opens, and a quarter of an hour later it is asked again."""
    page, address = browse(), f"/signalen/{in_the_compartment.reference}/"
    session, key = plug_in_key(page)
    type_password(page, "police_desk@voorbeeld.invalid")
    page.goto("/inloggen/tweede-stap/webauthn/add/")
    page.get_by_role("button", name="Deze sleutel toevoegen").click()
    expect(page.get_by_role("heading", name="Reservecodes")).to_be_visible()
    let_time_pass(settings.STEP_UP_MINUTES + 1)

    for _time in range(2):
        page.goto(address)
        expect(page).to_have_url(re.compile("/inloggen/tweede-stap/"))
        assert "vanavond" not in page.content()
        assert _problems_in_each_look(page) == []
        page.get_by_role("button", name="Mijn sleutel gebruiken").click()
        expect(page).to_have_url(address)
        expect(page.get_by_text("Een bron noemt een oproep voor vanavond").first).to_be_visible()
        let_time_pass(settings.STEP_UP_MINUTES + 1)

    page.goto("/signalen/")
    assert "vanavond" not in page.content(), "in a list it stays away, without a question"
    assert [line for line in page.console_said if "Content Security Policy" in line] == []
    assert session.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"][0]["signCount"] >= 3


def test_a_key_to_the_compartment_alone_opens_nothing_without_the_second_step(browse, in_the_compartment):
    page = browse()
    type_password(page, "police_desk@voorbeeld.invalid")
    answer = page.goto(f"/signalen/{in_the_compartment.reference}/")

    assert answer is not None and answer.status == 404
    assert "vanavond" not in page.content()
