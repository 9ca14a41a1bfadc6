"""How entries are hashed and chained, and what may stand in one: keys and states, never what people wrote."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from django.conf import settings

LONGEST_DETAIL = 120
CODE = re.compile(r"[A-Za-z0-9_.:,-]{0,40}")
FIRST_LINK = "0" * 64
# The same text on every machine, whatever the order of the keys.
_in_one_form = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode

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


def code_only(value: str) -> str:
    """A filter is a code or a key from a list; anything else was typed into the address, and is not kept."""
    return value if CODE.fullmatch(value) else "?"


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
    whole = [at.timestamp(), event, subject_kind, subject_key, actor, dict(details), is_read]
    return hashlib.sha256(_in_one_form(whole).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SealContent:
    """What a seal says of the rows it covers: numbers `first` to `last`, of which `missing` were never committed."""

    number: int
    first: int
    last: int
    rows: int
    missing: list[list[int]]
    digest: str
    sealed_at: datetime


def rows_digest(rows: Iterable[tuple[int, str]]) -> str:
    """One hash over the numbers and hashes of rows, in the order given."""
    return hashlib.sha256("\n".join(f"{number}:{own}" for number, own in rows).encode()).hexdigest()


def gaps(first: int, present: Sequence[int]) -> list[list[int]]:
    """The numbers from `first` to the last one present that are not there, as [from, to] pairs.

    >>> gaps(1, [1, 2, 5, 6, 8])
    [[3, 4], [7, 7]]
    """
    found, expected = [], first
    for number in present:
        if number > expected:
            found.append([expected, number - 1])
        expected = number + 1
    return found


def link(previous: str, content: SealContent) -> str:
    """The seal: keyed with a secret outside the database, so that who may write there cannot make a new chain."""
    said = [
        previous, content.number, content.first, content.last, content.rows, content.missing, content.digest,
        in_utc(content.sealed_at),
    ]  # fmt: skip
    return sealed(said)


class Flaw(StrEnum):
    """What can be wrong with the log or with the proof of destruction."""

    ALTERED = "altered"
    REMOVED = "removed"
    ADDED = "added"
    REHASHED = "rehashed"
    BROKEN_CHAIN = "broken_chain"
    TRUNCATED = "truncated"
    DESTROYED_TOO_EARLY = "destroyed_too_early"
    NOT_DESTROYED = "not_destroyed"
    UNCERTIFIED = "uncertified"
    CERTIFICATE_ALTERED = "certificate_altered"


class HoldGround(StrEnum):
    COURT_CASE = "court_case"
    COMPLAINT = "complaint"
    REQUEST = "request"
    INQUIRY = "inquiry"
    ARCHIVE = "archive"
    OTHER = "other"


def sealed(said: Sequence[Any]) -> str:
    """A keyed hash over values in one form: made with a secret outside the database."""
    return hmac.new(_sealing_key(), _in_one_form(said).encode(), hashlib.sha256).hexdigest()


def in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def digest_of(keys: Iterable[Any]) -> str:
    """A digest by which somebody who knows the keys can check that these were the ones."""
    return hashlib.sha256(",".join(sorted(str(key) for key in keys)).encode()).hexdigest()


def _sealing_key() -> bytes:
    """A key for this purpose alone, made from the fingerprint key, which stays the same for ever."""
    return hmac.new(settings.FINGERPRINT_KEY.encode(), b"eenheidsbeeld audit seal", hashlib.sha256).digest()
