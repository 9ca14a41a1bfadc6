"""With whom a situation is shared: worked out again from what it rests on, and only ever made narrower by that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import Shared, SharingScope
from eenheidsbeeld.sharing.rules import Marking, Purpose, Regime, Rights
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.rules import Shares

RIGHTS_FIELDS = ["marking", "scope", "regime", "released_scope", "compartment"]


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


def shares_on(records: Sequence[Shared], *, organisation: int) -> dict[str, Any]:
    """The sharing fields of something that rests on these records."""
    return _as_fields(rules.shares_of(rights_of(records), organisation=organisation))


def narrow(situation: Situation, records: Sequence[Shared]) -> None:
    """Let the situation reach no further than what now also lies under it."""
    if not records:
        return
    for name, value in shares_on([situation, *records], organisation=situation.owner_id).items():
        setattr(situation, name, value)


def _as_fields(shares: Shares) -> dict[str, Any]:
    scope = scope_of(shares.groups, shares.people)
    return {
        "marking": shares.marking.value,
        "scope_id": scope.pk,
        "regime": shares.regime.value,
        "released_scope_id": None,
        "compartment_id": shares.compartment,
    }
