"""What the sections of a picture ask of the rooms below, always with the eyes of the looker."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import NilReturn, Signal
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations.models import AreaLevel, Assessment, CalendarEntry, Situation
from eenheidsbeeld.situations.rules import LevelStatus, SituationState


@dataclass(frozen=True, slots=True)
class AreaAnswer:
    """The level of one municipality in a week, as set by itself; `level` None: not established."""

    code: str
    name: str
    level: int | None
    direction: Direction
    reason: str
    previous_level: int | None
    previous_week: str


def levels_of_week(edition: Edition) -> list[AreaAnswer]:
    """Each municipality of the edition's area, with the level it set for the week and the last one before it."""
    municipalities = areas.municipalities_of(edition.area_code, year=edition.area_year)
    codes = [one.code for one in municipalities]
    week = Week.parse(edition.week)
    rows = AreaLevel.objects.filter(
        area_code__in=codes, status=LevelStatus.SET.value, replaced_at=None,
        week__in=[str(week.plus(-back)) for back in range(9)],
    ).order_by("-week", "pk")  # fmt: skip
    now = {row.area_code: row for row in rows if row.week == edition.week}
    before: dict[str, AreaLevel] = {}
    for row in rows:
        if row.week < edition.week:
            before.setdefault(row.area_code, row)
    return [_answer(one.code, one.name, now.get(one.code), before.get(one.code)) for one in municipalities]


def _answer(code: str, name: str, now: AreaLevel | None, before: AreaLevel | None) -> AreaAnswer:
    return AreaAnswer(
        code=code,
        name=name,
        level=now.level if now else None,
        direction=Direction(now.direction) if now else Direction.UNKNOWN,
        reason=now.reason if now else "",
        previous_level=before.level if before else None,
        previous_week=before.week if before else "",
    )


def situations_in(looker: Looker, codes: Collection[str]) -> QuerySet[Situation]:
    """Situations that touch these municipalities and that the looker may see."""
    return (
        visible_to(looker, Situation.objects.filter(areas__area_code__in=codes))
        .distinct()
        .order_by("-level", "-changed_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a situation in the week: how it stands now, and how it stood before."""

    situation: Situation
    kind: str
    level: int | None
    level_before: int | None
    areas: tuple[str, ...]


def changes_in_week(looker: Looker, edition: Edition, *, until: datetime) -> list[Change]:
    """New, raised, lowered and closed situations between the start of the week and `until`."""
    week = Week.parse(edition.week)
    codes = areas.codes_in(edition.area_code, year=edition.area_year)
    touched = situations_in(looker, codes).filter(changed_at__gte=week.starts_at).prefetch_related("areas")
    changes = []
    for situation in touched:
        if (change := _change(situation, week, until)) is not None:
            changes.append(change)
    return sorted(
        changes, key=lambda change: (ORDER_OF_CHANGE[change.kind], -(change.level or 0), change.situation.pk)
    )


ORDER_OF_CHANGE = {"raised": 0, "new": 1, "lowered": 2, "closed": 3, "same": 4}


def _change(situation: Situation, week: Week, until: datetime) -> Change | None:
    history = list(Assessment.objects.filter(situation=situation, at__lt=until).order_by("at", "pk"))
    before = [row.level for row in history if row.at < week.starts_at]
    now = history[-1].level if history else None
    places = tuple(area.area_code for area in situation.areas.all())
    last = before[-1] if before else None
    if (
        situation.state == SituationState.CLOSED.value
        and situation.closed_at
        and week.starts_at <= situation.closed_at < until
    ):
        return Change(situation, "closed", now, last, places)
    if week.starts_at <= situation.started_at < until:
        return Change(situation, "new", now, None, places)
    if now is None or last is None or now == last:
        return None
    return Change(situation, "raised" if now > last else "lowered", now, last, places)


def coming_up(looker: Looker, edition: Edition, *, since: datetime, days: int = 14) -> list[CalendarEntry]:
    """Confirmed entries of the calendar for the area, from `since` on, soonest first."""
    codes = areas.codes_in(edition.area_code, year=edition.area_year)
    entries = visible_to(
        looker,
        CalendarEntry.objects.filter(removed_at=None, is_proposal=False, starts_at__gte=since)
        .filter(starts_at__lt=since + timedelta(days=days))
        .filter(area_code__in=[*codes, edition.area_code, "", "NL"]),
    )
    return list(entries.order_by("starts_at", "pk"))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one organisation brought in for the week: signals, or "nothing to report", or nothing at all."""

    organisation: str
    kind: str
    signals: int
    nil_return: bool

    @property
    def is_silent(self) -> bool:
        return self.signals == 0 and not self.nil_return


def contributions(looker: Looker, edition: Edition, *, until: datetime) -> list[Contribution]:
    """Every organisation of the edition's group with what it brought in, municipalities first, silent ones too."""
    week = Week.parse(edition.week)
    members = Organisation.objects.filter(group_places__group=edition.publication.group, group_places__until=None)
    brought: dict[int, int] = {}
    signals = Signal.objects.filter(reported_at__gte=week.starts_at, reported_at__lt=min(until, week.ends_at))
    for owner in signals.exclude(state=SignalState.WITHDRAWN.value).values_list("owner_id", flat=True).iterator():
        brought[owner] = brought.get(owner, 0) + 1
    nil = set(
        NilReturn.objects.filter(week=edition.week, withdrawn_at=None).values_list("organisation_id", flat=True)
    )
    givers = [one for one in members if one.kind != OrganisationKind.KNOWLEDGE_PARTNER.value]
    order = list(OrganisationKind)
    givers.sort(key=lambda one: (order.index(OrganisationKind(one.kind)), one.name))
    return [Contribution(one.name, one.kind, brought.get(one.pk, 0), one.pk in nil) for one in givers]


def level_name(level: int | None) -> Level | None:
    return None if level is None else Level(level)
