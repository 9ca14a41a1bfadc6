"""Reading a spreadsheet into rows of plain values, in memory and within limits; nothing in it is ever evaluated."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from eenheidsbeeld.core.classified import check_not_classified
from eenheidsbeeld.core.refusals import Reason, Refusal
from eenheidsbeeld.signals.imports.workbook_parts import texts_around

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_EMPTY_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 30_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_MERGED = 10_000
LOOK_FOR_HEAD_IN = 15

Value = str | int | float | bool | datetime | date | time | None


class NotReadable(Refusal):
    """The file cannot be taken in; `reason` says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number as the spreadsheet shows it."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: a head, rows, and remarks on how it was read."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Reason, ...] = field(default=())


def read_table(content: bytes, name: str) -> Table:
    """Read a CSV or XLSX file; raises NotReadable with the reason in words."""
    if not content.strip(b"\x00\r\n\t "):
        raise NotReadable(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise NotReadable(_("The file is larger than 20 MB. Split it and send the parts."))
    check_not_classified(name.rsplit(".", 1)[0].replace("_", " ").replace("-", " "))
    if content[:4] == b"PK\x03\x04":
        return _read_workbook(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotReadable(_("This is an old or a locked Excel file. Save it as .xlsx without a password, or as CSV."))
    if content[:5] == b"%PDF-" or content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8"):
        raise NotReadable(_("This is not a spreadsheet. Choose a CSV or XLSX file."))
    return _read_csv(content)


# --- CSV ------------------------------------------------------------------------------------------


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: marked, else UTF-16 by its zeros, else UTF-8, else Windows."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode("utf-8-sig" if encoding == "utf-8" else "utf-16"), encoding
            except UnicodeDecodeError:
                raise NotReadable(_("The file is damaged: its characters cannot be read.")) from None
    sample = content[:4000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros and zeros.count(0) > len(zeros) * 0.6:
            return content.decode(encoding, "replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"


def _read_csv(content: bytes) -> Table:
    text, encoding = decode(content)
    if text.count("\x00"):
        raise NotReadable(_("This is not a spreadsheet. Choose a CSV or XLSX file."))
    separator, text = _separator(text)
    remarks: list[Reason] = [_ENCODINGS[encoding], _SEPARATORS[separator]]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = _numbered_lines(reader)
    return _table(rows, remarks)


def _numbered_lines(reader: Any) -> Iterator[Row]:
    """Rows by count, not by line: a cell may hold line breaks, and people count rows."""
    before = csv.field_size_limit(LONGEST_CELL * 4)
    try:
        for number, values in enumerate(reader, start=1):
            yield Row(number, tuple(value.strip() or None for value in values))
    except csv.Error:
        raise NotReadable(
            _("A cell in this file is far too long. Is a quotation mark missing? Mend it and send it again.")
        ) from None
    finally:
        csv.field_size_limit(before)


def _separator(text: str) -> tuple[str, str]:
    """The separator Excel wrote in the first line, else the one that splits the first rows most evenly."""
    first, _newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return (first[4], rest) if first[4] in _SEPARATORS else (";", rest)
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    best, most = ";", -1.0
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) for line in lines)
        usual, often = max(((n, c) for n, c in counts.items() if n), key=lambda pair: pair[1], default=(0, 0))
        worth = often + min(usual, 20) / 100 if usual else -1.0
        if worth > most:
            best, most = separator, worth
    return best, text


_ENCODINGS: dict[str, Reason] = {
    "utf-8": _("Read as UTF-8."),
    "utf-16": _("Read as UTF-16."),
    "cp1252": _("Read as Windows (CP1252). Check that accents such as é and ë are right."),
}
_SEPARATORS: dict[str, Reason] = {
    ";": _("Columns are separated by a semicolon."),
    ",": _("Columns are separated by a comma."),
    "\t": _("Columns are separated by a tab."),
    "|": _("Columns are separated by a vertical bar."),
}


# --- XLSX -----------------------------------------------------------------------------------------


def _read_workbook(content: bytes) -> Table:
    _check_parts(content)
    for text in texts_around(content):
        check_not_classified(text)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        remarks: list[Reason] = []
        if len(book.worksheets) > 1:
            remarks.append(_("Only the first sheet is read; this file has more."))
        sheet.reset_dimensions()
        rows = (Row(number, _plain(values)) for number, values in enumerate(sheet.iter_rows(values_only=True), 1))
        merged = _merged_cells(content, getattr(sheet, "_worksheet_path", ""))
        if merged:
            remarks.append(_("Merged cells were repeated in each row that they cover."))
        return _table(_fill_merged(rows, merged), remarks)
    except Refusal:
        raise
    except DefusedXmlException:
        raise NotReadable(
            _("This file holds instructions that do not belong in a spreadsheet. It was refused.")
        ) from None
    except MemoryError:
        raise
    except Exception:
        # openpyxl raises many kinds on a damaged file; its messages may quote cells, so none is passed on.
        raise NotReadable(
            _("The file is damaged or is not a spreadsheet. Open it in Excel, save it as .xlsx and try again.")
        ) from None


def _check_parts(content: bytes) -> None:
    """Refuse before unpacking what unpacks to more than a spreadsheet does; zipfile never reads past these sizes."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise NotReadable(_("The file is damaged: it cannot be unpacked.")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotReadable(
            _("This file unpacks to far more than a spreadsheet should. Keep only the rows you want to send.")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise NotReadable(_("This file has a password. Save it without one and send it again."))
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/") for name in names):
        raise NotReadable(_("This is not a spreadsheet. Choose a CSV or XLSX file."))


def _plain(values: Iterable[Any]) -> tuple[Value, ...]:
    shown: list[Value] = []
    for value in values:
        if isinstance(value, str):
            shown.append(value.strip()[:LONGEST_CELL] or None)
        elif value is None or isinstance(value, int | float | bool | datetime | date | time):
            shown.append(value)
        else:
            shown.append(str(value)[:LONGEST_CELL])
    return tuple(shown)


def _merged_cells(content: bytes, path: str) -> list[tuple[int, int, int, int]]:
    """The merged blocks of the sheet as (first column, first row, last column, last row), counted from 1."""
    found: list[tuple[int, int, int, int]] = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        name = path.lstrip("/")
        if name not in parts.namelist():
            return found
        with parts.open(name) as sheet:
            for _event, element in iterparse(sheet, events=("end",)):
                tag = element.tag.rsplit("}", 1)[-1]
                if tag == "mergeCell" and len(found) < MOST_MERGED:
                    block = range_boundaries(element.get("ref", "A1:A1"))
                    found.append(tuple(int(edge or 1) for edge in block))  # type: ignore[arg-type]
                if tag in ("row", "c", "v", "f", "is", "t"):
                    element.clear()
    return found


def _fill_merged(rows: Iterable[Row], merged: list[tuple[int, int, int, int]]) -> Iterator[Row]:
    """Repeat downwards what stands in the top cell of a merged block; a block to the right stays one value."""
    starts: dict[int, list[tuple[int, int, int, int]]] = {}
    for block in merged:
        starts.setdefault(block[1], []).append(block)
    running: list[tuple[int, int, Value]] = []
    for row in rows:
        running = [item for item in running if item[1] >= row.number]
        values = list(row.values)
        for column, _last, value in running:
            if column <= len(values) and values[column - 1] is None:
                values[column - 1] = value
        for first_column, _first, _last_column, last_row in starts.get(row.number, ()):
            if last_row > row.number and first_column <= len(values):
                running.append((first_column, last_row, values[first_column - 1]))
        yield Row(row.number, tuple(values))


# --- Both -----------------------------------------------------------------------------------------


def _table(rows: Iterable[Row], remarks: list[Reason]) -> Table:
    """Find the head and keep the rows with something in them; refuse when there are too many."""
    kept: list[Row] = []
    empty = 0
    for row in rows:
        if all(value is None for value in row.values):
            empty += 1
            if empty > MOST_EMPTY_ROWS:
                raise NotReadable(
                    _("This file has tens of thousands of empty rows. Remove them and send the file again.")
                )
            continue
        if len(row.values) > MOST_COLUMNS and any(value is not None for value in row.values[MOST_COLUMNS:]):
            raise NotReadable(_("This file has more than 200 columns. Keep only the columns you want to send."))
        _check_not_classified(row)
        kept.append(Row(row.number, row.values[:MOST_COLUMNS]))
        if len(kept) > MOST_ROWS + LOOK_FOR_HEAD_IN:
            raise NotReadable(
                _("This file has more than 50,000 rows. Signals are looked at by people: send only what is new.")
            )
    if not kept:
        raise NotReadable(_("The file is empty."))
    at = _head_row(kept)
    head = tuple(_head_name(value, index) for index, value in enumerate(kept[at].values, start=1))
    return Table(head=head, rows=tuple(kept[at + 1 :]), remarks=tuple(remarks))


def _check_not_classified(row: Row) -> None:
    """One marked cell, in a title or a row, makes the whole file a classified one."""
    check_not_classified("\n".join([value for value in row.values if isinstance(value, str)]))


def _head_row(rows: list[Row]) -> int:
    """The first row with the most words in it: above the head, people often write a title."""

    def words(row: Row) -> int:
        return sum(1 for value in row.values if isinstance(value, str) and value and len(value) <= 60)

    first = rows[:LOOK_FOR_HEAD_IN]
    widest = max(sum(1 for value in row.values if value is not None) for row in first)
    for index, row in enumerate(first):
        if words(row) >= max(1, min(2, widest)) and words(row) >= widest * 0.6:
            return index
    return 0


def _head_name(value: Value, index: int) -> str:
    return str(value)[:60] if value is not None else f"({index})"
