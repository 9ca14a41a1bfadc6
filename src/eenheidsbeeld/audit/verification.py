"""Going through the chain: which entries were altered, removed, added or moved since they were sealed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice

from eenheidsbeeld.audit import rules
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal

MOST_FINDINGS = 200
COLUMNS = (
    "pk", "at", "event", "subject_kind", "subject_key", "person", "membership", "organisation", "system", "details",
    "is_read", "own_hash",
)  # fmt: skip


class Flaw(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    ADDED = "added"
    REHASHED = "rehashed"
    BROKEN_CHAIN = "broken_chain"
    DESTROYED_TOO_EARLY = "destroyed_too_early"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed: in which link, and which entries where that can be said."""

    flaw: Flaw
    seal: int
    entries: tuple[int, ...] = ()


@dataclass(slots=True)
class Verification:
    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    destroyed_seals: int = 0
    head: str = rules.FIRST_LINK
    sealed_up_to: datetime | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.findings


Row = tuple[int, str, str]


def verify() -> Verification:
    """Read every seal and every entry once, in order. A million entries take some seconds."""
    result = Verification()
    rows = _recomputed_rows()
    waiting = next(rows, None)
    for seal in AuditSeal.objects.order_by("number").iterator(2000):
        result.findings += _link_findings(seal, result)
        of_seal: list[Row] = []
        while waiting is not None and waiting[0] <= seal.last:
            of_seal.append(waiting)
            waiting = next(rows, None)
        result.findings += _row_findings(seal, of_seal)
        result.seals, result.head, result.sealed_up_to = result.seals + 1, seal.seal, seal.sealed_at
        result.entries += len(of_seal)
        result.destroyed_seals += seal.entries_destroyed_at is not None
        if len(result.findings) >= MOST_FINDINGS:
            return result
    result.findings += _tail_findings(waiting, rows, result)
    return result


def _link_findings(seal: AuditSeal, so_far: Verification) -> Iterator[Finding]:
    content = rules.SealContent(
        number=seal.number, first=seal.first, last=seal.last, rows=seal.rows, missing=seal.missing,
        digest=seal.digest, sealed_at=seal.sealed_at,
    )  # fmt: skip
    follows = seal.number == so_far.seals + 1 and seal.previous == so_far.head
    if not follows or rules.link(seal.previous, content) != seal.seal:
        yield Finding(Flaw.BROKEN_CHAIN, seal.number)


def _row_findings(seal: AuditSeal, rows: list[Row]) -> Iterator[Finding]:
    if seal.entries_destroyed_at is not None and not rows:
        if seal.entries_destroyed_at < seal.sealed_at + AuditEntry.keep_for.length():
            yield Finding(Flaw.DESTROYED_TOO_EARLY, seal.number)
        return
    altered = tuple(number for number, own, again in rows if own != again)
    if altered:
        yield Finding(Flaw.ALTERED, seal.number, altered)
    if rules.rows_digest((number, own) for number, own, _again in rows) == seal.digest:
        return
    yield from _which_rows(seal, {number for number, _own, _again in rows}, altered)


def _which_rows(seal: AuditSeal, present: set[int], altered: tuple[int, ...]) -> Iterator[Finding]:
    never = {number for start, end in seal.missing for number in range(start, end + 1)}
    if removed := tuple(n for n in range(seal.first, seal.last + 1) if n not in present and n not in never):
        yield Finding(Flaw.REMOVED, seal.number, removed)
    if added := tuple(sorted(n for n in present if n < seal.first or n in never)):
        yield Finding(Flaw.ADDED, seal.number, added)
    if not (removed or added or altered):
        # Each entry agrees with its own hash, together they do not: somebody wrote both anew.
        yield Finding(Flaw.REHASHED, seal.number, tuple(sorted(present)))


def _tail_findings(waiting: Row | None, rows: Iterator[Row], result: Verification) -> Iterator[Finding]:
    tail = [] if waiting is None else [waiting]
    altered = []
    for number, own, again in [*tail, *rows]:
        result.unsealed += 1
        if own != again:
            altered.append(number)
    if altered:
        yield Finding(Flaw.ALTERED, 0, tuple(islice(altered, MOST_FINDINGS)))


def _recomputed_rows() -> Iterator[Row]:
    """Number, hash as stored and hash as it should be, of every entry in order."""
    for row in AuditEntry.objects.order_by("pk").values_list(*COLUMNS).iterator(5000):
        number, at, event, kind, key, person, membership, organisation, system, details, is_read, own = row
        again = rules.entry_hash(
            at=at, event=event, subject_kind=kind, subject_key=key,
            actor=(person, membership, organisation, system), details=details, is_read=is_read,
        )  # fmt: skip
        yield number, own, again
