"""Whom a situation reaches, and whom it would no longer reach with more lying under it."""

from __future__ import annotations

from collections.abc import Sequence

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.sharing.models import Shared, SharingScope
from eenheidsbeeld.sharing.queries import who_will_see
from eenheidsbeeld.sharing.rules import OWN_WORDING_REGIMES, Marking, Regime, Rights
from eenheidsbeeld.signals.models import Signal
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
        )
        for one in records
    ]


def who_no_longer_sees(situation: Situation, signals: Sequence[Signal]) -> tuple[str, ...]:
    """The organisations that see this situation now, and would not once these signals lie under it."""
    now, *others = rights_of([situation, *signals])
    then = rules.shares_of([now, *others], organisation=situation.owner_id)
    kept = set(_reached(situation, then.marking, then.groups, then.regime))
    return tuple(name for name in _reached(situation, now.marking, now.groups, now.regime) if name not in kept)


def _reached(situation: Situation, marking: Marking, groups: frozenset[int], regime: Regime) -> list[str]:
    """Of a police or judicial record others see nothing before a wording is released."""
    if regime in OWN_WORDING_REGIMES:
        return [situation.owner.name]
    owner: Organisation = situation.owner
    found = who_will_see(marking, groups, owner=owner.pk, unit=owner.unit_code)
    return list(found.values_list("name", flat=True))
