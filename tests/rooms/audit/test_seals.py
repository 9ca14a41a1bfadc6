"""The log proves itself: whatever is done to it after sealing is found, and sealing holds up no writer."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import rules
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal
from eenheidsbeeld.audit.verification import Flaw, verify
from eenheidsbeeld.core.viewer import System
from tests.conftest import MONDAY

BY = System("tests")


def write(number: int) -> None:
    audit.record_many(
        event="signal_received",
        kind="signals.signal",
        keys=range(number),
        by=BY,
        at=MONDAY,
        details={"channel": "form"},
    )


@pytest.fixture
def sealed(db: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Thirty entries in three links, and two that are not sealed yet."""
    monkeypatch.setattr("eenheidsbeeld.audit.actions.seal.ROWS_IN_A_SEAL", 10)
    write(30)
    assert audit.seal_what_is_settled(at=MONDAY) == 30
    write(2)
    return list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))


def test_a_log_that_nobody_touched_is_whole_and_says_what_is_not_sealed_yet(sealed: list[int]) -> None:
    found = verify()

    assert found.is_whole
    assert (found.entries, found.seals, found.unsealed) == (30, 3, 2)


def test_sealing_twice_seals_nothing_twice(sealed: list[int]) -> None:
    assert audit.seal_what_is_settled(at=MONDAY) == 2
    assert audit.seal_what_is_settled(at=MONDAY) == 0
    assert verify().unsealed == 0


@pytest.mark.parametrize("field", ["event", "subject_kind", "subject_key", "system"])
def test_one_altered_letter_is_found_and_named(sealed: list[int], field: str) -> None:
    AuditEntry.objects.filter(pk=sealed[13]).update(**{field: "iets anders"})

    assert [(one.flaw, one.seal, one.entries) for one in verify().findings] == [(Flaw.ALTERED, 2, (sealed[13],))]


def test_an_entry_altered_together_with_its_hash_is_found_in_its_link(sealed: list[int]) -> None:
    entry = AuditEntry.objects.get(pk=sealed[13])
    entry.event = "signal_withdrawn"
    entry.own_hash = rules.entry_hash(
        at=entry.at, event=entry.event, subject_kind=entry.subject_kind, subject_key=entry.subject_key,
        actor=(None, None, None, entry.system), details=entry.details, is_read=entry.is_read,
    )  # fmt: skip
    entry.save()

    assert [(one.flaw, one.seal) for one in verify().findings] == [(Flaw.REHASHED, 2)]


def test_a_removed_entry_is_named(sealed: list[int]) -> None:
    AuditEntry.objects.filter(pk=sealed[13]).delete()

    assert [(one.flaw, one.entries) for one in verify().findings] == [(Flaw.REMOVED, (sealed[13],))]


def test_a_removed_last_link_with_its_entries_shows_as_a_tail_that_was_sealed_before(sealed: list[int]) -> None:
    AuditSeal.objects.filter(number=2).delete()

    assert Flaw.BROKEN_CHAIN in {one.flaw for one in verify().findings}


def test_two_entries_that_changed_places_are_found(sealed: list[int]) -> None:
    first, second = AuditEntry.objects.filter(pk__in=sealed[3:5]).order_by("pk")
    AuditEntry.objects.filter(pk=first.pk).update(subject_key=second.subject_key, own_hash=second.own_hash)
    AuditEntry.objects.filter(pk=second.pk).update(subject_key=first.subject_key, own_hash=first.own_hash)

    assert [(one.flaw, one.seal) for one in verify().findings] == [(Flaw.REHASHED, 1)]


def test_a_chain_made_anew_without_the_key_is_found(sealed: list[int], settings) -> None:
    AuditEntry.objects.filter(pk=sealed[13]).delete()
    AuditSeal.objects.all().delete()
    key, settings.FINGERPRINT_KEY = settings.FINGERPRINT_KEY, "de sleutel van een ander"
    audit.seal_what_is_settled(at=MONDAY)
    settings.FINGERPRINT_KEY = key

    assert Flaw.BROKEN_CHAIN in {one.flaw for one in verify().findings}


def test_entries_that_are_gone_before_their_term_are_no_destruction(sealed: list[int]) -> None:
    AuditEntry.objects.filter(pk__in=sealed[:10]).delete()
    AuditSeal.objects.filter(number=1).update(entries_destroyed_at=MONDAY + timedelta(days=30))
    assert [one.flaw for one in verify().findings] == [Flaw.DESTROYED_TOO_EARLY]

    AuditSeal.objects.filter(number=1).update(entries_destroyed_at=MONDAY + AuditEntry.keep_for.length())
    assert [one.flaw for one in verify().findings] == [Flaw.UNCERTIFIED]


@given(present=st.sets(st.integers(1, 60), min_size=1))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_gaps_and_numbers_that_are_there_make_the_whole_range(present: set[int]) -> None:
    ordered = sorted(present)
    missing = {n for start, end in rules.gaps(1, ordered) for n in range(start, end + 1)}

    assert missing | present == set(range(1, ordered[-1] + 1))
    assert not missing & present


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer: numbers are given and committed together"
)
def test_a_number_that_may_still_come_is_waited_for_and_one_that_was_undone_is_sealed_as_missing(monkeypatch) -> None:
    monkeypatch.setattr("eenheidsbeeld.audit.actions.seal._waiting", None)
    started, finish = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            write(1)
            started.set()
            finish.wait(20)
        connections.close_all()

    thread = threading.Thread(target=slow_writer)
    thread.start()
    started.wait(20)
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    write(1)

    assert audit.seal_what_is_settled(at=MONDAY) == 0, "sealed over a number that was still to come"
    finish.set()
    thread.join()
    audit.seal_what_is_settled(at=MONDAY)
    audit.seal_what_is_settled(at=MONDAY)

    assert verify().is_whole
    assert verify().unsealed == 0
    assert [seal.rows for seal in AuditSeal.objects.all()] == [3]
    assert AuditSeal.objects.get().missing != []
