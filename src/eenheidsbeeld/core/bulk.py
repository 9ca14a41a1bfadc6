"""Many new rows in one prepared statement, for tables into which thousands go at once.

Django's own bulk insert writes every value of every row into a new statement; for a batch of signals that costs more
than storing them does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import connection, models

Prepare = Callable[[Any], object]


def insert_rows(rows: Sequence[models.Model], *, skip_known: bool = False) -> None:
    """Insert new records as they are; no keys come back. `skip_known` passes over what is there already."""
    if not rows:
        return
    fields = _columns(type(rows[0]))
    values_of = attrgetter(*[field.attname for field in fields])
    prepared = [(place, _prepare(field)) for place, field in enumerate(fields) if _needs_preparing(field)]
    values = [list(values_of(row)) for row in rows]
    for place, prepare in prepared:
        for of_row in values:
            of_row[place] = prepare(of_row[place])
    with connection.cursor() as cursor:
        cursor.executemany(_statement(type(rows[0]), skip_known), values)


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _needs_preparing(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, (models.JSONField, models.DateField))


def _prepare(field: models.Field[Any, Any]) -> Prepare:
    def prepare(value: Any) -> object:
        return field.get_db_prep_save(value, connection)

    # A batch shares a handful of moments; what is looked up in JSON differs for each row.
    return lru_cache(maxsize=500)(prepare) if isinstance(field, models.DateField) else prepare


def _statement(model: type[models.Model], skip_known: bool) -> str:
    quote, fields = connection.ops.quote_name, _columns(model)
    names, places = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    # The names come from our own models, the values go in as parameters.
    whole = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    return f"{whole} ON CONFLICT DO NOTHING" if skip_known else whole
