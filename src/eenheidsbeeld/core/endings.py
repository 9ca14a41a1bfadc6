"""What was destroyed must not come back with a reserve copy. A room says here how it ends things again after one was
put back; `restore` calls it before anybody may come in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eenheidsbeeld.core.viewer import Actor


@dataclass(frozen=True, slots=True)
class Ended:
    """One act after which something was gone, as the log tells it: keys and a moment, no content."""

    event: str
    kind: str
    key: str
    at: datetime


# Gets what ended after the copy was made, and does what the night does as well; answers how many records it ended.
AgainAfterRestore = Callable[[Sequence[Ended], Actor, datetime], int]
_rooms: dict[str, AgainAfterRestore] = {}


def ends_again(room: str) -> Callable[[AgainAfterRestore], AgainAfterRestore]:
    """Declare, in a room's `tasks`, what ends again after a reserve copy was put back."""

    def declare(function: AgainAfterRestore) -> AgainAfterRestore:
        _rooms[room] = function
        return function

    return declare


def rooms() -> list[str]:
    return sorted(_rooms)


def end_again(ended: Sequence[Ended], *, by: Actor, at: datetime) -> dict[str, int]:
    """Let every room end again; how many records each ended."""
    return {room: _rooms[room](ended, by, at) for room in rooms()}
