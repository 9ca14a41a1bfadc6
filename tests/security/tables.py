"""All rows of all tables, so that a change anywhere is seen."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

Rows = dict[str, dict[Any, str]]
# What asking itself leaves behind: the log of reads, sessions, the count of what is not there, and when somebody was here.
LEFT_BY_ASKING = {"audit", "sessions"}
COUNTED = {"accounts.FailedAttempt"}
WHEN_HERE = {"last_seen_at", "previous_seen_at", "last_active_at", "last_login"}


def stored() -> Rows:
    found: Rows = {}
    for model in apps.get_models():
        label = model._meta.label
        if model._meta.app_label in LEFT_BY_ASKING or label in COUNTED or not model._meta.managed:
            continue
        found[label] = {row[model._meta.pk.attname]: _digest(row) for row in model._default_manager.values()}
    return found


def _digest(row: dict[str, Any]) -> str:
    kept = {name: value for name, value in row.items() if name not in WHEN_HERE}
    return hashlib.sha256(json.dumps(kept, cls=DjangoJSONEncoder, sort_keys=True, default=str).encode()).hexdigest()


def changed(before: Rows) -> set[str]:
    """The tables in which a row was added, altered or removed since."""
    return {label for label, rows in stored().items() if rows != before[label]}


def touched(before: Rows) -> set[str]:
    """The tables in which a row that was there before was altered or removed; what is new does not count."""
    now = stored()
    return {
        label for label, rows in before.items() if any(now[label].get(key) != digest for key, digest in rows.items())
    }
