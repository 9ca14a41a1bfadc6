"""Released wordings: what the owner of a police or judicial signal lets others read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing import subjects
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.queries import groups_of
from eenheidsbeeld.sharing.rules import needs_wording
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.intake import SignalDraft, steps
from eenheidsbeeld.signals.models import ReleasedWording, Signal

MAY_RELEASE = (Role.CONTRIBUTOR, Role.EDITOR, Role.SIGNATORY)


@transaction.atomic
def release_wording(
    *, reference: str, draft: SignalDraft, groups: Collection[int], by: Viewer, at: datetime
) -> ReleasedWording:
    """Let these groups read this wording. Municipality, period and phenomenon of the signal go along with it."""
    check_role(by.roles, *MAY_RELEASE)
    signal = queries.signal_for_change(by, reference)
    rules.check_sender(organisation=by.organisation, owner=signal.owner_id)
    rules.check_needs_release(needs_wording(regime=signal.regime, compartment=signal.compartment_id))
    chosen = sorted(groups_of(by).filter(pk__in=groups).values_list("pk", flat=True))
    rules.check_groups(chosen)
    text = steps.tidy(draft.text)
    rules.check_text(text)
    rules.check_not_classified(text, draft.channel)
    found = steps.clean([replace(draft, text=text)])[0]
    scope, before = scope_of(chosen), signal.sharing_fields()
    signal.wordings.filter(withdrawn_at=None).update(withdrawn_at=at)
    wording = ReleasedWording.objects.create(signal=signal, text=found.text, scope=scope, by_id=by.membership, at=at)
    signal.released_text, signal.released_scope = found.text, scope
    signal.scope = scope_of({*chosen, *_groups(signal)})
    signal.save(update_fields=["released_text", "released_scope", "scope"])
    details: dict[str, str | int] = {"groups": ",".join(str(key) for key in chosen)[:120], "wording": wording.pk}
    audit.record(event="wording_released", subject=signal, by=by, at=at, details=details)
    subjects.was_narrowed(signal, before)  # it may be for fewer groups than the wording before it
    return wording


def _groups(signal: Signal) -> set[int]:
    return set(signal.scope.groups.values_list("pk", flat=True)) if signal.scope else set()


@transaction.atomic
def withdraw_wording(*, reference: str, by: Viewer, at: datetime) -> Signal:
    """Nobody outside the owner reads the signal any more, from this moment; nor what others built on its wording."""
    check_role(by.roles, *MAY_RELEASE)
    signal = queries.signal_for_change(by, reference)
    rules.check_sender(organisation=by.organisation, owner=signal.owner_id)
    if signal.released_scope_id is None:
        raise rules.HandledAlready()
    before = signal.sharing_fields()
    signal.wordings.filter(withdrawn_at=None).update(withdrawn_at=at)
    signal.released_text, signal.released_scope = "", None
    signal.save(update_fields=["released_text", "released_scope"])
    audit.record(event="wording_withdrawn", subject=signal, by=by, at=at)
    subjects.was_narrowed(signal, before)
    return signal
