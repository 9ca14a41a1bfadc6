"""The pages of the product in a real Chromium, as each kind of user: readable for everyone, in the light and the
dark and on the smallest phone, within the strict policy, and by keyboard where somebody works all day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.conftest import THURSDAY, TUESDAY
from tests.journeys.test_pages_by_role import (  # noqa: F401
    analyst,
    draft,
    make_signal,
    publication,
    start,
    world,
    written,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DEPENDS_ON_COLOUR = ["color-contrast", "link-in-text-block"]
DEPENDS_ON_PLACE = [
    "target-size",
    "scrollable-region-focusable",
    "landmark-unique",
    "region",
    "link-name",
    "button-name",
]
FORMS = "/signalen/nieuw/", "/signalen/importeren/", "/signalen/{signal}/", "/signalen/{signal}/naam/"
PAGES = {
    "woerden_oov": ["/", "/signalen/mijn/", *FORMS, "/niveaus/GM0632/", "/agenda/nieuw/", "/gebieden/GM0632/",
        "/delen/signaal/{signal}/", "/delen/verzoeken/"],
    "analyst": [
        "/", "/inbox/", "/inbox/{signal}/", "/signalen/", "/situaties/", "/situaties/{situation}/",
        "/situaties/{situation}/duiden/", "/situaties/{situation}/feit/", "/niveaus/", "/agenda/",
        "/zoeken/?zoek=opvang", "/delen/situatie/{situation}/",
    ],
    "editor": [
        "/", "/beelden/", "/beelden/{making}/bewerken/", "/beelden/{making}/rondsturen/", "/beelden/deel/{section}/zin/",
        "/beelden/zin/{statement}/", "/beelden/bewijs/{statement}/", "/beelden/{released}/corrigeren/",
        "/beelden/{released}/ontvangst/", "/beelden/instellingen/oov-west/",
    ],
    "woerden_mayor": ["/", "/beelden/", "/beelden/{released}/", "/niveaus/", "/hulp/", "/hulp/wie-ziet-wat/"],
    "police_chief": ["/", "/beelden/{released}/"],
    "privacy": [
        "/", "/signalen/namen/", "/signalen/namen/{report}/", "/verantwoording/", "/verantwoording/livegang/",
        "/verantwoording/register/", "/verantwoording/logboek/", "/verantwoording/vasthouden/nieuw/",
        "/verantwoording/datalekken/", "/verantwoording/jaarbewijs/2026/",
        "/verantwoording/verzoeken/", "/verantwoording/verzoeken/nieuw/", "/verantwoording/verzoeken/{access}/",
        "/verantwoording/verzoeken/{access}/{hit}/", "/verantwoording/verzoeken/{access}/antwoord/",
        "/verantwoording/verzoeken/{access}/verlengen/", "/verantwoording/woo/", "/verantwoording/woo/nieuw/",
        "/verantwoording/woo/{woo}/", "/verantwoording/woo/{woo}/verzamelen/?zoek=opvang",
        "/verantwoording/woo/{woo}/1/", "/verantwoording/woo/{woo}/1/gelakt/", "/verantwoording/woo/{woo}/2/",
        "/verantwoording/woo/{woo}/zienswijze/{partner}/", "/beelden/{released}/archief/",
    ],
    "woerden_admin": ["/", "/bronnen/", "/bronnen/nieuw/", "/gebieden/", "/beheer/groepen/",
        "/beheer/groepen/west/", "/beheer/compartimenten/"],
}  # fmt: skip

FIRST = ["woerden_oov", "analyst"]
RIGHTS = ["privacy"]
OTHERS = [name for name in PAGES if name not in FIRST + RIGHTS]
Enter = Callable[..., Page]


@pytest.fixture
def enter(
    browser: Browser, browser_context_args: dict[str, Any], live_server: Any, region: Any, settings: Any
) -> Iterator[Enter]:
    """Open the product as one of the region, with a look: `enter("analyst", 320, "dark")`."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    opened = []

    def open_as(name: str, width: int = 1280, scheme: str = "light") -> Page:
        look = {
            "locale": "nl-NL",
            "timezone_id": "Europe/Amsterdam",
            "color_scheme": scheme,
            "reduced_motion": "reduce",
        }
        wide = {"viewport": {"width": width, "height": 900}, "base_url": live_server.url}
        context = browser.new_context(**{**browser_context_args, **look, **wide})
        opened.append(context)
        session = {"name": product.SESSION_COOKIE_NAME, "value": _session_of(region.membership(name))}
        context.add_cookies([{**session, "url": live_server.url}])  # type: ignore[list-item]
        return context.new_page()

    yield open_as
    for context in opened:
        context.close()


