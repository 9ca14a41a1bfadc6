"""Parts of a question that Django writes slowly, because they are asked before every list."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Expression, F, Field, ForeignKey, Model, Q
from django.db.models.lookups import In


@ForeignKey.register_lookup
class AnyOf(In):
    """`owner_id__any_of=[…]`: one of many keys, sent to PostgreSQL as one value instead of one per key.

    Rights name every organisation of a unit and every scope: so writing the question costs less.
    """

    lookup_name = "any_of"

    def get_prep_lookup(self) -> list[int]:
        return [int(key) for key in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        # A single key is asked as one that is equal: for every row that is less work than a list of one.
        if connection.vendor != "postgresql" or len(self.rhs) < 2:
            sql, params = super().as_sql(compiler, connection)
            return sql, params
        field, params = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s::bigint[])", [*params, f"{{{','.join(map(str, self.rhs))}}}"]


class Written(Expression):
    """What follows from the own columns of a row, written once and then only told under which name its table stands.

    The key of the row stays an expression of Django, because Django gives the table its name in each question.
    """

    def __init__(self, sql: str, params: tuple[Any, ...], output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.sql, self.params = sql, params
        self.row: Any = F("pk")

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql.format(compiler.quote_name_unless_alias(self.row.alias)), self.params


def written(said: Q | Expression, model: type[Model], using: str) -> Written:
    """The condition or expression as Django writes it for this kind of record on this database."""
    from django.db import connections

    connection, records = connections[using], model._base_manager.using(using)
    query = records.filter(said).query if isinstance(said, Q) else records.annotate(_said=said).query
    whole = query.where if isinstance(said, Q) else query.annotations["_said"]
    sql, params = query.get_compiler(using).compile(whole)
    table = connection.ops.quote_name(model._meta.db_table)
    kind = BooleanField() if isinstance(said, Q) else said.output_field
    return Written(sql.replace(f"{table}.", "{0}."), tuple(params), kind)
