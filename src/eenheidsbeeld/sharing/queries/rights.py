"""The only way to read shared records: ask who is looking, then filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BooleanField, Case, F, Q, QuerySet, TextField, Value, When

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.core.once import once
from eenheidsbeeld.core.viewer import Audience, Looker, NoViewer, Viewer
from eenheidsbeeld.sharing import lookups, rules
from eenheidsbeeld.sharing.models import CompartmentKey, GroupMember, Shared, SharingScope
from eenheidsbeeld.sharing.rules import OWN_WORDING_REGIMES, Marking, Purpose, serving

Record = TypeVar("Record", bound=Shared)
Content = tuple[frozenset[int], frozenset[int]]
NOTHING = Q(pk=None)
OWN_WORDING = [regime.value for regime in OWN_WORDING_REGIMES]


def visible_to(viewer: Looker, records: QuerySet[Record]) -> QuerySet[Record]:
    """The records this viewer, or everyone in this audience, may see. No viewer is an error, never everything."""
    return within(sight_of(viewer), records)


@dataclass(frozen=True, slots=True)
class Sight:
    """All that decides what may be seen: who looks, which scopes there are, and which organisations their unit has.

    The same sight gives the same condition, so what is built upon it may be kept.
    """

    viewers: tuple[Viewer, ...]
    scopes: tuple[tuple[int, Content], ...]
    unit: tuple[int, ...]
    purpose: str = ""


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
    purpose = viewer.purpose if isinstance(viewer, Audience) else ""
    return Sight(viewers, tuple(_contents_of(digests).items()), organisations, purpose)


def within(sight: Sight, records: QuerySet[Record]) -> QuerySet[Record]:
    """Of these records what this sight reaches."""
    return records.filter(_written(sight, records.model, records.db))


@lru_cache(maxsize=1024)
def _written(sight: Sight, model: type[Shared], using: str) -> Q | lookups.Written:
    """The condition as text: asked before every list, and writing it each time costs more than answering it.

    First what passes over most rows in few words; the whole stands in a `CASE`, so that a database does not spend
    longer on weighing its parts than on reading rows. Whom no group reaches sees little of much, and there the
    indexes on its parts are worth weighing.
    """
    whole, through = condition(sight), _Scopes(sight.viewers, dict(sight.scopes))
    if whole == NOTHING:
        return whole
    if not through.reach_all:
        return lookups.written(whole, model, using)
    exactly = Case(When(whole, then=Value(True)), default=Value(False), output_field=BooleanField())
    near = (~Q(marking=Marking.AMBER.value) | through.owner_or("scope_id")) & _world(sight.viewers)
    return lookups.written(near & Q(exactly), model, using)


@lru_cache(maxsize=256)
def condition(sight: Sight) -> Q:
    """What each of them may see, as one condition on a row; one viewer is an audience of one."""
    viewers = sight.viewers
    if len({one.practice_run for one in viewers}) > 1 or not all(one.reads_content for one in viewers):
        return NOTHING
    through = _Scopes(viewers, dict(sight.scopes))
    marking = (
        (Q(marking=Marking.AMBER.value) & through.owner_or("scope_id"))
        | (Q(marking=Marking.GREEN.value) & Q(owner_id__any_of=sight.unit))
        | Q(marking=Marking.CLEAR.value)
        | (Q(marking=Marking.AMBER_STRICT.value) & _only_owner(viewers))
        | (Q(marking=Marking.RED.value) & Q(scope_id__any_of=through.naming_all))
    )
    allowed = marking & (_needs_none() | through.wording()) & _world(viewers)
    return allowed & for_purpose(sight.purpose) if sight.purpose else allowed


def _world(viewers: Sequence[Viewer]) -> Q:
    """Practice or real: never both."""
    return Q(practice_run=viewers[0].practice_run)


def needs_wording() -> Q:
    """Records of which others read only what the owner released; the twin of the rule of that name."""
    return Q(regime__in=OWN_WORDING) | Q(compartment_id__isnull=False)


def _needs_none() -> Q:
    return ~Q(regime__in=OWN_WORDING) & Q(compartment_id=None)


def reads_own(viewer: Viewer) -> Q:
    """Records of which this viewer reads the own text; the twin of `rules.reads_released_wording`."""
    opened = Q(compartment_id=None) | Q(compartment_id__in=sorted(viewer.compartments))
    return _needs_none() | (Q(owner_id=viewer.organisation) & opened)


def for_purpose(purpose: str) -> Q:
    """What may be used to make something for this purpose; the twin of `rules.may_serve`."""
    allowed = serving(Purpose(purpose))
    strict = Q(regime__in=OWN_WORDING) & Q(purpose__in=allowed[True])
    return strict | (~Q(regime__in=OWN_WORDING) & Q(purpose__in=allowed[False]))


class _Scopes:
    """Which scopes reach all of these viewers, and which reach all but the owner, who sees its own anyway."""

    def __init__(self, viewers: Sequence[Viewer], contents: dict[int, Content]) -> None:
        persons = {one.person for one in viewers}
        self._keys = {
            organisation: frozenset.intersection(
                *(one.compartments for one in viewers if one.organisation == organisation)
            )
            for organisation in {one.organisation for one in viewers}
        }
        self.naming_all = [scope for scope, (_groups, named) in contents.items() if persons <= named]
        self._reach = {
            organisation: {
                scope
                for scope, (within, _named) in contents.items()
                if all(not one.groups.isdisjoint(within) for one in viewers if one.organisation == organisation)
            }
            for organisation in {one.organisation for one in viewers}
        }

    @property
    def reach_all(self) -> set[int]:
        return set.intersection(*self._reach.values())

    def owner_or(self, field: str) -> Q:
        """The field points to a scope that reaches everyone who is not the owner."""
        everyone = self.reach_all
        condition = Q(**{f"{field}__any_of": sorted(everyone)})
        for organisation in sorted(self._reach):
            others = [reach for key, reach in self._reach.items() if key != organisation]
            if not others:
                return condition | Q(owner_id=organisation)
            if extra := set.intersection(*others) - everyone:
                condition |= Q(owner_id=organisation) & Q(**{f"{field}__any_of": sorted(extra)})
        return condition

    def wording(self) -> Q:
        """The released wording reaches everyone; the owner's people read the own text, with the key where one is."""
        field = "released_scope_id"
        if len(self._reach) > 1:
            return self.owner_or(field) & self._with_key_or(field)
        # Of one organisation the same in fewer words: a database weighs each of them again for every row.
        ((organisation, reach),) = self._reach.items()
        opened = Q(compartment_id=None)
        if keys := self._keys[organisation]:
            opened |= Q(compartment_id__in=sorted(keys))
        return Q(**{f"{field}__any_of": sorted(reach)}) | (Q(owner_id=organisation) & opened)

    def _with_key_or(self, field: str) -> Q:
        """The owner's people among them hold the key of its compartment, or the field reaches them like others."""
        by_rights: dict[tuple[frozenset[int], frozenset[int]], list[int]] = {}
        for organisation in sorted(self._keys):
            rights = (self._keys[organisation], frozenset(self._reach[organisation]))
            by_rights.setdefault(rights, []).append(organisation)
        every = Q()
        for (keys, reach), organisations in by_rights.items():
            opened = ~Q(owner_id__in=organisations) | Q(**{f"{field}__any_of": sorted(reach)})
            every &= opened | Q(compartment_id__in=sorted(keys)) if keys else opened
        return Q(compartment_id=None) | every


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
    return Q(owner_id__in=owners) if len(owners) == 1 else NOTHING


