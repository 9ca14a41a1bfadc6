"""The page: the reading form through small templates, one per block, in the order it is read."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from eenheidsbeeld.publishing.blocks import Section, Snapshot
from eenheidsbeeld.publishing.render.figures import Figures, Geometry, draw_figures
from eenheidsbeeld.publishing.render.links import page_address
from eenheidsbeeld.publishing.render.reading import Reading, read, read_section

FOLDER = "publishing/blocks"
NOTICE_LOOKS = {"information": "info", "warning": "warning", "correction": "warning", "urgent": "error"}


def context(
    snapshot: Snapshot, *, geometry: Geometry = (), figures: Figures | None = None, explore: str = ""
) -> dict[str, Any]:
    """What the templates in `publishing/blocks/` need: `edition`, `head`, `sections`, `labels`.

    `explore` is the address below which the specification of a chart is found, by its key.
    """
    edition = read(snapshot)
    drawn = draw_figures(snapshot, geometry) if figures is None else figures
    return {
        "edition": edition,
        "head": edition["head"],
        "labels": edition["meta"]["labels"],
        "sections": [_for_page(section, drawn, explore) for section in edition["sections"]],
    }


def render(
    snapshot: Snapshot, *, geometry: Geometry = (), figures: Figures | None = None, explore: str = ""
) -> SafeString:
    """The whole edition as one article, with its head."""
    values = context(snapshot, geometry=geometry, figures=figures, explore=explore)
    with override(snapshot.language):
        return render_to_string(f"{FOLDER}/edition.html", values)


def render_section(
    section: Section, *, figures: Figures | None = None, language: str = "nl", explore: str = ""
) -> SafeString:
    """One section, for the page on which it is being edited."""
    reading, labels = read_section(section, language)
    with override(language):
        values = {"section": _for_page(reading, figures or {}, explore), "labels": labels}
        return render_to_string(f"{FOLDER}/section.html", values)


def _for_page(section: Reading, figures: Figures, explore: str) -> Reading:
    blocks = [_block_for_page(block, figures, explore) for block in section["blocks"]]
    return {**section, "blocks": list(_paired(blocks))}


def _block_for_page(block: Reading, figures: Figures, explore: str) -> Reading:
    meta = dict(block["meta"])
    if "figure" in meta:
        # Our own drawing, cleaned in `svg.py`; what people wrote stands in it escaped.
        meta["picture"] = mark_safe(figures.get(meta["figure"], ""))  # noqa: S308
        meta["explore"] = f"{explore}{meta['figure']}/" if explore and meta["type"] == "chart" else ""
    if "link" in meta:
        meta["link"] = page_address(meta["link"])
    if meta["type"] == "notice":
        meta["look"] = NOTICE_LOOKS[meta["kind"]]
    if meta["type"] == "table":
        block = {**block, "rows": [_with_labels(row, block["columns"]) for row in block["rows"]]}
    # In a template `block.items` would be the method of the dictionary.
    return {**block, "meta": meta, "items_": block.get("items", [])}


def _with_labels(row: list[Reading], columns: list[Reading]) -> list[Reading]:
    """On a phone a row becomes a block, and each cell says what its column says."""
    return [{**cell, "label": column["text"]} for cell, column in zip(row, columns, strict=True)]


def _paired(blocks: list[Reading]) -> Iterable[Reading]:
    """Map and table of the same levels stand side by side where there is room: the glance."""
    waiting = None
    for block in blocks:
        if waiting is not None and block["meta"]["type"] == "level_table":
            yield {"meta": {"type": "glance"}, "map": waiting, "levels": block}
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = block if block["meta"]["type"] == "level_map" else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting
