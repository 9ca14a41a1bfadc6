"""The fonts that we ship, and which characters they can draw."""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
TEXT_FONT = "Fira Sans"
FAMILIES = (TEXT_FONT, "Noto Sans Arabic", "Noto Emoji")


@cache
def drawable() -> frozenset[int]:
    """Every code point that one of our fonts has a glyph for."""
    # The cursive cut has fewer characters than the upright one, so it does not count.
    files = (path for path in FOLDER.glob("*.ttf") if "Italic" not in path.name)
    return frozenset().union(*(_code_points(path) for path in files))


def spelled_out(text: str) -> str:
    """The text with each character that we cannot draw replaced by its number, so that none vanishes."""
    if text.isascii():
        return text
    known = drawable()
    return "".join(c if ord(c) in known or c in "\u200c\u200d\ufe0e\ufe0f" else f"[U+{ord(c):04X}]" for c in text)


def shortened(text: str, most: int = 60) -> str:
    """A text that has to fit in a picture."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _code_points(path: Path) -> set[int]:
    """Read the character map of a TrueType font (tables of format 4 and 12)."""
    data = path.read_bytes()
    start = _table(data, b"cmap")
    points: set[int] = set()
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        (offset,) = struct.unpack_from(">I", data, start + 4 + 8 * number + 4)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == 4:
            points |= _short_map(data, start + offset)
        elif form == 12:
            points |= _long_map(data, start + offset)
    return points


def _table(data: bytes, name: bytes) -> int:
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise ValueError(f"no table {name!r} in this font")


def _short_map(data: bytes, at: int) -> set[int]:
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
    return {point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1)} - {0xFFFF}


def _long_map(data: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    points: set[int] = set()
    for number in range(groups):
        first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * number)
        points.update(range(first, last + 1))
    return points
