"""Spreadsheets of every kind: what can be read is read and says how; what cannot is refused with a reason."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from eenheidsbeeld.signals import exports
from eenheidsbeeld.signals.imports import tables
from eenheidsbeeld.signals.imports.columns import Column, guess_columns
from eenheidsbeeld.signals.imports.files import read_table
from eenheidsbeeld.signals.imports.tables import Broken, NotReadable

WORDS = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=20)
ROWS = "Datum;Gemeente;Omschrijving\r\n3-12-2026;Woerden;Onrust over de coëxistentie in de wijk\r\n"


def workbook(fill) -> bytes:
    book = Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_encoding_and_separator(encoding, separator):
    table = read_table(ROWS.replace(";", separator).encode(encoding), "lijst.csv")

    assert table.head == ("Datum", "Gemeente", "Omschrijving")
    assert table.rows[0].values == ("3-12-2026", "Woerden", "Onrust over de coëxistentie in de wijk")
    assert len(table.remarks) == 2


def test_a_title_above_the_head_and_empty_rows_keep_the_numbers_of_the_rows():
    table = read_table(("Weeklijst OOV;;\r\n;;\r\n" + ROWS).encode(), "lijst.csv")

    assert table.head[2] == "Omschrijving"
    assert table.rows[0].number == 4


def test_a_workbook_with_merged_cells_formulas_and_dates():
    def fill(sheet):
        sheet.append(["Gemeente", "Omschrijving", "Aantal"])
        sheet.append(["Woerden", "Onrust bij het station", "=1+1"])
        sheet.append([None, "Onrust bij het zwembad", 2.5])
        sheet.merge_cells("A2:A3")

    table = read_table(workbook(fill), "lijst.xlsx")

    assert [row.values[0] for row in table.rows] == ["Woerden", "Woerden"]
    assert table.rows[0].values[2] is Broken.FORMULA
    assert table.rows[1].values[2] == 2.5


def test_a_formula_with_an_outcome_is_its_outcome_and_an_error_of_excel_is_no_text():
    def fill(sheet):
        sheet.append(["Gemeente", "Omschrijving"])
        sheet.append(["#REF!", "=A1"])
        sheet.append(["Woerden", "#N/A"])

    book = workbook(fill)
    calculated = changed(book, b'<c r="B2"><f>A1</f><v></v>', b'<c r="B2" t="str"><f>A1</f><v>Onrust</v>')

    assert read_table(book, "x.xlsx").rows[0].values == (Broken.ERROR, Broken.FORMULA)
    assert [row.values for row in read_table(calculated, "x.xlsx").rows] == [
        (Broken.ERROR, "Onrust"), ("Woerden", Broken.ERROR)
    ]  # fmt: skip
    assert read_table(b"Omschrijving;x\n#WAARDE!;1\n", "x.csv").rows[0].values[0] is Broken.ERROR


def changed(book: bytes, what: bytes, into: bytes) -> bytes:
    """The same workbook with other bytes in its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                assert what in content or what == b"", content[-600:]
                content = content.replace(what, into)
            target.writestr(part, content)
    return out.getvalue()


def test_a_workbook_of_a_million_rows_is_refused_without_holding_them():
    first = workbook(lambda sheet: sheet.append(["Omschrijving"]))
    row = b'<row><c t="inlineStr"><is><t>Onrust</t></is></c></row>'
    content = changed(first, b"</sheetData>", row * 200_000 + b"</sheetData>")

    with pytest.raises(NotReadable) as refused:
        read_table(content, "groot.xlsx")

    assert "50" in str(refused.value.reason)


def test_a_cell_that_never_ends_is_named_by_its_row():
    with pytest.raises(NotReadable) as refused:
        read_table(b'Omschrijving;x\nIets;1\n"' + b"x" * 200_000, "x.csv")

    assert "3" in str(refused.value.reason)


def test_the_columns_are_guessed_from_their_heads():
    table = read_table(b"Datum;Tijd;Gemeente;Wijk;Melding;Toelichting;Achternaam\r\n1;2;3;4;5;6;7\r\n", "x.csv")

    assert list(guess_columns(table).values()) == [
        Column.DATE, Column.TIME, Column.AREA, Column.PLACE, Column.TEXT, Column.TEXT_MORE, Column.LEAVE_OUT,
    ]  # fmt: skip


def test_without_a_telling_head_the_longest_column_is_the_text():
    table = read_table(("a;b\r\n1;" + "Een lange zin over wat er gebeurde." + "\r\n").encode(), "x.csv")

    assert guess_columns(table)[1] == Column.TEXT


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"<workbook/>")
        with parts.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b" " * 1024 * 1024)
    return out.getvalue()


def entities() -> bytes:
    good = workbook(lambda sheet: sheet.append(["Omschrijving"]))
    return changed(good, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\r\n\r\n", b"\x00" * 500, b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 geen zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 oud", bomb(), entities(), b"a;b\n1;\"" + b"x" * 200_000,
        b"x" * (tables.MOST_BYTES + 1),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_refused_in_words(content):
    with pytest.raises(NotReadable) as refused:
        read_table(content, "lijst.xlsx")

    assert len(str(refused.value.reason)) > 10


def test_a_million_rows_are_refused_without_holding_them():
    content = b"Omschrijving;x\n" + b"Iets;1\n" * 1_000_000
    tracemalloc.start()
    with pytest.raises(NotReadable):
        read_table(content, "groot.csv")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 120 * 1024 * 1024


def test_many_empty_rows_are_refused():
    with pytest.raises(NotReadable):
        read_table(b"Omschrijving;x\n" + b";\n" * 30_000, "leeg.csv")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_refusal(content):
    with suppress(NotReadable):
        assert read_table(content, "x").head


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=20), min_size=1, max_size=5),
        max_size=8,
    )
)
def test_any_text_in_csv_is_a_table_or_a_refusal(rows):
    content = "\n".join(";".join(row) for row in rows).encode()
    with suppress(NotReadable):
        guess_columns(read_table(content, "x.csv"))


@pytest.mark.parametrize("typed", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "%0A=1", "\r=1"])
def test_exports_make_formulas_harmless(typed):
    assert exports.harmless(typed).startswith("'")
    assert exports.harmless("Onrust op het plein") == "Onrust op het plein"
