"""Reading XLSX, in memory and within limits; nothing in it is ever evaluated."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from eenheidsbeeld.core.classified import check_not_classified
from eenheidsbeeld.core.refusals import Reason, Refusal
from eenheidsbeeld.signals.imports.tables import (
    LONGEST_CELL,
    Broken,
    NotReadable,
    Row,
    Table,
    Value,
    table_of,
    value_of,
)
from eenheidsbeeld.signals.imports.workbook_parts import texts_around

MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_MERGED = 10_000


def read_workbook(content: bytes) -> Table:
    _check_parts(content)
    try:
        for text in texts_around(content):
            check_not_classified(text)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        remarks: list[Reason] = []
        if len(book.worksheets) > 1:
            remarks.append(_("Only the first sheet is read; this file has more."))
        sheet.reset_dimensions()
        marks = _marks(content, getattr(sheet, "_worksheet_path", ""))
        numbered = enumerate(sheet.iter_rows(values_only=True), 1)
        rows = (Row(number, _plain(number, values, marks)) for number, values in numbered)
        if marks.merged:
            remarks.append(_("Merged cells were repeated in each row that they cover."))
        return table_of(_fill_merged(rows, marks.merged), remarks)
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


def _plain(number: int, values: Iterable[Any], marks: _Marks) -> tuple[Value, ...]:
    shown: list[Value] = []
    for column, value in enumerate(values, start=1):
        if value is None and (number, column) in marks.without_outcome:
            shown.append(Broken.FORMULA)
        elif isinstance(value, str):
            shown.append(value_of(value[: LONGEST_CELL + 1]))
        elif value is None or isinstance(value, int | float | bool | datetime | date | time):
            shown.append(value)
        else:
            shown.append(str(value)[:LONGEST_CELL])
    return tuple(shown)


@dataclass(slots=True)
class _Marks:
    """What the sheet says beside its values, counted from 1: merged blocks as (first column, first row, last
    column, last row), and cells (row, column) with a formula that no program ever calculated."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    without_outcome: set[tuple[int, int]] = field(default_factory=set)


def _marks(content: bytes, path: str) -> _Marks:
    found = _Marks()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        name = path.lstrip("/")
        if name not in parts.namelist():
            return found
        with parts.open(name) as sheet:
            for _event, element in iterparse(sheet, events=("end",)):
                tag = element.tag.rsplit("}", 1)[-1]
                if tag == "mergeCell" and len(found.merged) < MOST_MERGED:
                    block = range_boundaries(element.get("ref", "A1:A1"))
                    found.merged.append(tuple(int(edge or 1) for edge in block))  # type: ignore[arg-type]
                elif tag == "c":
                    if _has_no_outcome(element) and len(found.without_outcome) < MOST_MERGED:
                        found.without_outcome.add(coordinate_to_tuple(element.get("r", "A1")))
                    element.clear()
                elif tag == "row":
                    element.clear()
    return found


def _has_no_outcome(cell: Any) -> bool:
    inside = {part.tag.rsplit("}", 1)[-1]: part.text for part in cell}
    return "f" in inside and not inside.get("v") and "is" not in inside


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
