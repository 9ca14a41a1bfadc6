"""What somebody typed is nowhere else: the page asks before it is thrown away, and sends nothing into the void."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eenheidsbeeld.accountability.models import Breach
from tests.browser.test_pages import Enter, enter  # noqa: F401
from tests.conftest import THURSDAY

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = "Onrust bij de opvang aan de Voorstraat; buren spreken van een optocht."
LOOK = "Bekijken wat wordt opgeslagen"
HOLD = "/verantwoording/vasthouden/nieuw/"


def asked_on_leaving(page: Page) -> list[str]:
    """Stay on the page whenever the browser asks; answers what was asked so far."""
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def written(page: Page) -> None:
    page.goto("/signalen/nieuw/")
    page.get_by_label("Wat hebt u opgemerkt?").fill(WORDS)
    page.get_by_label("Gemeente").select_option("GM0632")


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
    enter: Enter, real_areas: None  # noqa: F811
) -> None:  # fmt: skip
    page = enter("woerden_oov")
    asked = asked_on_leaving(page)
    written(page)
    page.get_by_role("button", name=LOOK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")

    leave(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Signaal versturen").click()
    expect(page).to_have_url(re.compile("/bedankt/"))
    assert asked == ["beforeunload"]


def test_without_a_connection_nothing_is_sent_and_nothing_lost(enter: Enter, real_areas: None) -> None:  # noqa: F811
    page = enter("woerden_oov")
    written(page)
    page.context.set_offline(True)
    page.get_by_role("button", name=LOOK).click()
    expect(page.get_by_role("alert").filter(has_text="Er is nu geen verbinding")).to_be_visible()
    expect(page.locator("textarea").first).to_have_value(WORDS)

    page.context.set_offline(False)
    page.get_by_role("button", name=LOOK).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")


def test_back_from_a_refusal_finds_what_was_typed(enter: Enter, region: Any) -> None:  # noqa: F811
    """Somebody else was first: the page that says so leads back by the way one came, not to an empty form."""
    made = Breach.objects.create(
        organisation=region.organisations["bureau"], kind="other", discovered_at=THURSDAY, opened_at=THURSDAY,
        opened_by=region.membership("privacy"),
    )  # fmt: skip
    page = enter("privacy")
    page.goto(f"/verantwoording/datalekken/{made.reference}/")
    page.get_by_label("Wat is er gebeurd?").fill(WORDS)
    Breach.objects.filter(pk=made.pk).update(closed_at=THURSDAY)
    page.get_by_role("button", name="Deze beoordeling bewaren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit kan nu niet")
    Breach.objects.filter(pk=made.pk).update(closed_at=None)

    page.get_by_role("link", name="Terug naar de vorige pagina").click()
    expect(page.get_by_label("Wat is er gebeurd?")).to_have_value(WORDS)
