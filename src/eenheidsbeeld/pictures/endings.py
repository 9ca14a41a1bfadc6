"""What stays behind a sentence when a record that it rests on is destroyed: that it went, when, and by which proof.

Who could see the record until then still reads that; for others it was never there. Only keys are kept for that, and
of a RED record none at all: its named people are told nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.publishing.models import Evidence
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.sharing.rules import Marking, Purpose, Regime, Rights, may_see
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import Situation


def note_ended_signals(keys: Collection[Any], certificate: int, at: datetime) -> None:
    # A signal that was hidden for a name was for nobody any more, and stays so.
    shown = Signal.objects.filter(pk__in=keys, is_hidden=False).select_related("owner")
    _note("signal", shown, certificate, at)


def note_ended_situations(keys: Collection[Any], certificate: int, at: datetime) -> None:
    _note("situation", Situation.objects.filter(pk__in=keys).select_related("owner"), certificate, at)


def _note(kind: str, records: Iterable[Any], certificate: int, at: datetime) -> None:
    ended = {record.reference: record for record in records}
    rows = list(Evidence.objects.filter(kind=kind, reference__in=list(ended)))
    for row in rows:
        row.ended_at, row.certificate, row.rights = at, certificate, as_kept(ended[row.reference])
    Evidence.objects.bulk_update(rows, ["ended_at", "certificate", "rights"])


def as_kept(record: Shared) -> dict[str, Any]:
    """The rights of a record as plain values, without its named people."""
    rights = record.rights()
    return {
        "owner": rights.owner, "unit": rights.unit, "marking": rights.marking.value, "regime": rights.regime.value,
        "groups": sorted(rights.groups), "compartment": rights.compartment, "practice_run": rights.practice_run,
        "is_released": rights.is_released, "released_groups": sorted(rights.released_groups),
        "purpose": rights.purpose.value,
    }  # fmt: skip


def could_see(viewer: Viewer, row: Evidence) -> bool:
    """Whether this viewer could have seen the record before it was destroyed, by the groups the viewer is in now."""
    kept = row.rights
    if row.ended_at is None or not kept:
        return False
    rights = Rights(
        owner=kept["owner"], unit=kept["unit"], marking=Marking(kept["marking"]), regime=Regime(kept["regime"]),
        groups=frozenset(kept["groups"]), compartment=kept["compartment"], practice_run=kept["practice_run"],
        is_released=kept["is_released"], released_groups=frozenset(kept["released_groups"]),
        purpose=Purpose(kept["purpose"]),
    )  # fmt: skip
    return may_see(viewer, rights)
