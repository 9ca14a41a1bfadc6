"""The parts of the interface in a real Chromium: readable for everyone, within the strict policy, and light."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import include, path
from django.views.i18n import set_language
from playwright.sync_api import Browser, Page, expect

from eenheidsbeeld.core.doors import open_to_anyone

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "",
    "vandaag/",
    "inbox/",
    "inbox/?open=1",
    "situatie/",
    "editie/",
    "leespagina/",
    "register/",
    "stap/",
    "controle/",
]
LOOKS = [(1280, "light"), (1280, "dark"), (320, "light")]
FIRST_VISIT = 300_000

urlpatterns = [
    path("", include("eenheidsbeeld.core.style_page")),
    path("", include("eenheidsbeeld.accounts.urls")),
    path("taal/", open_to_anyone(set_language), name="set_language"),
]


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class _Server(WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The style pages on loopback; they need no database."""
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECURE_SSL_REDIRECT=False):
        server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=_Server, handler_class=_Silent)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/stijl/"
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    args = {**browser_type_launch_args, "args": [*quiet, "--disable-gpu"], "chromium_sandbox": os.geteuid() != 0}
    return {**args, "executable_path": found} if found else args


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}


def _problems(page: Page) -> list[str]:
    """What axe finds, and sideways scrolling, which WCAG forbids at 320 pixels."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG_22_AA)
    told = [f"{rule['id']}: {node['target']}" for rule in found["violations"] for node in rule["nodes"]]
    if page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"):
        told.append("the page scrolls sideways")
    return told


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_is_accessible_and_keeps_to_the_policy(
    browser: Browser, browser_context_args: dict[str, Any], address: str, width: int, scheme: str
) -> None:
    look = {**browser_context_args, "viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    context = browser.new_context(**look)
    told: dict[str, list[str]] = {}
    for name in PAGES:
        page = context.new_page()
        console: list[str] = []
        page.on("console", lambda message, to=console: to.append(message.text))
        page.on("pageerror", lambda error, to=console: to.append(str(error)))
        answer = page.goto(address + name)
        assert answer is not None
        assert answer.status == 200
        if problems := _problems(page) + console:
            told[name] = problems
        page.close()
    context.close()

    assert told == {}


def test_an_open_menu_and_the_list_of_keys_are_accessible_too(page: Page, address: str) -> None:
    page.goto(address + "inbox/")
    page.get_by_role("button", name="Toetsen tonen").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert _problems(page) == []

    page.keyboard.press("Escape")
    page.locator("header details > summary").click()
    expect(page.get_by_text("U werkt nu voor")).to_be_visible()
    assert _problems(page) == []

    page.keyboard.press("Escape")
    expect(page.get_by_text("U werkt nu voor")).to_be_hidden()


@pytest.mark.parametrize("name", ["", "inbox/?open=1", "leespagina/"])
def test_a_first_visit_stays_light(page: Page, address: str, name: str) -> None:
    weights: dict[str, int] = {}

    def weigh(response: Any) -> None:
        body = response.body()
        weights[response.url] = len(body) if response.url.endswith(".woff2") else len(gzip.compress(body))

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(address + name, wait_until="networkidle")

    assert any(url.endswith("tokens.css") for url in weights)
    assert not any("vega" in url for url in weights)
    assert sum(weights.values()) < FIRST_VISIT


def test_dark_is_chosen_on_the_device_and_is_all_that_the_device_keeps(page: Page, address: str) -> None:
    page.goto(address)
    main = page.get_by_role("main")
    main.get_by_role("button", name="Donker").click()
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(main.get_by_role("button", name="Donker")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("() => ({...localStorage})") == {"eb-theme": "dark"}

    main.get_by_role("button", name="Zoals het apparaat").click()
    assert page.evaluate("() => ({...localStorage})") == {}


def test_the_inbox_moves_with_j_and_k_but_not_while_somebody_types(page: Page, address: str) -> None:
    page.goto(address + "inbox/")
    links = page.locator(".eb-inbox-item__link")

    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    expect(links.nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("j")
    expect(links.nth(0)).to_have_attribute("aria-current", "true")

    page.goto(address + "editie/")
    page.get_by_label("Tekst van de terugblik").fill("")
    page.keyboard.type("jan?")
    expect(page.get_by_label("Tekst van de terugblik")).to_have_value("jan?")


def test_a_key_before_the_page_is_ready_opens_the_signal_and_keeps_the_place_in_the_list(
    page: Page, address: str
) -> None:
    page.route("**/htmx.min.js", lambda route: route.abort())
    page.goto(address + "inbox/")
    links = page.locator(".eb-inbox-item__link")

    page.keyboard.press("j")
    page.wait_for_url("**/inbox/?open=2")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.wait_for_url("**/inbox/?open=1")
    expect(links.nth(0)).to_be_focused()


def test_on_a_phone_the_inbox_shows_the_list_or_one_signal(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 760})
    page.goto(address + "inbox/")
    expect(page.get_by_role("button", name="Signaal koppelen")).to_be_hidden()

    page.locator(".eb-inbox-item__link").first.click()
    expect(page.get_by_role("button", name="Signaal koppelen")).to_be_in_viewport()
    expect(page.locator(".eb-inbox-item__link").first).to_be_hidden()

    page.get_by_role("link", name="Terug naar de lijst").click()
    expect(page.locator(".eb-inbox-item__link").first).to_be_focused()


def test_without_a_script_menus_open_and_everything_can_be_read(
    browser: Browser, browser_context_args: dict[str, Any], address: str
) -> None:
    look = {**browser_context_args, "viewport": {"width": 375, "height": 760}}
    context = browser.new_context(**look, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "stap/")

    page.get_by_text("Meer", exact=True).click()
    expect(page.get_by_role("link", name="Gebieden")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("Onderzoek deze grafiek")).to_be_hidden()
    expect(page.get_by_role("main").get_by_text("Donker")).to_be_hidden()
    page.get_by_text("Bekijk als tabel").click()
    expect(page.get_by_role("table", name="Signalen over opvang per week")).to_be_visible()
    context.close()


def test_a_chart_comes_alive_within_the_policy_when_asked(page: Page, address: str) -> None:
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    page.goto(address + "leespagina/")
    page.get_by_role("button", name="Onderzoek deze grafiek").click()

    expect(page.locator(".eb-figure__live svg")).to_be_visible()
    assert console == []


def test_masks_are_lifted_and_added_while_the_text_is_in_memory(page: Page, address: str) -> None:
    page.goto(address)
    kept = page.locator("[data-masks-field]")
    before = json.loads(kept.input_value())
    assert [(mask["start"], mask["end"], mask["kind"]) for mask in before] == [
        (26, 50, "person"),
        (87, 103, "address"),
    ]

    page.get_by_role("button", name="[adres]").click()
    expect(page.get_by_role("button", name="Voorbeeldlaan 12")).to_have_attribute("aria-pressed", "false")
    assert [mask["kind"] for mask in json.loads(kept.input_value())] == ["person"]

    page.evaluate(
        """() => {
            const words = document.querySelector('[data-masks-text]').firstChild;
            document.getSelection().setBaseAndExtent(words, 4, words, 14);
        }"""
    )
    page.get_by_role("button", name="Geselecteerde woorden afdekken").click()
    assert json.loads(kept.input_value())[0] == {"start": 4, "end": 14, "kind": "added"}


def test_what_is_typed_is_saved_and_a_lost_connection_is_told(page: Page, address: str) -> None:
    page.goto(address + "editie/")
    text, line = page.get_by_label("Tekst van de terugblik"), page.locator("[data-autosave-status]")

    page.route("**/stijl/bewaren/", lambda route: route.abort())
    text.fill("De avond verliep rustig.")
    expect(line).to_contain_text("Niet bewaard: geen verbinding")
    expect(text).to_have_value("De avond verliep rustig.")

    page.unroute("**/stijl/bewaren/")
    expect(line).to_contain_text("Bewaard om 16.12 uur, Redacteur")
    assert page.evaluate("() => localStorage.length") == 0


def test_errors_are_told_first_and_lead_to_their_field(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name="Waar? Dit veld is verplicht.").click()
    expect(page.get_by_label("Waar?", exact=True).last).to_be_visible()


def test_everything_is_translated(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("navigation", name="Main navigation", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


TOKENS = (Path(__file__).parents[2] / "src/eenheidsbeeld/core/static/css/tokens.css").read_text(encoding="utf-8")


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_levels_run_from_light_to_dark_so_that_grey_paper_keeps_their_order() -> None:
    levels = dict(re.findall(r"--eb-level-(\d(?:-ink)?): (#[0-9a-f]{6})", TOKENS))
    light = [_luminance(levels[str(level)]) for level in range(5)]
    assert all(upper > lower * 1.1 for upper, lower in pairwise(light))

    for level in range(5):
        ink, fill = sorted([_luminance(levels[f"{level}-ink"]), light[level]])
        assert (fill + 0.05) / (ink + 0.05) >= 4.5


def test_dark_by_device_and_dark_by_choice_are_the_same() -> None:
    _, by_device, by_choice = re.split(r"color-scheme: dark;", TOKENS)
    assert re.findall(r"--eb-[\w-]+: [^;]+;", by_device) == re.findall(r"--eb-[\w-]+: [^;]+;", by_choice)
