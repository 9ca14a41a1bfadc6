"""Accounts that open more than follows from their roles, such as a locked compartment. Rooms above say which."""

from __future__ import annotations

from collections.abc import Callable

Opens = Callable[[int], bool]
_rooms: dict[str, Opens] = {}


def opens_more_by(room: str, opens: Opens) -> None:
    """Let a room say whether a membership may open what others of its organisation may not."""
    _rooms[room] = opens


def opens_more(membership: int) -> bool:
    return any(opens(membership) for opens in _rooms.values())
