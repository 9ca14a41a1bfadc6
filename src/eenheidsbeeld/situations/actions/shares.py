"""With whom a situation is shared: worked out again from what it rests on, and only ever made narrower by that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import CalendarEntry, Situation
from eenheidsbeeld.situations.queries.reach import rights_of
from eenheidsbeeld.situations.rules import Shares

RIGHTS_FIELDS = ["marking", "scope", "regime", "released_scope", "compartment"]


def shares_on(records: Sequence[Shared], *, organisation: int) -> dict[str, Any]:
    """The sharing fields of something that rests on these records."""
    return _as_fields(rules.shares_of(rights_of(records), organisation=organisation))


def narrow(built: Situation | CalendarEntry, records: Sequence[Shared]) -> None:
    """Let what was built reach no further than what now also lies under it."""
    if not records:
        return
    for name, value in shares_on([built, *records], organisation=built.owner_id).items():
        setattr(built, name, value)


def _as_fields(shares: Shares) -> dict[str, Any]:
    scope = scope_of(shares.groups, shares.people)
    return {
        "marking": shares.marking.value,
        "scope_id": scope.pk,
        "regime": shares.regime.value,
        "released_scope_id": None,
        "compartment_id": shares.compartment,
    }
