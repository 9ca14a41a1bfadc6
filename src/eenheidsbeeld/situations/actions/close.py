"""Closing a situation and opening it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals.actions import inbox as signal_actions
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.queries.change import situation_for_change
from eenheidsbeeld.situations.rules import SituationState


@transaction.atomic
def close_situation(*, situation: str, reason: str, by: Viewer, at: datetime) -> Situation:
    """Say that it is over, and why. From now on the terms of its signals run out."""
    check_role(by.roles, Role.ANALYST)
    found = situation_for_change(by, situation)
    rules.check_step(SituationState(found.state), SituationState.CLOSED)
    found.state, found.closed_at, found.changed_at = SituationState.CLOSED.value, at, at
    found.closed_because = rules.check_reason(reason)
    found.save(update_fields=["state", "closed_at", "changed_at", "closed_because"])
    signal_actions.keep_signals(signals=_signals_under(found), closed_at=at, by=by, at=at)
    audit.record(event="situation_closed", subject=found, by=by, at=at)
    return found


@transaction.atomic
def reopen_situation(*, situation: str, by: Viewer, at: datetime) -> Situation:
    """Say that it goes on after all, with its whole history. The last judgement holds until the next."""
    check_role(by.roles, Role.ANALYST)
    found = situation_for_change(by, situation)
    rules.check_step(SituationState(found.state), SituationState.RUNNING)
    found.state, found.closed_at, found.changed_at = SituationState.RUNNING.value, None, at
    found.save(update_fields=["state", "closed_at", "changed_at"])
    signal_actions.keep_signals(signals=_signals_under(found), closed_at=None, by=by, at=at)
    audit.record(event="situation_reopened", subject=found, by=by, at=at)
    return found


def _signals_under(situation: Situation) -> list[Signal]:
    running = situation.attachments.filter(detached_at=None, signal__isnull=False).values("signal_id")
    return list(Signal.objects.select_for_update().filter(pk__in=running).order_by("pk"))
