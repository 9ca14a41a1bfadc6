"""What somebody typed is nowhere else: the page asks before it is thrown away, and sends nothing into the void."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import Enter, enter  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = "Onrust bij de opvang aan de Voorstraat; buren spreken van een optocht."
HOLD = "/verantwoording/vasthouden/nieuw/"


def asked_on_leaving(page: Page) -> list[str]:
    """Stay on the page whenever the browser asks; answers what was asked so far."""
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def leave(page: Page) -> None:
    page.locator("nav a[href='/hulp/'], footer a, header a").first.click(no_wait_after=True)


def test_a_form_that_came_back_with_an_error_is_not_left_unasked(enter: Enter) -> None:  # noqa: F811
    """Nothing was typed since, and still the words are only here."""
    page = enter("privacy")
    asked = asked_on_leaving(page)
    page.goto(HOLD)
    page.get_by_label("Waarom?").fill("Zaaknummer 12 van 3 maart")
    page.get_by_role("button", name="Dit vasthouden").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()

    leave(page)
    expect(page.get_by_label("Waarom?")).to_have_value("Zaaknummer 12 van 3 maart")
    assert asked == ["beforeunload"]


def test_a_signal_that_is_looked_at_is_not_left_unasked_and_is_sent_without_a_question(
    enter: Enter,  # noqa: F811
) -> None:
    page = enter("woerden_oov")
    asked = asked_on_leaving(page)
    page.goto("/signalen/nieuw/")
    page.locator("textarea").first.fill(WORDS)
    page.locator("main form[data-guard] button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")

    leave(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Signaal versturen").click()
    expect(page).to_have_url(lambda address: "/bedankt/" in address)
    assert asked == ["beforeunload"]


def test_without_a_connection_nothing_is_sent_and_nothing_lost(enter: Enter) -> None:  # noqa: F811
    page = enter("woerden_oov")
    page.goto("/signalen/nieuw/")
    page.locator("textarea").first.fill(WORDS)
    page.context.set_offline(True)
    page.locator("main form[data-guard] button[type=submit]").first.click()
    expect(page.get_by_role("alert").filter(has_text="Er is nu geen verbinding")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value(WORDS)

    page.context.set_offline(False)
    page.locator("main form[data-guard] button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")
