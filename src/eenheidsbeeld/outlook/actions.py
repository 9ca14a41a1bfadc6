"""Counting: the weeks that changed are counted again, whole, from the signals that are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import SignalState

RIGHTS = ("owner_id", "marking", "scope_id", "regime", "released_scope_id", "compartment_id", "practice_run")
KEYS = (*RIGHTS, "area_code", "area_year", "phenomenon")


@transaction.atomic
def count_week(*, week: Week, by: Actor, at: datetime) -> int:
    """Count the signals of one week again, by event time or else by when they were reported."""
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
    """What counts: everything that was not withdrawn; announced events count in the week they were reported."""
    return (
        Signal.objects.exclude(state=SignalState.WITHDRAWN.value)
        .filter(is_hidden=False)
        .annotate(counted_on=Coalesce(F("reported_at"), F("received_at")))
        .filter(counted_on__gte=week.starts_at, counted_on__lt=week.ends_at)
    )


@transaction.atomic
def add_history(*, counts: Iterable[WeeklyCount], by: Actor, at: datetime) -> int:
    """Bring in counts from before the product, such as five years that statistics need."""
    made = WeeklyCount.objects.bulk_create(counts, batch_size=2000)
    if made:
        details = {"rows": len(made)}
        audit.record(event="history_added", subject=made[0], by=by, at=at, details=details)
    return len(made)
