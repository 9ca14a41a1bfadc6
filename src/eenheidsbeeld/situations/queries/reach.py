"""Whom a situation reaches, and whom it would no longer reach with more lying under it."""

from __future__ import annotations

from collections.abc import Sequence

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.models import Shared, SharingScope
from eenheidsbeeld.sharing.queries import who_will_see
from eenheidsbeeld.sharing.rules import Marking, Purpose, Regime, Rights, needs_wording
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import Situation


def rights_of(records: Sequence[Shared]) -> list[Rights]:
    """The rights of many records in two questions, where `Shared.rights` would ask for each record."""
    scopes = {key for one in records for key in (one.scope_id, one.released_scope_id) if key is not None}
    stored = SharingScope.objects.filter(pk__in=scopes).prefetch_related("groups")
    groups = {scope.pk: frozenset(group.pk for group in scope.groups.all()) for scope in stored}
    people = {scope.pk: scope.named_people for scope in stored}
    nobody: frozenset[int] = frozenset()
    return [
        Rights(
            owner=one.owner_id,
            unit="",
            marking=Marking(one.marking),
            regime=Regime(one.regime),
            groups=groups.get(one.scope_id or 0, nobody),
            people=people.get(one.scope_id or 0, nobody),
            compartment=one.compartment_id,
            practice_run=one.practice_run,
            is_released=one.released_scope_id is not None,
            released_groups=groups.get(one.released_scope_id or 0, nobody),
            purpose=Purpose(one.purpose),
        )
        for one in records
    ]


def who_no_longer_sees(viewer: Viewer, situation: Situation, more: Sequence[Shared]) -> tuple[str, ...]:
    """The organisations that see this situation now, and would not once these signals, or another situation, lie
    under it; as far as this viewer may know of the groups."""
    now, *others = rights_of([situation, *more])
    then = rules.shares_of([now, *others], organisation=situation.owner_id)
    kept = set(_reached(viewer, situation, then))
    return tuple(name for name in _reached(viewer, situation, now) if name not in kept)


def who_loses_by_merging(viewer: Viewer, old: Situation, target: Situation) -> tuple[str, ...]:
    """The organisations that see one of the two now, and would not see what they become together."""
    lost = (*who_no_longer_sees(viewer, target, [old]), *who_no_longer_sees(viewer, old, [target]))
    return tuple(dict.fromkeys(lost))


def _reached(viewer: Viewer, situation: Situation, shares: Rights | rules.Shares) -> list[str]:
    """Where a wording is needed, others see nothing before one is released."""
    owner: Organisation = situation.owner
    if needs_wording(regime=shares.regime, compartment=shares.compartment):
        return [owner.name]
    found = who_will_see(viewer, shares.marking, shares.groups, owner=owner.pk, unit=owner.unit_code)
    return list(found.values_list("name", flat=True))
