"""Two situations that turn out to be one, and one that turns out to be two. Nothing is lost in either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.rules import check_purpose
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.actions.inbox import add_areas
from eenheidsbeeld.situations.actions.shares import RIGHTS_FIELDS, narrow
from eenheidsbeeld.situations.actions.steps import StepBook
from eenheidsbeeld.situations.models import Attachment, CalendarEntry, Fact, InboxStep, Situation
from eenheidsbeeld.situations.queries.change import running_situation_for_change
from eenheidsbeeld.situations.queries.reach import who_loses_by_merging
from eenheidsbeeld.situations.rules import CannotBeMerged, CannotBeSplit, SituationState, StepKind


@transaction.atomic
def merge_situations(*, merged: str, into: str, by: Viewer, at: datetime, fewer_may_see: bool = False) -> InboxStep:
    """Let one situation go on in another: signals, facts and dates move, assessments stay with what they judged.

    The old situation points to the new one, and the new one reaches no further than the strictest of both. When
    somebody then sees less than now, it is refused with their names, unless `fewer_may_see`.
    """
    check_role(by.roles, Role.ANALYST)
    if merged == into:
        raise CannotBeMerged(rules.MERGE_NEEDS_TWO)
    old, target = running_situation_for_change(by, merged), running_situation_for_change(by, into)
    check_purpose(held_for=old.purpose, wanted=target.purpose, regime=old.regime)
    if not fewer_may_see and (names := who_loses_by_merging(by, old, target)):
        raise rules.FewerWouldSeeTogether(names)
    book, before = StepBook(), target.sharing_fields()
    book.watch("situation", [old, target])
    _move(old, target, book)
    areas = old.areas.order_by("area_code").values_list("area_code", "area_year")
    book.made("area", add_areas(target, list(areas)))
    narrow(target, [old])
    rules.check_step(SituationState(old.state), SituationState.MERGED)
    old.state, old.merged_into, old.changed_at = SituationState.MERGED.value, target, at
    old.save(update_fields=["state", "merged_into", "changed_at"])
    target.changed_at = at
    target.save(update_fields=[*RIGHTS_FIELDS, "changed_at"])
    subjects.was_narrowed(target, before)
    step = book.write(StepKind.MERGE, situation=target, by=by, at=at)
    for subject, other in ((old, target), (target, old)):
        event = "situation_merged" if subject is old else "situation_received"
        audit.record(event=event, subject=subject, by=by, at=at, details={"situation": other.reference})
    return step


def _move(old: Situation, target: Situation, book: StepBook) -> None:
    for kind, records in (
        ("attachment", Attachment.objects.filter(situation=old)),
        ("fact", Fact.objects.filter(situation=old)),
        ("calendar_entry", CalendarEntry.objects.filter(situation=old)),
    ):
        book.watch(kind, records)
        records.update(situation=target)


@transaction.atomic
def split_situation(
    *,
    situation: str,
    signals: Sequence[str],
    title: str,
    phenomenon: str,
    by: Viewer,
    at: datetime,
    facts: Sequence[str] = (),
) -> Situation:
    """Let part of a situation go on by itself, with the chosen signals and facts. Nobody has judged it yet."""
    check_role(by.roles, Role.ANALYST)
    source = running_situation_for_change(by, situation)
    wanted = list(dict.fromkeys(signals))
    rules.check_selection(wanted)
    running = list(source.attachments.select_for_update().filter(detached_at=None).order_by("pk"))
    moving = [one for one in running if one.signal_reference in set(wanted)]
    if len(moving) < len(wanted):
        raise CannotBeSplit(rules.SPLIT_NOT_HERE)
    if len(moving) == len(running):
        raise CannotBeSplit(rules.SPLIT_LEAVES_NOTHING)
    part = Situation.objects.create(
        title=rules.check_reason(title),
        phenomenon=phenomenon,
        split_from=source,
        started_by_id=by.membership,
        started_at=at,
        changed_at=at,
        **source.sharing_fields(),
    )
    _move_part(source, part, moving, facts, at=at)
    for subject, other in ((source, part), (part, source)):
        event = "situation_split" if subject is source else "situation_split_off"
        audit.record(event=event, subject=subject, by=by, at=at, details={"situation": other.reference})
    return part


def _move_part(
    source: Situation, part: Situation, moving: Sequence[Attachment], facts: Sequence[str], *, at: datetime
) -> None:
    Attachment.objects.filter(pk__in=[one.pk for one in moving]).update(situation=part)
    Fact.objects.filter(situation=source, reference__in=list(facts)).update(situation=part)
    years = dict(source.areas.values_list("area_code", "area_year"))
    add_areas(part, [(one.area_code, years.get(one.area_code, at.year)) for one in moving])
    source.changed_at = at
    source.save(update_fields=["changed_at"])
