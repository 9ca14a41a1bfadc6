"""From the rows of this room to columns: the one predicate of `sharing` goes along as it is, on any engine."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from eenheidsbeeld.core.viewer import Looker
from eenheidsbeeld.outlook.models import RIGHTS, WeeklyCount
from eenheidsbeeld.sharing.queries import condition, sight_of
from eenheidsbeeld.warehouse.conditions import NOTHING, Condition, Empty, Every, Not, OneOf, Some

COLUMNS: tuple[str, ...] = ("area_code", "phenomenon", "week", "count", *RIGHTS)


def as_columns(where: Q) -> Condition:
    """A condition on rows as the warehouse reads it. A lookup that it does not know is an error, never a guess."""
    parts = tuple(as_columns(one) if isinstance(one, Q) else _of_lookup(one) for one in where.children)
    joined: Condition = Every(parts) if where.connector == Q.AND else Some(parts)
    return Not(joined) if where.negated else joined


def _of_lookup(lookup: Any) -> Condition:
    name, value = lookup
    field, _, kind = name.partition("__")
    if field == "pk" and value is None:
        return NOTHING
    if kind in ("in", "any_of"):
        return OneOf(field, frozenset(value))
    if kind == "isnull":
        return Empty(field) if value else Not(Empty(field))
    if kind in ("", "exact"):
        return Empty(field) if value is None else OneOf(field, frozenset({value}))
    raise LookupError(f"the warehouse does not know {name!r}")


def table_of_counts(areas: Collection[str], *, since: Any = None) -> Any:
    """All counts of these areas with their rights, as an Arrow table. Nobody looks yet: `visible_counts` asks."""
    import pyarrow as pa

    rows = WeeklyCount.objects.filter(area_code__in=areas)
    rows = rows.filter(week_starts_at__gte=since) if since else rows
    values = list(zip(*rows.values_list(*COLUMNS), strict=True)) or [()] * len(COLUMNS)
    return pa.table(
        {name: pa.array(column, type=_type(name, pa)) for name, column in zip(COLUMNS, values, strict=True)}
    )


def _type(name: str, pa: Any) -> Any:
    if name == "practice_run":
        return pa.bool_()
    return pa.int64() if name == "count" or name.endswith("_id") else pa.string()


def visible_counts(looker: Looker, table: Any) -> Any:
    """What this viewer may count: columns area_code, phenomenon, week and total."""
    from eenheidsbeeld.warehouse.counts import count_rows

    return count_rows(table, as_columns(condition(sight_of(looker))))
