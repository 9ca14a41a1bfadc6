"""Who sees a record, by name and with the reason: shown beside it, and before anybody shares it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.models import Compartment, GroupMember, Shared, SharingGroup
from eenheidsbeeld.sharing.queries.groups import known_groups, who_will_see
from eenheidsbeeld.sharing.rules import Marking, Rights, needs_wording


@dataclass(frozen=True, slots=True)
class Sees:
    """One organisation, or for RED one person by function, and why it sees the record."""

    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Everyone whom a record reaches, as far as the viewer may know; `everyone` for what is public."""

    marking: Marking
    sees: tuple[Sees, ...]
    everyone: bool = False

    @property
    def only_own(self) -> bool:
        return len(self.sees) == 1 and not self.everyone


def reach_of(viewer: Viewer, record: Shared) -> Reach:
    """Whom this record reaches as it stands."""
    return reach(viewer, record.rights(), record.owner)


def reach_if(viewer: Viewer, record: Shared, marking: Marking, groups: Collection[int]) -> Reach:
    """Whom this record would reach, shown before it is shared; asked by others, the groups come on top."""
    now = record.rights()
    others = now.groups if viewer.organisation != record.owner_id and now.marking == Marking.AMBER else frozenset()
    return reach(viewer, replace(now, marking=marking, groups=frozenset(groups) | others), record.owner)


def reach(viewer: Viewer, rights: Rights, owner: Organisation) -> Reach:
    """Whom a record with these rights would reach: the page asks this before anything is shared."""
    if rights.marking == Marking.RED:
        return Reach(rights.marking, tuple(_people(rights.people)))
    own = Sees(owner.name, _because_own(viewer, rights))
    wording = needs_wording(regime=rights.regime, compartment=rights.compartment)
    if rights.marking == Marking.CLEAR and not wording:
        return Reach(rights.marking, (own,), everyone=True)
    return Reach(rights.marking, (own, *_others(viewer, rights, owner, wording=wording)))


def _because_own(viewer: Viewer, rights: Rights) -> str:
    """Outside the owner nobody reads which compartments it has."""
    if rights.compartment is None or viewer.organisation != rights.owner:
        return _("brought it in")
    name = Compartment.objects.filter(pk=rights.compartment).values_list("name", flat=True).first() or ""
    return _("brought it in; only who holds a key of %(compartment)s") % {"compartment": name}


def _others(viewer: Viewer, rights: Rights, owner: Organisation, *, wording: bool) -> list[Sees]:
    names = _group_names(viewer, rights.released_groups if wording else rights.groups)
    reached = who_will_see(viewer, rights.marking, rights.groups, owner=owner.pk, unit=owner.unit_code)
    return [
        Sees(one.name, _because(rights.marking, names.get(one.pk, ""), wording=wording))
        for one in reached.exclude(pk=owner.pk)
        if one.pk in names or not wording
    ]


def _because(marking: Marking, group: str, *, wording: bool) -> str:
    if wording:
        return _("reads the released wording, through %(group)s") % {"group": group}
    if marking == Marking.AMBER:
        return _("takes part in %(group)s") % {"group": group}
    return _("belongs to this police unit")


def _group_names(viewer: Viewer, groups: Collection[int]) -> dict[int, str]:
    """Per organisation the chosen groups it takes part in, as far as the viewer may know of them."""
    known: dict[int, SharingGroup] = known_groups(viewer).in_bulk(list(groups))
    found: dict[int, list[str]] = {}
    places = GroupMember.objects.filter(group__in=known, until=None).order_by("group__name", "pk")
    for organisation, group in places.values_list("organisation_id", "group_id"):
        found.setdefault(organisation, []).append(known[group].name)
    return {organisation: ", ".join(names) for organisation, names in found.items()}


def _people(people: Collection[int]) -> list[Sees]:
    rows = Membership.objects.filter(person_id__in=list(people), ended_at=None).select_related("organisation")
    return [Sees(f"{one.function}, {one.organisation.name}", _("named")) for one in rows.order_by("function", "pk")]
