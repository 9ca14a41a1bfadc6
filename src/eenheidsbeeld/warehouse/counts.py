"""Counts per area, phenomenon and week from rows of counts that carry their rights: one expression, several engines.

The libraries take a second to load, so only who counts imports this file.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

import ibis
import pyarrow as pa

from eenheidsbeeld.warehouse.conditions import Condition, Empty, Every, Not, OneOf

BY = ("area_code", "phenomenon", "week")
# Nothing is fetched from elsewhere, whatever is asked.
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def counted(rows: Any, where: Condition) -> Any:
    """The expression itself: rows that meet the condition, added up per area, phenomenon and week."""
    kept = rows.filter(_predicate(rows, where))
    return kept.group_by(list(BY)).aggregate(total=kept["count"].sum()).order_by(list(BY))


def count_rows(rows: pa.Table, where: Condition) -> pa.Table:
    """`counted` on DuckDB within this process: columns area_code, phenomenon, week and total, in order."""
    engine = ibis.duckdb.connect(threads=1, **OFFLINE)
    try:
        return engine.to_pyarrow(counted(ibis.memtable(rows), where))
    finally:
        engine.disconnect()


def _predicate(rows: Any, where: Condition) -> Any:
    """Two-valued, as people mean it: a comparison with an empty field does not hold, and its opposite does."""
    if isinstance(where, OneOf):
        if not where.values:
            return ibis.literal(False)
        return rows[where.field].isin(sorted(where.values, key=repr)).fill_null(False)
    if isinstance(where, Empty):
        return rows[where.field].isnull()
    if isinstance(where, Not):
        return ~_predicate(rows, where.part)
    start = isinstance(where, Every)
    return reduce(and_ if start else or_, (_predicate(rows, one) for one in where.parts), ibis.literal(start))
