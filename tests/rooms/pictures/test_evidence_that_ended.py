"""A sentence outlives what it rests on: who could see the record reads when it was destroyed, by which certificate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.publishing.actions import agree, edit, release
from eenheidsbeeld.publishing.models import Evidence
from eenheidsbeeld.signals.models import Signal
from tests.conftest import MONDAY, WEDNESDAY
from tests.rooms.publishing.conftest import draft as edition  # noqa: F401
from tests.rooms.publishing.conftest import publication, section, written  # noqa: F401
from tests.rooms.signals.conftest import areas, bring_in, draft, region  # noqa: F401

HALF_A_YEAR_LATER = MONDAY + timedelta(days=190)


@pytest.fixture
def rests(region: Any, publication: Any, bring_in: Any) -> Any:  # noqa: F811
    """A released sentence that rests on a signal of Woerden, and one of Houten that is for itself alone."""
    editor = region.viewer("editor")
    made = edit.open_edition(publication=publication, week=_week(), area_year=2026, by=editor, at=MONDAY)
    shared = bring_in(region.viewer("woerden_oov"), "Onrust bij de opvang in Woerden.", area_code="GM0632")
    own = bring_in(region.viewer("houten_oov"), "Drukte op het plein in Houten.", area_code="GM0321")
    Signal.objects.filter(pk=own.pk).update(marking="amber_strict")
    edit.add_statement(
        section=section(made, "glance"), text="Het is onrustig.", by=editor, at=MONDAY,
        evidence=[edit.EvidenceKey("signal", one.reference, one.area_code) for one in (shared, own)],
    )  # fmt: skip
    agree.send_round(edition=made, answer_before=MONDAY, by=editor, at=MONDAY)
    release.adopt(edition=made, by=editor, at=WEDNESDAY)
    release.release(edition=made, by=editor, at=WEDNESDAY)
    return shared, own


def _week() -> Any:
    from tests.conftest import WEEK_12

    return WEEK_12


def page_of(client: Any, shared: Any) -> str:
    statement = Evidence.objects.filter(reference=shared.reference).get().statement
    return client.get(f"/beelden/bewijs/{statement.reference}/").content.decode()


def test_who_could_see_it_reads_when_it_went_and_by_which_certificate(rests: Any, signed_in: Any) -> None:
    shared, own = rests
    night = destroy_what_has_ended(by=System("destruction"), at=HALF_A_YEAR_LATER)

    page = page_of(signed_in("woerden_mayor"), shared)
    assert f"volgens bewijs {night.number}" in page
    assert shared.reference in page
    assert own.reference not in page
    assert own.reference in page_of(signed_in("houten_mayor"), shared)


def test_nothing_but_keys_stays(rests: Any) -> None:
    shared, _own = rests
    destroy_what_has_ended(by=System("destruction"), at=HALF_A_YEAR_LATER)

    row = Evidence.objects.get(reference=shared.reference)
    assert not Signal.objects.filter(reference=shared.reference).exists()
    assert set(row.rights) == {
        "owner", "unit", "marking", "regime", "groups", "compartment", "practice_run", "is_released",
        "released_groups", "purpose",
    }  # fmt: skip


def test_of_a_red_record_nobody_is_told(rests: Any, signed_in: Any) -> None:
    shared, _own = rests
    Signal.objects.filter(pk=shared.pk).update(marking="red")
    destroy_what_has_ended(by=System("destruction"), at=HALF_A_YEAR_LATER)

    assert shared.reference not in page_of(signed_in("woerden_mayor"), shared)
