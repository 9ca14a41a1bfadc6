"""What stands around the cells of a workbook: its properties, the names of its sheets, heads and feet of its pages.

A classification is often written there and nowhere else. Read as plain text, in bounded pieces; nothing is parsed.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator

PROPERTIES = ("docProps/core.xml", "docProps/custom.xml", "docProps/app.xml")
MOST_OF_A_PART = 200_000
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SHEET_NAME = re.compile(r"<sheet [^<>]{0,400}?name=\"([^\"<>]{0,200})\"")
_PAGE_EDGE = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]{0,2000})<")
# How Excel writes where and in what type a head stands: &L left, &"Arial,Bold", &12 points.
_LAYOUT = re.compile(r"&(?:\"[^\"]{0,60}\"|[LCRBIUESXYPNDTFAGZ]|K[0-9A-F]{6}|\d{1,3})")


def texts_around(content: bytes) -> Iterator[str]:
    """Texts of the workbook outside its cells, one by one."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = set(parts.namelist())
        for name in PROPERTIES:
            if name in names:
                yield html.unescape(_TAG.sub("\n", _end_of(parts, name)))
        if "xl/workbook.xml" in names:
            yield "\n".join(_SHEET_NAME.findall(_end_of(parts, "xl/workbook.xml")))
        for name in sorted(names):
            if name.startswith("xl/worksheets/"):
                yield "\n".join(_shown(edge) for edge in _PAGE_EDGE.findall(_end_of(parts, name)))


def _shown(edge: str) -> str:
    return _LAYOUT.sub("\n", html.unescape(edge))


def _end_of(parts: zipfile.ZipFile, name: str) -> str:
    """The last piece of a part, where heads and feet of pages stand; of a small part all of it."""
    end = b""
    with parts.open(name) as opened:
        while piece := opened.read(1 << 20):
            end = (end + piece)[-MOST_OF_A_PART:]
    return end.decode("utf-8", "replace")
