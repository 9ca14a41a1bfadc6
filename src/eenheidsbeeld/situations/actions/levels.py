"""The level of an area in a week: proposed by an analyst, set by the municipality itself. Never worked out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.queries import municipality_of
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import AreaLevel
from eenheidsbeeld.situations.rules import LevelStatus, OutsideYourUnit


@transaction.atomic
def set_level(
    *, area_code: str, week: Week, level: Level, direction: Direction, reason: str, by: Viewer, at: datetime
) -> AreaLevel:
    """The municipality says how it stands. An earlier level of the same week stays readable, as replaced."""
    check_role(by.roles, Role.CONTRIBUTOR, Role.SIGNATORY)
    own = Organisation.objects.get(pk=by.organisation)
    rules.check_sets_level(organisation_kind=own.kind, organisation_area=own.area_code, area_code=area_code)
    return _write(LevelStatus.SET, area_code, week, level, direction, reason, by=by, at=at)


@transaction.atomic
def propose_level(
    *, area_code: str, week: Week, level: Level, direction: Direction, reason: str, by: Viewer, at: datetime
) -> AreaLevel:
    """The analyst says which level seems right, and why; the municipality decides."""
    check_role(by.roles, Role.ANALYST)
    municipality = municipality_of(area_code)
    if municipality is None or municipality.unit_code != by.unit:
        raise OutsideYourUnit()
    return _write(LevelStatus.PROPOSED, area_code, week, level, direction, reason, by=by, at=at)


def _write(
    status: LevelStatus,
    area_code: str,
    week: Week,
    level: Level,
    direction: Direction,
    reason: str,
    *,
    by: Viewer,
    at: datetime,
) -> AreaLevel:
    rules.check_week(week, at)
    why = rules.check_reason(reason)
    running = AreaLevel.objects.select_for_update().filter(
        area_code=area_code,
        week=str(week),
        status=status.value,
        practice_run=by.practice_run,
        replaced_at=None,
    )
    running.update(replaced_at=at)
    made = AreaLevel.objects.create(
        area_code=area_code,
        area_year=week.monday.year,
        unit_code=by.unit,
        practice_run=by.practice_run,
        week=str(week),
        level=level.value,
        direction=direction.value,
        reason=why,
        status=status.value,
        by_id=by.membership,
        at=at,
    )
    audit.record(
        event=f"level_{status.value}",
        subject=made,
        by=by,
        at=at,
        details={"area": area_code, "week": str(week), "level": level.value, "direction": direction.value},
    )
    return made
