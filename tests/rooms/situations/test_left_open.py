"""A situation that nobody closes ends as well, some years after its last change, and takes no signal with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.situations.models import Situation
from tests.conftest import MONDAY

YEARS_LATER = MONDAY + timedelta(days=3 * 365 + 1)


def test_a_situation_that_nobody_closed_ends_and_one_that_still_changes_stays(make_signal: Any, start: Any) -> None:
    forgotten, alive = start([make_signal()], "Vergeten"), start([make_signal()], "Loopt nog")
    Situation.objects.filter(pk=alive.pk).update(changed_at=YEARS_LATER)

    night = destroy_what_has_ended(by=System("destruction"), at=YEARS_LATER)

    assert list(Situation.objects.values_list("pk", flat=True)) == [alive.pk]
    proof = night.certificates.get(subject_kind="situations.situation")
    assert (proof.count, proof.since_field, proof.oldest) == (1, "changed_at", forgotten.changed_at)
    assert night.failed == {}


def test_its_signals_ended_long_before_by_their_own_term(make_signal: Any, start: Any) -> None:
    start([make_signal()], "Vergeten")

    destroy_what_has_ended(by=System("destruction"), at=MONDAY + timedelta(days=367))

    assert not Signal.objects.exists()
    assert Situation.objects.count() == 1
