"""The rhythm of the week: an edition opens by itself, and people are reminded before the deadline."""

from __future__ import annotations

from eenheidsbeeld.core import clock, queue, retention
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.pictures import endings
from eenheidsbeeld.pictures.actions import open_due_editions, remind_before_deadline


@queue.task("pictures.open_due_editions")
def open_due() -> None:
    open_due_editions(by=System("pictures"), at=clock.now())


@queue.task("pictures.remind_before_deadline")
def remind() -> None:
    remind_before_deadline(by=System("pictures"), at=clock.now())


queue.recurring("pictures.open_due_editions", next_after=queue.every(minutes=30))
queue.recurring("pictures.remind_before_deadline", next_after=queue.every(minutes=30))
retention.leaves_trace("signals.signal", endings.note_ended_signals)
retention.leaves_trace("situations.situation", endings.note_ended_situations)