def shown(viewer: Viewer, own: str, released: str) -> Case:
    """The text this viewer reads: the record's own or, outside the owner, what was released where that is needed."""
    return Case(
        When(reads_own(viewer), then=F(own)),
        default=F(released),
        output_field=TextField(),
    )


def audience_shown(own: str, released: str) -> Case:
    """The text that every recipient may read: what was released, wherever a regime asks for that."""
    return Case(When(_needs_none(), then=F(own)), default=F(released), output_field=TextField())


def viewer_of(
    membership: Membership,
    *,
    second_factor: bool = False,
    stepped_up: bool = False,
    practice_run: bool = False,
    at: datetime | None = None,
) -> Viewer:
    """Build the viewer of one membership: its organisation, roles, groups and compartments, as keys.

    `stepped_up`: the second factor was given just now. Without a moment, keys for a time (break-glass) stay out.
    """
    organisation = membership.organisation
    places = GroupMember.objects.filter(organisation=organisation, until=None, group__ended_at=None)
    keys = _keys_of(membership, at)
    locked = {compartment for compartment, needs, _glass in keys if needs and not stepped_up}
    return Viewer(
        person=membership.person_id,
        membership=membership.pk,
        organisation=organisation.pk,
        organisation_kind=organisation.kind,
        unit=organisation.unit_code,
        roles=frozenset(row.role for row in membership.role_rows.all()),
        groups=frozenset(places.values_list("group_id", flat=True)),
        compartments=frozenset(compartment for compartment, _needs, _glass in keys) - locked,
        locked=frozenset(locked),
        break_glass=frozenset(glass for compartment, _needs, glass in keys if glass and compartment not in locked),
        second_factor=second_factor,
        practice_run=practice_run,
    )


def _keys_of(membership: Membership, at: datetime | None) -> list[tuple[int, bool, int | None]]:
    """Compartment, whether it asks for the second factor, and the break-glass access behind the key."""
    still = Q(until=None) if at is None else Q(until=None) | Q(until__gt=at)
    rows = CompartmentKey.objects.filter(
        still,
        membership=membership,
        compartment__ended_at=None,
        compartment__owner_id=membership.organisation_id,
    )
    return list(rows.values_list("compartment_id", "compartment__needs_second_factor", "break_glass_id"))
