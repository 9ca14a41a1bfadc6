"""A spreadsheet through the page: every row is looked at and mended before it is stored, part by part."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.signals.imports import parts
from eenheidsbeeld.signals.models import ImportBatch, NilReturn, Signal
from tests.conftest import TUESDAY

DOOR = "/signalen/importeren/"
HEAD = "Datum;Gemeente;Omschrijving\r\n"


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch):
    from eenheidsbeeld.core import clock

    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def small_parts(monkeypatch):
    """Three rows to a page, and seven are too many to look through; two at a time go in unseen."""
    monkeypatch.setattr(parts.next_part, "__kwdefaults__", {"size": 3})
    monkeypatch.setattr(parts, "ROWS_IN_PART", 3)
    monkeypatch.setattr(parts, "MOST_TO_LOOK_THROUGH", 7)
    monkeypatch.setattr(parts, "ROWS_UNSEEN_AT_ONCE", 2)


def sheet(*texts: str) -> SimpleUploadedFile:
    rows = "".join(f"16-3-2026;Woerden;{text}\r\n" for text in texts)
    return SimpleUploadedFile("lijst.csv", (HEAD + rows).encode())


def looked(browser: Any, *texts: str) -> str:
    return str(browser.post(DOOR, {"file": sheet(*texts), "step": "look"}).content.decode())


def filled(page: str, **changes: Any) -> dict[str, Any]:
    """The form of the page as a browser without a script would send it back."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        sent = " checked" in tag or any(f'type="{kind}"' in tag for kind in ("hidden", "text", "date", "time"))
        if name and sent:
            found.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</textarea>', page):
        found[name] = [html.unescape(text)]
    return {**found, **changes}


def value_of(page: str, words: str) -> str:
    """The tick that puts these words back."""
    tick = re.search(rf'name="lift" value="([^"]+)"[^>]*><label[^>]*>[^<]*{words}', page)
    assert tick, words
    return tick[1]


NAMED = "Willemijn Jansen belde over onrust op het plein nummer"


def test_a_row_far_down_shows_its_masks_and_is_mended(signed_in):
    browser = signed_in("woerden_oov")
    texts = [f"Onrust in straat {number} van Woerden" for number in range(120)]
    page = looked(browser, *texts, f"{NAMED} 1", f"{NAMED} 2, bij de snackbar")

    put_back = value_of(page, "Willemijn Jansen")
    assert put_back.startswith("122:")
    browser.post(DOOR, filled(page, step="confirm", lift=[put_back], **{"words-123": "snackbar"}))

    first, second = Signal.objects.filter(text__contains="plein").order_by("pk")
    assert first.text.startswith("Willemijn Jansen")
    assert second.text.startswith("[naam")
    assert "snackbar" not in second.text
    assert Signal.objects.count() == 122


def test_what_the_script_says_holds_per_row(signed_in):
    browser = signed_in("woerden_oov")
    page = looked(browser, f"{NAMED} 1", f"{NAMED} 2")
    plein = f"{NAMED} 2".index("plein")
    holding = json.dumps([{"start": plein, "end": plein + 5, "kind": "added"}])

    browser.post(DOOR, filled(page, step="confirm", **{"masks-3": holding}))

    first, second = Signal.objects.order_by("pk")
    assert "Jansen" not in first.text and "plein" in first.text
    assert second.text.startswith("Willemijn Jansen") and "plein" not in second.text


def test_looking_again_keeps_what_was_mended_and_stores_nothing(signed_in):
    browser = signed_in("woerden_oov")
    page = looked(browser, f"{NAMED} 1")

    again = browser.post(
        DOOR, filled(page, step="look", lift=[value_of(page, "Willemijn Jansen")], **{"words-2": "plein"})
    ).content.decode()

    assert re.search(r'aria-pressed="false"[^>]*>Willemijn Jansen<', again)
    assert re.search(r'aria-pressed="true" data-original="plein"', again)
    assert not Signal.objects.exists()
    browser.post(DOOR, filled(again, step="confirm"))
    assert Signal.objects.get().text.startswith("Willemijn Jansen belde over onrust op het [")


def test_words_for_every_row_hold_in_later_parts_too(signed_in, small_parts):
    browser = signed_in("woerden_oov")
    page = looked(browser, *(f"Onrust bij snackbar De Hoek, dag {number}" for number in range(5)))

    page = browser.post(DOOR, filled(page, step="confirm", words="snackbar")).content.decode()
    browser.post(DOOR, filled(page, step="confirm"))

    assert Signal.objects.count() == 5
    assert not Signal.objects.filter(text__contains="snackbar").exists()


def test_a_word_that_is_no_name_is_put_back_everywhere_with_one_tick(signed_in, small_parts):
    browser = signed_in("woerden_oov")
    page = looked(browser, *(f"{NAMED} {number}" for number in range(5)))
    assert 'name="back" value="Willemijn Jansen"' in page

    page = browser.post(DOOR, filled(page, step="confirm", back=["Willemijn Jansen"])).content.decode()
    browser.post(DOOR, filled(page, step="confirm"))

    assert Signal.objects.filter(text__startswith="Willemijn Jansen").count() == 5


