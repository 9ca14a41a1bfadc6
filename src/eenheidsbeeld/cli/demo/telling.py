"""The demo year is told as it would have happened: every event by its own account, at its own moment, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eenheidsbeeld.core.viewer import Viewer

BUREAU = "regionaal-bureau"
ANALYST, EDITOR = "analist", "redacteur"
# When two things stand at the same minute: what comes in before what is made of it.
COMES_IN, FOLLOWED, JUDGED, LEVELLED, WRITTEN = range(5)


@dataclass(frozen=True)
class Event:
    at: datetime
    order: int
    happens: Callable[[datetime], None] = field(compare=False)


@dataclass
class Telling:
    """What has been made so far, by the names that the demo files use."""

    now: datetime
    viewers: dict[str, Viewer] = field(default_factory=dict)
    organisations: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, Any] = field(default_factory=dict)
    signals: dict[str, str] = field(default_factory=dict)
    areas_of_signals: dict[str, str] = field(default_factory=dict)
    situations: dict[str, str] = field(default_factory=dict)
    publication: Any = None
    compartment: Any = None
    # The last emergency access and the last question to share wider: what follows is about these.
    opened: str = ""
    asked: str = ""
    # Set while rolling on: the same words in a later week are another signal.
    week_mark: str = ""

    def viewer(self, account: str | None, otherwise: str = ANALYST) -> Viewer:
        return self.viewers.get(account or otherwise) or self.viewers[otherwise]

    def known_signals(self, names: Iterable[str]) -> list[str]:
        """References of those named signals that came in: some are told only in their season."""
        return [self.signals[name] for name in names if name in self.signals]


def tell(events: Iterable[Event], *, progress: Callable[[], None]) -> None:
    """Let everything happen in order of time; what is equally late keeps the order of its kind."""
    for event in sorted(events, key=lambda event: (event.at, event.order)):
        event.happens(event.at)
        progress()
