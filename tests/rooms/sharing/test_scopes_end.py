"""A scope ends when no record points to it and nobody chose it for a while; one that is in use never does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.sharing import actions as sharing
from eenheidsbeeld.sharing.models import SharingScope
from eenheidsbeeld.signals.models import Signal
from tests.conftest import MONDAY
from tests.rooms.signals.conftest import areas, bring_in, draft, region  # noqa: F401

BY = System("destruction")


def test_only_the_scope_that_nothing_points_to_ends_and_leaves_a_certificate(region: Any, bring_in: Any) -> None:  # noqa: F811
    signal = bring_in(region.viewer("woerden_oov"), "Onrust bij het station in Woerden.", area_code="GM0632")
    unused = sharing.scope_of([region.groups["west"].pk], [1, 2, 3])
    in_use = Signal.objects.get(pk=signal.pk).scope_id
    SharingScope.objects.update(used_at=MONDAY - timedelta(days=31))

    night = destroy_what_has_ended(by=BY, at=MONDAY)

    assert set(SharingScope.objects.values_list("pk", flat=True)) == {in_use}
    assert night.certificates.get(subject_kind="sharing.sharingscope").count == 1
    assert not SharingScope.objects.filter(pk=unused.pk).exists()


def test_choosing_a_scope_again_lets_its_term_run_anew(region: Any) -> None:  # noqa: F811
    scope = sharing.scope_of([region.groups["west"].pk])
    SharingScope.objects.update(used_at=timezone.now() - timedelta(days=31))

    assert sharing.scope_of([region.groups["west"].pk]) == scope
    destroy_what_has_ended(by=BY, at=timezone.now())

    assert SharingScope.objects.filter(pk=scope.pk).exists()
