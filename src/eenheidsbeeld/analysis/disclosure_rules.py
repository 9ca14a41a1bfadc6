"""The rules for small numbers, as values: what may be shown, of what, in which shape.

They hold for everything marked GREEN or CLEAR and for everything that leaves the application; inside the
closed circle exact counts are shown by authorisation and logged. Models: Statistics Netherlands rounds
municipal crime figures to fives, totals included; OpenSAFELY drops small counts and then rounds.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum, StrEnum

GROUP_POINTING = frozenset({"sovereigns", "asylum_tension", "distant_conflict", "vigilantism"})
"""Phenomena that point to a group: outside the circle only per unit and per quarter, whatever the count."""


class Shown(IntEnum):
    """How a cell appears; "no data" and "0-4" are different things and get different hatches on a map."""

    NO_DATA = 0
    SMALL = 1
    ROUNDED = 2
    WITHHELD = 3


class AreaKind(StrEnum):
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    UNIT = "unit"
    COUNTRY = "country"


class PeriodKind(StrEnum):
    WEEK = "week"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Rule:
    """Counts 0 up to `smallest` - 1 are one class; everything else is a multiple of `step`.

    `step` follows `smallest` so that the classes meet. A total covers at least `members` municipalities. A
    rate has a denominator of at least `denominator`. No small cell is narrowed to under `room` + 1 values.
    """

    smallest: int = 5
    step: int = 5
    members: int = 3
    denominator: int = 50
    room: int = 3

    def __post_init__(self) -> None:
        if self.smallest != self.step or self.step % 2 == 0 or self.step < 3:
            raise ValueError("smallest and step must be the same odd number, at least 3")


DEFAULT_RULE = Rule()


class NotPublishable(ValueError):
    """This shape of publication is refused; the message says why."""


def may_publish_phenomenon(phenomenon: str, area: AreaKind, period: PeriodKind) -> bool:
    """Whether this phenomenon may be shown at all for this kind of area and period."""
    if phenomenon not in GROUP_POINTING:
        return True
    return area in {AreaKind.UNIT, AreaKind.COUNTRY} and period in {PeriodKind.QUARTER, PeriodKind.YEAR}


@dataclass(frozen=True)
class Partition:
    """The one division of time and place that is published; any other cut would allow subtraction."""

    areas: frozenset[str]
    period: PeriodKind

    def check(self, areas: Collection[str], period: PeriodKind) -> None:
        """Refuse another period, an area outside the division, or "all minus one"."""
        if period is not self.period:
            raise NotPublishable(f"published per {self.period}, not per {period}")
        outside = sorted(set(areas) - self.areas)
        if outside:
            raise NotPublishable(f"not in the fixed division: {', '.join(outside)}")
        if set(areas) != self.areas:
            raise NotPublishable("the fixed division is published whole, not a part of it")


def may_publish_alert(events: int, phenomenon: str, rule: Rule = DEFAULT_RULE) -> bool:
    """An alert discloses too: only with enough events in its window, never for a group-pointing phenomenon.

    The caller leaves out the exact date; the week or the quarter is enough.
    """
    return events >= rule.smallest and phenomenon not in GROUP_POINTING
