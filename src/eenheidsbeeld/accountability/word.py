"""A sheet as Word file, in the type of the editions. Nothing stands in it that is not in the sheet."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from docx import Document

from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.sheets import Facts, Grid, Heading, Points, Sheet, Text, ToFill, Withheld
from eenheidsbeeld.publishing.render import docx_parts as parts

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET_WIDTH = 170


def as_word(sheet: Sheet, *, at: datetime) -> bytes:
    """The sheet as bytes of a Word file."""
    document = Document()
    parts.prepare(document, "nl")
    _properties(document, sheet, at)
    document.add_heading(parts.printable(sheet.title), level=1)
    parts.paragraph(document, sheet.about, style="Small")
    for part in sheet.parts:
        WRITERS[type(part)](document, part)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _properties(document: Any, sheet: Sheet, at: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = sheet.title[:255], "Eenheidsbeeld", ""
    properties.language = "nl-NL"
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)


def _heading(document: Any, part: Heading) -> None:
    document.add_heading(parts.printable(part.text), level=part.level)


def _text(document: Any, part: Text) -> None:
    for line in part.text.split("\n"):
        parts.paragraph(document, line)


def _to_fill(document: Any, part: ToFill) -> None:
    parts.framed(document, official_text("formulieren")["to_fill"], part.text)


def _points(document: Any, part: Points) -> None:
    for item in part.items:
        parts.paragraph(document, item, style="List Bullet")


def _facts(document: Any, part: Facts) -> None:
    for term, text in part.pairs:
        parts.definition(document, {"term": term, "text": text})


def _grid(document: Any, part: Grid) -> None:
    parts.paragraph(document, part.caption, style="Caption", keep=True)
    made = parts.table(document, list(part.head), [SHEET_WIDTH / len(part.head)] * len(part.head))
    for row in part.rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            parts.run(cell.paragraphs[0], value)
    parts.paragraph(document, "", style="Small")


def _withheld(document: Any, part: Withheld) -> None:
    parts.blacked(document.add_paragraph(), part.ground)


WRITERS: dict[type, Callable[[Any, Any], None]] = {
    Heading: _heading, Text: _text, ToFill: _to_fill, Points: _points, Facts: _facts, Grid: _grid,
    Withheld: _withheld,
}  # fmt: skip
