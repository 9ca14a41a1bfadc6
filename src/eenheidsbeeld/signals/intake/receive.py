"""From draft to stored signal: a batch in, a batch out. The same input twice is one signal.

The text work is done before the transaction, so that other writers do not wait for it. After a crash the stored
rows stay, and sending the rest again adds only what was not there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context

from django.db import transaction

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.bulk import insert_rows
from eenheidsbeeld.core.refusals import Reason, Refusal
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Actor
from eenheidsbeeld.signals import rules, text_work
from eenheidsbeeld.signals.intake import steps, stories
from eenheidsbeeld.signals.intake.drafts import Outcome, Received, SignalDraft
from eenheidsbeeld.signals.intake.rights import Sharing
from eenheidsbeeld.signals.intake.steps import Cleaned
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.queries.switched_off import switched_off

BATCH = 250
AHEAD = 3
WORKERS = 2
KIND = "signals.signal"


def receive_all(drafts: Iterable[SignalDraft], *, by: Actor, at: datetime, size: int = BATCH) -> Iterator[Received]:
    """Many drafts, in batches that each stand on their own; what was stored before a crash stays.

    From the second batch on, other processes do the text work while this one writes. They start while it does
    the first.
    """
    batches = _in_batches(iter(drafts), size)
    first, second = next(batches, []), next(batches, [])
    if not second:
        yield from receive_batch(first, by=by, at=at)
        return
    with _pool() as pool:
        ahead = deque([_Batch(first), _Batch(second, pool)])
        for batch in batches:
            ahead.append(_Batch(batch, pool))
            if len(ahead) > AHEAD:
                yield from ahead.popleft().receive(by, at)
        while ahead:
            yield from ahead.popleft().receive(by, at)


def _in_batches(drafts: Iterator[SignalDraft], size: int) -> Iterator[list[SignalDraft]]:
    while batch := list(islice(drafts, size)):
        yield batch


def _pool() -> ProcessPoolExecutor:
    """Fresh processes that hold nothing of this one, ended when the work is done."""
    return ProcessPoolExecutor(
        max_workers=WORKERS, mp_context=get_context("spawn"), initializer=text_work.leave_with_parent
    )


def receive_batch(drafts: Sequence[SignalDraft], *, by: Actor, at: datetime) -> list[Received]:
    """Take in a batch: refuse, recognise, clean, compare, store. Answers in the order of the drafts."""
    return _Batch(drafts).receive(by, at)


class _Batch:
    """A batch on its way in: what is refused or known at once, and what is being cleaned."""

    def __init__(self, drafts: Sequence[SignalDraft], pool: Executor | None = None) -> None:
        self.drafts = [replace(draft, text=steps.tidy(draft.text)) for draft in drafts]
        self.answers: dict[int, Received] = {}
        self.prints: dict[int, str] = {}
        for index, draft in enumerate(self.drafts):
            if reason := why_refused(draft):
                self.answers[index] = Received(Outcome.REFUSED, reason=reason)
            else:
                self.prints[index] = draft.fingerprint()
        self.known = _known(self.prints.values())
        self.fresh: dict[str, int] = {}
        for index, own in self.prints.items():
            if own not in self.known:
                self.fresh.setdefault(own, index)
        self.work = steps.Work([self.drafts[index] for index in self.fresh.values()], pool)

    def receive(self, by: Actor, at: datetime) -> list[Received]:
        found = self.work.cleaned()
        outcomes = list(zip(self.fresh.items(), found, strict=True))
        items = [(self.drafts[index], own, one) for (own, index), one in outcomes if one is not None]
        not_cleaned = {own for (own, _index), one in outcomes if one is None}
        stored = _store(items, by, at)
        for index, own in self.prints.items():
            made = stored.get(own)
            if own in not_cleaned:
                self.answers[index] = Received(Outcome.REFUSED, reason=rules.NotCleaned().reason)
            elif made is not None and self.fresh.get(own) == index:
                self.answers[index] = Received(Outcome.ADDED, made.reference, made.pk)
            else:
                self.answers[index] = Received(Outcome.KNOWN, *_which(own, made, self.known))
        return [self.answers[index] for index in range(len(self.drafts))]


def _which(own: str, made: Signal | None, known: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """The signal that this input already is: stored before, or earlier in this batch, or a moment ago elsewhere."""
    if made is not None:
        return made.reference, made.pk
    return known.get(own) or _known([own]).get(own, ("", 0))


def why_refused(draft: SignalDraft) -> Reason:
    """Why this draft is not taken in, in words for the sender; empty when it is."""
    try:
        rules.check_text(draft.text)
        rules.check_not_classified(draft.text, draft.channel)
    except Refusal as refusal:
        return refusal.reason
    return ""


def _known(prints: Iterable[str]) -> dict[str, tuple[str, int]]:
    rows = Signal.objects.filter(fingerprint__in=list(prints)).values_list("fingerprint", "reference", "pk")
    return {own: (reference, key) for own, reference, key in rows}


def _store(items: list[tuple[SignalDraft, str, Cleaned]], by: Actor, at: datetime) -> dict[str, Signal]:
    """Insert the signals with their bands and log entries in one transaction; answers those that are new."""
    if not items:
        return {}
    sketches = [stories.sketch(found) for _draft, _own, found in items]
    with transaction.atomic():
        sharing = Sharing.of(draft.organisation for draft, _own, _found in items)
        made = [_signal(draft, own, found, sharing, at) for draft, own, found in items]
        alone = _not_compared(items)
        compared = [pair for pair in zip(made, sketches, strict=True) if pair[0].owner_id not in alone]
        stories.assign(compared, at=at)
        insert_rows(made, skip_known=True)
        by_print = _known(one.fingerprint for one in made)
        new = []
        for one, sketch in zip(made, sketches, strict=True):
            reference, one.pk = by_print[one.fingerprint]
            if reference == one.reference:  # else another process stored the same input a moment ago
                new.append((one, sketch))
        stories.keep([pair for pair in new if pair[0].owner_id not in alone])
        keys = [one.pk for one, _sketch in new]
        audit.record_many(event="signal_received", kind=KIND, keys=keys, by=by, at=at, details=_details(items))
    return {one.fingerprint: one for one, _sketch in new}


def _not_compared(items: list[tuple[SignalDraft, str, Cleaned]]) -> set[int]:
    """Organisations whose signals are not put beside others, because they switched that off."""
    off = switched_off({draft.organisation for draft, _own, _found in items})
    return {key for key, kinds in off.items() if Suggestion.NEAR_DUPLICATES.value in kinds}


def _details(items: list[tuple[SignalDraft, str, Cleaned]]) -> dict[str, str | int | None]:
    draft = items[0][0]
    return {"channel": draft.channel.value, "source": draft.source, "batch": draft.batch}


def _signal(draft: SignalDraft, own: str, found: Cleaned, sharing: Sharing, at: datetime) -> Signal:
    area = found.place.area_code or draft.fallback_area
    rights = sharing.rights(draft.organisation, area).chosen(draft.shares)
    best = found.suggestions[0] if found.suggestions else {}
    return Signal(
        fingerprint=own,
        source_id=draft.source,
        batch_id=draft.batch,
        channel=draft.channel.value,
        brought_in_by_id=draft.brought_in_by,
        text=found.text,
        language=found.language,
        link=draft.link[:500],
        event_from=found.when.first,
        event_to=found.when.last,
        event_time_known=found.when.time_known,
        is_announced=found.when.is_announced,
        reported_at=draft.reported_at,
        received_at=at,
        keep_from=at,
        area_code=area,
        area_year=areas.newest_year(),
        place_name=found.place.place_name,
        place_precision=found.place.precision.value,
        place_candidates=found.place.stored_candidates(),
        basis=list(draft.basis),
        source_grade=draft.source_grade.value,
        content_grade=draft.content_grade.value,
        admiralty=draft.admiralty,
        phenomenon=draft.phenomenon or str(best.get("code", "")),
        phenomenon_is_set=bool(draft.phenomenon),
        phenomenon_by_id=draft.organisation if draft.phenomenon else None,
        suggestions=list(found.suggestions),
        announced=list(found.announced),
        masks=steps.masks_stored(found.masks),
        intake_notes=list(found.notes),
        cannot_wait=draft.cannot_wait,
        practice_run=draft.practice_run,
        **rights.as_fields(),
    )