def test_the_file_goes_in_part_by_part_and_can_be_left_and_gone_on_with(signed_in, small_parts):
    browser = signed_in("woerden_oov")
    texts = [f"Onrust in straat {number} van Woerden" for number in range(7)]
    page = browser.post(DOOR, filled(looked(browser, *texts), step="confirm")).content.decode()

    assert Signal.objects.count() == 3
    assert "3 rijen van 7 zijn behandeld" in page
    assert 'id="rij-5"' in page and 'id="rij-4"' not in page

    page = looked(browser, *texts)  # another day, the same file
    assert "3 rijen zijn er al" in page
    assert 'id="rij-5"' in page and 'id="rij-4"' not in page
    page = browser.post(DOOR, filled(page, step="confirm")).content.decode()
    done = browser.post(DOOR, filled(page, step="confirm"))

    batch = ImportBatch.objects.get()
    assert done.url == f"/signalen/importeren/{batch.reference}/"
    assert (batch.rows, batch.added, batch.known_already, batch.not_looked_at) == (7, 7, 0, 0)
    assert Signal.objects.count() == 7


def test_sending_a_part_twice_adds_nothing(signed_in, small_parts):
    browser = signed_in("woerden_oov")
    page = looked(browser, *(f"Onrust in straat {number} van Woerden" for number in range(5)))

    browser.post(DOOR, filled(page, step="confirm"))
    browser.post(DOOR, filled(page, step="confirm"))

    assert Signal.objects.count() == 3
    assert ImportBatch.objects.get().added == 3
    assert AuditEntry.objects.filter(event="signal_received").count() == 3


def test_a_file_too_large_to_look_through_says_so_and_the_rest_goes_in_unseen_by_choice(signed_in, small_parts):
    browser = signed_in("woerden_oov")
    page = looked(browser, *(f"{NAMED} {number}" for number in range(8)))
    assert "8 rijen zijn te veel om te bekijken: 3 pagina" in page.replace("&#x27;", "'")

    page = browser.post(DOOR, filled(page, step="rest")).content.decode()
    assert Signal.objects.count() == 3
    assert 'max="8" value="3"' in page
    while 'value="goes_on"' in page:
        answer = browser.post(DOOR, filled(page))
        page = answer.content.decode()

    batch = ImportBatch.objects.get()
    assert answer.url == f"/signalen/importeren/{batch.reference}/"
    assert (batch.added, batch.not_looked_at) == (8, 5)
    assert "Door niemand bekeken" in browser.get(answer.url).content.decode()
    assert not Signal.objects.filter(text__contains="Jansen").exists()


def test_a_file_that_can_be_looked_through_is_looked_through(signed_in, small_parts):
    browser = signed_in("woerden_oov")
    page = looked(browser, *(f"{NAMED} {number}" for number in range(5)))
    assert 'value="rest"' not in page

    for step in ("rest", "goes_on"):
        page = browser.post(DOOR, filled(page, step=step)).content.decode()
        assert 'value="goes_on"' not in page

    assert Signal.objects.count() == 3
    assert ImportBatch.objects.get().not_looked_at == 0


def test_rows_that_cannot_go_in_are_named_by_row_and_column_and_at_the_end(signed_in):
    browser = signed_in("woerden_oov")
    rows = f"{HEAD}morgen;Woerden;Onrust op het plein\r\n16-3-2026;Woerdne;Onrust in de wijk\r\n16-3-2026;Woerden;Rustig\r\n"
    file = SimpleUploadedFile("lijst.csv", rows.encode())
    page = browser.post(DOOR, {"file": file, "step": "look"}).content.decode()

    assert "Rij 2, kolom Datum: Deze datum is niet te lezen. Schrijf het zo: 3-12-2026." in page
    assert "Rij 3, kolom Gemeente: Deze gemeente kennen we niet" in page
    done = browser.post(DOOR, filled(page, step="confirm"), follow=True).content.decode()
    assert "Deze rijen bleven achter: 2, 3." in done
    batch = ImportBatch.objects.get()
    assert (batch.rows, batch.added, batch.refused) == (3, 1, 2)


def test_a_page_that_was_changed_on_the_way_is_refused(signed_in):
    browser = signed_in("woerden_oov")
    page = looked(browser, "Onrust op het plein")
    form = filled(page, step="confirm")

    for content in ("", "x", form["content"][0][:-3] + "abc"):
        answer = browser.post(DOOR, {**form, "content": content})
        assert answer.status_code == 400
        assert "Kies" in answer.content.decode()
    assert signed_in("houten_oov").post(DOOR, form).status_code == 400
    assert not Signal.objects.exists()


def test_the_uncleaned_rows_are_in_the_page_alone(signed_in, small_parts, caplog):
    from tests.rooms.signals.test_intake import everything_stored

    browser = signed_in("woerden_oov")
    page = looked(browser, *(f"{NAMED} {number}" for number in range(5)))
    browser.post(DOOR, filled(page, step="confirm"))

    assert "Jansen" not in everything_stored()
    assert "Jansen" not in caplog.text


def test_after_a_nil_return_an_import_shows_the_way_to_take_it_back(signed_in):
    browser = signed_in("woerden_oov")
    browser.post("/signalen/nulmelding/")
    page = looked(browser, "Onrust op het plein in Woerden")

    done = browser.post(DOOR, filled(page, step="confirm"), follow=True).content.decode()

    assert "Er is toch iets" in done
    assert NilReturn.objects.filter(withdrawn_at=None).exists()
