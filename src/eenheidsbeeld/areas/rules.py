"""The ladder of areas, which year's division answers a question, and what an old code became."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import NotThere, Reason, Refusal


class Level(StrEnum):
    NEIGHBOURHOOD = "neighbourhood"
    MUNICIPALITY = "municipality"
    BASIC_TEAM = "basic_team"
    DISTRICT = "district"
    UNIT = "unit"
    SAFETY_REGION = "safety_region"
    PROVINCE = "province"
    COUNTRY = "country"


# Height on the ladder. Safety region and province stand beside each other: neither holds the other.
HEIGHT = {
    Level.NEIGHBOURHOOD: 0,
    Level.MUNICIPALITY: 1,
    Level.BASIC_TEAM: 2,
    Level.DISTRICT: 3,
    Level.UNIT: 4,
    Level.SAFETY_REGION: 5,
    Level.PROVINCE: 5,
    Level.COUNTRY: 6,
}

# CBS gives a wijk (WK) and the buurten (BU) in it; for this product both are a neighbourhood.
CODE_FORMS = {
    "GM": (Level.MUNICIPALITY, r"GM\d{4}"),
    "WK": (Level.NEIGHBOURHOOD, r"WK\d{6}"),
    "BU": (Level.NEIGHBOURHOOD, r"BU\d{8}"),
    "BT": (Level.BASIC_TEAM, r"BT-[a-z0-9-]+"),
    "PD": (Level.DISTRICT, r"PD-[a-z0-9-]+"),
    "PU": (Level.UNIT, r"PU-[a-z0-9-]+"),
    "VR": (Level.SAFETY_REGION, r"VR\d{2}"),
    "PV": (Level.PROVINCE, r"PV\d{2}"),
    "NL": (Level.COUNTRY, r"NL"),
}
LONGEST_CODE = 40


class Certainty(StrEnum):
    """How we know the police district or basic team of a municipality."""

    SOURCED = "sourced"
    ENTERED = "entered"
    DERIVED = "derived"
    BY_ELIMINATION = "by_elimination"
    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"


MENDABLE = {Certainty.ENTERED, Certainty.UNVERIFIED, Certainty.UNKNOWN}
# Role keys, not accounts.rules.Role: this room lies below accounts.
MAY_SET_TEAM = {"administrator", "analyst", "editor"}
MAY_LOAD = {"administrator"}


class NotKnown(NotThere):
    """No area has this code in this division; `reason` says so to people."""

    def __init__(self, code: str, reason: Reason) -> None:
        Refusal.__init__(self, reason)
        self.code = code


class NotMendable(Refusal):
    """The basic team of this municipality may not be changed in this way, or not by this person."""


class Reuse(StrEnum):
    """How the division that answers relates to the year that was asked for."""

    EXACT = "exact"
    NEWEST_FOR_LATER = "newest_for_later"
    OLDEST_FOR_EARLIER = "oldest_for_earlier"
    LAST_BEFORE = "last_before"


def level_of(code: str) -> Level | None:
    """The level that the form of a code stands for; None when it is no code of an area."""
    level, form = CODE_FORMS.get(code[:2], (None, ""))
    return level if level is not None and len(code) <= LONGEST_CODE and re.fullmatch(form, code) else None


def lies_above(upper: Level, lower: Level) -> bool:
    return HEIGHT[upper] > HEIGHT[lower]


def division_for(asked: int, shipped: Collection[int]) -> tuple[int, Reuse]:
    """The year whose division answers for the year asked: itself, else the last before it, else the oldest.

    Years after the newest reuse the newest: municipalities change every January, the new list comes later.
    """
    if asked in shipped:
        return asked, Reuse.EXACT
    earlier = [year for year in shipped if year < asked]
    if not earlier:
        return min(shipped), Reuse.OLDEST_FOR_EARLIER
    return max(earlier), Reuse.NEWEST_FOR_LATER if asked > max(shipped) else Reuse.LAST_BEFORE


@dataclass(frozen=True, slots=True)
class Successor:
    """`whole` is False when the old ground was divided: no figure of the old code then moves over."""

    code: str
    on: date
    whole: bool
    source: str


@dataclass(frozen=True, slots=True)
class OldCode:
    """What a municipality code stood for and when; `ends` is the first day it was no longer in use."""

    code: str
    name: str
    province: str
    begins: date
    ends: date | None
    successors: tuple[Successor, ...] = ()
    present: tuple[str, ...] = field(default=())

    @property
    def is_current(self) -> bool:
        return self.ends is None

    @property
    def is_divided(self) -> bool:
        return any(not successor.whole for successor in self.successors)


def present_codes(code: str, successors: dict[str, tuple[Successor, ...]]) -> tuple[str, ...]:
    """Follow successors to the codes that have none themselves; nothing when the first step is unknown."""
    found: dict[str, None] = {}
    waiting, seen = list(successors.get(code, ())), {code}
    while waiting:
        step = waiting.pop(0)
        if step.code in seen:
            continue
        seen.add(step.code)
        onward = successors.get(step.code, ())
        waiting.extend(onward)
        if not onward:
            found[step.code] = None
    return tuple(found)


def weakest(certainties: Iterable[Certainty]) -> Certainty:
    """The least certain of these, in the order in which they are listed."""
    order = list(Certainty)
    return max(certainties, key=order.index)


def check_may_set_team(roles: Collection[str], own_unit: str, area_unit: str, certainty: Certainty) -> None:
    """Analysts, editors and administrators fill in teams of their own unit, where no source names one."""
    if MAY_SET_TEAM.isdisjoint(roles) or own_unit != area_unit:
        raise NotMendable(_("Only analysts, editors and administrators of this unit fill in a basic team."))
    check_team_is_open(certainty)


def check_team_is_open(certainty: Certainty) -> None:
    if certainty not in MENDABLE:
        raise NotMendable(_("This basic team comes from a public source and is not changed here."))


def check_may_load(roles: Collection[str]) -> None:
    if MAY_LOAD.isdisjoint(roles):
        raise NotMendable(_("Only an administrator loads areas."))


def team_code(name: str) -> str:
    """The code of a basic team, made from its name: De Copen is BT-de-copen."""
    return f"BT-{slug(name)}"[:LONGEST_CODE].rstrip("-")


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")


def sorting_key(name: str) -> str:
    """As a Dutch list is ordered: accents and the apostrophe of 's-Gravenhage do not count."""
    return plain(name).lstrip("'’ ")


def plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().strip()
