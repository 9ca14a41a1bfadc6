"""The PDF: tagged, PDF/UA-1 and PDF/A-2a as typst declares it; data enters as JSON, never as markup."""

import json
import re
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from eenheidsbeeld.publishing.blocks import Snapshot
from eenheidsbeeld.publishing.render import fonts, levels
from eenheidsbeeld.publishing.render.figures import Figures, Geometry, draw_figures
from eenheidsbeeld.publishing.render.links import web_address
from eenheidsbeeld.publishing.render.reading import read, texts

FOLDER = Path(__file__).resolve().parent / "typst"
TEMPLATE = FOLDER / "edition.typ"
STANDARDS = ["ua-1", "a-2a"]
LONGEST_WORD = 24

_one_at_a_time = threading.Lock()


def render(
    snapshot: Snapshot, *, geometry: Geometry = (), figures: Figures | None = None, base_url: str = ""
) -> bytes:
    """The edition as PDF. `base_url` makes the links to evidence work outside the application."""
    made_at = _timestamp(snapshot)
    edition = read(snapshot)
    drawn = draw_figures(snapshot, geometry) if figures is None else figures
    content = {
        "edition": _for_print(edition, base_url),
        "long_words": _has_long_words(edition),
        "figures": drawn,
        "tall": {key: _height_by_width(picture) for key, picture in drawn.items()},
        "marks": _marks(),
        "made": _moment_parts(made_at),
    }
    with _one_at_a_time:
        made = _compiler().compile(
            format="pdf",
            sys_inputs={"content": json.dumps(content)},
            pdf_standards=STANDARDS,
            timestamp=made_at,
        )
    return bytes(made)


@cache
def _compiler() -> Any:
    """One compiler for the life of the process: the second edition takes a tenth of the first."""
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])
    return typst.Compiler(str(TEMPLATE), root=str(FOLDER), font_paths=known, ignore_system_fonts=True)


def _timestamp(snapshot: Snapshot) -> datetime:
    # Never the clock: the same snapshot gives the same file. A PDF counts in whole seconds.
    released_at = snapshot.released_at or datetime(2000, 1, 1, tzinfo=UTC)
    return released_at.astimezone(UTC).replace(microsecond=0)


def _height_by_width(picture: str) -> float:
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    return float(size[2]) / float(size[1]) if size else 1.0


def _moment_parts(value: datetime) -> dict[str, int]:
    return {name: getattr(value, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _for_print(value: Any, base_url: str) -> Any:
    if isinstance(value, str):
        return fonts.spelled_out(value)
    if isinstance(value, list):
        return [_for_print(part, base_url) for part in value]
    if isinstance(value, dict):
        return {
            key: _links(part, base_url) if key == "meta" else _for_print(part, base_url)
            for key, part in value.items()
        }
    return value


def _links(meta: dict[str, Any], base_url: str) -> dict[str, Any]:
    ready = {**meta, "alt": fonts.spelled_out(meta.get("alt", ""))}
    if "link" in meta:
        ready["link"] = web_address(meta["link"], base_url)
    return ready


def _has_long_words(value: Any) -> bool:
    """Rare, and costly to look for in typst, so it is looked for here."""
    return any(len(word) > LONGEST_WORD for text in texts(value) for word in text.split(" "))


@cache
def _marks() -> dict[str, Any]:
    """The colours of the levels, the same as on the map."""
    return {
        level: {"fill": levels.ground(level), "dark": level in ("3", "4")}
        for level in ("0", "1", "2", "3", "4", "not_set", "no_data")
    }
