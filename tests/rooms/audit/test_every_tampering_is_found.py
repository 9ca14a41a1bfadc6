"""Whatever is done to the log or to its proof of destruction is found; a log that nobody touched is never accused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import rules
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal, DestructionCertificate, DestructionNight, LogCheck
from eenheidsbeeld.audit.verification import verify
from eenheidsbeeld.core.viewer import System
from tests.conftest import MONDAY

BY = System("tests")
LATER = MONDAY + AuditEntry.keep_for.length() + timedelta(days=30)
TABLES: tuple[type[Model], ...] = (AuditEntry, AuditSeal, DestructionCertificate, DestructionNight)
ENTRY_FIELDS = ("event", "subject_kind", "subject_key", "system", "own_hash")
SEAL_FIELDS = ("digest", "previous", "seal")
OTHER_FIELDS = {
    DestructionCertificate: ("subject_kind", "keys_digest", "since_field", "why", "seal"),
    DestructionNight: ("version", "log_head", "seal"),
}


def write(count: int, at: Any) -> None:
    audit.record_many(
        event="signal_received", kind="signals.signal", keys=range(count), by=BY, at=at, details={"channel": "form"}
    )
    audit.seal_what_is_settled(at=at)


@pytest.fixture
def kept(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links that were destroyed with proof, links that are there, all sealed, and the end noted by a check."""
    monkeypatch.setattr("eenheidsbeeld.audit.actions.seal.ROWS_IN_A_SEAL", 7)
    write(21, MONDAY)
    write(20, LATER)
    destroy_what_has_ended(by=BY, at=LATER)
    write(9, LATER)
    destroy_what_has_ended(by=BY, at=LATER + timedelta(days=1))
    audit.seal_what_is_settled(at=LATER + timedelta(days=1))
    audit.do_check(check=LogCheck.objects.create(asked_at=LATER), at=LATER)


def as_it_stands() -> list[list[tuple[Any, ...]]]:
    return [list(table._default_manager.order_by("pk").values_list()) for table in TABLES]


def pick(table: type[Model], place: int) -> Any:
    keys = list(table._default_manager.order_by("pk").values_list("pk", flat=True))
    return table._default_manager.get(pk=keys[place % len(keys)]) if keys else None


def alter_entry(place: int, other: int) -> None:
    entry = pick(AuditEntry, place)
    setattr(entry, ENTRY_FIELDS[other % len(ENTRY_FIELDS)], f"x{other}")
    entry.save()


def alter_entry_with_its_hash(place: int, other: int) -> None:
    entry = pick(AuditEntry, place)
    entry.details = {"channel": f"x{other}"}
    entry.own_hash = rules.entry_hash(
        at=entry.at, event=entry.event, subject_kind=entry.subject_kind, subject_key=entry.subject_key,
        actor=(entry.person, entry.membership, entry.organisation, entry.system), details=entry.details,
        is_read=entry.is_read,
    )  # fmt: skip
    entry.save()


def move_in_time(place: int, other: int) -> None:
    entry = pick(AuditEntry, place)
    entry.at += timedelta(microseconds=other + 1)
    entry.save()


def remove_entry(place: int, _other: int) -> None:
    pick(AuditEntry, place).delete()


def swap_entries(place: int, other: int) -> None:
    one, two = pick(AuditEntry, place), pick(AuditEntry, other)
    one.pk, two.pk = two.pk, one.pk
    one.save()
    two.save()


def bring_back_a_destroyed_entry(place: int, other: int) -> None:
    entry = pick(AuditEntry, place)
    entry.pk = 1 + other % 21
    entry.save(force_insert=not AuditEntry.objects.filter(pk=entry.pk).exists())


def remove_links_from(place: int, _other: int) -> None:
    """The end of the chain, with the entries it covered."""
    seal = pick(AuditSeal, place)
    AuditEntry.objects.filter(pk__gte=seal.first).delete()
    AuditSeal.objects.filter(number__gte=seal.number).delete()


def remove_link(place: int, _other: int) -> None:
    pick(AuditSeal, place).delete()


def alter_link(place: int, other: int) -> None:
    seal = pick(AuditSeal, place)
    setattr(seal, SEAL_FIELDS[other % len(SEAL_FIELDS)], f"{other:064x}")
    seal.save()


def swap_links(place: int, other: int) -> None:
    one, two = pick(AuditSeal, place), pick(AuditSeal, other)
    one.number, two.number = two.number, one.number
    one.save()
    two.save()


def say_that_it_was_destroyed(place: int, _other: int) -> None:
    seal = pick(AuditSeal, place)
    AuditEntry.objects.filter(pk__gte=seal.first, pk__lte=seal.last).delete()
    AuditSeal.objects.filter(pk=seal.pk).update(entries_destroyed_at=seal.sealed_at + AuditEntry.keep_for.length())


def alter_proof(place: int, other: int) -> None:
    table = list(OTHER_FIELDS)[other % 2]
    found = pick(table, place)
    if found is not None:
        setattr(found, OTHER_FIELDS[table][other % len(OTHER_FIELDS[table])], f"{other:x}")
        found.save()


def alter_numbers_of_proof(place: int, other: int) -> None:
    found = pick(DestructionCertificate, place)
    if found is not None:
        found.count += 1 + other % 3
        found.destroyed_at += timedelta(seconds=other)
        found.save()


def remove_certificate(place: int, _other: int) -> None:
    found = pick(DestructionCertificate, place)
    if found is not None:
        found.delete()


def take_all_proof_out_of_its_seals(_place: int, other: int) -> None:
    """As if it were all from before there were seals."""
    DestructionCertificate.objects.update(seal="", count=1 + other)
    DestructionNight.objects.update(seal="")


def remove_the_last_night(_place: int, _other: int) -> None:
    last = DestructionNight.objects.order_by("-number").first()
    if last is not None:
        last.certificates.all().delete()
        last.delete()


def add_a_night_before_the_first(place: int, other: int) -> None:
    night = DestructionNight.objects.create(number=-1 - other, started_at=MONDAY, ended_at=MONDAY, version="1")
    found = pick(DestructionCertificate, place)
    if found is not None:
        found.pk, found.night = None, night
        found.save()


ACTS: list[Callable[[int, int], None]] = [
    alter_entry, alter_entry_with_its_hash, move_in_time, remove_entry, swap_entries, bring_back_a_destroyed_entry,
    remove_links_from, remove_link, alter_link, swap_links, say_that_it_was_destroyed, alter_proof,
    alter_numbers_of_proof, remove_certificate, take_all_proof_out_of_its_seals, remove_the_last_night,
    add_a_night_before_the_first,
]  # fmt: skip
number = st.integers(0, 200)
acts = st.lists(st.tuples(st.sampled_from(ACTS), number, number), min_size=1, max_size=2)


def test_an_untouched_log_is_never_accused(kept: None) -> None:
    found = verify()

    assert found.is_whole
    assert (found.destroyed_seals, found.nights, found.unsealed) == (3, 2, 0)


@given(acts=acts)
@settings(
    deadline=None, max_examples=120,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_every_change_is_found(kept: None, acts: list[tuple[Callable[[int, int], None], int, int]]) -> None:
    before = as_it_stands()
    with transaction.atomic():
        for act, place, other in acts:
            try:
                with transaction.atomic():
                    act(place, other)
            except (AttributeError, IntegrityError):  # nothing left to do it to, or the database refuses it
                continue
        is_changed = as_it_stands() != before
        event(f"changed: {is_changed}")
        found = verify()
        transaction.set_rollback(True)

    assert found.is_whole is not is_changed, [act.__name__ for act, _place, _other in acts]
