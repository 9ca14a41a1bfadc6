"""How an entry is hashed, and what may stand in an entry: keys and states, never what people wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Protocol

LONGEST_DETAIL = 120

Detail = str | int | float | bool | None | list["Detail"] | dict[str, "Detail"]


class Subject(Protocol):
    """A record: its kind is the name of its table, its key its primary key."""

    _meta: ClassVar[Any]

    @property
    def pk(self) -> Any: ...


def kind_of(subject: Subject) -> str:
    return str(subject._meta.label_lower)


class DetailNotAllowed(Exception):
    """Something longer than a key or a state was about to be written to the log."""


def check_details(details: Mapping[str, Detail]) -> None:
    """Raise when a value looks like text that somebody wrote instead of a key, a state or a count."""
    for name, value in details.items():
        _check(name, value)


def _check(name: str, value: Detail) -> None:
    if isinstance(value, str) and len(value) > LONGEST_DETAIL:
        raise DetailNotAllowed(name)
    if isinstance(value, list):
        for item in value:
            _check(name, item)
    if isinstance(value, dict):
        for key, item in value.items():
            _check(f"{name}.{key}", item)


def entry_hash(
    *,
    at: datetime,
    event: str,
    subject_kind: str,
    subject_key: str,
    actor: tuple[int | None, int | None, int | None, str],
    details: Mapping[str, Detail],
    is_read: bool,
) -> str:
    """The hash of one entry over all its fields, in a form that is the same on every machine."""
    whole = [at.timestamp(), event, subject_kind, subject_key, list(actor), dict(details), is_read]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
