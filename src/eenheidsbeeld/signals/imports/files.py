"""A file of any kind into a table, or a refusal in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.signals.imports.tables import MOST_BYTES, NotReadable, Table
from eenheidsbeeld.signals.imports.text_files import read_csv
from eenheidsbeeld.signals.imports.workbooks import read_workbook


def read_table(content: bytes, name: str) -> Table:
    """Read a CSV or XLSX file; raises NotReadable with the reason in words."""
    if not content.strip(b"\x00\r\n\t "):
        raise NotReadable(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise NotReadable(_("The file is larger than 20 MB. Split it and send the parts."))
    if content[:4] == b"PK\x03\x04":
        return read_workbook(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotReadable(_("This is an old or a locked Excel file. Save it as .xlsx without a password, or as CSV."))
    if content[:5] == b"%PDF-" or content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"GIF8"):
        raise NotReadable(_("This is not a spreadsheet. Choose a CSV or XLSX file."))
    return read_csv(content)
