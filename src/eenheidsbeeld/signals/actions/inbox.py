"""What the inbox does to signals: move them to another state, put them in a story, keep them as long as needed.

The room `situations` decides and calls; each of its decisions is one transaction around these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.signals import rules
from eenheidsbeeld.signals.models import Signal, Story, ToldApart
from eenheidsbeeld.signals.rules import SignalState

KIND = "signals.signal"
TERM = timedelta(days=Signal.keep_for.days or 0)
AFTER_CLOSING = timedelta(weeks=13)
AT_MOST = timedelta(days=365)
RESTORABLE = ("state", "state_reason", "story_id", "story_reason", "keep_from")


@transaction.atomic
def move_signals(*, signals: Sequence[Signal], wanted: SignalState, reason: str, by: Actor, at: datetime) -> None:
    """Take each signal to the wanted state, with the reason; all of them or none."""
    for signal in signals:
        rules.check_step(SignalState(signal.state), wanted)
    for signal in signals:
        signal.state, signal.state_reason = wanted.value, reason
    Signal.objects.bulk_update(signals, ["state", "state_reason"], batch_size=200)
    _record("signal_moved", signals, by, at, state=wanted.value)


@transaction.atomic
def put_in_story(
    *, signals: Sequence[Signal], story: Story | None, reason: Mapping[str, Any], by: Actor, at: datetime
) -> None:
    """Say that these signals are about the same thing; without a story they stand alone again."""
    for signal in signals:
        signal.story, signal.story_reason = story, dict(reason)
    Signal.objects.bulk_update(signals, ["story", "story_reason"], batch_size=200)
    _record("signal_put_in_story", signals, by, at, story=story.reference if story else "")


@transaction.atomic
def tell_apart(*, pairs: Iterable[tuple[Signal, Signal]], by: Viewer, at: datetime) -> list[ToldApart]:
    """Say that the two of each pair are about different things; they are not proposed as the same again."""
    made = []
    for one, other in pairs:
        first, second = sorted((one.pk, other.pk))
        row, is_new = ToldApart.objects.get_or_create(
            first_id=first, second_id=second, defaults={"by_id": by.membership, "at": at}
        )
        if is_new:
            made.append(row)
    audit.record_many(
        event="signal_told_apart", kind="signals.toldapart", keys=[one.pk for one in made], by=by, at=at, details={}
    )
    return made


@transaction.atomic
def forget_told_apart(*, signals: Sequence[Signal], by: Viewer, at: datetime) -> list[ToldApart]:
    """Who puts signals together takes back that they were told apart. Answers what is gone, for who undoes it."""
    keys = [one.pk for one in signals]
    rows = ToldApart.objects.filter(first_id__in=keys, second_id__in=keys).order_by("pk")
    gone = list(rows)
    for row in gone:
        audit.record(event="signal_told_together", subject=row, by=by, at=at)
    rows.delete()
    return gone


@transaction.atomic
def keep_signals(*, signals: Sequence[Signal], closed_at: datetime | None, by: Actor, at: datetime) -> None:
    """Keep what a situation rests on: a year while it runs, thirteen weeks after it closes, never over a year.

    A signal never ends earlier than it would have without a situation.
    """
    for signal in signals:
        longest = signal.received_at + AT_MOST
        wanted = longest if closed_at is None else max(signal.received_at + TERM, closed_at + AFTER_CLOSING)
        signal.keep_from = min(longest, wanted) - TERM
    Signal.objects.bulk_update(signals, ["keep_from"], batch_size=200)
    _record("signal_term_set", signals, by, at, closed=closed_at is not None)


@transaction.atomic
def keep_as_usual(*, signals: Sequence[Signal], by: Actor, at: datetime) -> None:
    """A signal that rests under no situation has its own term again, from the day it came in."""
    for signal in signals:
        signal.keep_from = signal.received_at
    Signal.objects.bulk_update(signals, ["keep_from"], batch_size=200)
    _record("signal_term_set", signals, by, at, closed=False)


@transaction.atomic
def restore_signals(
    *, signals: Sequence[Signal], values: Mapping[int, Mapping[str, Any]], by: Actor, at: datetime
) -> None:
    """Undo: put back what stood there. The caller has checked that nothing happened to the signal since.

    No step is checked here, because undoing is not a step: it says that the step was not taken.
    """
    for signal in signals:
        for name, value in values[signal.pk].items():
            if name not in RESTORABLE:
                raise ValueError(name)
            setattr(signal, name, parse_datetime(value) if name == "keep_from" else value)
    Signal.objects.bulk_update(signals, [name.removesuffix("_id") for name in RESTORABLE], batch_size=200)
    _record("signal_restored", signals, by, at)


def _record(event: str, signals: Sequence[Signal], by: Actor, at: datetime, **details: str | bool) -> None:
    audit.record_many(event=event, kind=KIND, keys=[signal.pk for signal in signals], by=by, at=at, details=details)
