"""All rows of all tables, so that a change anywhere is seen."""

from __future__ import annotations

from typing import Any

from django.apps import apps

Rows = dict[str, dict[Any, tuple[Any, ...]]]
# What asking itself leaves behind: the log of reads, sessions, the count of what is not there, and when somebody was here.
LEFT_BY_ASKING = {"audit.AuditEntry", "audit.AuditSeal", "sessions.Session", "accounts.FailedAttempt"}
# Moments at which somebody was here; and the outline of every area, which is long and which no page changes.
NOT_LOOKED_AT = {"last_seen_at", "previous_seen_at", "last_active_at", "last_login", "geometry"}


def stored() -> Rows:
    found: Rows = {}
    for model in apps.get_models():
        label, key = model._meta.label, model._meta.pk.attname
        if label in LEFT_BY_ASKING or not model._meta.managed:
            continue
        kept = [field.attname for field in model._meta.concrete_fields if field.name not in NOT_LOOKED_AT]
        found[label] = {row[0]: row[1:] for row in model._default_manager.order_by().values_list(key, *kept)}
    return found


def changed(before: Rows) -> set[str]:
    """The tables in which a row was added, altered or removed since."""
    return {label for label, rows in stored().items() if rows != before[label]}


def touched(before: Rows) -> set[str]:
    """The tables in which a row that was there before was altered or removed; what is new does not count."""
    now = stored()
    return {label for label, rows in before.items() if any(now[label].get(key) != row for key, row in rows.items())}
