"""Which column holds what: guessed from the head and the cells, changed by the person who sends the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.signals.imports.tables import NotReadable, Table


class Column(StrEnum):
    TEXT = "text"
    TEXT_MORE = "text_more"
    DATE = "date"
    TIME = "time"
    REPORTED = "reported"
    AREA = "area"
    PLACE = "place"
    PHENOMENON = "phenomenon"
    BASIS = "basis"
    SOURCE_GRADE = "source_grade"
    CONTENT_GRADE = "content_grade"
    LINK = "link"
    LEAVE_OUT = "leave_out"


# Heads as people write them. A head that means a person is never taken in, so it is not listed.
WORDS = {
    Column.TEXT: ("signaal", "tekst", "omschrijving", "melding", "wat", "bericht", "beschrijving", "inhoud", "text"),
    Column.TEXT_MORE: ("toelichting", "opmerking", "opmerkingen", "bijzonderheden", "titel", "onderwerp", "context"),
    Column.DATE: ("datum", "wanneer", "dag", "datumvoorval", "datumgebeurtenis", "pleegdatum", "date"),
    Column.TIME: ("tijd", "tijdstip", "uur", "aanvang", "time"),
    Column.REPORTED: ("gemeldop", "meldingsdatum", "datummelding", "ontvangenop", "gemeld", "registratiedatum"),
    Column.AREA: ("gemeente", "gemeentenaam", "gemeentecode", "gm", "municipality"),
    Column.PLACE: ("plaats", "locatie", "wijk", "buurt", "kern", "waar", "plek", "dorp", "straat", "place"),
    Column.PHENOMENON: ("fenomeen", "thema", "soort", "categorie", "type"),
    Column.BASIS: ("grond", "eep", "basis"),
    Column.SOURCE_GRADE: ("betrouwbaarheid", "bronwaardering", "betrouwbaarheidbron", "bron"),
    Column.CONTENT_GRADE: ("inhoudwaardering", "waardering", "bevestigd", "zekerheid"),
    Column.LINK: ("link", "url", "website", "webadres"),
}
ONE_EACH = set(Column) - {Column.TEXT_MORE, Column.LEAVE_OUT}
LONG_ENOUGH_FOR_TEXT = 25.0


def guess_columns(table: Table) -> dict[int, Column]:
    """A guess per column, counted from 0; the longest column is the text when no head says so."""
    guessed: dict[int, Column] = {}
    for index, head in enumerate(table.head):
        column = _by_head(head)
        if column in ONE_EACH and column in guessed.values():
            column = Column.LEAVE_OUT
        guessed[index] = column
    if Column.TEXT not in guessed.values() and (longest := _longest(table)) is not None:
        guessed[longest] = Column.TEXT
    return guessed


def _by_head(head: str) -> Column:
    plain = re.sub(r"[^a-z]", "", head.lower())
    for column, words in WORDS.items():
        if plain in words:
            return column
    for column, words in WORDS.items():
        if any(len(word) > 4 and plain.startswith(word) for word in words):
            return column
    return Column.LEAVE_OUT


def _longest(table: Table) -> int | None:
    """The column with the longest cells, when they are long enough to be sentences."""
    sample = table.rows[:50]
    best: tuple[float, int] = (LONG_ENOUGH_FOR_TEXT, -1)
    for index in range(len(table.head)):
        cells = [row.values[index] for row in sample if index < len(row.values)]
        lengths = [len(cell) for cell in cells if isinstance(cell, str)]
        if lengths:
            best = max(best, (sum(lengths) / len(lengths), index))
    return best[1] if best[1] >= 0 else None


def chosen_columns(table: Table, posted: Mapping[str, str]) -> dict[int, Column]:
    """What the person chose, as `column-0=text`; columns that were not posted keep the guess."""
    chosen = guess_columns(table)
    for index in range(len(table.head)):
        value = posted.get(f"column-{index}", "")
        if value in set(Column):
            chosen[index] = Column(value)
    return chosen


def check_columns(columns: Mapping[int, Column]) -> None:
    """Raise when no column holds the text, or two columns claim to be the same thing."""
    found = list(columns.values())
    if Column.TEXT not in found:
        raise NotReadable(_("Say which column holds the text of the signal."))
    if any(found.count(column) > 1 for column in ONE_EACH):
        raise NotReadable(_("Two columns have the same meaning. Choose one, and leave the other out."))
