"""Sharing groups: those of an area, those of a viewer, and whom they reach. Confidential ones: members only."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.models import GroupMember, SharingGroup
from eenheidsbeeld.sharing.rules import Marking


def group_for_area(area_code: str) -> SharingGroup | None:
    """The group in which the picture of an area is shared, such as "beeld West-Utrecht"; never a confidential one."""
    open_ones = SharingGroup.objects.filter(area_code=area_code, ended_at=None, is_confidential=False)
    return open_ones.order_by("pk").first()


def groups_for_areas() -> dict[str, SharingGroup]:
    """The same for every area that has one."""
    found = SharingGroup.objects.filter(ended_at=None, is_confidential=False).exclude(area_code="").order_by("-pk")
    return {group.area_code: group for group in found}


def groups_of(viewer: Viewer) -> QuerySet[SharingGroup]:
    """The groups this viewer's organisation takes part in."""
    return SharingGroup.objects.filter(pk__in=viewer.groups, ended_at=None).order_by("name", "pk")


def known_groups(viewer: Viewer) -> QuerySet[SharingGroup]:
    """The groups of which this viewer may know that they exist: all but the confidential ones of others."""
    own = Q(pk__in=viewer.groups) | Q(keeper_id=viewer.organisation)
    return SharingGroup.objects.filter(Q(is_confidential=False) | own, ended_at=None)


def who_will_see(
    viewer: Viewer, marking: Marking, groups: Iterable[int], *, owner: int, unit: str
) -> QuerySet[Organisation]:
    """The organisations that a record with this marking reaches, as far as this viewer may know: confidential
    groups of others are left out. Shown above every button that shares."""
    everyone = Organisation.objects.filter(left_at=None)
    match marking:
        case Marking.RED | Marking.AMBER_STRICT:
            chosen = everyone.filter(pk=owner)
        case Marking.AMBER:
            known = known_groups(viewer).filter(pk__in=list(groups))
            within = GroupMember.objects.filter(group__in=known, until=None).values("organisation_id")
            chosen = everyone.filter(Q(pk=owner) | Q(pk__in=within))
        case Marking.GREEN:
            chosen = everyone.filter(unit_code=unit)
        case Marking.CLEAR:
            chosen = everyone
    return chosen.order_by("name", "pk")


def group(viewer: Viewer, slug: str) -> SharingGroup:
    """One group of which this viewer may know; a confidential one of others is not there."""
    found = known_groups(viewer).filter(slug=slug).first()
    if found is None:
        raise NotThere()
    return found


def groups_to_show(viewer: Viewer) -> list[SharingGroup]:
    """The groups of this unit that the viewer may know of, with their members, by name."""
    of_unit = GroupMember.objects.filter(until=None, organisation__unit_code=viewer.unit).values("group_id")
    found = known_groups(viewer).filter(Q(pk__in=of_unit) | Q(keeper_id=viewer.organisation))
    return list(found.select_related("keeper").order_by("name", "pk"))


def members_of(groups: Collection[SharingGroup]) -> dict[int, list[Organisation]]:
    """Who takes part in each of these groups now. The caller has shown that the viewer may know of them."""
    places = GroupMember.objects.filter(group__in=groups, until=None, organisation__left_at=None)
    found: dict[int, list[Organisation]] = {one.pk: [] for one in groups}
    for place in places.select_related("organisation").order_by("organisation__name", "pk"):
        found[place.group_id].append(place.organisation)
    return found
