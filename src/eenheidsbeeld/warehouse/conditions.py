"""A condition on rows, free of any engine: what a room decided about who may see, carried over to columns."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field holds one of these values; an empty field holds none of them."""

    field: str
    values: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Empty:
    """The field holds nothing."""

    field: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; without parts it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds; without parts it never holds."""

    parts: tuple[Condition, ...]


Condition = OneOf | Empty | Not | Every | Some
NOTHING = Some(())
