"""The page of one area: level and its history, what runs, what came in, what is coming, who contributed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eenheidsbeeld.accounts.queries import municipality_of
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas import rules as area_rules
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.areas.rules import Certainty, Level, NotMendable
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.desk.queries import coming
from eenheidsbeeld.desk.queries.figures import MapOfLevels, SignalsPerWeek, map_of_levels, signals_per_week
from eenheidsbeeld.desk.queries.lines import Line
from eenheidsbeeld.desk.queries.unusual import AheadOfArea, ahead_of_area
from eenheidsbeeld.sharing.queries import group_for_area
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.queries import Contribution
from eenheidsbeeld.situations import queries as situations
from eenheidsbeeld.situations.queries import LevelAnswer, SituationRow

WEEKS_BACK = 7
MOST_SITUATIONS = 12
DAYS_AHEAD = 14
# The country is too much for one map; its page leads on to the units.
BESIDE = {Level.PROVINCE, Level.SAFETY_REGION}
DRAWN = {Level.UNIT, Level.DISTRICT, Level.BASIC_TEAM, Level.SAFETY_REGION, Level.PROVINCE}


@dataclass(frozen=True, slots=True)
class Member:
    area: AreaVersion
    answer: LevelAnswer | None


@dataclass(frozen=True, slots=True)
class Members:
    """Municipalities under one heading: those of a district, or all of a smaller area."""

    heading: str
    code: str
    members: list[Member]


@dataclass(frozen=True, slots=True)
class BasicTeam:
    """The team of a municipality: its area, how certain that is, and whether this viewer may fill it in."""

    area: AreaVersion | None
    certainty: Certainty
    may_set: bool
    known: list[str]


@dataclass(frozen=True, slots=True)
class AreaPage:
    area: AreaVersion
    # From the country down to the team; province and safety region stand beside this line.
    trail: list[AreaVersion]
    beside: list[AreaVersion]
    week: Week
    # False for areas of another unit: nothing that partners there share stands on this page.
    is_ours: bool
    # True for an administrator without other roles: the area is theirs, what is shared there is not.
    is_for_others: bool
    level: LevelAnswer | None
    may_set_level: bool
    may_propose_level: bool
    history: list[LevelAnswer]
    members: list[Members]
    units: Sequence[AreaVersion]
    map: MapOfLevels | None
    situations: list[SituationRow]
    more_situations: int
    signals: SignalsPerWeek | None
    ahead: AheadOfArea | None
    coming: list[Line]
    contributions: list[Contribution]
    team: BasicTeam | None
    neighbourhoods: int

    @property
    def is_municipality(self) -> bool:
        return self.area.level == Level.MUNICIPALITY


def area_page(viewer: Viewer, code: str, *, at: datetime) -> AreaPage:
    """Everything of the page of one area, in a number of questions that does not grow with what happens there."""
    found, week = areas.area(code), Week.of(at)
    inside = areas.municipalities_of(code)
    codes = [one.code for one in inside]
    without_content = not viewer.reads_content
    in_unit = any(one.unit == viewer.unit for one in inside) and found.level != Level.COUNTRY
    ours = in_unit and not without_content
    answers = situations.levels_of(viewer, codes, week) if ours else {}
    is_municipality = found.level == Level.MUNICIPALITY
    running = situations.running_situations(viewer, area_codes=codes) if ours else []
    parents = areas.parents(code)
    return AreaPage(
        area=found,
        trail=[one for one in reversed(parents) if one.level not in BESIDE],
        beside=[one for one in parents if one.level in BESIDE],
        week=week,
        is_ours=ours,
        is_for_others=in_unit and without_content,
        level=answers.get(code) if is_municipality else None,
        may_set_level=is_municipality and _is_own(viewer, code),
        may_propose_level=is_municipality and ours and viewer.has_role(Role.ANALYST.value),
        history=situations.levels_before(viewer, code, week, weeks=WEEKS_BACK) if ours and is_municipality else [],
        members=_members(found, inside, answers) if _has_members(found) else [],
        units=areas.areas_of_level(Level.UNIT) if found.level == Level.COUNTRY else (),
        map=map_of_levels(inside, answers, found) if ours and found.level in DRAWN else None,
        situations=running[:MOST_SITUATIONS],
        more_situations=max(0, len(running) - MOST_SITUATIONS),
        ahead=ahead_of_area(viewer, codes, at) if ours else None,
        signals=signals_per_week(viewer, codes, week) if ours else None,
        coming=coming.dates(viewer, codes, at=at, days=DAYS_AHEAD) if ours else [],
        contributions=_contributions(viewer, found, week) if ours else [],
        team=_team(viewer, found) if is_municipality else None,
        neighbourhoods=_neighbourhoods(found, codes),
    )


def _is_own(viewer: Viewer, code: str) -> bool:
    """Whether this viewer sets the level of this municipality; the action decides, this only shows the link."""
    if not viewer.has_role(Role.CONTRIBUTOR.value, Role.SIGNATORY.value):
        return False
    own = municipality_of(code)
    return own is not None and own.pk == viewer.organisation


def _has_members(found: AreaVersion) -> bool:
    return found.level not in (Level.MUNICIPALITY, Level.NEIGHBOURHOOD, Level.COUNTRY)


def _members(found: AreaVersion, inside: Sequence[AreaVersion], answers: dict[str, LevelAnswer]) -> list[Members]:
    """The list beside the map; a unit is told district by district."""
    if found.level != Level.UNIT:
        return [Members("", "", [Member(one, answers.get(one.code)) for one in inside])]
    districts = areas.areas_of_level(Level.DISTRICT, within=found.code)
    told = [
        Members(
            district.name,
            district.code,
            [Member(one, answers.get(one.code)) for one in inside if one.district == district.code],
        )
        for district in districts
    ]
    rest = [Member(one, answers.get(one.code)) for one in inside if not one.district]
    return [*(group for group in told if group.members), *([Members("", "", rest)] if rest else [])]


def _contributions(viewer: Viewer, found: AreaVersion, week: Week) -> list[Contribution]:
    """Who brought something in this week; only for those who take part in the group of the area."""
    group_area = found.district or found.code if found.level == Level.MUNICIPALITY else found.code
    group = group_for_area(group_area)
    if group is None or group.pk not in viewer.groups:
        return []
    every = signals.contributions(viewer, area_code=group_area, week=week)
    if found.level == Level.MUNICIPALITY:
        every = [one for one in every if one.organisation.area_code == found.code]
    return every


def _team(viewer: Viewer, found: AreaVersion) -> BasicTeam:
    certainty = Certainty(found.basic_team_certainty)
    try:
        area_rules.check_may_set_team(viewer.roles, viewer.unit, found.unit, certainty)
        may_set = True
    except NotMendable:
        may_set = False
    parents = {one.code: one for one in areas.parents(found.code)}
    known = areas.areas_of_level(Level.BASIC_TEAM, within=found.district) if may_set and found.district else ()
    return BasicTeam(parents.get(found.basic_team), certainty, may_set, [one.name for one in known])


def _neighbourhoods(found: AreaVersion, codes: Sequence[str]) -> int:
    if found.level in (Level.COUNTRY, Level.NEIGHBOURHOOD):
        return 0
    inside = AreaVersion.objects.filter(level=Level.NEIGHBOURHOOD, year=found.year, municipality__in=codes)
    return inside.count()
