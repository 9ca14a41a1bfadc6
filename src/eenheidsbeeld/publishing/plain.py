"""Frozen dataclasses as plain JSON values, and read back strictly: what is not known is refused, never dropped."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

# Types that stand among others of their kind: their name is written beside their fields.
Named = Mapping[str, type]


class SnapshotNotValid(ValueError):
    """The blocks cannot be an edition; the message says where and why."""


def plain(value: Any, named: Named) -> Any:
    """A dataclass and all that is in it, as values that JSON knows."""
    if is_dataclass(value):
        content = {field.name: plain(getattr(value, field.name), named) for field in fields(value)}
        if type(value).__name__ in named:
            content["block"] = type(value).__name__
        return content
    if isinstance(value, tuple):
        return [plain(item, named) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def read_plain(expected: Any, value: Any, where: str, named: Named) -> Any:
    """Turn plain JSON into the expected type."""
    if get_origin(expected) in (Union, types.UnionType):
        options = [option for option in get_args(expected) if option is not types.NoneType]
        if value is None:
            return None
        if set(options) <= set(named.values()):
            return _read_named(value, where, named)
        if len(options) > 1:  # a cell: JSON already holds the right type
            return _checked(value, tuple(options), where)
        return read_plain(options[0], value, where, named)
    if get_origin(expected) is tuple:
        inner = get_args(expected)[0]
        return tuple(read_plain(inner, item, f"{where}[{number}]", named) for number, item in enumerate(value))
    if is_dataclass(expected):
        return _read_fields(expected, value, where, named)
    if expected in (datetime, date):
        return expected.fromisoformat(value)
    if issubclass(expected, StrEnum):
        return expected(value)
    return _checked(value, expected, where)


def _checked(value: Any, expected: Any, where: str) -> Any:
    if not isinstance(value, expected):
        raise SnapshotNotValid(f"{where}: {type(value).__name__} is not expected here")
    return value


def _read_named(value: Any, where: str, named: Named) -> Any:
    content = dict(value)
    name = content.pop("block", None)
    if name not in named:
        raise SnapshotNotValid(f"{where}: unknown block {name!r}")
    return _read_fields(named[name], content, where, named)


def _read_fields(cls: Any, value: dict[str, Any], where: str, named: Named) -> Any:
    known = {field.name for field in fields(cls)}
    # A field that is newer than the snapshot takes its default; a field we do not know would be lost.
    if unknown := set(value) - known:
        raise SnapshotNotValid(f"{where}: unknown field {sorted(unknown)}")
    required = {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
    if missing := required - set(value):
        raise SnapshotNotValid(f"{where}: {sorted(missing)} is missing")
    hints = _hints(cls)
    return cls(**{name: read_plain(hints[name], value[name], f"{where}.{name}", named) for name in value})
