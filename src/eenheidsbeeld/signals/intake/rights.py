"""With whom a new signal is shared when nobody says otherwise, and under which law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import GroupMember, SharingGroup
from eenheidsbeeld.sharing.queries import groups_for_areas
from eenheidsbeeld.sharing.rules import Marking
from eenheidsbeeld.signals.rules import regime_of


@dataclass(frozen=True, slots=True)
class DefaultRights:
    """AMBER, with the group of the district; under Wpg and Wjsg nobody else reads it until a wording is released."""

    owner: int
    regime: str
    group: int | None
    scope: int | None
    marking: str = Marking.AMBER.value


@dataclass(slots=True)
class Sharing:
    """Default rights per owner and area, asked once per batch for each."""

    owners: dict[int, Organisation]
    known: dict[tuple[int, str], DefaultRights] = field(default_factory=dict)

    @classmethod
    def of(cls, owners: Iterable[int]) -> Sharing:
        return cls(Organisation.objects.in_bulk(set(owners)))

    def rights(self, owner: int, area_code: str) -> DefaultRights:
        key = (owner, area_code)
        if key not in self.known:
            self.known[key] = default_rights(self.owners[owner], area_code)
        return self.known[key]


def default_rights(owner: Organisation, area_code: str) -> DefaultRights:
    group = group_to_share_with(owner, area_code)
    return DefaultRights(
        owner=owner.pk,
        regime=regime_of(owner.kind).value,
        group=group.pk if group else None,
        scope=scope_of([group.pk]).pk if group else None,
    )


def group_to_share_with(owner: Organisation, area_code: str) -> SharingGroup | None:
    """The group of the district where it plays, else of the owner's own; only one that the owner takes part in."""
    mine = set(GroupMember.objects.filter(organisation=owner, until=None).values_list("group_id", flat=True))
    nearest_first = (*_upwards(area_code), *_upwards(owner.area_code))
    groups = groups_for_areas(nearest_first)
    return next((groups[code] for code in nearest_first if code in groups and groups[code].pk in mine), None)


def _upwards(code: str) -> tuple[str, ...]:
    """An area and what it lies in, from near to far; an unknown code stands alone."""
    if not code:
        return ()
    try:
        return (code, *(area.code for area in areas.parents(code)))
    except NotKnown:
        return (code,)
