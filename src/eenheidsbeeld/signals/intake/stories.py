"""Signals about the same thing: found through shared bands, compared by their sketches, put in one story.

The system compares across owners; what it found is shown only to a viewer who may see both signals. Bands and
sketches live as long as the window in which signals are compared.
"""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from eenheidsbeeld.signals.intake.steps import Cleaned
from eenheidsbeeld.signals.models import Signal, SignalBand, SignalSketch, Story
from eenheidsbeeld.text.similarity import Comparable, Relation, Signature, comparable, relation

WINDOW = timedelta(days=14)
MOST_COMPARED = 6
TOO_COMMON = 40
SURE_OF_SAME_EVENT = 0.5
REMEMBERED = 3_000


@dataclass(frozen=True, slots=True)
class Match:
    """Another signal that seems to be about the same, and why."""

    signal: int
    kind: str
    score: float
    reasons: tuple[str, ...]


def sketch(found: Cleaned) -> Signature:
    return found.signature


def assign(new: Sequence[tuple[Signal, Signature]], *, at: datetime) -> None:
    """Put signals that are about to be stored in the stories of what they match, there or in this same batch.

    Before the insert, so that the story goes in with the row; signals of the batch go by minus their place in it.
    """
    if not new:
        return
    shared = _candidates([signed for _one, signed in new], at)
    known = _comparables({key for counted in shared for key in _best(counted)}, _runs(new))
    fresh = _Fresh()
    links: dict[int, Match] = {}
    for place, ((_one, signed), counted) in enumerate(zip(new, shared, strict=True), start=1):
        item = comparable("", signed)
        others = {key: known[key] for key in _best(counted) if key in known}
        others |= fresh.candidates(signed)
        match = _strongest(item, others)
        if match is not None:
            links[-place] = match
        fresh.add(-place, item, signed)
    _join({-place: one for place, (one, _signed) in enumerate(new, start=1)}, links, at)


def keep(new: Sequence[tuple[Signal, Signature]]) -> None:
    """Keep the sketches of stored signals, so that later ones can be compared with them."""
    if new:
        _insert(new)


def similar(found: Cleaned, *, at: datetime, practice_run: bool = False) -> list[Match]:
    """Stored signals that seem to be about the same as this text, the strongest first."""
    counted = _candidates([found.signature], at)[0]
    mine = comparable("", found.signature)
    others = _comparables(set(_best(counted)), {practice_run})
    matches = [_match(key, relation(mine, other)) for key, other in others.items()]
    return sorted((one for one in matches if one.kind != "none"), key=_strength, reverse=True)


def renew(signal: Signal, signed: Signature) -> None:
    """After a correction the signal is compared by its new text."""
    drop(signal)
    _insert([(signal, signed)])


def drop(signal: Signal) -> None:
    SignalBand.objects.filter(signal=signal).delete()
    SignalSketch.objects.filter(signal=signal).delete()
    _remembered.pop(signal.pk, None)


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


# --- Finding ----------------------------------------------------------------------------------------


def _candidates(signatures: Sequence[Signature], at: datetime) -> list[Counter[int]]:
    """Per signature: stored signals in the window and how many bands they share with it."""
    bands = sorted({band for signed in signatures for band in signed.bands})
    first = (
        Signal.objects.filter(received_at__gte=at - WINDOW).order_by("received_at", "pk").values_list("pk", flat=True)
    )
    since = first.first()
    holders: dict[int, list[int]] = {}
    if since is not None:
        for band, key in _newest_holders(bands, since):
            holders.setdefault(band, []).append(key)
    return [_count(signed, holders) for signed in signatures]


# The newest of each band only, straight from the index: a flood of the same text cannot make this long.
OF_ALL_BANDS = {
    "postgresql": """SELECT asked.band, newest.signal_id
        FROM unnest(%s::bigint[]) AS asked(band) CROSS JOIN LATERAL (
            SELECT signal_id FROM signals_signalband AS held WHERE held.band = asked.band AND signal_id >= %s
            ORDER BY signal_id DESC LIMIT %s) AS newest""",
    "sqlite": """SELECT asked.value, held.signal_id
        FROM json_each(%s) AS asked JOIN signals_signalband AS held ON held.id IN (
            SELECT id FROM signals_signalband WHERE band = asked.value AND signal_id >= %s
            ORDER BY signal_id DESC LIMIT %s)
        ORDER BY held.signal_id DESC""",
}


