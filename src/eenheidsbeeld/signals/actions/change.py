"""What may still be done to a stored signal: correct, withdraw, grade, name its phenomenon, take more out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.suggestions import Suggestion
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.phenomena import queries as phenomena
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.intake import SignalDraft, pointed, steps, stories
from eenheidsbeeld.signals.models import Signal, SignalChange
from eenheidsbeeld.signals.rules import Basis, ContentGrade, SignalState, SourceGrade

NOT_A_LETTER = re.compile(r"[\W_]+")


@transaction.atomic
def correct_signal(*, reference: str, draft: SignalDraft, by: Viewer, at: datetime) -> Signal:
    """The sender words it better. The new text goes through the same cleaning; the old one stays readable."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    signal = queries.signal_for_change(by, reference)
    rules.check_sender(organisation=by.organisation, owner=signal.owner_id)
    rules.check_can_be_corrected(SignalState(signal.state))
    text = steps.tidy(draft.text)
    rules.check_text(text)
    rules.check_not_classified(text, draft.channel)
    found = steps.clean([replace(draft, text=text)])[0]
    SignalChange.objects.create(signal=signal, text_before=signal.text, by_id=by.membership, at=at)
    _put_findings(signal, found)
    signal.save()
    stories.drop(signal)
    if queries.is_on(signal.owner_id, Suggestion.NEAR_DUPLICATES):
        stories.renew(signal, stories.sketch(found))
    details = {"masks": len(found.masks), "lifted": len(found.lifted)}
    audit.record(event="signal_corrected", subject=signal, by=by, at=at, details=details)
    return signal


def _put_findings(signal: Signal, found: steps.Cleaned) -> None:
    signal.text, signal.language = found.text, found.language
    signal.masks, signal.intake_notes = steps.masks_stored(found.masks), list(found.notes)
    if found.place.area_code:
        signal.area_code, signal.place_name = found.place.area_code, found.place.place_name
        signal.place_precision = found.place.precision.value
    if found.when.first is not None:
        signal.event_from, signal.event_to = found.when.first, found.when.last
        signal.event_time_known, signal.is_announced = found.when.time_known, found.when.is_announced
    signal.suggestions, signal.announced = list(found.suggestions), list(found.announced)
    signal.place_candidates = found.place.stored_candidates()
    if not signal.phenomenon_is_set and found.suggestions:
        signal.phenomenon = str(found.suggestions[0]["code"])


@transaction.atomic
def withdraw_signal(*, reference: str, reason: rules.WithdrawReason, by: Viewer, at: datetime) -> Signal:
    """The sender takes it back: it leaves every list and count, and stays readable where it was used."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    signal = queries.signal_for_change(by, reference)
    rules.check_sender(organisation=by.organisation, owner=signal.owner_id)
    rules.check_step(SignalState(signal.state), SignalState.WITHDRAWN)
    signal.state, signal.state_reason = SignalState.WITHDRAWN.value, reason.value
    signal.save(update_fields=["state", "state_reason"])
    audit.record(event="signal_withdrawn", subject=signal, by=by, at=at, details={"reason": reason.value})
    return signal


@transaction.atomic
def set_phenomenon(*, reference: str, phenomenon: str, by: Viewer, at: datetime) -> Signal:
    """A person says what kind of unrest it is; empty means: none of the suggestions."""
    signal = for_grading(reference, by)
    if phenomenon and not phenomena.is_known(phenomenon):
        raise NotThere()
    signal.phenomenon, signal.phenomenon_is_set, signal.phenomenon_by_id = phenomenon, True, by.organisation
    signal.save(update_fields=["phenomenon", "phenomenon_is_set", "phenomenon_by"])
    audit.record(event="phenomenon_set", subject=signal, by=by, at=at, details={"phenomenon": phenomenon})
    return signal


@transaction.atomic
def grade(
    *,
    reference: str,
    source_grade: SourceGrade,
    content_grade: ContentGrade,
    basis: Collection[Basis],
    by: Viewer,
    at: datetime,
    admiralty: str = "",
) -> Signal:
    """Say how reliable the source is, how sure the content, and on what it rests."""
    signal = for_grading(reference, by)
    signal.source_grade, signal.content_grade = source_grade.value, content_grade.value
    signal.basis = sorted(one.value for one in basis)
    signal.admiralty = admiralty if rules.is_admiralty(admiralty) else ""
    signal.save(update_fields=["source_grade", "content_grade", "basis", "admiralty"])
    details = {"source": source_grade.value, "content": content_grade.value}
    audit.record(event="signal_graded", subject=signal, by=by, at=at, details=details)
    return signal


def for_grading(reference: str, by: Viewer) -> Signal:
    """The owner's own people and analysts who may see the signal."""
    check_role(by.roles, *rules.MAY_CLASSIFY)
    signal = queries.signal_for_change(by, reference)
    if not by.has_role(Role.ANALYST.value, Role.EDITOR.value):
        rules.check_sender(organisation=by.organisation, owner=signal.owner_id)
    return signal


@transaction.atomic
def add_mask_after_storing(*, reference: str, words: Collection[str], by: Viewer, at: datetime) -> Signal:
    """Take more out of a stored signal. What is masked now is gone: nothing keeps what stood there."""
    signal = queries.signal_for_change(by, reference)
    if not by.has_role(Role.PRIVACY_OFFICER.value):
        check_role(by.roles, *rules.MAY_BRING_IN)
        rules.check_sender(organisation=by.organisation, owner=signal.owner_id)
    count = mask_everywhere(signal, words)
    audit.record(event="mask_added", subject=signal, by=by, at=at, details={"count": count})
    return signal


def mask_everywhere(signal: Signal, words: Collection[str]) -> int:
    """Mask these words in the text, its released wordings and its earlier versions; answers how often they stood."""
    count = 0
    count += _mask_field(signal, "text", words)
    count += _mask_field(signal, "released_text", words)
    for wording in signal.wordings.all():
        count += _mask_field(wording, "text", words) and 0
        wording.save(update_fields=["text"])
    for change in signal.changes.all():
        count += _mask_field(change, "text_before", words) and 0
        change.save(update_fields=["text_before"])
    if not count:
        raise rules.WordsNotFound()
    if pointed.spans_of(signal.place_name, words):
        signal.place_name = ""
    if pointed.spans_of(NOT_A_LETTER.sub(" ", signal.link), words):
        signal.link = ""
    signal.state_reason, _count = pointed.masked_words(signal.state_reason, words)
    stories.drop(signal)
    low = {word.strip().casefold() for word in words}
    signal.announced = [_without_words(one, words) for one in signal.announced or []]
    signal.suggestions = [
        {**one, "words": [word for word in one.get("words", []) if low.isdisjoint(word.casefold().split())]}
        for one in signal.suggestions
    ]
    signal.masks = [*signal.masks, {"kind": "person", "count": count}]
    signal.save(
        update_fields=[
            "text", "released_text", "place_name", "suggestions", "masks", "announced", "link", "state_reason",
        ]
    )  # fmt: skip
    return count


def _without_words(announced: dict[str, object], words: Collection[str]) -> dict[str, object]:
    """What a text announces, without the parts in which these words stand."""
    told = {name: str(announced.get(name, "")) for name in ("what", "caller", "place")}
    return {**announced, **{name: "" for name, value in told.items() if pointed.spans_of(value, words)}}


def _mask_field(record: object, field: str, words: Collection[str]) -> int:
    before = getattr(record, field)
    after, count = pointed.masked_words(before, words)
    setattr(record, field, after)
    return count
