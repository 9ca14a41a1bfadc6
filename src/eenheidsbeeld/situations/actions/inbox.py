"""Decisions in the inbox: attach, detach, start a situation, set aside, group. Each leaves a step to undo it by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.rules import check_purpose, common_purpose
from eenheidsbeeld.signals.actions import inbox as signal_actions
from eenheidsbeeld.signals.aside import AsideReason, stored_reason
from eenheidsbeeld.signals.models import Signal, Story
from eenheidsbeeld.signals.rules import SignalState
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.actions.shares import RIGHTS_FIELDS, narrow, shares_on
from eenheidsbeeld.situations.actions.steps import StepBook
from eenheidsbeeld.situations.models import Attachment, InboxStep, Situation, SituationArea
from eenheidsbeeld.situations.queries.change import running_situation_for_change, signals_for_change
from eenheidsbeeld.situations.queries.reach import who_no_longer_sees
from eenheidsbeeld.situations.rules import StepKind

MOST_TAUGHT = 100


@transaction.atomic
def attach_signals(
    *, signals: Sequence[str], situation: str, by: Viewer, at: datetime, fewer_may_see: bool = False
) -> InboxStep:
    """Say that these signals belong to a running situation; what lay elsewhere moves.

    A signal that fewer organisations may see makes the situation as narrow as itself. Nobody does that without
    knowing: it is refused with their names, unless `fewer_may_see`.
    """
    check_role(by.roles, Role.ANALYST)
    chosen, target = signals_for_change(by, signals), running_situation_for_change(by, situation)
    for signal in chosen:
        check_purpose(held_for=signal.purpose, wanted=target.purpose, regime=signal.regime)
    if not fewer_may_see and (names := who_no_longer_sees(by, target, chosen)):
        raise rules.FewerWouldSee(names)
    book, before = StepBook(), target.sharing_fields()
    book.watch("situation", [target])
    _attach(chosen, target, book, by=by, at=at)
    narrow(target, chosen)
    target.changed_at = at
    target.save(update_fields=[*RIGHTS_FIELDS, "changed_at"])
    subjects.was_narrowed(target, before)
    return _finish(StepKind.ATTACH, book, target, len(chosen), by, at)


@transaction.atomic
def start_situation(
    *, signals: Sequence[str], title: str, phenomenon: str, by: Viewer, at: datetime, summary: str = ""
) -> InboxStep:
    """Start following something new, from the signals that showed it. No phase and no level: people set those."""
    check_role(by.roles, Role.ANALYST)
    chosen = signals_for_change(by, signals)
    book = StepBook()
    started = Situation.objects.create(
        owner_id=by.organisation,
        practice_run=by.practice_run,
        title=rules.check_reason(title),
        summary=summary.strip(),
        phenomenon=phenomenon,
        started_by_id=by.membership,
        started_at=at,
        changed_at=at,
        purpose=common_purpose([(one.purpose, one.regime) for one in chosen]).value,
        **shares_on(chosen, organisation=by.organisation),
    )
    book.made("situation", [started])
    _attach(chosen, started, book, by=by, at=at)
    audit.record(event="situation_started", subject=started, by=by, at=at, details={"marking": started.marking})
    return _finish(StepKind.START, book, started, len(chosen), by, at)


@transaction.atomic
def detach_signals(*, signals: Sequence[str], by: Viewer, at: datetime, situation: str = "") -> InboxStep:
    """Say that signals do not belong there after all; they are back in the inbox, the situation stays as narrow.

    With a `situation` the signals must lie under it: who was let in at one is not let in at another.
    """
    check_role(by.roles, Role.ANALYST)
    chosen = signals_for_change(by, signals)
    book = StepBook()
    book.watch("signal", chosen)
    left = _detach(chosen, book, by=by, at=at)
    if situation and {one.reference for one in left} != {situation}:
        raise NotThere()
    _check_owned(left, by)
    signal_actions.move_signals(signals=chosen, wanted=SignalState.RECEIVED, reason="", by=by, at=at)
    signal_actions.keep_as_usual(signals=chosen, by=by, at=at)
    Situation.objects.filter(pk__in=[one.pk for one in left]).update(changed_at=at)
    return _finish(StepKind.DETACH, book, left[0] if len(left) == 1 else None, len(chosen), by, at)


@transaction.atomic
def set_aside(*, signals: Sequence[str], reason: AsideReason, by: Viewer, at: datetime, words: str = "") -> InboxStep:
    """Take signals out of the inbox, with the reason; the sender reads it."""
    check_role(by.roles, Role.ANALYST)
    if reason == AsideReason.OTHER:
        rules.check_reason(words)
    chosen = signals_for_change(by, signals)
    book = StepBook()
    book.watch("signal", chosen)
    stored = stored_reason(reason, words)
    signal_actions.move_signals(signals=chosen, wanted=SignalState.SET_ASIDE, reason=stored, by=by, at=at)
    return _finish(StepKind.SET_ASIDE, book, None, len(chosen), by, at)


@transaction.atomic
def take_back(*, signals: Sequence[str], by: Viewer, at: datetime) -> InboxStep:
    """Put signals that were set aside back in the inbox."""
    check_role(by.roles, Role.ANALYST)
    chosen = signals_for_change(by, signals)
    book = StepBook()
    book.watch("signal", chosen)
    signal_actions.move_signals(signals=chosen, wanted=SignalState.RECEIVED, reason="", by=by, at=at)
    return _finish(StepKind.TAKE_BACK, book, None, len(chosen), by, at)


@transaction.atomic
def group_signals(*, signals: Sequence[str], by: Viewer, at: datetime) -> InboxStep:
    """Say that these signals are about the same thing: they stand as one in the inbox."""
    check_role(by.roles, Role.ANALYST)
    chosen = signals_for_change(by, signals)
    if len(chosen) < 2:
        raise rules.NothingChosen(rules.GROUP_NEEDS_TWO)
    book = StepBook()
    book.watch("signal", chosen)
    known = Counter(signal.story_id for signal in chosen if signal.story_id is not None)
    story = Story.objects.get(pk=known.most_common(1)[0][0]) if known else Story.objects.create(started_at=at)
    if not known:
        book.made("story", [story])
    signal_actions.put_in_story(signals=chosen, story=story, reason={"by": "person"}, by=by, at=at)
    book.took_away("told_apart", signal_actions.forget_told_apart(signals=chosen, by=by, at=at))
    return _finish(StepKind.GROUP, book, None, len(chosen), by, at)


@transaction.atomic
def ungroup_signals(*, signals: Sequence[str], by: Viewer, at: datetime) -> InboxStep:
    """Say that these signals are each about something else, than each other and than what they stood with."""
    check_role(by.roles, Role.ANALYST)
    chosen = signals_for_change(by, signals)
    book = StepBook()
    book.watch("signal", chosen)
    apart = _pairs_of_story(chosen)
    signal_actions.put_in_story(signals=chosen, story=None, reason={"by": "person"}, by=by, at=at)
    book.made("told_apart", signal_actions.tell_apart(pairs=apart, by=by, at=at))
    return _finish(StepKind.UNGROUP, book, None, len(chosen), by, at)


@transaction.atomic
def tell_apart(*, signal: str, other: str, by: Viewer, at: datetime) -> InboxStep:
    """Refuse a look-alike: these two are about different things, and are not proposed as the same again."""
    check_role(by.roles, Role.ANALYST)
    one, two = _pair(by, signal, other)
    book = StepBook()
    book.made("told_apart", signal_actions.tell_apart(pairs=[(one, two)], by=by, at=at))
    return _finish(StepKind.TELL_APART, book, None, 2, by, at)


@transaction.atomic
def keep_together(*, signal: str, other: str, by: Viewer, at: datetime) -> InboxStep:
    """Say that the system was right to put these two together: from now on that rests on a person."""
    check_role(by.roles, Role.ANALYST)
    one, two = _pair(by, signal, other)
    if one.story_id is None or one.story_id != two.story_id:
        raise rules.NotTogetherAnyMore()
    book = StepBook()
    book.watch("signal", [one, two])
    signal_actions.put_in_story(signals=[two], story=one.story, reason={"by": "person"}, by=by, at=at)
    return _finish(StepKind.GROUP, book, None, 2, by, at)


def _pair(by: Viewer, signal: str, other: str) -> list[Signal]:
    if signal == other:
        raise rules.NothingChosen(rules.GROUP_NEEDS_TWO)
    return signals_for_change(by, [signal, other])


def _pairs_of_story(leaving: Sequence[Signal]) -> list[tuple[Signal, Signal]]:
    """Each that leaves beside each with which it stood; of a very large story the newest."""
    known = {signal.story_id for signal in leaving if signal.story_id is not None}
    together = Signal.objects.filter(story_id__in=known).only("pk", "story_id").order_by("-pk")[:MOST_TAUGHT]
    pairs = {
        tuple(sorted((one.pk, other.pk))): (one, other)
        for one in leaving for other in together if one.pk != other.pk and one.story_id == other.story_id
    }  # fmt: skip
    return list(pairs.values())[:MOST_TAUGHT]


def _attach(chosen: Sequence[Signal], target: Situation, book: StepBook, *, by: Viewer, at: datetime) -> None:
    book.watch("signal", chosen)
    _check_owned(_detach(chosen, book, by=by, at=at), by)
    made = Attachment.objects.bulk_create(
        Attachment(
            situation=target,
            signal=signal,
            signal_reference=signal.reference,
            area_code=signal.area_code,
            by_id=by.membership,
            at=at,
        )
        for signal in chosen
    )
    book.made("attachment", made)
    book.made("area", add_areas(target, [(signal.area_code, signal.area_year) for signal in chosen]))
    signal_actions.move_signals(signals=chosen, wanted=SignalState.ATTACHED, reason="", by=by, at=at)
    signal_actions.keep_signals(signals=chosen, closed_at=None, by=by, at=at)


def _detach(chosen: Sequence[Signal], book: StepBook, *, by: Viewer, at: datetime) -> list[Situation]:
    """End the running attachments of these signals; answers the situations they leave."""
    running = list(
        Attachment.objects.select_for_update(of=("self",))
        .filter(signal__in=chosen, detached_at=None)
        .select_related("situation")
        .order_by("pk")
    )
    book.watch("attachment", running)
    for attachment in running:
        attachment.detached_by_id, attachment.detached_at = by.membership, at
    Attachment.objects.bulk_update(running, ["detached_by", "detached_at"], batch_size=200)
    return list({one.situation_id: one.situation for one in running}.values())


def _check_owned(situations: Iterable[Situation], by: Viewer) -> None:
    for situation in situations:
        rules.check_owner(organisation=by.organisation, owner=situation.owner_id)


def add_areas(target: Situation, areas: Iterable[tuple[str, int]]) -> list[SituationArea]:
    """Let the situation also play here; answers what was not there yet."""
    known = set(SituationArea.objects.filter(situation=target).values_list("area_code", flat=True))
    new = {code: year for code, year in areas if code and code not in known}
    return SituationArea.objects.bulk_create(
        SituationArea(situation=target, area_code=code, area_year=year) for code, year in sorted(new.items())
    )


def _finish(
    kind: StepKind, book: StepBook, situation: Situation | None, count: int, by: Viewer, at: datetime
) -> InboxStep:
    step = book.write(kind, situation=situation, by=by, at=at)
    audit.record(
        event=f"inbox_{kind.value}",
        subject=step,
        by=by,
        at=at,
        details={"signals": count, "situation": situation.reference if situation else ""},
    )
    return step
