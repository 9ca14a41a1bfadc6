"""Groups, scopes and consent."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.sharing import rules
from eenheidsbeeld.sharing.models import Compartment, CompartmentKey, GroupMember, SharingGroup, SharingScope

A_DAY = timedelta(days=1)


@transaction.atomic
def scope_of(groups: Collection[int], people: Collection[int] = ()) -> SharingScope:
    """The one stored scope for this set of groups and named people; made when it is new."""
    digest, now = rules.scope_digest(groups, people), clock.now()
    # One that is long unused may end at this very moment: noting its use first shows whether it is still there.
    stale = SharingScope.objects.filter(digest=digest, used_at__lt=now - A_DAY)
    stale.update(used_at=now)
    scope, made = SharingScope.objects.get_or_create(
        digest=digest, defaults={"people": sorted(set(people)), "used_at": now}
    )
    if made:
        scope.groups.set(sorted(set(groups)))
    return scope


@transaction.atomic
def start_group(*, slug: str, name: str, area_code: str, by: Actor, at: datetime) -> SharingGroup:
    group = SharingGroup.objects.create(slug=slug, name=name, area_code=area_code)
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
def give_compartment_key(
    *, compartment: Compartment, membership: Membership, by: Actor, at: datetime
) -> CompartmentKey:
    key = CompartmentKey.objects.create(compartment=compartment, membership=membership, since=at)
    details: dict[str, object] = {"membership": membership.pk}
    audit.record(event="compartment_key_given", subject=compartment, by=by, at=at, details=details)  # type: ignore[arg-type]
    return key
