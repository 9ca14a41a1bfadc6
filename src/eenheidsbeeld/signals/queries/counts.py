"""How many signals there are per municipality and per organisation, and who said "nothing"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.periods import Period, Week
from eenheidsbeeld.core.viewer import Looker, Viewer
from eenheidsbeeld.sharing.models import GroupMember
from eenheidsbeeld.sharing.queries import group_for_area
from eenheidsbeeld.signals.models import NilReturn
from eenheidsbeeld.signals.queries.reading import readable
from eenheidsbeeld.signals.rules import SignalState


def count_by_area(viewer: Looker, *, period: Period, area_codes: Iterable[str]) -> dict[str, int]:
    """How many signals this viewer may see per municipality in a period; a municipality without any is 0."""
    codes = sorted(set(area_codes))
    rows = (
        readable(viewer)
        .filter(received_at__gte=period.starts_at, received_at__lt=period.ends_at, area_code__in=codes)
        .exclude(state=SignalState.WITHDRAWN.value)
        .order_by()
        .values("area_code")
        .annotate(count=Count("pk"))
    )
    counted = {row["area_code"]: row["count"] for row in rows}
    return {code: counted.get(code, 0) for code in codes}


@dataclass(frozen=True, slots=True)
class Contribution:
    """What an organisation contributed to the picture of a week: signals this viewer may see, or "nothing"."""

    organisation: Organisation
    signals: int
    nil_return: bool

    @property
    def contributed(self) -> bool:
        return self.signals > 0 or self.nil_return


def contributions(viewer: Looker, *, area_code: str, week: Week) -> list[Contribution]:
    """Per organisation in the group of the area: how many signals in the week, and whether it said "nothing"."""
    group = group_for_area(area_code)
    if group is None:
        return []
    places = GroupMember.objects.filter(group=group, until=None, organisation__left_at=None)
    members = list(
        Organisation.objects.filter(pk__in=places.values("organisation_id")).order_by("kind", "name", "pk")
    )
    rows = (
        readable(viewer)
        .filter(
            owner_id__in=[one.pk for one in members], received_at__gte=week.starts_at, received_at__lt=week.ends_at
        )
        .exclude(state=SignalState.WITHDRAWN.value)
        .order_by()
        .values("owner_id")
        .annotate(count=Count("pk"))
    )
    counted = {row["owner_id"]: row["count"] for row in rows}
    nil = set(NilReturn.objects.filter(week=str(week), withdrawn_at=None).values_list("organisation_id", flat=True))
    return [Contribution(one, counted.get(one.pk, 0), one.pk in nil) for one in members]


def nil_return_of(viewer: Viewer, week: Week) -> NilReturn | None:
    """What the own organisation said about this week."""
    return NilReturn.objects.filter(organisation_id=viewer.organisation, week=str(week), withdrawn_at=None).first()
