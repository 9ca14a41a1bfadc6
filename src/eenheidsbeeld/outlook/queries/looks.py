"""What was unusual in a week, as one organisation sees it, with the sum behind each line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from eenheidsbeeld.core import queue
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.models import Alert, AlertJudgement, WeekLook
from eenheidsbeeld.outlook.queries.standing import history_now, still_known
from eenheidsbeeld.outlook.rules import BUDGET, Finding
from eenheidsbeeld.outlook.wording import headline, place_names, sentences
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.queries import is_on

WEEKS_BACK = 12
MUNICIPALITY = 3


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert as it is read: what, where, why it stands here, why it may be nothing, and what was found."""

    alert: Alert
    title: str
    why: list[str]
    judgement: AlertJudgement | None
    names: dict[str, str] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    # The alert of an earlier week that it goes on from, as far as that may still be read.
    before: str = ""

    @property
    def is_aside(self) -> bool:
        return self.judgement is not None and self.judgement.finding == Finding.NOTHING.value


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The list of one week within a budget: so many alerts, of which so many by chance."""

    look: WeekLook | None
    week: Week
    rows: list[AlertRow]
    budget: int
    more: int
    # Alerts that are not told any more: less may be known of their signals now than when they were said.
    not_told: int
    by_chance: float
    is_off: bool
    # There is no look yet, and the first is being made at this moment.
    is_on_its_way: bool
    weeks: list[str]


def week_page(viewer: Viewer, *, at: datetime, week: str = "", budget: int = BUDGET) -> WeekPage:
    """The newest look of the viewer's organisation, or that of the week asked for."""
    off = not is_on(viewer.organisation, Suggestion.ALERTS)
    looks = WeekLook.objects.none() if off else _own_looks(viewer)
    weeks = list(looks.order_by("-week").values_list("week", flat=True)[:WEEKS_BACK])
    look = looks.filter(week=week).first() if week else looks.order_by("-week").first()
    if week and look is None and not off:
        raise NotThere()
    said = list(look.alerts.select_related("look").order_by("rank")) if look else []
    alerts = still_known(viewer, said)
    shown = alerts[:budget]
    rows = _rows(shown, before=_going_on_from(viewer, shown))
    return WeekPage(
        look=look, week=Week.parse(look.week) if look else Week.of(at).plus(-1), rows=rows, budget=budget,
        more=len(alerts) - len(shown), not_told=len(said) - len(alerts),
        by_chance=min(shown[-1].by_chance, len(shown)) if shown else 0.0, is_off=off, weeks=weeks,
        is_on_its_way=not (off or look) and queue.is_waiting("outlook.look", organisation=viewer.organisation),
    )  # fmt: skip


def _going_on_from(viewer: Viewer, alerts: Sequence[Alert]) -> frozenset[str]:
    """Which of the earlier alerts that these go on from may still be read."""
    wanted = {one.continues for one in alerts if one.continues}
    earlier = Alert.objects.filter(reference__in=wanted, look__in=_own_looks(viewer)).select_related("look")
    return frozenset(one.reference for one in still_known(viewer, earlier)) if wanted else frozenset()


def _own_looks(viewer: Viewer) -> QuerySet[WeekLook]:
    """Looks are strictly of one organisation: nobody reads what another could count."""
    return visible_to(viewer, WeekLook.objects.filter(owner_id=viewer.organisation))


def unusual_now(
    viewer: Viewer, *, at: datetime, areas: Collection[str] | None = None, most: int = 3
) -> list[AlertRow]:
    """The most unusual things that nobody put aside, of the newest look when it is not older than two weeks."""
    page = _newest(viewer, at)
    inside = [one for one in page if areas is None or _plays_in(one, set(areas))]
    return [row for row in _rows(inside) if not row.is_aside][:most]


def _plays_in(alert: Alert, areas: set[str]) -> bool:
    """A wide alert belongs to a page of all of it, not to the page of one of its municipalities."""
    if alert.level < MUNICIPALITY:
        return set(alert.areas) <= areas
    return not areas.isdisjoint(alert.areas)


def _newest(viewer: Viewer, at: datetime) -> Sequence[Alert]:
    if not viewer.reads_content or not is_on(viewer.organisation, Suggestion.ALERTS):
        return []
    since = str(Week.of(at).plus(-3))
    look = _own_looks(viewer).filter(week__gte=since).order_by("-week").first()
    return still_known(viewer, look.alerts.select_related("look").order_by("rank")[:BUDGET]) if look else []


def matching_alert(viewer: Viewer, *, area: str, phenomenon: str, at: datetime) -> AlertRow | None:
    """The alert that a signal about this place and subject belongs to, for the one who reads that signal."""
    found = [one for one in _newest(viewer, at) if area in one.areas and one.phenomenon == phenomenon]
    return next((row for row in _rows(found[:1]) if not row.is_aside), None)


def seen_alert(viewer: Viewer, reference: str) -> Alert:
    """One alert of the viewer's own organisation; of another, or of signals shared no more, it is not there."""
    looks = _own_looks(viewer)
    found = still_known(viewer, Alert.objects.filter(reference=reference, look__in=looks).select_related("look"))
    if not found or not is_on(viewer.organisation, Suggestion.ALERTS):
        raise NotThere()
    return found[0]


@dataclass(frozen=True, slots=True)
class AlertPage:
    row: AlertRow
    week: Week
    history: list[tuple[str, Any, Any, Any]]
    may_judge: bool


def alert_page(viewer: Viewer, reference: str) -> AlertPage:
    """One alert with the half year before it."""
    alert = seen_alert(viewer, reference)
    return AlertPage(_rows([alert])[0], Week.parse(alert.look.week), history_now(viewer, alert), True)


def _rows(alerts: Sequence[Alert], before: Collection[str] = ()) -> list[AlertRow]:
    names = place_names(alerts)
    standing = {
        one.alert_id: one
        for one in AlertJudgement.objects.filter(alert__in=[one.pk for one in alerts], undone_at=None)
        .select_related("by")
    }  # fmt: skip
    return [
        AlertRow(
            one, headline(one, names), sentences(one, names), standing.get(one.pk),
            {code: names.get(code, code) for code in one.areas},
            [names.get(other["area"], other["area"]) for other in one.also],
            one.continues if one.continues in before else "",
        )
        for one in alerts
    ]  # fmt: skip
