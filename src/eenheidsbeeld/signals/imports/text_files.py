"""Reading CSV: which encoding, which separator, and rows by the number that people count."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Reason
from eenheidsbeeld.signals.imports.tables import LONGEST_CELL, NotReadable, Row, Table, table_of, value_of


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


def read_csv(content: bytes) -> Table:
    text, encoding = decode(content)
    if text.count("\x00"):
        raise NotReadable(_("This is not a spreadsheet. Choose a CSV or XLSX file."))
    separator, text = _separator(text)
    remarks: list[Reason] = [_ENCODINGS[encoding], _SEPARATORS[separator]]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = _numbered_lines(reader)
    return table_of(rows, remarks)


def _numbered_lines(reader: Any) -> Iterator[Row]:
    """Rows by count, not by line: a cell may hold line breaks, and people count rows."""
    before = csv.field_size_limit(LONGEST_CELL * 4)
    number = 0
    try:
        for number, values in enumerate(reader, start=1):
            yield Row(number, tuple(value_of(value) for value in values))
    except csv.Error:
        raise NotReadable(
            _("A cell in row %(row)s is far too long. Is a quotation mark missing? Mend it and send the file again.")
            % {"row": number + 1}
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
