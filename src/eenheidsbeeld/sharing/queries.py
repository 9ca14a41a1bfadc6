"""The only way to read shared records: ask who is looking, then filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Case, F, Q, QuerySet, TextField, When

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.once import once
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer
from eenheidsbeeld.sharing import lookups, rules  # noqa: F401 (any_of is known once this is read)
from eenheidsbeeld.sharing.models import CompartmentKey, GroupMember, Shared, SharingGroup, SharingScope
from eenheidsbeeld.sharing.rules import OWN_WORDING_REGIMES, Marking

Record = TypeVar("Record", bound=Shared)
Content = tuple[frozenset[int], frozenset[int]]
OWN_WORDING = [regime.value for regime in OWN_WORDING_REGIMES]


def visible_to(viewer: Looker, records: QuerySet[Record]) -> QuerySet[Record]:
    """The records this viewer, or everyone in this audience, may see. No viewer is an error, never everything."""
    return records.filter(condition(sight_of(viewer)))


@dataclass(frozen=True, slots=True)
class Sight:
    """All that decides what may be seen: who looks, which scopes there are, and which organisations their unit has.

    The same sight gives the same condition, so what is built upon it may be kept.
    """

    viewers: tuple[Viewer, ...]
    scopes: tuple[tuple[int, Content], ...]
    unit: tuple[int, ...]


def sight_of(viewer: Looker) -> Sight:
    """What there is to know before a list can be asked for: one question, and once for a page."""
    if isinstance(viewer, Audience):
        viewers = tuple(viewer.viewers)
    elif isinstance(viewer, Viewer):
        viewers = (viewer,)
    else:
        raise NoViewer(type(viewer).__name__)
    units = {one.unit for one in viewers}
    digests, organisations = _scopes_and_organisations(units.pop() if len(units) == 1 else None)
    return Sight(viewers, tuple(_contents_of(digests).items()), organisations)


@lru_cache(maxsize=256)
def condition(sight: Sight) -> Q:
    """What each of them may see, as one condition on a row; one viewer is an audience of one."""
    viewers = sight.viewers
    if len({one.practice_run for one in viewers}) > 1:
        return Q(pk=None)
    through = _Scopes(viewers, dict(sight.scopes))
    marking = (
        (Q(marking=Marking.AMBER.value) & through.owner_or("scope_id"))
        | (Q(marking=Marking.GREEN.value) & Q(owner_id__any_of=sight.unit))
        | Q(marking=Marking.CLEAR.value)
        | (Q(marking=Marking.AMBER_STRICT.value) & _only_owner(viewers))
        | (Q(marking=Marking.RED.value) & Q(scope_id__any_of=through.naming_all))
    )
    regime = ~Q(regime__in=OWN_WORDING) | through.owner_or("released_scope_id")
    shared_keys = frozenset.intersection(*(one.compartments for one in viewers))
    compartment = Q(compartment_id=None) | Q(compartment_id__in=shared_keys)
    return marking & regime & compartment & Q(practice_run=viewers[0].practice_run)


class _Scopes:
    """Which scopes reach all of these viewers, and which reach all but the owner, who sees its own anyway."""

    def __init__(self, viewers: Sequence[Viewer], contents: dict[int, Content]) -> None:
        persons = {one.person for one in viewers}
        self.naming_all = [scope for scope, (_groups, named) in contents.items() if persons <= named]
        self._reach = {
            organisation: {
                scope
                for scope, (within, _named) in contents.items()
                if all(not one.groups.isdisjoint(within) for one in viewers if one.organisation == organisation)
            }
            for organisation in {one.organisation for one in viewers}
        }

    def owner_or(self, field: str) -> Q:
        """The field points to a scope that reaches everyone who is not the owner."""
        everyone = set.intersection(*self._reach.values())
        condition = Q(**{f"{field}__any_of": sorted(everyone)})
        for organisation in sorted(self._reach):
            others = [reach for key, reach in self._reach.items() if key != organisation]
            if not others:
                return condition | Q(owner_id=organisation)
            if extra := set.intersection(*others) - everyone:
                condition |= Q(owner_id=organisation) & Q(**{f"{field}__any_of": sorted(extra)})
        return condition


# What a digest stands for never changes, so it is read once per process; which scopes there are is asked each time.
_contents: dict[str, Content] = {}


def _contents_of(digests: dict[int, str]) -> dict[int, Content]:
    """The groups and named people of each stored scope, by its number."""
    found = {key: _contents[digest] for key, digest in digests.items() if digest in _contents}
    new = [key for key in digests if key not in found]
    for scope in SharingScope.objects.filter(pk__in=new).prefetch_related("groups") if new else ():
        found[scope.pk] = content = frozenset(group.pk for group in scope.groups.all()), scope.named_people
        if rules.scope_digest(*content) == scope.digest:  # one that is still being made is not remembered
            _contents[scope.digest] = content
    return {key: found[key] for key in digests if key in found}


def _scopes_and_organisations(unit: str | None) -> tuple[dict[int, str], tuple[int, ...]]:
    """Every scope with its digest, and the organisations of the one unit that all are in; none if there are more."""
    rows = once(("scopes and organisations", unit), lambda: _asked(SCOPES_AND_ORGANISATIONS, unit))
    return {key: digest for key, digest in rows if digest}, tuple(key for key, digest in rows if not digest)


# Asked before every list, so in SQL and together: writing it with the ORM takes longer than answering it.
SCOPES_AND_ORGANISATIONS = (
    "SELECT id, digest FROM sharing_sharingscope"
    " UNION ALL SELECT id, '' FROM accounts_organisation WHERE unit_code = %s ORDER BY 1"
)


def _asked(question: str, *values: str | None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def _only_owner(viewers: Sequence[Viewer]) -> Q:
    owners = {one.organisation for one in viewers}
    return Q(owner_id__in=owners) if len(owners) == 1 else Q(pk=None)


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


def groups_for_areas() -> dict[str, SharingGroup]:
    """The same for every area that has one."""
    found = SharingGroup.objects.filter(ended_at=None).exclude(area_code="").order_by("-pk")
    return {group.area_code: group for group in found}


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
