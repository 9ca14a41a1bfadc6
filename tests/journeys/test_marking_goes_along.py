"""Whatever leaves the application says with which marking, of whom and under which law it is held."""

from __future__ import annotations

import io
import subprocess
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core import clock
from eenheidsbeeld.pictures.queries import snapshot_now
from eenheidsbeeld.publishing.models import Edition, Evidence, Statement
from eenheidsbeeld.signals.models import Signal
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


def text_of(content: bytes, name: str) -> str:
    if name.endswith("pdf"):
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    if name.endswith("docx"):
        sheet = Document(io.BytesIO(content))
        cells = [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
        edges = [one.text for part in sheet.sections for one in (*part.header.paragraphs, *part.footer.paragraphs)]
        return " ".join([*(one.text for one in sheet.paragraphs), *cells, *edges])
    if name.endswith("xlsx"):
        book = load_workbook(io.BytesIO(content))
        return " ".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_of_signals_says_it_per_row_and_for_the_whole(world: Any, signed_in: Any, form: str) -> None:  # noqa: F811
    text = text_of(signed_in("analyst").get(f"/signalen/bestand.{form}").content, form)

    assert "TLP:AMBER" in text
    assert {"Gemeente Woerden", "Politie Midden-Nederland"} <= names_in(text)
    assert "AVG" in text
    assert "Wpg" in text


def names_in(text: str) -> set[str]:
    return {one.name for one in Organisation.objects.all() if one.name in text}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_an_edition_says_it_in_every_form(world: Any, signed_in: Any, form: str) -> None:  # noqa: F811
    client = signed_in("editor")

    text = text_of(client.get(f"/beelden/{world['released']}.{form}").content, form)
    page = client.get(f"/beelden/{world['released']}/").content.decode()

    for shown in (text, page):
        assert "TLP:AMBER" in shown
        assert "AVG" in shown
        assert names_in(shown)


def test_an_edition_names_the_law_of_the_police_when_a_sentence_rests_on_its_wording(
    world: Any, region: Any  # noqa: F811
) -> None:  # fmt: skip
    making = Edition.objects.get(reference=world["making"])
    assert snapshot_now(making, at=THURSDAY).regime_note == "AVG"
    of_police = Signal.objects.get(regime="wpg")

    Evidence.objects.create(
        statement=Statement.objects.get(reference=world["statement"]), kind="signal", reference=of_police.reference
    )

    assert "Wpg" in snapshot_now(making, at=THURSDAY).regime_note


def test_the_calendar_file_says_it_per_date(
    world: Any, signed_in: Any, monkeypatch: Any  # noqa: F811
) -> None:  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)

    text = signed_in("woerden_oov").get("/agenda/agenda.ics").content.decode().replace("\r\n ", "")

    assert text.count("BEGIN:VEVENT") >= 1
    for event in text.split("BEGIN:VEVENT")[1:]:
        assert "TLP:" in event
        assert "AVG" in event
        assert names_in(event)
