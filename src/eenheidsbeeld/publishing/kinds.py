"""What a kind of edition is: its sections in order, and who fills them. Rooms above register theirs here."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar, cast

from django.utils.functional import Promise

from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.publishing.blocks import Block
from eenheidsbeeld.publishing.models import Edition, EditionSection
from eenheidsbeeld.publishing.outward import goes_outside
from eenheidsbeeld.sharing.rules import Marking

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Compiling:
    """What a section gets to make its blocks: the edition, with whose eyes, as of when.

    `kept` is shared by the sections of one edition: what one of them asked, the next need not ask again.
    """

    edition: Edition
    section: EditionSection
    looker: Looker
    at: datetime
    kept: dict[str, object] = field(default_factory=dict)
    marking: Marking = Marking.AMBER

    @property
    def goes_outside(self) -> bool:
        """Whether it is read by more people than may know exact counts: then some things are not told at all."""
        return goes_outside(self.marking)

    def once(self, key: str, ask: Callable[[], Answer]) -> Answer:
        if key not in self.kept:
            self.kept[key] = ask()
        return cast("Answer", self.kept[key])


@dataclass(frozen=True, slots=True)
class SectionDefinition:
    """One section of a kind. `is_written`: editors add words to it; a computed section fills itself."""

    key: str
    title: str | Promise
    blocks: Callable[[Compiling], tuple[Block, ...]]
    is_written: bool = True
    help: str | Promise = ""


def _no_records(_edition: Edition, _looker: Looker) -> Collection[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """`regimes`: the laws under which the records are held that this edition rests on, as its recipients see them."""

    key: str
    title: str | Promise
    sections: tuple[SectionDefinition, ...]
    regimes: Callable[[Edition, Looker], Collection[str]] = _no_records

    def section(self, key: str) -> SectionDefinition:
        return next(section for section in self.sections if section.key == key)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def kind_called(key: str) -> Kind:
    return _kinds[key]
