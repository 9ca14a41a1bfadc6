"""Work on the log that runs by itself: sealing, each second."""

from __future__ import annotations

from eenheidsbeeld.audit import actions
from eenheidsbeeld.core import clock, queue


def seal() -> None:
    actions.seal_what_is_settled(at=clock.now())


queue.each_round("audit.seal", seal)
