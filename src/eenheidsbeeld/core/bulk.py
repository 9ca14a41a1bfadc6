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


def insert_rows(rows: Sequence[models.Model], *, skip_known: bool = False) -> None:
    """Insert new records as they are; no keys come back. `skip_known` passes over what is there already."""
    if not rows:
        return
    values_of, prepared = _reading(type(rows[0]))
    values = [list(values_of(row)) for row in rows]
    for place, field in prepared:
        for of_row in values:
            of_row[place] = field.get_db_prep_save(of_row[place], connection)
    with connection.cursor() as cursor:
        cursor.executemany(_statement(type(rows[0]), connection.vendor, skip_known), values)


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


@lru_cache(maxsize=50)
def _reading(model: type[models.Model]) -> tuple[Callable[[models.Model], Any], list[tuple[int, Any]]]:
    """How all values of a record are read at once, and which of them the database wants in another form."""
    fields = _columns(model)
    other_form = (models.JSONField, models.DateField)
    prepared = [(place, field) for place, field in enumerate(fields) if isinstance(field, other_form)]
    return attrgetter(*[field.attname for field in fields]), prepared


@lru_cache(maxsize=50)
def _statement(model: type[models.Model], _vendor: str, skip_known: bool) -> str:
    quote, fields = connection.ops.quote_name, _columns(model)
    names, places = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    # The names come from our own models, the values go in as parameters.
    whole = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608
    return f"{whole} ON CONFLICT DO NOTHING" if skip_known else whole
