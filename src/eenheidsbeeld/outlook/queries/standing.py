"""What was said of a week, held against what may be counted now: a read asks who is looking, each time anew.

A signal behind an alert can be withdrawn afterwards or shared with fewer, and an organisation can leave a group. Then
the number of the alert is one that its reader may not know any more, and the alert is not there for that reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Looker, Viewer
from eenheidsbeeld.outlook.models import Alert, WeeklyCount
from eenheidsbeeld.publishing.queries import everyone_beside
from eenheidsbeeld.sharing.queries import visible_to


@dataclass(frozen=True, slots=True)
class CountedNow:
    """Counts by area, subject and week as somebody may know them at this moment."""

    totals: Mapping[tuple[str, str, str], int]

    def inside(self, areas: Collection[str], phenomenon: str, first: str, last: str) -> int:
        wanted = set(areas)
        return sum(
            total for (area, kind, week), total in self.totals.items()
            if kind == phenomenon and first <= week <= last and area in wanted
        )  # fmt: skip


def counted_now(looker: Looker, windows: Iterable[tuple[Collection[str], str, str, str]]) -> CountedNow:
    """One question for all windows (areas, subject, first week, last week) together."""
    asked = list(windows)
    if not asked:
        return CountedNow({})
    codes = {code for areas, _kind, _first, _last in asked for code in areas}
    first, last = min(one[2] for one in asked), max(one[3] for one in asked)
    rows = visible_to(
        looker, WeeklyCount.objects.filter(area_code__in=codes, phenomenon__in={one[1] for one in asked})
    )
    rows = rows.filter(week_starts_at__gte=Week.parse(first).starts_at, week_starts_at__lt=Week.parse(last).ends_at)
    found = rows.values_list("area_code", "phenomenon", "week").annotate(total=Sum("count")).order_by()
    return CountedNow({(area, kind, week): total for area, kind, week, total in found})


def known_to(looker: Looker, alert: Alert) -> int:
    """How many of the signals behind an alert others may count: never more than the alert itself says."""
    window = _window(alert)
    return min(counted_now(looker, [window]).inside(*window), alert.observed)


def still_known(viewer: Viewer, alerts: Iterable[Alert]) -> list[Alert]:
    """The alerts of which everyone of the viewer's organisation may still count what was counted then.

    What also saw the same event is named only as far as that holds for it too.
    """
    said = list(alerts)
    now = counted_now(everyone_beside(viewer), [window for one in said for window in _windows(one)])
    kept = [one for one in said if now.inside(*_window(one)) >= one.observed]
    for one in kept:
        one.also = [other for other in one.also if _is_known(now, one, other)]
    return kept


def history_now(viewer: Viewer, alert: Alert) -> list[tuple[str, Any, Any, Any]]:
    """The half year behind an alert, week by week; a week of which less may be counted now tells no number."""
    kept = alert.history
    if not kept:
        return []
    weeks = kept["weeks"]
    now = counted_now(everyone_beside(viewer), [(alert.areas, alert.phenomenon, weeks[0], weeks[-1])])
    return [
        (week, then if _still(now, alert, week, then) else None, expected, upper)
        for week, then, expected, upper in zip(weeks, kept["counted"], kept["expected"], kept["upper"], strict=True)
    ]


def _still(now: CountedNow, alert: Alert, week: str, then: int | None) -> bool:
    return then is not None and now.inside(alert.areas, alert.phenomenon, week, week) >= then


Window = tuple[Collection[str], str, str, str]


def _window(alert: Alert) -> Window:
    return alert.areas, alert.phenomenon, alert.first_week, alert.look.week


def _windows(alert: Alert) -> Iterator[Window]:
    yield _window(alert)
    for other in alert.also:
        if other.get("codes"):
            yield _beside(alert, other)


def _beside(alert: Alert, other: Mapping[str, Any]) -> Window:
    return other["codes"], alert.phenomenon, other["first_week"], alert.look.week


def _is_known(now: CountedNow, alert: Alert, other: Mapping[str, Any]) -> bool:
    """Of one that was kept without its places nothing can be said any more."""
    return bool(other.get("codes")) and now.inside(*_beside(alert, other)) >= other["observed"]
