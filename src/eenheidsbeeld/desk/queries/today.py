"""The start page: what waits for me, what changed since I was here, what is coming. Three lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries import changed, coming, editions, requests, waiting
from eenheidsbeeld.desk.queries.lines import Ground, Line, ground_of
from eenheidsbeeld.desk.queries.mine import MySignal, latest_of_mine
from eenheidsbeeld.desk.queries.unusual import unusual_lines
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import LevelAnswer

FIRST_LOOK_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Glance:
    """For who reads: the newest picture in three sentences, and the level of the own municipality."""

    newest: editions.Newest | None
    address: str
    municipality: str
    municipality_code: str
    level: LevelAnswer | None


@dataclass(frozen=True, slots=True)
class Today:
    week: Week
    since: datetime
    is_first_visit: bool
    waiting: list[Line]
    changed: list[Line]
    coming: list[Line]
    glance: Glance | None
    unusual: list[Line]
    mine: list[MySignal] | None
    may_bring_in: bool
    reads: bool
    situations_shown: list[int]

    @property
    def reads_first(self) -> bool:
        """Whether the picture stands above the lists: for who reads it, not for who passes signals on."""
        return self.glance is not None and self.mine is None


def today(viewer: Viewer, organisation: Organisation, *, since: datetime | None, at: datetime) -> Today:
    """Everything of the start page of one membership, in a number of questions that does not grow with the work."""
    week, ground = Week.of(at), ground_of(organisation)
    looks_back = since or at - FIRST_LOOK_BACK
    reads = viewer.reads_content
    answers = situations.levels_of(viewer, sorted(ground.codes | ground.around), week) if reads else {}
    own = answers.get(ground.municipality)
    moved, keys = changed.changed_situations(viewer, ground, looks_back) if reads else ([], [])
    told = changed.told_editions(viewer) if reads else {}
    glance = _glance(viewer, ground, own, told)
    above = glance.newest.edition.reference if glance and glance.newest else ""
    fresh = changed.editions(viewer, looks_back, told, shown_above=above) if reads else []
    contributes = viewer.has_role(Role.CONTRIBUTOR.value) and not _makes_pictures(viewer)
    return Today(
        week=week,
        since=looks_back,
        is_first_visit=since is None,
        # An edition that must not be used any more is not news to come by: it stands above the work.
        waiting=[*(one for one in fresh if one.urgent), *_waiting(viewer, ground, week, answers, at)],
        changed=[*(one for one in fresh if not one.urgent), *changed.levels(answers, looks_back), *moved],
        coming=coming.dates(viewer, ground.codes, at=at) if reads else [],
        glance=glance,
        unusual=unusual_lines(viewer, ground, at) if reads else [],
        mine=latest_of_mine(viewer) if contributes else None,
        may_bring_in=viewer.has_role(Role.CONTRIBUTOR.value, Role.ANALYST.value, Role.EDITOR.value),
        reads=reads,
        situations_shown=keys,
    )


def _waiting(viewer: Viewer, ground: Ground, week: Week, answers: dict[str, LevelAnswer], at: datetime) -> list[Line]:
    """The most pressing first, whatever roles somebody has."""
    return [
        *waiting.urgent_notices(viewer),
        *waiting.reported_names(viewer),
        *waiting.troubled_nights(viewer),
        *waiting.breach_clocks(viewer, at),
        *waiting.emergency_access(viewer, at),
        *waiting.asked_to_share(viewer),
        *editions.parts_to_agree(viewer),
        *requests.requests_of_people(viewer, at),
        *requests.woo_requests(viewer, at),
        *waiting.own_level(viewer, ground, answers.get(ground.municipality)),
        *waiting.own_return(viewer, ground, week),
        *waiting.inbox(viewer),
        *editions.editions_to_make(viewer, at),
        *waiting.levels_to_propose(viewer, week, answers),
        *waiting.announced(viewer, at),
        *waiting.holds_to_look_at(viewer, at),
        *waiting.held_elsewhere(viewer),
        *waiting.accounts_waiting(viewer),
        *waiting.troubled_sources(viewer),
        *waiting.unknown_teams(viewer),
    ]


def _makes_pictures(viewer: Viewer) -> bool:
    return viewer.has_role(Role.ANALYST.value, Role.EDITOR.value)


def _glance(viewer: Viewer, ground: Ground, own: LevelAnswer | None, told: dict[str, str]) -> Glance | None:
    """For readers; who makes the picture, or only runs the product, has other things on top."""
    if _makes_pictures(viewer) or not viewer.has_role(
        Role.READER.value, Role.CONTRIBUTOR.value, Role.SIGNATORY.value
    ):
        return None
    newest = editions.newest_edition(viewer)
    if newest is None and own is None:
        return None
    name = areas.names_of([ground.municipality])[ground.municipality] if ground.municipality else ""
    address = changed.address_of(newest.edition, told.get(newest.edition.reference, "")) if newest else ""
    return Glance(newest, address, name, ground.municipality, own)
