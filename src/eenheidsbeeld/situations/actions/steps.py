"""Writing down what a decision in the inbox changed and made, so that `undo` can give it back exactly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.models import Signal, Story, ToldApart
from eenheidsbeeld.situations.models import (
    Attachment,
    CalendarEntry,
    Fact,
    InboxStep,
    Situation,
    SituationArea,
)
from eenheidsbeeld.situations.rules import StepKind

# What a step may change, per kind of record; anything else stays out of reach of undo.
TABLES: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    "signal": (Signal, ("state", "state_reason", "story_id", "story_reason", "keep_from")),
    "situation": (
        Situation,
        (
            "state",
            "merged_into_id",
            "closed_at",
            "marking",
            "scope_id",
            "regime",
            "released_scope_id",
            "compartment_id",
        ),
    ),
    "attachment": (Attachment, ("situation_id", "detached_by_id", "detached_at")),
    "fact": (Fact, ("situation_id",)),
    "calendar_entry": (CalendarEntry, ("situation_id",)),
    "area": (SituationArea, ()),
    "story": (Story, ()),
    "told_apart": (ToldApart, ("first_id", "second_id", "by_id", "at")),
}


class StepBook:
    """Watches records while a decision is carried out, and writes the difference down at the end."""

    def __init__(self) -> None:
        self._watched: dict[tuple[str, int], dict[str, Any]] = {}
        self._made: list[dict[str, Any]] = []
        self._gone: list[dict[str, Any]] = []

    def watch(self, kind: str, records: Iterable[models.Model]) -> None:
        """Call before the change."""
        for record in records:
            self._watched.setdefault((kind, record.pk), values_of(kind, record))

    def made(self, kind: str, records: Iterable[models.Model]) -> None:
        self._made += [{"kind": kind, "key": record.pk} for record in records]

    def took_away(self, kind: str, records: Iterable[models.Model]) -> None:
        """Records that the decision removed: there is nothing after it."""
        self._gone += [
            {"kind": kind, "key": record.pk, "before": values_of(kind, record), "after": None} for record in records
        ]

    def write(self, kind: StepKind, *, situation: Situation | None, by: Viewer, at: datetime) -> InboxStep:
        return InboxStep.objects.create(
            kind=kind.value,
            situation=situation,
            changes=self._differences() + self._gone,
            made=self._made,
            by_id=by.membership,
            at=at,
        )

    def _differences(self) -> list[dict[str, Any]]:
        changes = []
        for (kind, key), now in read_values(self._watched).items():
            was = self._watched[kind, key]
            names = [name for name in was if was[name] != now[name]]
            if names:
                before, after = ({name: values[name] for name in names} for values in (was, now))
                changes.append({"kind": kind, "key": key, "before": before, "after": after})
        return changes


def read_values(keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """How the records stand in the database now, one question per kind of record."""
    by_kind: dict[str, list[int]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, []).append(key)
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for kind, numbers in by_kind.items():
        model, names = TABLES[kind]
        rows = model._default_manager.filter(pk__in=numbers).only("pk", *(_column(name) for name in names))
        found |= {(kind, row.pk): values_of(kind, row) for row in rows}
    return found


def values_of(kind: str, record: models.Model) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in TABLES[kind][1]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _column(name: str) -> str:
    return name.removesuffix("_id")
