"""What goes wrong in one room stops no other; a night that was cut off goes on; a certificate cannot be forged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import nights
from eenheidsbeeld.audit.actions import again
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal, DestructionCertificate, DestructionNight
from eenheidsbeeld.audit.nights import NightState
from eenheidsbeeld.audit.rules import Flaw
from eenheidsbeeld.audit.verification import verify
from eenheidsbeeld.core import queue, retention
from eenheidsbeeld.core.endings import Ended
from eenheidsbeeld.core.models import RecurringWork
from tests.conftest import MONDAY
from tests.rooms.audit.test_destruction import A_YEAR_LATER, BY, put_notice
from tests.rooms.signals.conftest import areas, region  # noqa: F401

MUCH_LATER = MONDAY + AuditEntry.keep_for.length() + timedelta(days=30)


def test_a_room_that_fails_altogether_is_named_and_the_others_go_on(region: Any, monkeypatch: Any) -> None:  # noqa: F811
    put_notice(region, MONDAY)

    def broken() -> None:
        raise DatabaseError("hier zou tekst kunnen staan")

    monkeypatch.setitem(retention._sweeps, "signals.search", broken)
    monkeypatch.setattr("eenheidsbeeld.audit.destruction._end_log", lambda _work: broken())
    night = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert not Notice.objects.exists()
    assert night.failed == {"signals.search": [["", "DatabaseError"]], "audit.auditentry": [["", "DatabaseError"]]}
    assert nights.standing(A_YEAR_LATER).state == NightState.FAILED


def test_sealing_that_fails_each_second_does_not_keep_the_night_from_being_queued(db: None, monkeypatch: Any) -> None:
    def broken() -> None:
        raise OSError

    monkeypatch.setitem(queue._each_round, "audit.seal", broken)
    queue.run_recurring(worker="w")

    assert RecurringWork.objects.filter(name="audit.destroy").exists()


def test_a_night_that_was_cut_off_goes_on_under_its_own_number(region: Any, monkeypatch: Any) -> None:  # noqa: F811
    put_notice(region, MONDAY)
    with monkeypatch.context() as patch:
        patch.setattr("eenheidsbeeld.audit.destruction._close", lambda _work: None)
        destroy_what_has_ended(by=BY, at=A_YEAR_LATER)
    put_notice(region, MONDAY)
    assert nights.standing(A_YEAR_LATER + timedelta(hours=4)).state == NightState.CUT_OFF

    night = destroy_what_has_ended(by=BY, at=A_YEAR_LATER + timedelta(hours=5))

    assert DestructionNight.objects.count() == 1
    assert (night.times_cut_off, night.certificates.filter(subject_kind="accounts.notice").count()) == (1, 2)
    assert verify().is_whole


def test_a_night_that_never_came_is_noticed(db: None) -> None:
    assert nights.standing(MONDAY).state == NightState.GOOD
    destroy_what_has_ended(by=BY, at=MONDAY)

    assert nights.standing(MONDAY + timedelta(hours=25)).state == NightState.GOOD
    assert nights.standing(MONDAY + timedelta(hours=27)).state == NightState.MISSED


def test_only_what_had_passed_its_term_at_an_earlier_moment(region: Any) -> None:  # noqa: F811
    put_notice(region, MONDAY)
    put_notice(region, MONDAY + timedelta(days=30))

    destroy_what_has_ended(by=BY, at=A_YEAR_LATER + timedelta(days=60), up_to=A_YEAR_LATER)

    assert Notice.objects.get().at == MONDAY + timedelta(days=30)


@pytest.fixture
def ended_log(region: Any, monkeypatch: Any) -> DestructionNight:  # noqa: F811
    """Entries in three links, all past their term, and destroyed."""
    monkeypatch.setattr("eenheidsbeeld.audit.actions.seal.ROWS_IN_A_SEAL", 10)
    audit.record_many(
        event="signal_received", kind="signals.signal", keys=range(30), by=BY, at=MONDAY, details={"channel": "form"}
    )
    audit.seal_what_is_settled(at=MONDAY)
    return destroy_what_has_ended(by=BY, at=MUCH_LATER)


def test_what_was_destroyed_with_proof_is_whole(ended_log: DestructionNight) -> None:
    found = verify()

    assert found.is_whole
    assert found.destroyed_seals >= 3


@pytest.mark.parametrize(
    "change",
    [
        lambda: DestructionCertificate.objects.filter(subject_kind="audit.auditentry").first().delete(),
        lambda: DestructionCertificate.objects.filter(subject_kind="audit.auditentry").update(count=9),
        lambda: DestructionCertificate.objects.filter(subject_kind="audit.auditentry").update(keys_digest="0" * 64),
        lambda: DestructionCertificate.objects.filter(subject_kind="audit.auditentry").update(seal=""),
        lambda: AuditSeal.objects.filter(number=2).update(entries_destroyed_at=MUCH_LATER + timedelta(days=1)),
    ],
)
def test_gone_without_a_valid_certificate_is_found(ended_log: DestructionNight, change: Any) -> None:
    change()

    assert Flaw.UNCERTIFIED in {one.flaw for one in verify().findings}


def test_a_certificate_of_other_records_cannot_be_altered_or_taken_away(region: Any) -> None:  # noqa: F811
    put_notice(region, MONDAY)
    first = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)
    destroy_what_has_ended(by=BY, at=A_YEAR_LATER)
    assert verify().is_whole

    first.certificates.update(why="iets anders")
    assert [(one.flaw, one.night) for one in verify().findings] == [(Flaw.CERTIFICATE_ALTERED, first.number)]
    first.certificates.all().delete()
    first.delete()
    assert Flaw.CERTIFICATE_ALTERED in {one.flaw for one in verify().findings}


def test_entries_that_are_not_as_sealed_stay_for_whoever_looks_into_it(region: Any) -> None:  # noqa: F811
    audit.record_many(event="x", kind="signals.signal", keys=[1, 2], by=BY, at=MONDAY, details={})
    audit.seal_what_is_settled(at=MONDAY)
    AuditEntry.objects.filter(subject_key="1").delete()

    night = destroy_what_has_ended(by=BY, at=MUCH_LATER)

    assert AuditEntry.objects.filter(subject_key="2").exists()
    assert night.failed["audit.auditentry"] == [["1", "NotAsSealed"]]


def test_after_a_reserve_copy_everything_past_its_term_ends_again_but_not_what_was_held_since(region: Any) -> None:  # noqa: F811
    held, other = put_notice(region, MONDAY), put_notice(region, MONDAY)
    audit.record_many(event="x", kind="signals.signal", keys=[1], by=BY, at=MONDAY, details={})
    audit.seal_what_is_settled(at=MONDAY)
    since = [
        Ended("hold_placed", "accounts.notice", str(held.pk), MUCH_LATER),
        Ended("hold_placed", "accounts.notice", str(other.pk), MUCH_LATER),
        Ended("hold_lifted", "accounts.notice", str(other.pk), MUCH_LATER + timedelta(hours=1)),
    ]

    number = again.end_again(ended=since, by=BY, at=MUCH_LATER + timedelta(days=1))

    assert list(Notice.objects.values_list("pk", flat=True)) == [held.pk]
    assert not AuditEntry.objects.filter(event="x").exists()
    assert number >= 2
    assert verify().is_whole
