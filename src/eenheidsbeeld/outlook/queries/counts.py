"""Counts as a viewer may know them, always through the same predicate as the signals they come from."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Sum

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.sharing.queries import visible_to


def weeks_up_to(last: Week, number: int) -> list[Week]:
    """`number` weeks, oldest first, ending with `last`."""
    return [last.plus(-back) for back in range(number - 1, -1, -1)]


def weekly_totals(
    looker: Looker, *, areas: Collection[str], weeks: Sequence[Week], without: Collection[str] = ()
) -> list[int]:
    """Signals per week in these areas together, without some subjects; a week without signals is a 0."""
    counts = WeeklyCount.objects.filter(area_code__in=areas)
    rows = (
        visible_to(looker, counts.exclude(phenomenon__in=without) if without else counts)
        .filter(week_starts_at__gte=weeks[0].starts_at, week_starts_at__lt=weeks[-1].ends_at)
        .values("week")
        .annotate(total=Sum("count"))
        .order_by("week")
    )
    by_week = {row["week"]: row["total"] for row in rows}
    return [by_week.get(str(week), 0) for week in weeks]


def totals_by(looker: Looker, *, field: str, areas: Collection[str], weeks: Sequence[Week]) -> dict[str, int]:
    """Signals in these weeks by `area_code` or `phenomenon`."""
    rows = (
        visible_to(looker, WeeklyCount.objects.filter(area_code__in=areas))
        .filter(week_starts_at__gte=weeks[0].starts_at, week_starts_at__lt=weeks[-1].ends_at)
        .values(field)
        .annotate(total=Sum("count"))
        .order_by(field)
    )
    return {row[field]: row["total"] for row in rows}


def weekly_by(looker: Looker, *, field: str, areas: Collection[str], weeks: Sequence[Week]) -> dict[str, list[int]]:
    """Per `area_code` or `phenomenon` the signals of each week, oldest first."""
    rows = (
        visible_to(looker, WeeklyCount.objects.filter(area_code__in=areas))
        .filter(week_starts_at__gte=weeks[0].starts_at, week_starts_at__lt=weeks[-1].ends_at)
        .values(field, "week")
        .annotate(total=Sum("count"))
        .order_by(field, "week")
    )
    place = {str(week): index for index, week in enumerate(weeks)}
    series: dict[str, list[int]] = {}
    for row in rows:
        series.setdefault(row[field], [0] * len(weeks))[place[row["week"]]] = row["total"]
    return series
