"""Looking through a spreadsheet in a real Chromium: a later row is mended with a click, and long work shows how far it is."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from eenheidsbeeld.signals.imports import parts
from eenheidsbeeld.signals.models import ImportBatch, Signal
from tests.browser.test_pages import Enter, _problems_in_each_look, enter  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEAD = "Datum;Gemeente;Omschrijving\r\n"
NAMED = "Willemijn Jansen belde over onrust op het plein"


def choose(page: Page, *texts: str) -> None:
    page.goto("/signalen/importeren/")
    rows = "".join(f"16-3-2026;Woerden;{text}\r\n" for text in texts)
    file: Any = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": (HEAD + rows).encode()}
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Rijen bekijken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer de rijen")


def select(page: Page, row: int, words: str) -> None:
    """As with a mouse: these words of the row become the selection."""
    page.locator(f"#rij-{row} [data-masks-text]").evaluate(
        """(text, words) => {
            const node = [...text.childNodes].find((one) => one.nodeType === 3 && one.textContent.includes(words));
            const at = node.textContent.indexOf(words);
            document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        words,
    )


@pytest.mark.parametrize("width", [1280, 375])
def test_a_later_row_is_mended_with_one_click(enter: Enter, region: Any, real_areas: None, width: int) -> None:  # noqa: F811
    texts = [f"Onrust in straat {number} van Woerden bij de snackbar" for number in range(70)]
    page = enter("woerden_oov", width)
    console: list[str] = []
    page.on("console", lambda message: console.append(message.text))
    choose(page, *texts, f"{NAMED} 1", f"{NAMED} 2")

    page.locator("#rij-73").get_by_role("button", name="[naam]").click()
    expect(page.locator("#rij-73").get_by_role("button", name="Willemijn Jansen")).to_be_visible()
    page.get_by_text("Deze rijen bekijken").click()
    select(page, 60, "snackbar")
    page.get_by_role("button", name="Geselecteerde woorden afdekken").click()
    expect(page.locator("#rij-60").get_by_role("button", name="[afgedekt]")).to_be_focused()
    assert _problems_in_each_look(page) == []
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="72 rijen inbrengen").click()

    expect(page.get_by_text("72 rijen zijn ingebracht.")).to_be_visible()
    assert Signal.objects.count() == 72
    assert not Signal.objects.filter(text__contains="straat 58 van Woerden bij de snackbar").exists()
    assert Signal.objects.filter(text__contains="snackbar").count() == 69
    assert Signal.objects.get(text__endswith="plein 2").text.startswith("Willemijn Jansen")
    assert "Jansen" not in Signal.objects.get(text__endswith="plein 1").text
    assert console == []


def test_ticks_and_masks_say_the_same(enter: Enter, region: Any, real_areas: None) -> None:  # noqa: F811
    page = enter("woerden_oov")
    choose(page, f"{NAMED} 1", f"{NAMED} 2, zegt Pieter de Vries")

    page.get_by_label("Willemijn Jansen 2 rijen").check()
    for row in (2, 3):
        expect(page.locator(f"#rij-{row}").get_by_role("button", name="Willemijn Jansen")).to_be_visible()
    page.locator("#rij-3 summary").first.click()
    expect(page.get_by_label("Zet terug: Willemijn Jansen").nth(1)).to_be_checked()
    page.locator("#rij-3").get_by_label("Zet terug: Willemijn Jansen").uncheck()
    page.get_by_role("button", name="Opnieuw bekijken").last.click()

    expect(page.locator("#rij-3").get_by_role("button", name="[naam]")).to_have_count(2)
    expect(page.locator("#rij-2").get_by_role("button", name="Willemijn Jansen")).to_be_visible()
    page.get_by_role("button", name="2 rijen inbrengen").click()
    expect(page.get_by_text("2 rijen zijn ingebracht.")).to_be_visible()
    first, second = Signal.objects.order_by("pk")
    assert first.text.startswith("Willemijn Jansen")
    assert "Jansen" not in second.text and "Vries" not in second.text


def test_the_rest_of_a_large_file_goes_in_by_itself_and_shows_how_far(
    enter: Enter, region: Any, real_areas: None, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(parts, "MOST_TO_LOOK_THROUGH", 210)
    monkeypatch.setattr(parts, "ROWS_UNSEEN_AT_ONCE", 20)
    page = enter("woerden_oov")
    choose(page, *(f"Onrust in straat {number} van Woerden" for number in range(260)))
    shown: list[str] = []
    page.on("request", lambda asked: shown.append(asked.method) if asked.method == "POST" else None)

    page.get_by_text("De rest inbrengen zonder te kijken").click()
    page.get_by_role("button", name="60 rijen inbrengen zonder te kijken").click()

    expect(page.get_by_text("260 rijen zijn ingebracht.")).to_be_visible()
    batch = ImportBatch.objects.get()
    assert (batch.added, batch.not_looked_at) == (260, 60)
    assert len(shown) == 4  # the page that was looked at, and three times twenty


@pytest.mark.parametrize("width", [1280, 375])
def test_a_doubtful_place_is_chosen_and_a_wrong_day_mended(
    enter: Enter, region: Any, real_areas: None, width: int  # noqa: F811
) -> None:  # fmt: skip
    page = enter("woerden_oov", width)
    page.goto("/signalen/importeren/")
    text = "Omschrijving;Melder\r\nOnrust bij het gemeentehuis in Bergen, veertig mensen stonden buiten.;x\r\n"
    file: Any = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Rijen bekijken").click()
    row = page.locator("#rij-2")

    row.get_by_label("Bergen (L)").check()
    row.get_by_label("Andere dag").fill("2026-03-12")
    assert _problems_in_each_look(page) == []
    page.get_by_role("button", name="Opnieuw bekijken").last.click()
    expect(row.get_by_text("donderdag 12 maart 2026")).to_be_attached()
    page.get_by_role("button", name="1 rij inbrengen").click()

    expect(page.get_by_text("1 rij is ingebracht.")).to_be_visible()
    stored = Signal.objects.get()
    assert (stored.area_code, stored.place_name) == ("GM0893", "Bergen")
    assert stored.event_from is not None and stored.event_from.date().isoformat() in ("2026-03-11", "2026-03-12")
