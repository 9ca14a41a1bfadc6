"""Signals about the same thing: found through shared bands, compared by their sketches, put in one story.

The system compares across owners; what it found is shown only to a viewer who may see both signals. Bands and
sketches live as long as the window in which signals are compared.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from eenheidsbeeld.core.bulk import insert_rows
from eenheidsbeeld.signals.intake.candidates import most_shared, stored_candidates
from eenheidsbeeld.signals.intake.comparing import (
    Match,
    Sketched,
    from_signature,
    from_stored,
    match,
    strength,
    strongest,
)
from eenheidsbeeld.signals.intake.steps import Cleaned
from eenheidsbeeld.signals.models import Signal, SignalBand, SignalSketch, Story
from eenheidsbeeld.text.similarity import Signature

WINDOW = timedelta(days=14)
REMEMBERED = 3_000


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a signal to compare it, and the same ready for comparing."""

    signed: Signature
    ready: Sketched


def sketch(found: Cleaned) -> Sketch:
    return Sketch(found.signature, from_signature(found.signature))


def assign(new: Sequence[tuple[Signal, Sketch]], *, at: datetime) -> None:
    """Put signals that are about to be stored in the stories of what they match, there or in this same batch.

    Before the insert, so that the story goes in with the row. Exercises never meet the real.
    """
    for practice_run in (False, True):
        of_kind = [(one, own) for one, own in new if one.practice_run is practice_run]
        if of_kind:
            _join(dict(_numbered(one for one, _own in of_kind)), _links(of_kind, practice_run, at), at)