def _session_of(membership: Any) -> str:
    client = Client()
    client.force_login(membership.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["membership"] = membership.reference
    session.save()
    return str(session.session_key)


def _problems(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds, and sideways scrolling, which WCAG forbids at 320 pixels."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG_22_AA}
    found = page.evaluate("only => axe.run(document, {runOnly: only})", only)
    told = [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]
    if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
        told.append("the page scrolls sideways")
    return told


def _problems_in_each_look(page: Page) -> list[str]:
    """The page is asked for once and looked at three times: light, dark (other colours) and narrow (other places)."""
    told = [f"light: {one}" for one in _problems(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    told += [f"dark: {one}" for one in _problems(page, DEPENDS_ON_COLOUR)]
    page.set_viewport_size({"width": 320, "height": 900})
    told += [f"320: {one}" for one in _problems(page, DEPENDS_ON_PLACE)]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return told


@pytest.fixture
def full_world(world: dict[str, str], region: Any, make_signal: Any) -> dict[str, str]:  # noqa: F811
    """Also a request of a person with a place that was found, and a Woo dossier with two documents."""
    from eenheidsbeeld.openness import actions as openness
    from eenheidsbeeld.openness.rules import Kind
    from eenheidsbeeld.rights import actions as rights
    from eenheidsbeeld.rights.rules import Right

    by, day = region.viewer("privacy"), TUESDAY.date()
    signal = make_signal("Bij de opvang riep [naam] iets.", owner="houten")
    make_signal("Zebedeus stond bij de opvang.", owner="bureau")
    access = rights.open_request(right=Right.ACCESS, received_on=day, by=by, at=THURSDAY)
    rights.search(reference=access.reference, terms=["zebedeus"], by=by, at=THURSDAY)
    woo = openness.open_request(subject="Onrust over de opvang", received_on=day, by=by, at=THURSDAY)
    chosen = [(Kind.SIGNAL, signal.reference), (Kind.EDITION, world["released"])]
    openness.collect(reference=woo.reference, chosen=chosen, by=by, at=THURSDAY)
    found = {"access": access.reference, "hit": str(access.hits.get().pk), "woo": woo.reference}
    return world | found | {"partner": str(region.organisations["houten"].pk)}


@pytest.mark.parametrize("names", [FIRST, RIGHTS, OTHERS])
def test_everyone_can_read_every_page(
    enter: Enter, full_world: dict[str, str], names: list[str]
) -> None:  # fmt: skip
    told: dict[str, list[str]] = {}
    for name in names:
        page = enter(name)
        console: list[str] = []
        page.on("console", lambda message, to=console: to.append(message.text))
        page.on("pageerror", lambda error, to=console: to.append(str(error)))
        for address in PAGES[name]:
            console.clear()
            answer = page.goto(address.format(**full_world))
            assert answer is not None
            found = [*([] if answer.ok else [f"status {answer.status}"]), *_problems_in_each_look(page), *console]
            if found:
                told[f"{name} {address}"] = found

    assert told == {}


def test_the_inbox_is_worked_by_keyboard_alone(enter: Enter, make_signal: Any, start: Any) -> None:  # noqa: F811
    start([make_signal()], title="Spanning rond de opvang")
    for text in ("Jongeren bij het station", "Flyers in de Voorstraat", "Vuurwerk op het plein"):
        make_signal(text, received=TUESDAY)
    page = enter("analyst")
    page.goto("/inbox/")
    items = page.locator(".eb-inbox-item")
    expect(items).to_have_count(3)

    page.keyboard.press("j")
    expect(page.locator(".eb-inbox-item__link").nth(1)).to_be_focused()
    expect(page).to_have_url(re.compile(r"/inbox/[0-9A-Z]{10}/$"))
    # While a signal is on its way the keys of decisions rest: none may reach the signal before it.
    expect(page.locator("[data-inbox-pane]")).to_have_attribute("aria-busy", "false")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="Waarom terzijde leggen?")).to_be_focused()
    assert _problems(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Waarom terzijde leggen?")).to_be_hidden()
    expect(items).to_have_count(3)

    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="Waarom terzijde leggen?")).to_be_focused()
    page.keyboard.press("2")
    expect(items).to_have_count(2)
    page.keyboard.press("u")
    expect(items).to_have_count(3)


def test_slash_finds_the_filter_and_keys_can_be_switched_off(enter: Enter, world: dict[str, str]) -> None:  # noqa: F811
    page = enter("analyst")
    page.goto("/inbox/")
    page.keyboard.press("/")
    expect(page.locator("#f-zoek")).to_be_focused()
    page.goto("/situaties/")
    page.keyboard.press("/")
    expect(page.locator("#f-zoek")).to_be_focused()
    page.goto(f"/situaties/{world['situation']}/")
    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/zoeken/$"))

    page.locator("h1").click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Toetsen op deze pagina")
    expect(dialog).to_be_visible()
    assert _problems(page) == []
    dialog.get_by_label("Deze toetsen gebruiken op dit apparaat").uncheck()
    page.keyboard.press("Escape")
    page.goto("/inbox/")
    page.keyboard.press("/")
    page.keyboard.press("x")
    expect(page.locator("#f-zoek")).not_to_be_focused()
    expect(page.locator("#keuze")).to_be_empty()


def test_a_choice_in_the_inbox_opens_in_sight(enter: Enter, make_signal: Any, start: Any) -> None:  # noqa: F811
    start([make_signal()], title="Spanning rond de opvang")
    make_signal("Onrust bij het gemeentehuis over de opvang. " * 12, received=TUESDAY)
    page = enter("analyst")
    page.set_viewport_size({"width": 1280, "height": 760})
    page.goto("/inbox/")
    page.keyboard.press("x")
    expect(page.get_by_role("heading", name="Waarom terzijde leggen?")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Al bekend uit een ander signaal")).to_be_in_viewport(ratio=1)


def test_what_a_sentence_rests_on_opens_beside_it_or_on_its_own_page(
    enter: Enter, world: dict[str, str]  # noqa: F811
) -> None:  # fmt: skip
    for width in (1280, 390):
        page = enter("editor", width)
        page.goto(f"/beelden/{world['making']}/bewerken/")
        page.get_by_text("Dit onderdeel bewerken: 1 zin").click()
        page.locator(".eb-statement a.eb-evidence").click()
        if width == 1280:
            expect(page.locator("#bewijs-plek blockquote")).to_be_in_viewport()
        else:
            expect(page.get_by_role("heading", level=1)).to_have_text("Waarop deze zin rust")
