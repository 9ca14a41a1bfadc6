"""Tables of this room as files: CSV that no spreadsheet takes for formulas, and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from eenheidsbeeld.signals.exports import harmless

CSV = "text/csv; charset=utf-8"
JSON = "application/json"


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return held.getvalue().encode("utf-8-sig")


def as_json(entries: Sequence[dict[str, str]]) -> bytes:
    return json.dumps(list(entries), ensure_ascii=False, indent=2).encode()


def as_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One table as a workbook: its head stays in view, and no cell is a formula."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "".join(letter for letter in title if letter not in "[]:*?/\\")[:31]
    sheet.append([harmless(cell) for cell in head])
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    sheet.freeze_panes = "A2"
    book.properties.creator, book.properties.title = "Eenheidsbeeld", title
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
