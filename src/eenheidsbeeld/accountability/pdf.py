"""A sheet as PDF, tagged and in the type of the editions. Nothing stands in it that is not in the sheet."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.sheets import Sheet
from eenheidsbeeld.publishing.render import fonts
from eenheidsbeeld.publishing.render.pdf import STANDARDS

PDF = "application/pdf"
FOLDER = Path(__file__).resolve().parent / "typst"

_one_at_a_time = threading.Lock()


def as_pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """The sheet as bytes of a PDF file."""
    moment = at.astimezone(UTC).replace(microsecond=0)
    content = {
        "sheet": _spelled_out(asdict(sheet)),
        "to_fill": official_text("formulieren")["to_fill"],
        "made": {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")},
    }
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf", sys_inputs={"content": json.dumps(content)}, pdf_standards=STANDARDS, timestamp=moment
        )
    return bytes(made)


def _spelled_out(value: Any) -> Any:
    """Letters that the font does not have are written as words, as in the editions; a line break is no letter."""
    if isinstance(value, str):
        return "\n".join(fonts.spelled_out(line) for line in value.split("\n"))
    if isinstance(value, dict):
        return {key: _spelled_out(part) for key, part in value.items()}
    return [_spelled_out(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def _compiler() -> Any:
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])
    return typst.Compiler(
        str(FOLDER / "sheet.typ"), root=str(FOLDER), font_paths=known, ignore_system_fonts=True
    )  # fmt: skip
