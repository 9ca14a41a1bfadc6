"""Parts of a question that Django writes slowly, because they are asked before every list."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Expression, F, ForeignKey, Model, Q
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
        if connection.vendor != "postgresql" or not self.rhs:
            sql, params = super().as_sql(compiler, connection)
            return sql, params
        field, params = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s)", [*params, self.rhs]


class Written(Expression):
    """A condition on the own columns of a row, written once and then only told which columns are meant.

    The columns stay expressions of Django: it says under which name their table stands in each question.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, sql: str, params: tuple[Any, ...], columns: list[Any]) -> None:
        super().__init__()
        self.sql, self.params, self.columns = sql, params, columns

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Any) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.sql.format(*[compiler.compile(column)[0] for column in self.columns]), self.params


def written(condition: Q, model: type[Model], using: str) -> Written:
    """The condition as Django writes it for this kind of record on this database."""
    from django.db import connections

    connection = connections[using]
    query = model._base_manager.using(using).filter(condition).query
    sql, params = query.where.as_sql(query.get_compiler(using), connection)
    quote = connection.ops.quote_name
    names: list[str] = []
    for field in model._meta.concrete_fields:
        column = f"{quote(model._meta.db_table)}.{quote(str(field.column))}"
        if column in sql:
            sql = sql.replace(column, f"{{{len(names)}}}")
            names.append(field.attname)
    return Written(sql, tuple(params), [F(name) for name in names])
