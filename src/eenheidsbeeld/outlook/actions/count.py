"""Counting: the weeks that changed are counted again, whole, from the signals that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.outlook.models import RIGHTS, WeeklyCount
from eenheidsbeeld.outlook.rules import LATEST_REPORT
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import SignalState

KEYS = (*RIGHTS, "area_code", "area_year", "phenomenon")


@transaction.atomic
def count_week(*, week: Week, by: Actor, at: datetime) -> int:
    """Count the signals of one week again, by the day of the event or else by when they were reported."""
    WeeklyCount.objects.filter(week=str(week), is_history=False).delete()
    rows = list(_signals_of(week).values(*KEYS).annotate(number=Count("pk")).order_by(*KEYS))
    counts = [
        WeeklyCount(
            week=str(week), week_starts_at=week.starts_at, count=row.pop("number"), counted_at=at, **row
        )
        for row in rows
    ]  # fmt: skip
    WeeklyCount.objects.bulk_create(counts, batch_size=1000)
    return len(counts)


def _signals_of(week: Week) -> QuerySet[Signal]:
    """All that was not withdrawn and counts in this week."""
    return Signal.objects.exclude(state=SignalState.WITHDRAWN.value).filter(in_week(week), is_hidden=False)


def in_week(week: Week) -> Q:
    """Signals that count in this week, by the day of the event or of the report; the twin of `rules.counted_on`."""
    happened = Q(event_from__lte=F("reported_at"), event_from__gte=F("reported_at") - LATEST_REPORT)
    event = Q(event_from__gte=week.starts_at, event_from__lt=week.ends_at) & happened
    report = Q(reported_at__gte=week.starts_at, reported_at__lt=week.ends_at) & (Q(event_from=None) | ~happened)
    # The reports that can matter at all, so that an index finds them.
    near = Q(reported_at__gte=week.starts_at, reported_at__lt=week.ends_at + LATEST_REPORT)
    return near & (event | report)


@dataclass(frozen=True, slots=True)
class HistoryCount:
    """A count from before the product: how many signals, about what, where and when."""

    week: Week
    area_code: str
    phenomenon: str
    count: int
    scope: int | None


@transaction.atomic
def add_history(
    *, counts: Sequence[HistoryCount], owner: int, marking: Marking, by: Actor, at: datetime
) -> int:  # fmt: skip
    """Bring in counts from before the product, such as five years that statistics need."""
    if not counts:
        return 0
    _insert(counts, WeeklyCount(owner_id=owner, marking=marking.value, is_history=True, counted_at=at, count=0))
    newest = WeeklyCount.objects.filter(is_history=True).order_by("-pk")[0]
    audit.record(event="history_added", subject=newest, by=by, at=at, details={"rows": len(counts)})
    return len(counts)


def _insert(counts: Sequence[HistoryCount], same: WeeklyCount) -> None:
    """One prepared statement for all rows: a history is a hundred thousand of them, too many for model objects."""
    fields = [field for field in WeeklyCount._meta.concrete_fields if not field.primary_key]
    row = {field.attname: field.get_db_prep_save(getattr(same, field.attname), connection) for field in fields}
    starts = {week: connection.ops.adapt_datetimefield_value(week.starts_at) for week in {one.week for one in counts}}
    rows = [tuple((row | _of_one(one, starts[one.week])).values()) for one in counts]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table, places = connection.ops.quote_name(WeeklyCount._meta.db_table), ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608  names of our own


def _of_one(one: HistoryCount, starts_at: object) -> dict[str, object]:
    return {
        "week": str(one.week), "week_starts_at": starts_at, "area_code": one.area_code, "area_year": one.week.year,
        "phenomenon": one.phenomenon, "count": one.count, "scope_id": one.scope,
    }  # fmt: skip
