"""Sealing: once a second the leader chains what was committed, in order, so that writers never queue for the log.

A row gets its number before its transaction commits, so a number that is not there may still come. A range is sealed
only when nobody can fill it any more; numbers of transactions that were undone are sealed as missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from eenheidsbeeld.audit import rules
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal

ROWS_IN_A_SEAL = 1000


@dataclass(frozen=True, slots=True)
class Horizon:
    """Numbers up to `number` were given out before `moment`; settled once all work begun before it has ended."""

    number: int
    moment: datetime


_waiting: Horizon | None = None


def seal_what_is_settled(*, at: datetime) -> int:
    """Seal every row below the horizon; answers how many rows. For the leader; harmless when called twice."""
    settled = _settled_up_to()
    sealed = 0
    while rows := _seal_next(settled, at):
        sealed += rows
    return sealed


@transaction.atomic
def _seal_next(settled: int, at: datetime) -> int:
    before = AuditSeal.objects.select_for_update().order_by("-number").first()
    after = before.last if before else 0
    rows = list(
        AuditEntry.objects.filter(pk__gt=after, pk__lte=settled)
        .order_by("pk")
        .values_list("pk", "own_hash")[:ROWS_IN_A_SEAL]
    )
    if not rows:
        return 0
    AuditSeal.objects.create(**_seal(before, after + 1, rows, at))
    return len(rows)


def _seal(before: AuditSeal | None, first: int, rows: Sequence[tuple[int, str]], at: datetime) -> dict[str, object]:
    content = rules.SealContent(
        number=before.number + 1 if before else 1,
        first=first,
        last=rows[-1][0],
        rows=len(rows),
        missing=rules.gaps(first, [key for key, _hash in rows]),
        digest=rules.rows_digest(rows),
        sealed_at=at,
    )
    previous = before.seal if before else rules.FIRST_LINK
    return {
        "number": content.number, "first": content.first, "last": content.last, "rows": content.rows,
        "missing": content.missing, "digest": content.digest, "sealed_at": at, "previous": previous,
        "seal": rules.link(previous, content),
    }  # fmt: skip


def _settled_up_to() -> int:
    """The highest number that no running transaction can still fill."""
    global _waiting
    if connection.vendor != "postgresql":
        # One writer at a time: what we read now is all there is below the highest number.
        return AuditEntry.objects.aggregate(highest=Max("pk"))["highest"] or 0
    if _waiting is None:
        _waiting = _given_out()
    if _work_begun_before(_waiting.moment):
        return 0
    settled, _waiting = _waiting.number, None
    return settled


def _given_out() -> Horizon:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM audit_auditentry_id_seq")
        number = cursor.fetchone()[0]
        cursor.execute("SELECT clock_timestamp()")
        return Horizon(number, cursor.fetchone()[0])


def _work_begun_before(moment: datetime) -> bool:
    """Whether a transaction of another connection that began before this moment still runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start <= %s)",
            [moment],
        )
        return bool(cursor.fetchone()[0])
