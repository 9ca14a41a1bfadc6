"""The register and the DPIA follow from the code, say who is responsible, and are for keepers only."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from eenheidsbeeld.accountability import actions, queries
from tests.conftest import MONDAY


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([line.text for line in document.paragraphs] + cells)


def test_every_kind_of_record_stands_in_the_register_once() -> None:
    from eenheidsbeeld.core.processing import our_models

    told = [one.kind for line in queries.register_lines() for one in line.records]

    assert len(told) == len(set(told))
    assert len(told) + len(queries.without_personal_data()) == len(our_models())


def test_the_register_names_purpose_ground_and_term(keepers: Any, signed_in: Any) -> None:
    page = signed_in("privacy").get("/verantwoording/register/").content.decode()

    assert "Signalen van maatschappelijke onrust" in page
    assert "Gemeentewet art. 172" in page
    assert "26 weken" in page
    assert "Noem de verwerkingsverantwoordelijke" in page


def test_who_is_responsible_is_filled_in_and_then_printed(keepers: Any, signed_in: Any) -> None:
    client = signed_in("woerden_privacy")
    client.post(
        "/verantwoording/register/verantwoordelijke/",
        {"controller": "De burgemeester", "contact": "privacy@woerden.invalid", "officer": "FG, via de griffie"},
    )
    word = words_of(client.get("/verantwoording/register/verwerkingsregister.docx").content)
    table = client.get("/verantwoording/register/verwerkingsregister.csv").content.decode("utf-8-sig")

    assert "De burgemeester, Gemeente Woerden" in word
    assert "Signalen van maatschappelijke onrust" in word
    assert table.splitlines()[0].startswith("Verwerking;Doel;Grondslag")
    assert len(table.strip().splitlines()) == len(queries.register_lines()) + 1


def test_the_dpia_is_filled_with_what_the_code_knows_and_marks_the_rest(keepers: Any, signed_in: Any) -> None:
    client = signed_in("privacy")
    sheet = queries.dpia_sheet(keepers.viewer("privacy"))
    word = words_of(client.get("/verantwoording/dpia/dpia-sjabloon.docx").content)

    assert sheet.to_fill >= 10
    assert word.count("Invullen") >= sheet.to_fill
    assert "Gemeente Woerden" in word
    assert "tests/rooms/sharing/test_sharing.py" in word
    assert "Persoonsgegevens uit tekst halen" in word
    assert "26 weken" in word


CLOSED = ["register/", "dpia/", "suggesties/", "livegang/", "datalekken/"]


@pytest.mark.parametrize(
    ("who", "page"),
    [
        *((who, page) for who in ("woerden_oov", "analyst", "stranger") for page in ("", *CLOSED)),
        *(("woerden_mayor", page) for page in CLOSED),
    ],
)
def test_others_are_kept_out(keepers: Any, signed_in: Any, page: str, who: str) -> None:
    assert signed_in(who).get(f"/verantwoording/{page}").status_code == 403


def test_who_signs_finds_woo_requests_there_and_nothing_else(keepers: Any, signed_in: Any) -> None:
    shown = signed_in("woerden_mayor").get("/verantwoording/").content.decode()

    assert "Woo-verzoeken" in shown
    assert not [one for one in ("Datalekken", "Logboek", "Verwerkingsregister", "Vasthouden") if one in shown]


def test_the_front_page_lists_what_a_role_may_open(keepers: Any, signed_in: Any) -> None:
    officer = signed_in("privacy").get("/verantwoording/").content.decode()
    administrator = signed_in("admin").get("/verantwoording/").content.decode()

    assert "Datalekken" in officer and "Verwerkingsregister" in officer
    assert "Datalekken" not in administrator and "Verwerkingsregister" in administrator
    assert signed_in("admin").get("/verantwoording/datalekken/").status_code == 403


def test_naming_is_logged_by_key_only(keepers: Any) -> None:
    from eenheidsbeeld.audit.models import AuditEntry

    actions.name_controller(
        controller="De burgemeester",
        contact="kanarie@x.invalid",
        officer="FG",
        by=keepers.viewer("privacy"),
        at=MONDAY,
    )
    entry = AuditEntry.objects.get(event="controller_named")

    assert "kanarie" not in str(entry.details) + entry.subject_key
