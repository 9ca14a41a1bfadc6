"""Groups and scopes: who takes part, and the stored sets that records point to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.sharing import queries, rules
from eenheidsbeeld.sharing.models import GroupMember, SharingGroup, SharingScope

A_DAY = timedelta(days=1)


@transaction.atomic
def scope_of(groups: Collection[int], people: Collection[int] = ()) -> SharingScope:
    """The one stored scope for this set of groups and named people; made when it is new."""
    digest = rules.scope_digest(groups, people)
    # One that is long unused may end at this very moment: noting its use first shows whether it is still there.
    SharingScope.objects.filter(digest=digest, used_at__lt=Now() - A_DAY).update(used_at=Now())
    scope, made = SharingScope.objects.get_or_create(digest=digest, defaults={"people": sorted(set(people))})
    if made:
        scope.groups.set(sorted(set(groups)))
    return scope


@transaction.atomic
def start_group(
    *,
    slug: str,
    name: str,
    area_code: str,
    by: Actor,
    at: datetime,
    is_confidential: bool = False,
    keeper: int | None = None,
) -> SharingGroup:
    group = SharingGroup.objects.create(
        slug=slug, name=name, area_code=area_code, is_confidential=is_confidential, keeper_id=keeper, started_at=at
    )
    audit.record(event="group_started", subject=group, by=by, at=at)
    return group


@transaction.atomic
def join_group(
    *, group: SharingGroup, organisations: Iterable[Organisation], by: Actor, at: datetime
) -> list[GroupMember]:
    """Let organisations read what is shared in the group, from now on."""
    places = [
        GroupMember.objects.create(group=group, organisation=organisation, since=at) for organisation in organisations
    ]
    for place in places:
        audit.record(
            event="group_joined", subject=group, by=by, at=at, details={"organisation": place.organisation_id}
        )
    return places


@transaction.atomic
def leave_group(*, group: SharingGroup, organisation: Organisation, by: Actor, at: datetime) -> None:
    GroupMember.objects.filter(group=group, organisation=organisation, until=None).update(until=at)
    audit.record(event="group_left", subject=group, by=by, at=at, details={"organisation": organisation.pk})


@transaction.atomic
def open_group(*, name: str, is_confidential: bool, by: Viewer, at: datetime) -> SharingGroup:
    """An administrator starts a group, kept by the own organisation, which is its first member."""
    check_role(by.roles, Role.ADMINISTRATOR)
    group = start_group(
        # Not made from the name: that it is taken would tell that a confidential group of that name exists.
        slug=new_reference().lower(), name=name, area_code="", is_confidential=is_confidential,
        keeper=by.organisation, by=by, at=at,
    )  # fmt: skip
    join_group(group=group, organisations=[Organisation.objects.get(pk=by.organisation)], by=by, at=at)
    return group


@transaction.atomic
def let_in(*, group: str, organisation: str, by: Viewer, at: datetime) -> GroupMember:
    """The keeper lets one more organisation take part."""
    found = _kept(group, by)
    joining = Organisation.objects.filter(reference=organisation, left_at=None).first()
    if joining is None:
        raise NotThere()
    running = GroupMember.objects.filter(group=found, organisation=joining, until=None).first()
    return running or join_group(group=found, organisations=[joining], by=by, at=at)[0]


@transaction.atomic
def show_out(*, group: str, organisation: str, by: Viewer, at: datetime) -> None:
    """The keeper ends the part of an organisation, or an organisation leaves by itself; it reads nothing more."""
    check_role(by.roles, Role.ADMINISTRATOR)
    found = queries.group(by, group)
    leaving = Organisation.objects.filter(reference=organisation).first()
    if leaving is None or by.organisation not in (found.keeper_id, leaving.pk):
        raise NotThere()
    leave_group(group=found, organisation=leaving, by=by, at=at)


@transaction.atomic
def end_group(*, group: str, by: Viewer, at: datetime) -> SharingGroup:
    """From now on nobody reads anything through this group."""
    found = _kept(group, by)
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    audit.record(event="group_ended", subject=found, by=by, at=at)
    return found


def _kept(slug: str, by: Viewer) -> SharingGroup:
    """The group, locked, when the own organisation keeps it."""
    check_role(by.roles, Role.ADMINISTRATOR)
    found = SharingGroup.objects.select_for_update().get(pk=queries.group(by, slug).pk)
    if found.keeper_id != by.organisation:
        raise NotThere()
    return found
