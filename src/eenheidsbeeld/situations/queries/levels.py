"""The level of areas per week: set, proposed, or not set with the previous one beside it. Never worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer
from eenheidsbeeld.situations.models import AreaLevel
from eenheidsbeeld.situations.rules import LevelStatus


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody stated about an area in a week."""

    week: Week
    level: int
    direction: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LevelAnswer:
    """The answer for one area and week. `level` is what the municipality set, or None: that is an answer too."""

    area_code: str
    week: Week
    stated: Stated | None = None
    proposed: Stated | None = None
    previous: Stated | None = None

    @property
    def status(self) -> str:
        """`set`, `proposed` or `not_set`."""
        return "set" if self.stated else "proposed" if self.proposed else "not_set"

    @property
    def level(self) -> int | None:
        return self.stated.level if self.stated else None

    @property
    def direction(self) -> str:
        return self.stated.direction if self.stated else ""

    @property
    def differs(self) -> bool:
        """The municipality set another level than the analyst proposed: shown, never averaged."""
        return bool(self.stated and self.proposed and self.stated.level != self.proposed.level)


def level_of(viewer: Looker, area_code: str, week: Week) -> LevelAnswer:
    return levels_of(viewer, [area_code], week)[area_code]


def levels_of(viewer: Looker, area_codes: Iterable[str], week: Week) -> dict[str, LevelAnswer]:
    """The answer for each area, in four questions however many areas."""
    codes = list(dict.fromkeys(area_codes))
    seen = _seen(viewer).filter(area_code__in=codes, replaced_at=None)
    rows = [*seen.filter(week=str(week)), *_previous(seen, week)]
    names = functions(row.by_id for row in rows)
    answers: dict[str, dict[str, Stated]] = {code: {} for code in codes}
    for row in rows:
        place = "previous" if row.week != str(week) else "stated" if row.status == LevelStatus.SET else "proposed"
        answers[row.area_code][place] = _stated(row, names)
    return {code: LevelAnswer(area_code=code, week=week, **found) for code, found in answers.items()}


def levels_before(viewer: Looker, area_code: str, week: Week, *, weeks: int = 6) -> list[LevelAnswer]:
    """The weeks before this one, newest first; weeks in which nobody set a level are in it too."""
    asked = [week.plus(-back) for back in range(1, weeks + 1)]
    rows = list(_seen(viewer).filter(area_code=area_code, replaced_at=None, week__in=[str(one) for one in asked]))
    names = functions(row.by_id for row in rows)
    found: dict[str, dict[str, Stated]] = {}
    for row in rows:
        place = "stated" if row.status == LevelStatus.SET else "proposed"
        found.setdefault(row.week, {})[place] = _stated(row, names)
    return [LevelAnswer(area_code=area_code, week=one, **found.get(str(one), {})) for one in asked]


def set_between(
    viewer: Looker, area_codes: Iterable[str], since: datetime, until: datetime | None
) -> list[AreaLevel]:
    """The levels that municipalities set in this time, oldest first, where they differ from the one before."""
    rows = _seen(viewer).filter(
        area_code__in=list(area_codes), status=LevelStatus.SET.value, replaced_at=None, at__gte=since
    )
    if until is not None:
        rows = rows.filter(at__lte=until)
    stood: dict[str, int] = {}
    changed = []
    for row in rows.order_by("week", "id")[:500]:
        if stood.get(row.area_code) != row.level:
            changed.append(row)
        stood[row.area_code] = row.level
    return changed


def _seen(viewer: Looker) -> QuerySet[AreaLevel]:
    """Levels are read within the unit; an audience reads those of the unit that all its members share."""
    levels = AreaLevel.objects.all()
    if isinstance(viewer, Audience):
        units = {one.unit for one in viewer.viewers}
        practice = {one.practice_run for one in viewer.viewers}
        if len(units) != 1 or len(practice) != 1:
            return levels.none()
        return levels.filter(unit_code=units.pop(), practice_run=practice.pop())
    if not isinstance(viewer, Viewer):
        raise NoViewer(type(viewer).__name__)
    return levels.filter(unit_code=viewer.unit, practice_run=viewer.practice_run)


def _previous(seen: QuerySet[AreaLevel], week: Week) -> list[AreaLevel]:
    """Per area the last week before this one in which the municipality set a level."""
    earlier = seen.filter(week__lt=str(week), status=LevelStatus.SET.value)
    last = dict(earlier.order_by().values_list("area_code").annotate(last=Max("week")))
    rows = earlier.filter(week__in=set(last.values()))
    return [row for row in rows if row.week == last[row.area_code]]


def _stated(row: AreaLevel, names: dict[int, str]) -> Stated:
    return Stated(
        week=Week.parse(row.week),
        level=row.level,
        direction=row.direction,
        reason=row.reason,
        by=names.get(row.by_id, ""),
        at=row.at,
    )
