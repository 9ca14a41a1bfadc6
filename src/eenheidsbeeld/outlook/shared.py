"""What is counted becomes as narrow as the signal: also in weeks that are no longer counted again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.db import transaction
from django.db.models import F

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.outlook.rules import counted_on
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.signals.models import Signal


@transaction.atomic
def follow_signal(record: Shared, before: Mapping[str, Any]) -> None:
    """One less under the rights of before, one more under those of now; a week that was not counted yet stays so."""
    signal = cast("Signal", record)
    week = Week.of(counted_on(event_from=signal.event_from, reported_at=signal.reported_at))
    place: dict[str, Any] = {
        "week": str(week), "area_code": signal.area_code, "area_year": signal.area_year,
        "phenomenon": signal.phenomenon, "is_history": False,
    }  # fmt: skip
    counted = WeeklyCount.objects.select_for_update().filter(**place, **before, count__gt=0).first()
    if counted is None:
        return
    WeeklyCount.objects.filter(pk=counted.pk).update(count=F("count") - 1)
    WeeklyCount.objects.filter(pk=counted.pk, count=0).delete()
    now = {**place, **signal.sharing_fields()}
    if not WeeklyCount.objects.filter(**now).update(count=F("count") + 1):
        WeeklyCount.objects.create(**now, week_starts_at=week.starts_at, count=1, counted_at=clock.now())


def register() -> None:
    subjects.after_narrowing("signals.signal", follow_signal)
