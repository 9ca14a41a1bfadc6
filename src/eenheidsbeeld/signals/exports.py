"""A list of signals as a file that can be opened safely: formulas are made harmless, origin and marking go along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import DUTCH_TIME, Week
from eenheidsbeeld.core.references import shown_reference
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.sharing.labels import MARKING_LABELS, PURPOSE_LABELS, REGIME_LABELS
from eenheidsbeeld.sharing.rules import ORDER, Marking, Purpose, Regime, ground_of
from eenheidsbeeld.signals import labels
from eenheidsbeeld.signals.filters import IN_ADDRESS, SignalFilters
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import SignalState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def as_file(kind: str, signals: Sequence[Signal], filters: SignalFilters, at: datetime) -> tuple[bytes, str]:
    """The bytes of a CSV or XLSX file, and its content type."""
    rows = [*_about(signals, filters, at), [], _head(), *_rows(signals)]
    if kind == "xlsx":
        return _workbook(rows), XLSX
    return _csv(rows), "text/csv; charset=utf-8"


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever somebody typed."""
    if not value.isprintable():
        value = "".join(letter for letter in value if letter in "\n\t" or letter.isprintable())
    return f"'{value}" if value.lstrip(" ").startswith(STARTS_A_FORMULA) else value


def strictest(signals: Iterable[Signal]) -> Marking:
    """The marking of the file as a whole: that of its strictest row."""
    return min((Marking(one.marking) for one in signals), key=ORDER.index, default=Marking.AMBER)


def _about(signals: Sequence[Signal], filters: SignalFilters, at: datetime) -> list[list[str]]:
    chosen = "; ".join(f"{IN_ADDRESS[name]}: {value}" for name, value in filters.as_dict().items() if name != "after")
    laws = sorted({str(REGIME_LABELS[Regime(one.regime)]) for one in signals})
    return [
        ["Eenheidsbeeld", _("Signals")],
        [_("Marking"), str(MARKING_LABELS[strictest(signals)])],
        [_("Held under"), ", ".join(laws) or "-"],
        [_("Filter"), chosen or _("none")],
        [_("Made at"), f"{at.astimezone(DUTCH_TIME):%d-%m-%Y %H.%M}"],
        [_("Number of signals"), str(len(signals))],
        [_("Do not share this file further than its marking allows. Destroy it when you are done.")],
    ]


def _head() -> list[str]:
    return [
        _("Reference"), _("Brought in by"), _("Text"), _("Municipality"), _("Place"), _("Happens from"),
        _("Happens until"), _("Reported"), _("Taken in"), _("Week"),
        _("Kind of unrest"), _("State"), _("Source"), _("Content"),
        _("Channel"), _("Marking"), _("Held under"), _("Purpose"), _("Ground"),
    ]  # fmt: skip


def _rows(signals: Sequence[Signal]) -> list[list[str]]:
    names = areas.names_of(one.area_code for one in signals)
    kinds, said = phenomena.labels(), _labels()
    return [
        [
            shown_reference(one.reference),
            one.owner.name,
            one.shown_text,  # type: ignore[attr-defined]
            names.get(one.area_code, one.area_code),
            one.place_name,
            _moment(one.event_from, one.event_time_known),
            _moment(one.event_to, one.event_time_known),
            _moment(one.reported_at, True),
            _moment(one.received_at, True),
            str(Week.of(one.received_at)),
            kinds.get(one.phenomenon, one.phenomenon),
            said[SignalState, one.state],
            said[labels.SourceGrade, one.source_grade],
            said[labels.ContentGrade, one.content_grade],
            said[labels.Channel, one.channel],
            said[Marking, one.marking],
            said[Regime, one.regime],
            said[Purpose, one.purpose],
            str(ground_of(one.purpose, one.regime)),
        ]
        for one in signals
    ]


def _labels() -> dict[tuple[type[StrEnum], str], str]:
    """What every value is called in the language of this file: looked up once and not for each cell."""
    tables: tuple[Mapping[Any, Any], ...] = (
        labels.STATE_LABELS, labels.SOURCE_GRADE_LABELS, labels.CONTENT_GRADE_LABELS, labels.CHANNEL_LABELS,
        MARKING_LABELS, REGIME_LABELS, PURPOSE_LABELS,
    )  # fmt: skip
    return {(type(value), str(value)): str(label) for table in tables for value, label in table.items()}


def _moment(at: datetime | None, time_known: bool) -> str:
    if at is None:
        return ""
    here = at.astimezone(DUTCH_TIME)
    day = f"{here.day:02}-{here.month:02}-{here.year}"
    return f"{day} {here.hour:02}.{here.minute:02}" if time_known else day


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """With a mark of UTF-8 and semicolons, because that is how Dutch Excel opens it right."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _workbook(rows: Iterable[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Signals"))
    cells: list[WriteOnlyCell] = []
    for row in rows:
        cells += [WriteOnlyCell(sheet) for _more in row[len(cells) :]]
        sheet.append([_filled(cell, value) for cell, value in zip(cells, row, strict=False)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _filled(cell: WriteOnlyCell, value: str) -> WriteOnlyCell:
    """A row is written as soon as it is added, so the next one is put into the same cells."""
    cell.value = harmless(value)[:32_000]
    cell.data_type = "s"  # text, whatever it looks like
    return cell
