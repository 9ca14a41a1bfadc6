"""The end of scopes: a set of groups and people to which no record points any more."""

from __future__ import annotations

from django.db.models import PROTECT, Exists, Model, OuterRef, Q

from eenheidsbeeld.core import retention
from eenheidsbeeld.sharing.models import SharingScope


def pointed_to_by_nothing() -> Q:
    """Asked of every table that has a pointer to a scope, so that a new kind of record is never forgotten."""
    free = Q()
    for link in SharingScope._meta.get_fields(include_hidden=True):
        if link.auto_created and getattr(link, "on_delete", None) is PROTECT:
            table: type[Model] = link.related_model  # type: ignore[assignment]
            rows = table._default_manager.filter(**{link.field.name: OuterRef("pk")})  # type: ignore[union-attr]
            free &= ~Q(Exists(rows))
    return free


retention.ends_by("sharing.sharingscope", retention.Ending(open_only=pointed_to_by_nothing()))
