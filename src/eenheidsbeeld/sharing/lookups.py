"""`owner_id__any_of=[…]`: one of many keys, sent to PostgreSQL as one value instead of one per key."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey
from django.db.models.lookups import In


@ForeignKey.register_lookup
class AnyOf(In):
    """Rights name every organisation of a unit and every scope: as one value, writing the question costs less."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> list[int]:
        return [int(key) for key in self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if connection.vendor != "postgresql" or not self.rhs:
            sql, params = super().as_sql(compiler, connection)
            return sql, params
        field, params = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s)", [*params, self.rhs]
