"""A document as a list of parts: the same parts are drawn on a page and written as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class ToFill:
    """What the product cannot know: a person fills it in. Marked, so that nobody takes it for an answer."""

    text: str
    kind: str = "to_fill"


@dataclass(frozen=True, slots=True)
class Points:
    items: tuple[str, ...]
    kind: str = "points"


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is said of them."""

    pairs: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Grid:
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "grid"

    @property
    def titled_rows(self) -> list[list[tuple[str, str]]]:
        """Each cell with the title of its column: on a phone a row is a block, and the titles stand in it."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Where a text stood that is not given: the ground alone. The text itself never comes into a sheet."""

    ground: str
    kind: str = "withheld"


Part = Heading | Text | ToFill | Points | Facts | Grid | Withheld


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    about: str
    parts: tuple[Part, ...]

    @property
    def to_fill(self) -> int:
        """How many places wait for a person."""
        return sum(1 for part in self.parts if isinstance(part, ToFill))


def grid(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Grid:
    return Grid(caption, tuple(head), tuple(tuple(str(cell) for cell in row) for row in rows))
