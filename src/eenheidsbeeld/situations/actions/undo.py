"""Undo a decision of the inbox: exactly what it changed is put back, as long as its effect still stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import holds
from eenheidsbeeld.audit.hold_rules import KeptByHold
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.actions import inbox as signal_actions
from eenheidsbeeld.signals.models import Signal, Story, ToldApart
from eenheidsbeeld.situations.actions.shares import RIGHTS_FIELDS, narrow
from eenheidsbeeld.situations.actions.steps import TABLES, read_values
from eenheidsbeeld.situations.models import Attachment, InboxStep, Situation, SituationArea
from eenheidsbeeld.situations.queries.waiting import last_step
from eenheidsbeeld.situations.rules import CannotBeUndone, StepKind

RIGHTS = frozenset({"marking", "scope_id", "regime", "released_scope_id", "compartment_id"})
Changes = list[dict[str, Any]]


@transaction.atomic
def undo_step(*, step: str, by: Viewer, at: datetime) -> InboxStep:
    """Give back what stood before this decision; only its maker can, and only while nothing followed from it."""
    check_role(by.roles, Role.ANALYST)
    found = InboxStep.objects.select_for_update().filter(reference=step, by_id=by.membership).first()
    if found is None:
        raise NotThere()
    if found.undone_at is not None:
        raise CannotBeUndone(_("This was already undone."))
    _check_stands(found)
    _give_back(found, by=by, at=at)
    found.undone_at = at
    found.save(update_fields=["undone_at"])
    audit.record(event="inbox_undone", subject=found, by=by, at=at, details={"kind": found.kind})
    return found


def undo_last_step(*, by: Viewer, at: datetime) -> InboxStep:
    """Undo the maker's newest decision of two days that was not undone yet."""
    last = last_step(by, at)
    if last is None:
        raise CannotBeUndone(_("There is nothing to undo."))
    return undo_step(step=last.reference, by=by, at=at)


def _check_stands(step: InboxStep) -> None:
    """Raise, saying why, when what the decision did is no longer how things are."""
    keys = [(change["kind"], change["key"]) for change in step.changes]
    made = [(thing["kind"], thing["key"]) for thing in step.made]
    now = read_values([*keys, *made])
    for change in step.changes:
        values = now.get((change["kind"], change["key"]))
        if change["after"] is None:
            _check_may_come_back(change)
            continue
        if values is None:
            raise CannotBeUndone(_("A signal of this decision has been destroyed since: its term ended."))
        if any(values[name] != value for name, value in change["after"].items()):
            raise CannotBeUndone(WHY[change["kind"]])
    for kind, key in made:
        if (kind, key) not in now or _has_moved_on(kind, now[kind, key], step):
            raise CannotBeUndone(WHY[kind])
    if step.kind == StepKind.START and step.situation is not None:
        _check_nothing_hangs_on(step.situation, step)


def _check_may_come_back(change: Mapping[str, Any]) -> None:
    """What the decision took away comes back only while both signals are there and nobody said it again."""
    pair = change["before"]["first_id"], change["before"]["second_id"]
    if Signal.objects.filter(pk__in=pair).count() < len(pair):
        raise CannotBeUndone(_("A signal of this decision has been destroyed since: its term ended."))
    if ToldApart.objects.filter(first_id=pair[0], second_id=pair[1]).exists():
        raise CannotBeUndone(_("Somebody has told these signals apart again since."))


WHY = {
    "signal": _("Somebody has handled one of these signals since. Look at how it stands now."),
    "situation": _("The situation has been closed, merged or shared differently since."),
    "attachment": _("One of these signals has been detached or moved to another situation since."),
    "fact": _("A fact of this situation has been moved since."),
    "calendar_entry": _("A date on the calendar has been moved since."),
    "area": _("The areas of the situation have changed since."),
    "story": _("The group of signals has changed since."),
    "told_apart": _("Somebody has put these signals together again since."),
}


