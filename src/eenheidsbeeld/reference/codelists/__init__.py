"""Code lists as rows: English texts are message ids, their Dutch also goes to locale/nl/parts/reference.po."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class PhenomenonRow:
    """A kind of unrest: behaviour or feeling, never a group of residents, never what a protest is about."""

    code: str
    label: str
    label_nl: str
    definition: str
    definition_nl: str
    is_not: str
    is_not_nl: str


@cache
def phenomena() -> tuple[PhenomenonRow, ...]:
    with (FOLDER / "phenomena.csv").open(encoding="utf-8", newline="") as file:
        return tuple(PhenomenonRow(**row) for row in csv.DictReader(file))
