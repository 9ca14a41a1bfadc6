"""A file of any kind into a table, or a refusal in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.classified import check_not_classified
from eenheidsbeeld.signals.imports.tables import MOST_BYTES, NotReadable, Table
from eenheidsbeeld.signals.imports.text_files import read_csv
from eenheidsbeeld.signals.imports.workbooks import read_workbook

# How files of other kinds begin; their name may say anything.
OTHER_KINDS = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"MZ\x90", b"{\\rtf", b"\x1f\x8b",
    b"II*\x00", b"MM\x00*", b"Rar!", b"7z\xbc\xaf",
)  # fmt: skip
MARKUP = (b"<?xml", b"<!doctype", b"<svg", b"<html")
_BEFORE_A_TAG = b"\xef\xbb\xbf\r\n\t "


def read_table(content: bytes, name: str) -> Table:
    """Read a CSV or XLSX file; raises NotReadable with the reason in words."""
    if not content.strip(b"\x00\r\n\t "):
        raise NotReadable(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise NotReadable(_("The file is larger than 20 MB. Split it and send the parts."))
    check_not_classified(name.rsplit(".", 1)[0].replace("_", " ").replace("-", " "))
    if content[:4] == b"PK\x03\x04":
        return read_workbook(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotReadable(_("This is an old or a locked Excel file. Save it as .xlsx without a password, or as CSV."))
    if _is_of_another_kind(content):
        raise NotReadable(_("This is not a spreadsheet. Choose a CSV or XLSX file."))
    return read_csv(content)


def _is_of_another_kind(content: bytes) -> bool:
    start = content[:200]
    return start.startswith(OTHER_KINDS) or start.lstrip(_BEFORE_A_TAG).lower().startswith(MARKUP)
