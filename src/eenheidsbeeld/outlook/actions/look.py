"""Looking at a week through the eyes of one organisation, and keeping what was seen as it was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan
from typing import Any

from django.db import transaction

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.outlook.models import Alert, WeekLook
from eenheidsbeeld.publishing.queries import everyone_of
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.queries import is_on

WEEKS_OF_TAIL = 52
# Answers of the last few looks: organisations that see the same counts get the same answer once.
_answers: dict[tuple[str, str], Any] = {}
MOST_ANSWERS = 8


def look_at_week(
    *, organisation: Organisation, week: Week, open_weeks: int = 0, by: Actor, at: datetime, is_backcast: bool = False
) -> WeekLook | None:
    """Say what was unusual in a week. What was said once stands; with the suggestion switched off nothing is said."""
    if not is_on(organisation.pk, Suggestion.ALERTS):
        return None
    there = WeekLook.objects.filter(owner=organisation, week=str(week)).first()
    if there is not None:
        return there
    from eenheidsbeeld.outlook.queries.panels import panel_seen_by

    panel = panel_seen_by(everyone_of(organisation), within=organisation.unit_code, until=week)
    return _look_at(panel, organisation, week, open_weeks, by, at, is_backcast)


def look_back(*, organisation: Organisation, weeks: int, until: Week, by: Actor, at: datetime) -> int:
    """The looks of earlier weeks, each from what was there at its end; marked as said afterwards.

    Without clusters and without the half year behind each alert: these are for the score, not for work.
    """
    from eenheidsbeeld.outlook.queries.panels import panel_seen_by

    if not is_on(organisation.pk, Suggestion.ALERTS):
        return 0
    whole = panel_seen_by(everyone_of(organisation), within=organisation.unit_code, until=until)
    made = 0
    for back in range(weeks, 0, -1):
        week = until.plus(-back)
        if not WeekLook.objects.filter(owner=organisation, week=str(week)).exists():
            _look_at(whole.until(week), organisation, week, 0, by, at, True)
            made += 1
    return made


def _look_at(
    panel: Any, organisation: Organisation, week: Week, open_weeks: int, by: Actor, at: datetime, is_backcast: bool
) -> WeekLook:
    """All that takes time happens before the transaction: nobody waits for a sum to write something down."""
    from eenheidsbeeld.outlook import looking
    from eenheidsbeeld.outlook.histories import history_of

    found = _looked(panel, _tails(organisation, before=week), with_scan=not is_backcast)
    look = WeekLook(
        owner=organisation, marking=Marking.AMBER_STRICT.value, week=str(week), said=found.said.value,
        weeks_known=found.weeks_known, weeks_open=open_weeks, tested=found.tested,
        not_shown=found.shown.not_shown if found.shown else 0, silent=dict(found.silent), tail=dict(found.tail),
        method=looking.METHOD, is_backcast=is_backcast, made_at=at,
    )  # fmt: skip
    seen = panel.seen()
    events = looking.going_on(found.shown.events, _earlier(look, seen)) if found.shown else []
    histories = [{} if is_backcast else history_of(seen, event.lead) for event in events]
    alerts = [
        _alert(look, seen, event, rank, found, history)
        for rank, (event, history) in enumerate(zip(events, histories, strict=True), start=1)
    ]
    return _store(look, alerts, by, at)


@transaction.atomic
def _store(look: WeekLook, alerts: Sequence[Alert], by: Actor, at: datetime) -> WeekLook:
    look.save()
    Alert.objects.bulk_create(alerts)
    details: dict[str, Detail] = {"week": look.week, "alerts": len(alerts), "said": look.said}
    audit.record(event="week_looked_at", subject=look, by=by, at=at, details=details)
    return look


def _looked(panel: Any, tails: Mapping[str, Any], *, with_scan: bool) -> Any:
    from eenheidsbeeld.outlook.looking import look

    key = (panel.digest, repr((with_scan, {name: tuple(tail.ratio) for name, tail in sorted(tails.items())})))
    if key not in _answers:
        if len(_answers) >= MOST_ANSWERS:
            _answers.pop(next(iter(_answers)))
        _answers[key] = look(panel, tails=tails, with_scan=with_scan)
    return _answers[key]


def _tails(organisation: Organisation, *, before: Week) -> dict[str, Any]:
    """Per phenomenon how p-values of the year before kept their word; counted at the time, added up here."""
    from eenheidsbeeld.analysis.alarms.tail import tail_ratio_of

    earlier = WeekLook.objects.filter(
        owner=organisation, week__lt=str(before), week__gte=str(before.plus(-WEEKS_OF_TAIL))
    )
    sums: dict[str, tuple[list[float], list[float]]] = {}
    for tail in earlier.order_by("week").values_list("tail", flat=True):
        for name, one in tail.items():
            seen, promised = sums.setdefault(name, ([0.0] * 3, [0.0] * 3))
            sums[name] = (_added(seen, one["seen"]), _added(promised, one["promised"]))
    return {name: tail_ratio_of(*both) for name, both in sums.items()}


def _added(first: list[float], second: list[float]) -> list[float]:
    return [a + b for a, b in zip(first, second, strict=True)]


def _alert(
    look: WeekLook, panel: Any, event: Any, rank: int, found: Any, history: dict[str, Any]
) -> Alert:  # fmt: skip
    lead = event.lead
    return Alert(
        look=look, rank=rank, key=lead.key, phenomenon=lead.phenomenon, level=int(lead.level),
        source=lead.source.value, area_code=lead.area, areas=sorted(lead.areas),
        first_week=str(panel.weeks[lead.first_week]), observed=int(lead.observed), expected=lead.expected,
        upper=None if isnan(lead.upper) else lead.upper, p=lead.p, p_before=found.p_before.get(lead.key),
        by_chance=found.by_chance[rank - 1], reason=found.reasons.get(lead.key, 0),
        also=[_as_kept(one, panel) for one in event.also[:10]],
        continues=event.continues or "", history=history,
    )  # fmt: skip


def _as_kept(one: Any, panel: Any) -> dict[str, Any]:
    """With its places and first week, so that a reader later can be asked whether these may still be counted."""
    return {
        "area": one.area, "codes": sorted(one.areas), "first_week": str(panel.weeks[one.first_week]),
        "source": one.source.value, "observed": int(one.observed),
        "expected": round(one.expected, 3), "p": float(f"{one.p:.3g}"),
    }  # fmt: skip


def _earlier(look: WeekLook, panel: Any) -> list[Any]:
    """Alerts of the four weeks before, newest first, as the events that this week may continue."""
    from eenheidsbeeld.outlook.looking import earlier_event

    week = Week.parse(look.week)
    rows = Alert.objects.filter(
        look__owner_id=look.owner_id, look__week__lt=str(week), look__week__gte=str(week.plus(-4))
    ).select_related("look")
    place = {str(one): number for number, one in enumerate(panel.weeks)}
    return [
        earlier_event(
            reference=one.reference, phenomenon=one.phenomenon, level=one.level, areas=one.areas,
            first=place.get(one.first_week, 0), last=place[one.look.week], continues=one.continues,
        )
        for one in rows.order_by("-look__week", "rank") if one.look.week in place
    ]  # fmt: skip
