"""Taking words out by pointing at them: with a finger on a phone and with the keyboard alone, and back again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from eenheidsbeeld.signals.models import OwnWord, Signal
from tests.browser.test_pages import Enter, _problems_in_each_look, enter  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = "Huurdersvereniging De Linde belde over onrust bij snackbar Pleinzicht in Woerden"


@pytest.fixture
def looking(enter: Enter, real_areas: None, request: pytest.FixtureRequest) -> Page:  # noqa: F811
    """The second step of the form, at the width that the story asks for."""
    page = enter("woerden_oov", request.param)
    page.goto("/signalen/nieuw/")
    page.get_by_label("Wat hebt u opgemerkt?").fill(TEXT)
    page.get_by_label("Gemeente").select_option("GM0632")
    page.get_by_role("button", name="Bekijken wat wordt opgeslagen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer uw signaal")
    return page


@pytest.mark.parametrize("looking", [375], indirect=True)
def test_a_word_is_taken_out_with_one_touch_on_a_phone(looking: Page) -> None:
    looking.get_by_role("button", name="Woorden aanwijzen").click()
    looking.get_by_role("button", name="Pleinzicht").click()
    looking.get_by_role("button", name="Woorden aanwijzen").click()
    assert _problems_in_each_look(looking) == []

    looking.get_by_role("button", name="Signaal versturen").click()

    expect(looking.get_by_role("heading", level=1)).not_to_have_text("Controleer uw signaal")
    assert "Pleinzicht" not in Signal.objects.get().text
    assert "snackbar" in Signal.objects.get().text


@pytest.mark.parametrize("looking", [1280], indirect=True)
def test_with_the_keyboard_alone_a_mask_is_put_back_taught_and_another_word_taken_out(looking: Page) -> None:
    mask = looking.locator("[data-original]").first
    mask.focus()
    expect(looking.locator("[data-masks-why]")).to_contain_text("naam:")
    looking.keyboard.press("Enter")
    expect(mask).to_have_attribute("aria-pressed", "false")
    looking.locator("[data-masks-why] button").press("Enter")

    looking.get_by_role("button", name="Woorden aanwijzen").press("Enter")
    looking.locator(".eb-word").first.focus()
    looking.keyboard.press("ArrowRight")
    looking.keyboard.press("Enter")
    taken = looking.locator("[data-kind=added]")
    expect(taken).to_have_count(1)
    word = taken.get_attribute("data-original")
    looking.get_by_role("button", name="Signaal versturen").click()

    expect(looking.get_by_role("heading", level=1)).not_to_have_text("Controleer uw signaal")
    stored = Signal.objects.get().text
    assert "De Linde" in stored
    assert word and f" {word} " not in f" {stored} "
    assert "de linde" in OwnWord.objects.get().word
