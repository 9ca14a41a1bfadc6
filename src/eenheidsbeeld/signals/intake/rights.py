"""With whom a new signal is shared when nobody says otherwise, and under which law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.areas.rules import NotKnown
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import GroupMember
from eenheidsbeeld.sharing.queries import groups_for_areas
from eenheidsbeeld.sharing.rules import Choice, Marking
from eenheidsbeeld.signals.rules import regime_of


@dataclass(frozen=True, slots=True)
class DefaultRights:
    """AMBER, with the group of the district; under Wpg and Wjsg nobody else reads it until a wording is released."""

    owner: int
    regime: str
    group: int | None
    scope: int | None
    marking: str = Marking.AMBER.value
    compartment: int | None = None

    @property
    def groups(self) -> tuple[int, ...]:
        return () if self.group is None else (self.group,)

    def chosen(self, choice: Choice | None) -> DefaultRights:
        """The same with what the sender chose."""
        if choice is None:
            return self
        scope = self.scope if choice.groups is None else scope_of(choice.groups).pk
        return replace(self, marking=choice.marking.value, scope=scope, compartment=choice.compartment)

    def as_fields(self) -> dict[str, object]:
        return {
            "owner_id": self.owner,
            "marking": self.marking,
            "scope_id": self.scope,
            "regime": self.regime,
            "compartment_id": self.compartment,
        }


@dataclass(slots=True)
class Sharing:
    """Default rights per owner and area. Owners and their groups are asked once for a batch, each scope once."""

    owners: dict[int, Organisation]
    groups: dict[int, dict[str, int]]
    known: dict[tuple[int, str], DefaultRights] = field(default_factory=dict)
    scopes: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, owners: Iterable[int]) -> Sharing:
        keys = set(owners)
        return cls(Organisation.objects.in_bulk(keys), _groups_by_area(keys))

    def rights(self, owner: int, area_code: str) -> DefaultRights:
        key = (owner, area_code)
        if key not in self.known:
            self.known[key] = self._rights(self.owners[owner], area_code)
        return self.known[key]

    def _rights(self, owner: Organisation, area_code: str) -> DefaultRights:
        group = self._group_to_share_with(owner, area_code)
        if group is not None and group not in self.scopes:
            self.scopes[group] = scope_of([group]).pk
        scope = self.scopes[group] if group is not None else None
        return DefaultRights(owner=owner.pk, regime=regime_of(owner.kind).value, group=group, scope=scope)

    def _group_to_share_with(self, owner: Organisation, area_code: str) -> int | None:
        """The group of the district where it plays, else of the own one; only one that the owner takes part in."""
        mine = self.groups[owner.pk]
        nearest_first = (*_upwards(area_code), *_upwards(owner.area_code))
        return next((mine[code] for code in nearest_first if code in mine), None)


def default_rights(owner: Organisation, area_code: str) -> DefaultRights:
    return Sharing.of([owner.pk]).rights(owner.pk, area_code)


def _groups_by_area(owners: set[int]) -> dict[int, dict[str, int]]:
    """Per organisation the groups it takes part in, by the area of which the group makes the picture."""
    found: dict[int, dict[str, int]] = {key: {} for key in owners}
    the_one = {group.pk: code for code, group in groups_for_areas().items()}
    places = GroupMember.objects.filter(organisation_id__in=owners, until=None, group_id__in=the_one)
    for owner, group in places.values_list("organisation_id", "group_id"):
        found[owner][the_one[group]] = group
    return found


def _upwards(code: str) -> tuple[str, ...]:
    """An area and what it lies in, from near to far; an unknown code stands alone."""
    if not code:
        return ()
    try:
        return (code, *(area.code for area in areas.parents(code)))
    except NotKnown:
        return (code,)
