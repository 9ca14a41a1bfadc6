"""What a spreadsheet is to us, whichever file it came in: a head and rows of plain values, within limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Reason, Refusal

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_EMPTY_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 30_000
LOOK_FOR_HEAD_IN = 15


class Broken(Enum):
    """A cell that shows no value: a formula that was never calculated, or one that went wrong."""

    FORMULA = "formula"
    ERROR = "error"


# As Excel writes them, in English and in Dutch.
EXCEL_ERRORS = frozenset(
    ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!",
     "#N/B", "#VERW!", "#NAAM?", "#WAARDE!", "#DEEL/0!", "#GETAL!", "#LEEG!")
)  # fmt: skip
Value = str | int | float | bool | datetime | date | time | Broken | None


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


def value_of(text: str) -> Value:
    """What stands in a cell with text: trimmed, empty is nothing, and an error of Excel is no text."""
    trimmed = text.strip()
    return Broken.ERROR if trimmed in EXCEL_ERRORS else trimmed or None


def table_of(rows: Iterable[Row], remarks: list[Reason]) -> Table:
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
            raise NotReadable(
                _("Row %(row)s of this file has more than 200 columns. Keep only the columns you want to send.")
                % {"row": row.number}
            )
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
