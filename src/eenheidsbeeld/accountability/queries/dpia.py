"""The DPIA template, filled with what the code knows about itself; what people must answer is marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from eenheidsbeeld.accountability.official_texts import official_text
from eenheidsbeeld.accountability.queries.algorithms import algorithms
from eenheidsbeeld.accountability.queries.register import DUTCH, partners_rows, register_grid, terms_grid
from eenheidsbeeld.accountability.rules import KEEPERS
from eenheidsbeeld.accountability.sheets import Grid, Heading, Part, Points, Sheet, Text, ToFill, grid
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.core.viewer import Viewer


def dpia_sheet(viewer: Viewer) -> Sheet:
    """Chapter by chapter: fixed words, tables from the code, and what a person fills in."""
    check_role(viewer.roles, *KEEPERS)
    with override(DUTCH):
        about = official_text("formulieren")["dpia"]
        parts: list[Part] = []
        for chapter in official_text("dpia")["chapter"]:
            parts += _chapter(chapter, viewer)
        return Sheet(about["title"], about["about"], tuple(parts))


def _chapter(chapter: dict[str, Any], viewer: Viewer) -> list[Part]:
    parts: list[Part] = [Heading(chapter["title"])]
    if text := chapter.get("text"):
        parts.append(Text(text))
    if points := chapter.get("points"):
        parts.append(Points(tuple(points)))
    if table := chapter.get("table"):
        parts.append(TABLES[table](viewer))
    return parts + [ToFill(question) for question in chapter.get("fill", ())]


def _partners(viewer: Viewer) -> Grid:
    return grid("", official_text("dpia")["tables"]["partners"], partners_rows(viewer))


def _risks(_viewer: Viewer) -> Grid:
    rows = [(one["risk"], one["measure"], ", ".join(one["tested"])) for one in official_text("dpia")["risk"]]
    return grid("", official_text("dpia")["tables"]["risks"], rows)


def _suggestions(viewer: Viewer) -> Grid:
    rows = [(one.name, one.person, one.switch_in_words) for one in algorithms(viewer)]
    return grid("", official_text("dpia")["tables"]["suggestions"], rows)


TABLES: dict[str, Callable[[Viewer], Grid]] = {
    "register": lambda _viewer: register_grid(),
    "terms": lambda _viewer: terms_grid(),
    "partners": _partners,
    "risks": _risks,
    "suggestions": _suggestions,
}