def _numbered(new: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Signals of the batch have no key yet: they go by minus their place in it."""
    return ((-place, one) for place, one in enumerate(new, start=1))


def _links(new: Sequence[tuple[Signal, Sketch]], practice_run: bool, at: datetime) -> dict[int, Match]:
    """For each signal of the batch that surely is about the same as another: the strongest of those others."""
    shared = stored_candidates([own.signed.bands for _one, own in new], received_from=at - WINDOW)
    known = _ready({key for keys in shared for key in keys}, practice_run)
    fresh, links = _Fresh(), {}
    for (number, (_one, own)), keys in zip(_numbered(new), shared, strict=True):
        others = {key: known[key] for key in keys if key in known} | fresh.candidates(own)
        found = strongest(own.ready, others)
        if found is not None:
            links[number] = found
        fresh.add(number, own)
    return links


def keep(new: Sequence[tuple[Signal, Sketch]]) -> None:
    """Keep the sketches of stored signals, so that later ones can be compared with them."""
    insert_rows([SignalSketch(signal_id=one.pk, sketch=own.signed.sketch) for one, own in new])
    # In the order of the index, where most of the work of storing them is.
    rows = sorted((band, one.pk) for one, own in new for band in own.signed.bands)
    with connection.cursor() as cursor:  # thousands of rows of two numbers: objects would cost more than the insert
        cursor.executemany("INSERT INTO signals_signalband (band, signal_id) VALUES (%s, %s)", rows)
    for one, own in new:
        _remember(one.practice_run, one.pk, own.ready)


def similar(found: Cleaned, *, at: datetime, practice_run: bool = False) -> list[Match]:
    """Stored signals that seem to be about the same as this text, the strongest first."""
    [keys] = stored_candidates([found.signature.bands], received_from=at - WINDOW)
    mine = from_signature(found.signature)
    matches = [match(key, mine, other) for key, other in _ready(set(keys), practice_run).items()]
    return sorted((one for one in matches if one.kind != "none"), key=strength, reverse=True)


def similar_to(signal: Signal, *, at: datetime) -> list[Match]:
    """Other stored signals that seem to be about the same as this stored one, the strongest first."""
    bands = list(SignalBand.objects.filter(signal=signal).values_list("band", flat=True))
    [keys] = stored_candidates([bands], received_from=at - WINDOW)
    matches = _compared(signal, set(keys) - {signal.pk})
    return sorted((one for one in matches if one.kind != "none"), key=strength, reverse=True)


def compare(signal: Signal, others: Iterable[Signal]) -> list[Match]:
    """How these relate to the signal, as far as the sketches of both are still kept."""
    return _compared(signal, {one.pk for one in others})


def _compared(signal: Signal, keys: set[int]) -> list[Match]:
    ready = _ready({signal.pk, *keys}, signal.practice_run)
    mine = ready.pop(signal.pk, None)
    return [match(key, mine, other) for key, other in ready.items()] if mine else []


def renew(signal: Signal, own: Sketch) -> None:
    """After a correction the signal is compared by its new text."""
    drop(signal)
    keep([(signal, own)])


def drop(signal: Signal) -> None:
    SignalBand.objects.filter(signal=signal).delete()
    SignalSketch.objects.filter(signal=signal).delete()
    _remembered.pop((signal.practice_run, signal.pk), None)


def forget_all() -> None:
    """Empty what this process remembers."""
    _remembered.clear()


def forget_before(moment: datetime) -> int:
    """Remove bands and sketches of signals that are compared no more; answers of how many signals."""
    old = (
        Signal.objects.filter(received_at__lt=moment, sketch__isnull=False)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    count = 0
    while keys := list(old[:2000]):
        SignalBand.objects.filter(signal_id__in=keys).delete()
        count += SignalSketch.objects.filter(signal_id__in=keys).delete()[0]
    return count


_remembered: OrderedDict[tuple[bool, int], Sketched] = OrderedDict()


def _ready(keys: set[int], practice_run: bool) -> dict[int, Sketched]:
    """Sketches by signal, kept in the process for a while; exercises never meet the real."""
    found = {}
    for key in keys:
        if (practice_run, key) in _remembered:
            _remembered.move_to_end((practice_run, key))
            found[key] = _remembered[practice_run, key]
    missing = sorted(keys - found.keys())
    if missing:
        rows = SignalSketch.objects.filter(signal_id__in=missing, signal__practice_run=practice_run)
        for key, kept in rows.values_list("signal_id", "sketch"):
            found[key] = _remember(practice_run, key, from_stored(kept))
    return found


def _remember(practice_run: bool, key: int, ready: Sketched) -> Sketched:
    _remembered[practice_run, key] = ready
    while len(_remembered) > REMEMBERED:
        _remembered.popitem(last=False)
    return ready


class _Fresh:
    """The signals of the batch at hand, so that two about the same in one batch find each other."""

    def __init__(self) -> None:
        self.ready: dict[int, Sketched] = {}
        self.bands: dict[int, list[int]] = {}

    def candidates(self, own: Sketch) -> dict[int, Sketched]:
        return {key: self.ready[key] for key in most_shared(own.signed.bands, self.bands)}

    def add(self, key: int, own: Sketch) -> None:
        self.ready[key] = own.ready
        for band in own.signed.bands:
            self.bands.setdefault(band, []).insert(0, key)


def _join(batch: dict[int, Signal], links: dict[int, Match], at: datetime) -> None:
    """Give each matched signal the story of its match; a match without a story gets one."""
    stored = Signal.objects.only("pk", "reference", "story").in_bulk(
        {found.signal for found in links.values() if found.signal > 0}
    )
    everyone = stored | batch
    linked = [(batch[key], everyone[found.signal], found) for key, found in links.items() if found.signal in everyone]
    without = list({id(other): other for _one, other, _found in linked if other.story_id is None}.values())
    for other, story in zip(without, Story.objects.bulk_create([Story(started_at=at) for _ in without]), strict=True):
        other.story_id = story.pk
    _give_stories([one for one in without if one.pk])
    for one, other, found in linked:
        one.story_id = other.story_id
        one.story_reason = {
            "with": other.reference,
            "kind": found.kind,
            "score": round(found.score, 2),
            "reasons": list(found.reasons)[:6],
        }


def _give_stories(stored: Sequence[Signal]) -> None:
    rows = [(one.story_id, one.pk) for one in stored]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE signals_signal SET story_id = %s WHERE id = %s AND story_id IS NULL", rows)
