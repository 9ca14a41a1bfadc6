"""What somebody asked of a list: it stands in the address, in a saved filter, and in the log without its words.

Every value but the words is held against the list that it comes from. What stands in no list is left out, so that
an old address still opens a page, and nothing that somebody made up is looked for, shown again or kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from eenheidsbeeld.areas.rules import level_of
from eenheidsbeeld.core.judgement import Level
from eenheidsbeeld.core.periods import NotAWeek, Week
from eenheidsbeeld.core.references import LENGTH, tidy_reference
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals.rules import Basis, SignalState
from eenheidsbeeld.situations.rules import Phase, SituationState

SET_ASIDE, ALL = "terzijde", "alle"
STATES = {"lopend": SituationState.RUNNING, "gesloten": SituationState.CLOSED, "samengevoegd": SituationState.MERGED}
LEVELS = {str(level.value) for level in Level}
LONGEST_WORDS = 200
_SLUG = re.compile(r"[a-z0-9_-]{1,60}")

Filter = TypeVar("Filter", "InboxFilter", "SituationFilter")


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What somebody asked the inbox for; the same words stand in the address, so a filter can be saved."""

    gebied: str = ""
    onderwerp: str = ""
    week: str = ""
    van: str = ""
    grond: str = ""
    zoek: str = ""
    stand: str = ""
    na: str = ""

    @classmethod
    def from_query(cls, query: Any) -> InboxFilter:
        asked = _read(cls, query)
        return replace(
            asked,
            week=_week(asked.week),
            van=asked.van if _SLUG.fullmatch(asked.van) else "",
            grond=_one_of(set(Basis), asked.grond),
            stand=_one_of({SET_ASIDE}, asked.stand),
        )

    def query(self, *, after: str = "") -> str:
        """The filter as it stands in an address; without the place in the list, unless that is given."""
        return _address(self, after)

    @property
    def state(self) -> SignalState:
        return SignalState.SET_ASIDE if self.stand == SET_ASIDE else SignalState.RECEIVED


@dataclass(frozen=True, slots=True)
class SituationFilter:
    gebied: str = ""
    onderwerp: str = ""
    niveau: str = ""
    fase: str = ""
    zoek: str = ""
    stand: str = ""
    na: str = ""

    @classmethod
    def from_query(cls, query: Any) -> SituationFilter:
        asked = _read(cls, query)
        return replace(
            asked,
            niveau=_one_of(LEVELS, asked.niveau),
            fase=_one_of(set(Phase), asked.fase),
            stand=_one_of({*STATES, ALL}, asked.stand),
        )

    def query(self, *, after: str = "") -> str:
        return _address(self, after)


def _read(kind: type[Filter], query: Any) -> Filter:
    """All values as they were typed, those held against their list that every filter has."""
    asked = kind(**{part.name: str(query.get(part.name, ""))[:LONGEST_WORDS].strip() for part in fields(kind)})
    reference = tidy_reference(asked.na)
    return replace(
        asked,
        gebied=asked.gebied if level_of(asked.gebied) is not None else "",
        onderwerp=asked.onderwerp if phenomena.is_known(asked.onderwerp) else "",
        na=reference if len(reference) == LENGTH and reference.isalnum() and reference.isascii() else "",
    )


def _address(asked: InboxFilter | SituationFilter, after: str) -> str:
    values = {part.name: getattr(asked, part.name) for part in fields(asked) if part.name != "na"}
    return urlencode({name: value for name, value in {**values, "na": after}.items() if value})


def _one_of(known: set[Any], value: str) -> str:
    return value if value in known else ""


def _week(text: str) -> str:
    try:
        return str(Week.parse(text)) if text else ""
    except NotAWeek:
        return ""
