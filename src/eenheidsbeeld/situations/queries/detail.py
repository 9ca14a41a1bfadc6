"""One situation as its page shows it: facts apart from assessments, the course of it, and what it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from eenheidsbeeld.accounts.queries import functions
from eenheidsbeeld.audit import queries as audit
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.references import tidy_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries import as_read, readable
from eenheidsbeeld.situations.models import AreaLevel, Assessment, Attachment, CalendarEntry, Fact, Situation
from eenheidsbeeld.situations.queries.levels import set_between
from eenheidsbeeld.situations.queries.listing import SignalCount, areas_of, signal_counts

MOST_SHOWN = 200
TURNING_POINTS = (
    "situation_started",
    "situation_closed",
    "situation_reopened",
    "situation_merged",
    "situation_received",
    "situation_split",
    "situation_split_off",
)


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """Started, closed, opened again, merged, split: from the log, with the other situation where there is one."""

    event: str
    at: datetime
    by: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class AttachedWeek:
    """How many signals that the viewer may open were attached in one week; `at` is the last time."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class SituationDetail:
    situation: Situation
    areas: list[str]
    facts: list[Fact]
    assessments: list[Assessment]
    signals: list[Signal]
    count: SignalCount
    destroyed: list[Attachment]
    turning_points: list[TurningPoint]
    attached: list[AttachedWeek]
    levels: list[AreaLevel]
    calendar: list[CalendarEntry]
    related: list[Situation]
    functions: dict[int, str]

    @property
    def goes_on_in(self) -> Situation | None:
        """The situation into which this one was merged, for who may see that."""
        return next((one for one in self.related if one.pk == self.situation.merged_into_id), None)

    @property
    def latest(self) -> Assessment | None:
        """The judgement that holds: the newest that is not a differing view."""
        return next((one for one in self.assessments if not one.is_dissent), None)

    @property
    def dissent(self) -> list[Assessment]:
        """Differing views on the judgement that holds."""
        latest = self.latest
        return [one for one in self.assessments if one.is_dissent and (latest is None or one.at >= latest.at)]


def situation(viewer: Viewer, reference: str) -> Situation:
    """A situation this viewer may see; not yours and not there give the same answer."""
    records = Situation.objects.select_related("owner", "scope")
    found = visible_to(viewer, records.filter(reference=tidy_reference(reference))).first()
    if found is None:
        raise NotThere()
    return found


def situation_detail(viewer: Viewer, reference: str) -> SituationDetail:
    """Everything of the page of one situation, in a fixed number of questions."""
    found = situation(viewer, reference)
    areas = areas_of([found.pk]).get(found.pk, [])
    facts = list(found.facts.order_by("-at", "-id")[:MOST_SHOWN])
    assessments = list(found.assessments.order_by("-at", "-id")[:MOST_SHOWN])
    running = found.attachments.filter(detached_at=None)
    signals = readable(viewer).filter(pk__in=running.values("signal_id")).select_related("owner", "source")
    points = [one for one in audit.history_of(found) if one.event in TURNING_POINTS]
    people = _people(found, facts, assessments, [one.membership for one in points])
    related = _related(viewer, found)
    known = {one.reference for one in related}
    return SituationDetail(
        situation=found,
        areas=areas,
        facts=facts,
        assessments=assessments,
        signals=[as_read(one) for one in signals.order_by("-received_at", "-id")[:MOST_SHOWN]],
        count=signal_counts(viewer, [found.pk]).get(found.pk, SignalCount()),
        destroyed=list(running.filter(signal=None).order_by("-at", "-id")[:MOST_SHOWN]),
        turning_points=[_turning_point(one, people, known) for one in points],
        attached=_attached_per_week(viewer, found),
        levels=set_between(viewer, areas, found.started_at, found.closed_at),
        calendar=_dates(viewer, found),
        related=related,
        functions=people,
    )


def _turning_point(entry: AuditEntry, people: dict[int, str], known: Collection[str]) -> TurningPoint:
    """The other situation is named only to who may see it."""
    other = str(entry.details.get("situation", ""))
    by = people.get(entry.membership or 0, "")
    return TurningPoint(entry.event, entry.at, by, other if other in known else "")


def _people(
    found: Situation, facts: Iterable[Fact], assessments: Iterable[Assessment], others: Iterable[int | None]
) -> dict[int, str]:
    keys = {found.started_by_id, *(one.by_id for one in assessments), *(key for key in others if key is not None)}
    for fact in facts:
        keys |= {fact.by_id} | ({fact.withdrawn_by_id} if fact.withdrawn_by_id else set())
    return functions(keys)


def _attached_per_week(viewer: Viewer, found: Situation) -> list[AttachedWeek]:
    under = Signal.objects.filter(is_hidden=False, attachments__situation=found, attachments__detached_at=None)
    moments = visible_to(viewer, under).order_by("attachments__at").values_list("attachments__at", flat=True)
    weeks: dict[Week, AttachedWeek] = {}
    for at in moments[:2000]:
        known = weeks.get(Week.of(at))
        weeks[Week.of(at)] = AttachedWeek(at, known.count + 1 if known else 1)
    return list(weeks.values())


def _dates(viewer: Viewer, found: Situation) -> list[CalendarEntry]:
    entries = CalendarEntry.objects.filter(situation=found, removed_at=None)
    return list(visible_to(viewer, entries).order_by("starts_at", "id")[:20])


def _related(viewer: Viewer, found: Situation) -> list[Situation]:
    """What was merged into it, split off from it, or what it went on in."""
    keys = [key for key in (found.merged_into_id, found.split_from_id) if key is not None]
    near = Situation.objects.filter(pk__in=keys) | found.merged.all() | found.splits.all()
    return list(visible_to(viewer, near).order_by("-changed_at", "-id")[:20])
