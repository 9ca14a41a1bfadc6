"""The Word file: real headings, lists and tables, pictures with their text, and the same words as page and PDF."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.shared import Mm

from eenheidsbeeld.publishing.blocks import Snapshot
from eenheidsbeeld.publishing.render import docx_parts as parts
from eenheidsbeeld.publishing.render.figures import Figures, Geometry, draw_figures
from eenheidsbeeld.publishing.render.links import web_address
from eenheidsbeeld.publishing.render.reading import Reading, read
from eenheidsbeeld.publishing.render.words import visible


def render(
    snapshot: Snapshot, *, geometry: Geometry = (), figures: Figures | None = None, base_url: str = ""
) -> bytes:
    """The edition as Word file; the same snapshot gives the same bytes."""
    edition = read(snapshot)
    drawn = draw_figures(snapshot, geometry) if figures is None else figures
    document = Document()
    parts.prepare(document, edition["meta"]["language"])
    _properties(document, snapshot, edition)
    parts.head_and_foot(document, edition)
    _first_page(document, edition)
    for section in edition["sections"]:
        document.add_heading(f"{section['number']} {section['title']}", level=2)
        for block in section["blocks"]:
            WRITERS[block["meta"]["type"]](document, block, drawn, base_url)
    for fact in edition["colophon"]:
        parts.definition(document, fact, style="Small")
    return _same_bytes(document)


def _properties(document: Any, snapshot: Snapshot, edition: Reading) -> None:
    properties = document.core_properties
    properties.title = parts.printable(edition["head"]["title"])[:255]
    properties.language = edition["meta"]["language"]
    properties.author = parts.printable(visible(snapshot.owner))[:255]
    properties.subject = parts.printable(edition["head"]["marking"])[:255]
    properties.comments = ""
    properties.revision = max(1, snapshot.version)
    moment = snapshot.released_at.astimezone(UTC) if snapshot.released_at else datetime(2000, 1, 1, tzinfo=UTC)
    properties.created = properties.modified = moment.replace(tzinfo=None)


def _first_page(document: Any, edition: Reading) -> None:
    head = edition["head"]
    line = document.add_paragraph(style="Small")
    parts.marking(line, head["marking"], edition["meta"]["marking"])
    parts.run(line, "  " + head["marking_meaning"])
    document.add_heading(head["title"], level=1)
    parts.paragraph(document, head["area"], style="Area")
    parts.paragraph(document, head["period"])
    parts.paragraph(document, head["status"], style="Small")
    if head["warning"]:
        parts.framed(document, head["warning"], head["warning_sentence"])
    if head["invented"]:
        parts.paragraph(document, head["invented"], style="Small")


def _heading(document: Any, block: Reading, *_: Any) -> None:
    document.add_heading(parts.printable(block["text"]), level=block["meta"]["level"])


def _paragraph(document: Any, block: Reading, *_: Any) -> None:
    for line in block["lines"]:
        parts.paragraph(document, line)


def _key_messages(document: Any, block: Reading, *_: Any) -> None:
    parts.paragraph(document, block["label"], style="Area", keep=True)
    parts.numbered(document, block["items"])


def _bullet_list(document: Any, block: Reading, *_: Any) -> None:
    for item in block["items"]:
        parts.paragraph(document, item, style="List Bullet")


def _definition_list(document: Any, block: Reading, *_: Any) -> None:
    for item in block["items"]:
        parts.definition(document, item)


def _statement(document: Any, block: Reading, _figures: Figures, base_url: str) -> None:
    judged = block["meta"]["judged"]
    parts.paragraph(document, block["text"], style="Statement" if judged else "Normal", keep=judged)
    if not any(block[key] for key in ("likelihood", "confidence", "reason", "author", "evidence")):
        return
    about = document.add_paragraph(style="About statement")
    for key in ("likelihood", "confidence", "reason", "author"):
        if block[key]:
            parts.run(about, block[key], bold=key == "likelihood")
            parts.run(about, "  ")
    address = web_address(block["meta"]["link"], base_url)
    if address and block["evidence"]:
        parts.link(about, block["evidence"], address)
    elif block["evidence"]:
        parts.run(about, block["evidence"])


def _table(document: Any, block: Reading, *_: Any) -> None:
    parts.paragraph(document, block["caption"], style="Caption", keep=True)
    titles = [column["text"] for column in block["columns"]]
    kinds = [column["meta"]["kind"] for column in block["columns"]]
    table = parts.table(document, titles, parts.widths_for(titles, kinds, block["rows"]))
    for row in block["rows"]:
        for cell, content in zip(table.add_row().cells, row, strict=True):
            parts.fill(cell, content)
    numbers = tuple(place for place, kind in enumerate(kinds) if kind == "number")
    parts.finish(table, document, size=6.5 if len(kinds) > 6 else 9, right=numbers, note=block.get("note", ""))


def _level_table(document: Any, block: Reading, *_: Any) -> None:
    parts.paragraph(document, block["caption"], style="Caption", keep=True)
    table = parts.table(document, [column["text"] for column in block["columns"]], [95, 75])
    for row in block["rows"]:
        place, level = table.add_row().cells
        parts.fill_two(place, row["name"], row["reason"])
        parts.fill(level, {"level": row["level"]})
        if row["direction"]:
            parts.add_direction(level, row["direction"])
    parts.finish(table, document, note=block["note"])


def _level_map(document: Any, block: Reading, figures: Figures, _base_url: str) -> None:
    parts.paragraph(document, block["title"], style="Caption", keep=True)
    parts.picture(
        document,
        figures.get(block["meta"]["figure"], ""),
        block["meta"]["alt"],
        Mm(76 if block["meta"]["few"] else 150),
    )
    # The list is the legend of the map: its lines stay on one sheet, with what they explain.
    parts.paragraph(document, block["sentence"], keep=True)
    for group in block["groups"]:
        line = document.add_paragraph(style="List Bullet")
        line.paragraph_format.keep_with_next = True
        parts.level(line, group["level"])
        parts.run(line, "  " + group["names"])
    parts.paragraph(document, block["source"], style="Small")


def _chart(document: Any, block: Reading, figures: Figures, base_url: str) -> None:
    parts.paragraph(document, block["title"], style="Caption", keep=True)
    parts.paragraph(document, block["subtitle"], style="Small", keep=True)
    parts.picture(document, figures.get(block["meta"]["figure"], ""), block["meta"]["alt"], Mm(135))
    parts.paragraph(document, block["sentence"])
    parts.paragraph(document, block["source"], style="Small")
    _table(document, block, figures, base_url)


def _notice(document: Any, block: Reading, *_: Any) -> None:
    parts.framed(document, block["label"], block["text"])


def _gap(document: Any, block: Reading, *_: Any) -> None:
    line = document.add_paragraph(style="Statement")
    parts.run(line, block["label"], bold=True)
    parts.run(line, "  " + block["text"])


def _partners(document: Any, block: Reading, *_: Any) -> None:
    parts.paragraph(document, block["caption"], style="Caption", keep=True)
    table = parts.table(document, [column["text"] for column in block["columns"]], [50, 55, 65])
    for row in block["rows"]:
        party, answer, words = table.add_row().cells
        parts.fill_two(party, row["party"], row["function"])
        parts.fill(answer, {"text": row["answer"]})
        parts.fill(words, {"text": row["text"]})
    parts.finish(table, document)


WRITERS: dict[str, Callable[..., None]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "key_messages": _key_messages,
    "bullet_list": _bullet_list,
    "definition_list": _definition_list,
    "statement": _statement,
    "table": _table,
    "level_table": _level_table,
    "level_map": _level_map,
    "chart": _chart,
    "notice": _notice,
    "gap": _gap,
    "partners": _partners,
}


def _same_bytes(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return parts.without_clock(made.getvalue())