def _newest_holders(bands: list[int], since: int) -> list[tuple[int, int]]:
    """One question however many bands; the newest signal of a band first."""
    asked = bands if connection.vendor == "postgresql" else json.dumps(bands)
    with connection.cursor() as cursor:
        cursor.execute(OF_ALL_BANDS[connection.vendor], [asked, since, TOO_COMMON])
        return list(cursor.fetchall())


def _count(signed: Signature, holders: dict[int, list[int]]) -> Counter[int]:
    counted: Counter[int] = Counter()
    for band in signed.bands:
        counted.update(holders.get(band, ())[:TOO_COMMON])
    return counted


def _best(counted: Counter[int]) -> list[int]:
    return [key for key, _shared in counted.most_common(MOST_COMPARED)]


def _runs(new: Sequence[tuple[Signal, Signature]]) -> set[bool]:
    return {one.practice_run for one, _signed in new}


_remembered: OrderedDict[int, Comparable] = OrderedDict()


def _comparables(keys: set[int], practice_runs: set[bool]) -> dict[int, Comparable]:
    """Sketches by signal, kept in the process for a while; exercises never meet the real."""
    found = {key: _remembered[key] for key in keys if key in _remembered and len(practice_runs) == 1}
    missing = sorted(keys - found.keys())
    rows = SignalSketch.objects.filter(signal_id__in=missing, signal__practice_run__in=practice_runs)
    for key, kept in rows.values_list("signal_id", "sketch"):
        found[key] = _remember(key, Comparable.from_sketch(str(key), kept))
    return found


def _remember(key: int, item: Comparable) -> Comparable:
    _remembered[key] = item
    while len(_remembered) > REMEMBERED:
        _remembered.popitem(last=False)
    return item


class _Fresh:
    """The signals of the batch at hand, so that two about the same in one batch find each other."""

    def __init__(self) -> None:
        self.items: dict[int, Comparable] = {}
        self.bands: dict[int, list[int]] = {}

    def candidates(self, signed: Signature) -> dict[int, Comparable]:
        counted = _count(signed, self.bands)
        return {key: self.items[key] for key in _best(counted)}

    def add(self, key: int, item: Comparable, signed: Signature) -> None:
        self.items[key] = item
        for band in signed.bands:
            self.bands.setdefault(band, []).insert(0, key)


def _strongest(mine: Comparable, others: dict[int, Comparable]) -> Match | None:
    matches = [_match(key, relation(mine, other)) for key, other in others.items()]
    sure = [one for one in matches if _is_sure(one)]
    return max(sure, key=_strength, default=None)


def _match(key: int, found: Relation) -> Match:
    return Match(key, found.kind, found.score, found.reasons)


def _is_sure(match: Match) -> bool:
    if match.kind == "same_event":
        return match.score >= SURE_OF_SAME_EVENT
    return match.kind in ("same_text", "same_report")


def _strength(match: Match) -> tuple[float, int]:
    return match.score + {"same_text": 2.0, "same_report": 1.0}.get(match.kind, 0.0), -match.signal


# --- Keeping ----------------------------------------------------------------------------------------


def _join(batch: dict[int, Signal], links: dict[int, Match], at: datetime) -> None:
    """Give each matched signal the story of its match; a match without a story gets one."""
    stored = Signal.objects.only("pk", "reference", "story").in_bulk(
        {match.signal for match in links.values() if match.signal > 0}
    )
    everyone = stored | batch
    linked = [(batch[key], everyone[match.signal], match) for key, match in links.items() if match.signal in everyone]
    without = list({id(other): other for _one, other, _match in linked if other.story_id is None}.values())
    fresh = iter(Story.objects.bulk_create([Story(started_at=at) for _other in without]))
    for one, other, match in linked:
        if other.story_id is None:
            other.story = next(fresh)
            if other.pk:
                Signal.objects.filter(pk=other.pk, story=None).update(story=other.story)
        one.story_id = other.story_id
        one.story_reason = {
            "with": other.reference,
            "kind": match.kind,
            "score": round(match.score, 2),
            "reasons": list(match.reasons)[:6],
        }


def _insert(new: Sequence[tuple[Signal, Signature]]) -> None:
    SignalSketch.objects.bulk_create(
        [SignalSketch(signal=one, sketch=signed.sketch) for one, signed in new], batch_size=400
    )
    rows = [(band, one.pk) for one, signed in new for band in signed.bands]
    with connection.cursor() as cursor:  # thousands of rows of two numbers: objects would cost more than the insert
        cursor.executemany("INSERT INTO signals_signalband (band, signal_id) VALUES (%s, %s)", rows)
    for one, signed in new:
        _remember(one.pk, comparable(str(one.pk), signed))
