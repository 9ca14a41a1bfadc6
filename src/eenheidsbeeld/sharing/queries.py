"""The only way to read shared records: ask who is looking, then filter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Case, F, Q, QuerySet, TextField, When

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer
from eenheidsbeeld.sharing.models import CompartmentKey, GroupMember, Shared, SharingGroup, SharingScope
from eenheidsbeeld.sharing.rules import OWN_WORDING_REGIMES, Marking

Record = TypeVar("Record", bound=Shared)
OWN_WORDING = [regime.value for regime in OWN_WORDING_REGIMES]


def visible_to(viewer: Looker, records: QuerySet[Record]) -> QuerySet[Record]:
    """The records this viewer, or everyone in this audience, may see. No viewer is an error, never everything."""
    if isinstance(viewer, Audience):
        for one in _one_of_each(viewer):
            records = records.filter(_visible(one))
        return records
    if not isinstance(viewer, Viewer):
        raise NoViewer(type(viewer).__name__)
    return records.filter(_visible(viewer))


def _one_of_each(audience: Audience) -> Iterable[Viewer]:
    """Recipients who see the same need asking once; many mayors of one district share their groups."""
    seen: dict[tuple[object, ...], Viewer] = {}
    for one in audience.viewers:
        key = (one.person, one.organisation, one.unit, one.groups, one.compartments, one.practice_run)
        seen.setdefault(key, one)
    return seen.values()


def _visible(viewer: Viewer) -> Q:
    scopes = _scopes_of(viewer)
    by_group = [scope.pk for scope in scopes.by_group]
    mine = Q(owner_id=viewer.organisation)
    marking = (
        (Q(marking=Marking.AMBER.value) & (mine | Q(scope_id__in=by_group)))
        | (Q(marking=Marking.GREEN.value) & Q(owner_id__in=_organisations_of(viewer.unit)))
        | Q(marking=Marking.CLEAR.value)
        | (Q(marking=Marking.AMBER_STRICT.value) & mine)
        | (Q(marking=Marking.RED.value) & Q(scope_id__in=[scope.pk for scope in scopes.by_person]))
    )
    regime = mine | ~Q(regime__in=OWN_WORDING) | Q(released_scope_id__in=by_group)
    compartment = Q(compartment_id=None) | Q(compartment_id__in=viewer.compartments)
    return marking & regime & compartment & Q(practice_run=viewer.practice_run)


class _Scopes:
    def __init__(self, by_group: list[SharingScope], by_person: list[SharingScope]) -> None:
        self.by_group = by_group
        self.by_person = by_person


def _scopes_of(viewer: Viewer) -> _Scopes:
    by_group = list(SharingScope.objects.filter(groups__in=viewer.groups).only("pk").distinct().order_by("pk"))
    named = SharingScope.objects.exclude(people=[]).only("pk", "people").order_by("pk")
    return _Scopes(by_group, [scope for scope in named if viewer.person in scope.named_people])


def _organisations_of(unit: str) -> list[int]:
    return list(Organisation.objects.filter(unit_code=unit).order_by("pk").values_list("pk", flat=True))


def shown(viewer: Viewer, own: str, released: str) -> Case:
    """The text this viewer reads: the record's own, or under Wpg and Wjsg, outside the owner, what was released."""
    return Case(
        When(Q(owner_id=viewer.organisation) | ~Q(regime__in=OWN_WORDING), then=F(own)),
        default=F(released),
        output_field=TextField(),
    )


def audience_shown(own: str, released: str) -> Case:
    """The text that every recipient may read: what was released, wherever a regime asks for that."""
    return Case(When(~Q(regime__in=OWN_WORDING), then=F(own)), default=F(released), output_field=TextField())


def viewer_of(membership: Membership, *, second_factor: bool = False, practice_run: bool = False) -> Viewer:
    """Build the viewer of one membership: its organisation, roles, groups and compartments, as keys."""
    organisation = membership.organisation
    places = GroupMember.objects.filter(organisation=organisation, until=None, group__ended_at=None)
    keys = CompartmentKey.objects.filter(membership=membership, until=None, compartment__ended_at=None)
    if not second_factor:
        keys = keys.filter(compartment__needs_second_factor=False)
    return Viewer(
        person=membership.person_id,
        membership=membership.pk,
        organisation=organisation.pk,
        organisation_kind=organisation.kind,
        unit=organisation.unit_code,
        roles=frozenset(row.role for row in membership.role_rows.all()),
        groups=frozenset(places.values_list("group_id", flat=True)),
        compartments=frozenset(keys.values_list("compartment_id", flat=True)),
        second_factor=second_factor,
        practice_run=practice_run,
    )


def group_for_area(area_code: str) -> SharingGroup | None:
    """The group in which the picture of an area is shared, such as "beeld West-Utrecht"."""
    return SharingGroup.objects.filter(area_code=area_code, ended_at=None).order_by("pk").first()


def groups_of(viewer: Viewer) -> QuerySet[SharingGroup]:
    """The groups this viewer's organisation takes part in."""
    return SharingGroup.objects.filter(pk__in=viewer.groups, ended_at=None).order_by("name", "pk")


def who_will_see(marking: Marking, groups: Iterable[int], *, owner: int, unit: str) -> QuerySet[Organisation]:
    """The organisations that a record with this marking reaches: shown above every button that shares."""
    everyone = Organisation.objects.filter(left_at=None)
    match marking:
        case Marking.RED | Marking.AMBER_STRICT:
            chosen = everyone.filter(pk=owner)
        case Marking.AMBER:
            within = GroupMember.objects.filter(group_id__in=list(groups), until=None).values("organisation_id")
            chosen = everyone.filter(Q(pk=owner) | Q(pk__in=within))
        case Marking.GREEN:
            chosen = everyone.filter(unit_code=unit)
        case Marking.CLEAR:
            chosen = everyone
    return chosen.order_by("name", "pk")
