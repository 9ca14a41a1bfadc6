"""Forecasts for the members of a group, stored before the week comes, and the counts that came put beside them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.outlook.models import ForecastSheet
from eenheidsbeeld.publishing.queries import audience_of
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import GroupMember, SharingGroup
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.queries import is_on


def expect(
    *, group: SharingGroup, phenomenon: str, last: Week, horizons: tuple[int, ...], back: int = 0, by: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """Store what is expected of the weeks after `last` from what every member of the group may count.

    back: so many weeks before as well, each from what was there then; these are marked as said afterwards.
    """
    from eenheidsbeeld.outlook.ahead import ahead
    from eenheidsbeeld.outlook.calendar import announced
    from eenheidsbeeld.outlook.queries.panels import panel_seen_by

    owner = _keeper(group)
    if owner is None or not is_on(owner.pk, Suggestion.FORECASTS):
        return 0
    audience = audience_of(group)
    panel = panel_seen_by(audience, within=group.area_code, until=last)
    weeks = [panel.weeks[0].plus(number) for number in range(len(panel.weeks) + max(horizons))]
    events = announced(audience, [place.code for place in panel.places], weeks)
    sheets = [
        one for horizon in horizons
        for one in ahead(panel, phenomenon, horizon, back=back, events=events, trees=settings.FORECAST_TREES)
    ]  # fmt: skip
    return _store(sheets, group, owner, last, by, at)


def _keeper(group: SharingGroup) -> Organisation | None:
    """Whose forecast it is: the bureau that keeps the picture of the group, or else its first member."""
    members = GroupMember.objects.filter(group=group, until=None).select_related("organisation").order_by("pk")
    found = [member.organisation for member in members]
    bureaus = [one for one in found if one.kind == OrganisationKind.REGIONAL_BUREAU.value]
    return next(iter([*bureaus, *found]), None)


@transaction.atomic
def _store(
    sheets: list[Any], group: SharingGroup, owner: Organisation, last: Week, by: Actor, at: datetime
) -> int:  # fmt: skip
    from eenheidsbeeld.outlook.ahead import METHOD

    there = set(
        ForecastSheet.objects.filter(group_area=group.area_code, week__in=[str(one.week) for one in sheets])
        .values_list("phenomenon", "week", "horizon")
    )  # fmt: skip
    scope = scope_of([group.pk])
    new = [
        ForecastSheet(
            owner=owner, marking=Marking.AMBER.value, scope=scope, phenomenon=one.phenomenon,
            group_area=group.area_code, last_known_week=str(one.week.plus(-one.horizon)), horizon=one.horizon,
            week=str(one.week), week_starts_at=one.week.starts_at, areas=list(one.areas), numbers=one.numbers,
            weights=one.weights, is_backcast=one.week <= last, method=METHOD, made_at=at,
        )
        for one in sheets if (one.phenomenon, str(one.week), one.horizon) not in there
    ]  # fmt: skip
    ForecastSheet.objects.bulk_create(new)
    if new:
        audit.record(
            event="forecast_made", subject=group, by=by, at=at,
            details={"sheets": len(new), "phenomenon": new[0].phenomenon, "last_week": str(last)},
        )  # fmt: skip
    return len(new)


def fill_in_outcomes(*, group: SharingGroup, last: Week, by: Actor, at: datetime) -> int:
    """Put beside each forecast of a week that is over what came; the forecast itself never changes."""
    from eenheidsbeeld.outlook.ahead import outcomes
    from eenheidsbeeld.outlook.queries.panels import panel_seen_by

    waiting = ForecastSheet.objects.filter(group_area=group.area_code, observed__isnull=True, week__lte=str(last))
    rows = list(waiting.order_by("pk"))
    if not rows:
        return 0
    panel = panel_seen_by(audience_of(group), within=group.area_code, until=last)
    for one in rows:
        one.observed, one.scored_at = outcomes(panel, one.phenomenon, Week.parse(one.week), one.areas), at
    with transaction.atomic():
        ForecastSheet.objects.bulk_update(rows, ["observed", "scored_at"], batch_size=200)
        audit.record(event="forecasts_scored", subject=group, by=by, at=at, details={"sheets": len(rows)})
    return len(rows)