def _has_moved_on(kind: str, values: Mapping[str, Any], step: InboxStep) -> bool:
    if kind == "attachment":
        return values["detached_at"] is not None or values["situation_id"] != step.situation_id
    return kind == "situation" and values["state"] != "running"


def _check_nothing_hangs_on(situation: Situation, step: InboxStep) -> None:
    """A situation that was just started can be taken away only while nobody has built on it."""
    mine = [thing["key"] for thing in step.made if thing["kind"] == "attachment"]
    built_on = (
        situation.facts.exists()
        or situation.assessments.exists()
        or situation.calendar_entries.exists()
        or situation.merged.exists()
        or situation.splits.exists()
        or situation.attachments.exclude(pk__in=mine).exists()
    )
    holds.one_at_a_time()
    if holds.is_held(situation):
        raise KeptByHold()
    if built_on:
        raise CannotBeUndone(_("Others have built on this situation since. Close it instead, or detach the signals."))


def _give_back(step: InboxStep, *, by: Viewer, at: datetime) -> None:
    """Attachments first, because a signal rests under one situation at a time; the situation itself last."""
    made: dict[str, list[int]] = {}
    for thing in step.made:
        made.setdefault(thing["kind"], []).append(thing["key"])
    Attachment.objects.filter(pk__in=made.get("attachment", [])).delete()
    for kind in ("attachment", "fact", "calendar_entry"):
        _restore(kind, [change for change in step.changes if change["kind"] == kind])
    _restore_signals([change for change in step.changes if change["kind"] == "signal"], by=by, at=at)
    _restore_situations([change for change in step.changes if change["kind"] == "situation"], step, at)
    if step.situation is not None:
        _remove_areas(made.get("area", []), step.situation)
    for change in step.changes:
        if change["after"] is None:
            ToldApart.objects.create(pk=change["key"], **_stored(change["before"]))
    Story.objects.filter(pk__in=made.get("story", []), signals=None).delete()
    ToldApart.objects.filter(pk__in=made.get("told_apart", [])).delete()
    for situation in Situation.objects.filter(pk__in=made.get("situation", [])):
        audit.record(event="situation_start_undone", subject=situation, by=by, at=at)
        situation.delete()


def _restore(kind: str, changes: Changes) -> None:
    model = TABLES[kind][0]
    for change in changes:
        model._default_manager.filter(pk=change["key"]).update(**_stored(change["before"]))


def _restore_signals(changes: Changes, *, by: Viewer, at: datetime) -> None:
    if changes:
        values = {change["key"]: change["before"] for change in changes}
        signals = list(Signal.objects.select_for_update().filter(pk__in=values).order_by("pk"))
        signal_actions.restore_signals(signals=signals, values=values, by=by, at=at)


def _restore_situations(changes: Changes, step: InboxStep, at: datetime) -> None:
    """Rights become as wide as they were only if nothing was written meanwhile, and never wider than what remains."""
    for change in changes:
        before = dict(change["before"])
        situation = Situation.objects.select_for_update().get(pk=change["key"])
        if _was_written_on(situation, step.at):
            before = {name: value for name, value in before.items() if name not in RIGHTS}
        for name, value in _stored(before).items():
            setattr(situation, name, value)
        narrow(
            situation, list(Signal.objects.filter(attachments__situation=situation, attachments__detached_at=None))
        )
        situation.changed_at = at
        situation.save(update_fields=["state", "merged_into", "closed_at", "changed_at", *RIGHTS_FIELDS])


def _was_written_on(situation: Situation, since: datetime) -> bool:
    return situation.facts.filter(at__gt=since).exists() or situation.assessments.filter(at__gt=since).exists()


def _remove_areas(keys: list[int], situation: Situation) -> None:
    still = Attachment.objects.filter(situation=situation, detached_at=None).values_list("area_code", flat=True)
    SituationArea.objects.filter(pk__in=keys).exclude(area_code__in=list(still)).delete()


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Moments were written down as text."""
    return {
        name: parse_datetime(value) if (name == "at" or name.endswith("_at")) and isinstance(value, str) else value
        for name, value in values.items()
    }
