"""Hits and misses by name: what was alerted on, what came, and what came without an alert."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["hit", "false_alarm", "miss", "open"]


@dataclass(frozen=True)
class Said:
    """An alert or a likelihood word as it was given: where, from which week, and until when it can come
    true.
    """

    key: str
    area: str
    phenomenon: str
    first_week: int
    last_week: int
    probability: float | None = None


@dataclass(frozen=True)
class Came:
    """Something that a person has judged to have happened."""

    key: str
    area: str
    phenomenon: str
    week: int


@dataclass(frozen=True)
class TrackRecord:
    """outcome per key, in the order given; hit_rate of what came, precision of what was said."""

    said: tuple[tuple[str, Outcome], ...]
    came: tuple[tuple[str, Outcome], ...]
    hits: int
    false_alarms: int
    misses: int
    open: int
    hit_rate: float | None
    precision: float | None


def track_record(said: Sequence[Said], came: Sequence[Came], *, now: int) -> TrackRecord:
    """Match what was said with what came; what can still come true at week `now` stays open."""

    def fits(alert: Said, event: Came) -> bool:
        same = (alert.area, alert.phenomenon) == (event.area, event.phenomenon)
        return same and alert.first_week <= event.week <= alert.last_week

    def judged(alert: Said) -> Outcome:
        if any(fits(alert, event) for event in came):
            return "hit"
        return "open" if alert.last_week >= now else "false_alarm"

    alerts = tuple((alert.key, judged(alert)) for alert in said)
    events: tuple[tuple[str, Outcome], ...] = tuple(
        (event.key, "hit" if any(fits(alert, event) for alert in said) else "miss") for event in came
    )
    hits, misses = _number(events, "hit"), _number(events, "miss")
    good, bad = _number(alerts, "hit"), _number(alerts, "false_alarm")
    return TrackRecord(
        alerts, events, good, bad, misses, _number(alerts, "open"),
        hits / (hits + misses) if came else None, good / (good + bad) if good + bad else None,
    )  # fmt: skip


def _number(outcomes: Collection[tuple[str, Outcome]], wanted: Outcome) -> int:
    return sum(outcome == wanted for _, outcome in outcomes)
