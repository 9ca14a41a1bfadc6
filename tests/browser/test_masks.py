"""Taking words out by pointing at them: with a finger on a phone and with the keyboard alone, and back again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.signals.models import NameReport, OwnWord, Signal
from tests.browser.test_pages import Enter, _problems_in_each_look, enter  # noqa: F401
from tests.conftest import MONDAY

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


NAMED = "Ook snorremans de lange stond op het plein. Later ging snorremans de lange weg, de rest bleef."


@pytest.mark.parametrize("width", [375, 1280])
def test_who_reports_a_name_points_at_its_words_and_beside_each_other_they_are_one_name(
    enter: Enter, region: Any, real_areas: None, width: int  # noqa: F811
) -> None:  # fmt: skip
    signal = Signal.objects.create(
        owner=region.organisations["woerden"], marking="amber", scope=scope_of([region.groups["west"].pk], []),
        fingerprint="a" * 64, channel="form", text=NAMED, reported_at=MONDAY, received_at=MONDAY, keep_from=MONDAY,
        area_code="GM0632", area_year=2025,
    )  # fmt: skip
    page = enter("woerden_oov", width)
    page.goto(f"/signalen/{signal.reference}/naam/")
    words = page.get_by_label("Welke woorden zijn de naam?")

    for word in ("snorremans", "de", "lange"):
        page.locator(".eb-word").filter(has_text=re.compile(f"^{word}$")).first.click()
    expect(words).to_have_value("snorremans de lange")
    expect(page.locator(".eb-word[aria-pressed=true]")).to_have_count(6)
    page.locator(".eb-word").filter(has_text=re.compile("^lange$")).last.click()
    expect(words).to_have_value("snorremans de")
    page.locator(".eb-word").filter(has_text=re.compile("^lange$")).first.click()
    assert _problems_in_each_look(page) == []
    page.get_by_role("button", name="Signaal nu verbergen").click()

    expect(page.get_by_text("Het signaal is verborgen.")).to_be_visible()
    spans = NameReport.objects.get().pointed_at["spans"]
    assert [NAMED[start:end] for start, end in spans] == ["snorremans de lange"] * 2


def test_a_mouse_draws_over_words_and_what_was_typed_stays(enter: Enter, region: Any, real_areas: None) -> None:  # noqa: F811
    page = enter("woerden_oov")
    page.goto("/signalen/nieuw/")
    page.get_by_label("Wat hebt u opgemerkt?").fill(NAMED)
    page.get_by_label("Gemeente").select_option("GM0632")
    page.get_by_role("button", name="Bekijken wat wordt opgeslagen").click()
    page.get_by_role("button", name="Signaal versturen").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Controleer uw signaal")
    page.goto(f"/signalen/{Signal.objects.get().reference}/naam/")
    words = page.get_by_label("Welke woorden zijn de naam?")
    words.fill("plein")
    expect(page.locator(".eb-word[aria-pressed=true]")).to_have_count(1)

    first, last = (page.locator(".eb-word").nth(at).bounding_box() for at in (1, 3))
    assert first and last
    page.mouse.move(first["x"] + 5, first["y"] + 5)
    page.mouse.down()
    page.mouse.move(last["x"] + 5, last["y"] + 5, steps=4)
    page.mouse.up()

    expect(words).to_have_value("plein\nsnorremans de lange")
    page.locator(".eb-word").nth(2).focus()
    page.keyboard.press("Enter")
    expect(words).to_have_value("plein\nsnorremans\nlange")
