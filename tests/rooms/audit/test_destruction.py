"""Everything ends, once a night: what is past its term is gone, with proof; what is younger or held stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Membership, Notice, Person
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.kinds import kinds
from eenheidsbeeld.audit.models import AuditEntry, DestructionCertificate, LegalHold
from eenheidsbeeld.audit.rules import digest_of
from eenheidsbeeld.core import retention
from eenheidsbeeld.core.models import QueuedTask
from eenheidsbeeld.core.viewer import System
from tests.conftest import MONDAY

BY = System("destruction")
A_YEAR_LATER = MONDAY + timedelta(days=366)


def put_notice(region: Any, at: Any) -> Notice:
    return accounts.notify(
        organisation=region.organisations["woerden"].pk, role=Role.READER, kind="edition_released",
        subject_kind="publishing.edition", subject_reference="x", at=at,
    )  # fmt: skip


def test_what_is_past_its_term_is_gone_and_what_is_younger_stays(region: Any) -> None:
    old, young = put_notice(region, MONDAY), put_notice(region, MONDAY + timedelta(days=10))

    night = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert list(Notice.objects.values_list("pk", flat=True)) == [young.pk]
    proof = night.certificates.get(subject_kind="accounts.notice")
    assert (proof.count, proof.term_days, proof.since_field) == (1, 365, "at")
    assert (proof.oldest, proof.keys_digest) == (MONDAY, digest_of([old.pk]))
    assert AuditEntry.objects.get(event="destroyed", subject_key=str(proof.pk)).details["count"] == 1


def test_a_second_night_destroys_nothing_twice(region: Any) -> None:
    put_notice(region, MONDAY)
    destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    again = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert not again.certificates.exists()
    assert (again.failed, again.ended_at) == ({}, A_YEAR_LATER)


def test_what_is_held_stays_until_the_hold_is_lifted(region: Any) -> None:
    held = put_notice(region, MONDAY)
    hold = LegalHold.objects.create(
        subject_kind="accounts.notice", subject_key=str(held.pk), reason="Er loopt een zaak.", placed_by=1,
        placed_at=MONDAY, review_at=A_YEAR_LATER,
    )  # fmt: skip

    assert destroy_what_has_ended(by=BY, at=A_YEAR_LATER).held == {"accounts.notice": 1}
    assert Notice.objects.filter(pk=held.pk).exists()

    hold.lifted_at = A_YEAR_LATER
    hold.save()
    destroy_what_has_ended(by=BY, at=A_YEAR_LATER)
    assert not Notice.objects.filter(pk=held.pk).exists()


def test_one_record_that_cannot_be_destroyed_is_named_and_stops_nothing(region: Any, monkeypatch: Any) -> None:
    stubborn, willing = put_notice(region, MONDAY), put_notice(region, MONDAY)

    def refuse_one(keys: Any) -> None:
        if stubborn.pk in keys:
            raise OSError("de schijf is vol: en hier zou tekst kunnen staan")
        Notice.objects.filter(pk__in=keys).delete()

    monkeypatch.setitem(retention._endings, "accounts.notice", retention.Ending(refuse_one))
    night = destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert list(Notice.objects.values_list("pk", flat=True)) == [stubborn.pk]
    assert not Notice.objects.filter(pk=willing.pk).exists()
    assert night.failed == {"accounts.notice": [[str(stubborn.pk), "OSError"]]}
    assert night.certificates.get(subject_kind="accounts.notice").count == 1


def test_who_left_is_forgotten_and_an_empty_row_stays_where_records_point_to_it(region: Any) -> None:
    membership = region.membership("woerden_oov")
    person = membership.person
    accounts.end_membership(membership=membership, by=BY, at=MONDAY)
    Person.objects.filter(pk=person.pk).update(left_at=MONDAY)

    destroy_what_has_ended(by=BY, at=A_YEAR_LATER)

    assert not Membership.objects.filter(pk=membership.pk).exclude(function="").exists()
    assert not Person.objects.filter(email__startswith="woerden_oov").exists()
    assert DestructionCertificate.objects.filter(subject_kind="accounts.person").get().count == 1


def test_a_task_that_failed_for_good_ends_and_one_that_waits_stays(region: Any) -> None:
    def put(**moments: Any) -> QueuedTask:
        return QueuedTask.objects.create(name="x", enqueued_at=MONDAY, run_after=MONDAY, **moments)

    failed, waiting = put(failed_at=MONDAY), put()

    destroy_what_has_ended(by=BY, at=MONDAY + timedelta(days=89))
    assert QueuedTask.objects.filter(pk__in=[failed.pk, waiting.pk]).count() == 2

    night = destroy_what_has_ended(by=BY, at=MONDAY + timedelta(days=91))
    assert list(QueuedTask.objects.filter(name="x")) == [waiting]
    proof = night.certificates.get(subject_kind="core.queuedtask", since_field="failed_at")
    assert (proof.count, proof.term_days) == (1, 90)


def test_what_points_to_a_record_ends_before_it() -> None:
    order = [kind.name for kind in kinds()]

    assert order.index("signals.signal") < order.index("signals.importbatch")
    assert order.index("publishing.edition") < order.index("accounts.membership") < order.index("accounts.person")
