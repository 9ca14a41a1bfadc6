"""A draft that nobody released is gone after a year, with its words; what was released stays its seven years."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.publishing.models import Edition, Statement
from tests.conftest import MONDAY


def test_a_draft_that_nobody_released_ends_with_its_words(written: Any) -> None:
    destroy_what_has_ended(by=System("destruction"), at=MONDAY + timedelta(days=364))
    assert Edition.objects.filter(pk=written.pk).exists()

    night = destroy_what_has_ended(by=System("destruction"), at=MONDAY + timedelta(days=366))

    assert not Edition.objects.filter(pk=written.pk).exists()
    assert not Statement.objects.exists()
    proof = night.certificates.get(subject_kind="publishing.edition")
    assert (proof.count, proof.term_days, proof.since_field) == (1, 365, "opened_at")


def test_a_released_edition_is_not_measured_by_the_term_of_drafts(written: Any) -> None:
    Edition.objects.filter(pk=written.pk).update(state="released", released_at=MONDAY)

    destroy_what_has_ended(by=System("destruction"), at=MONDAY + timedelta(days=6 * 365))

    assert Edition.objects.filter(pk=written.pk).exists()
