"""Fetching what somebody is about to change: only what they may see, and locked until the change is done."""

from __future__ import annotations

from collections.abc import Sequence

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import Situation
from eenheidsbeeld.situations.rules import SituationState


def signals_for_change(viewer: Viewer, references: Sequence[str]) -> list[Signal]:
    """The chosen signals of the own unit, in the order chosen; if one is not theirs to see, none is given."""
    wanted = list(dict.fromkeys(references))
    rules.check_selection(wanted)
    seen = visible_to(viewer, Signal.objects.filter(reference__in=wanted, is_hidden=False))
    found = {signal.reference: signal for signal in seen.filter(owner_id__in=own_unit(viewer)).select_for_update()}
    if len(found) < len(wanted):
        raise NotThere()
    return [found[reference] for reference in wanted]


def own_unit(viewer: Viewer) -> list[int]:
    """The organisations of this unit: its inbox holds what they brought in, also when others may read it."""
    return list(Organisation.objects.filter(unit_code=viewer.unit).values_list("pk", flat=True))


def situation_for_change(viewer: Viewer, reference: str) -> Situation:
    """A situation of the own organisation, locked. One that is seen but not owned is refused with the reason."""
    situation = seen_situation(viewer, reference, lock=True)
    rules.check_owner(organisation=viewer.organisation, owner=situation.owner_id)
    return situation


def running_situation_for_change(viewer: Viewer, reference: str) -> Situation:
    situation = situation_for_change(viewer, reference)
    rules.check_running(SituationState(situation.state))
    return situation


def seen_situation(viewer: Viewer, reference: str, *, lock: bool = False) -> Situation:
    """A situation this viewer may see; else it is not there."""
    records = Situation.objects.filter(reference=reference)
    if lock:
        records = records.select_for_update()
    situation = visible_to(viewer, records).first()
    if situation is None:
        raise NotThere()
    return situation
