"""Going through the chain: which entries were altered, removed, added or moved since they were sealed.

Entries at the end of their term are gone for good; then the certificate that was sealed when they went stands for
them. The certificates form a chain of their own, from night to night.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from eenheidsbeeld.audit import proof, rules
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal, DestructionCertificate, DestructionNight, LogCheck
from eenheidsbeeld.audit.rules import Flaw

MOST_FINDINGS = 200
OF_THE_LOG = AuditEntry._meta.label_lower
# The event with which the log tells that a night ended, and under which seal.
ENDED = "destruction_ended"
COLUMNS = (
    "pk", "at", "event", "subject_kind", "subject_key", "person", "membership", "organisation", "system", "details",
    "is_read", "own_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed: in which link or night, and which entries where that can be said."""

    flaw: Flaw
    seal: int
    entries: tuple[int, ...] = ()
    night: int = 0


@dataclass(slots=True)
class Verification:
    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    destroyed_seals: int = 0
    nights: int = 0
    head: str = rules.FIRST_LINK
    sealed_up_to: datetime | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.findings


Row = tuple[int, str, str]
Certified = dict[tuple[str, int], DestructionCertificate]


def verify() -> Verification:
    """Read every seal and every entry once, in order. A million entries take some seconds."""
    result = Verification()
    told: dict[int, str] = {}
    rows = _recomputed_rows(told)
    waiting = next(rows, None)
    noted, certified = _heads_noted_before(), _certificates_of_the_log()
    for seal in AuditSeal.objects.order_by("number").iterator(2000):
        result.findings += _link_findings(seal, result)
        of_seal: list[Row] = []
        while waiting is not None and waiting[0] <= seal.last:
            of_seal.append(waiting)
            waiting = next(rows, None)
        result.findings += _row_findings(seal, of_seal, certified)
        result.seals, result.head, result.sealed_up_to = result.seals + 1, seal.seal, seal.sealed_at
        result.entries += len(of_seal)
        result.destroyed_seals += seal.entries_destroyed_at is not None
        noted.discard(seal.seal)
        if len(result.findings) >= MOST_FINDINGS:
            return result
    if noted:
        result.findings.append(Finding(Flaw.TRUNCATED, result.seals))
    result.findings += _tail_findings(waiting, rows, result)
    result.findings += _night_findings(result, told)
    return result


def _heads_noted_before() -> set[str]:
    """Ends of the chain as nights and earlier checks wrote them down; each must still be a link of it."""
    nights = DestructionNight.objects.exclude(log_head="").values_list("log_head", flat=True)
    checks = LogCheck.objects.exclude(head__in=("", rules.FIRST_LINK)).values_list("head", flat=True)
    return {*nights, *checks}


def _certificates_of_the_log() -> Certified:
    found = DestructionCertificate.objects.filter(subject_kind=OF_THE_LOG)
    return {(one.keys_digest, one.count): one for one in found if one.seal == proof.seal_of_certificate(one)}


def _link_findings(seal: AuditSeal, so_far: Verification) -> Iterator[Finding]:
    content = rules.SealContent(
        number=seal.number, first=seal.first, last=seal.last, rows=seal.rows, missing=seal.missing,
        digest=seal.digest, sealed_at=seal.sealed_at,
    )  # fmt: skip
    follows = seal.number == so_far.seals + 1 and seal.previous == so_far.head
    if not follows or rules.link(seal.previous, content) != seal.seal:
        yield Finding(Flaw.BROKEN_CHAIN, seal.number)


def _row_findings(seal: AuditSeal, rows: list[Row], certified: Certified) -> Iterator[Finding]:
    if seal.entries_destroyed_at is not None:
        yield from _destroyed_findings(seal, rows, certified)
        if not rows:
            return
    altered = tuple(number for number, own, again in rows if own != again)
    if altered:
        yield Finding(Flaw.ALTERED, seal.number, altered)
    if rules.rows_digest((number, own) for number, own, _again in rows) == seal.digest:
        return
    yield from _which_rows(seal, {number for number, _own, _again in rows}, altered)


def _destroyed_findings(seal: AuditSeal, rows: list[Row], certified: Certified) -> Iterator[Finding]:
    """Gone for good only when the term had passed and a valid certificate names exactly these entries."""
    if rows:
        yield Finding(Flaw.NOT_DESTROYED, seal.number, tuple(number for number, _own, _again in rows))
        return
    assert seal.entries_destroyed_at is not None
    if seal.entries_destroyed_at < seal.sealed_at + AuditEntry.keep_for.length():
        yield Finding(Flaw.DESTROYED_TOO_EARLY, seal.number)
        return
    certificate = certified.get((rules.digest_of(_numbers_of(seal)), seal.rows))
    if certificate is None or certificate.destroyed_at != seal.entries_destroyed_at:
        yield Finding(Flaw.UNCERTIFIED, seal.number)


def _numbers_of(seal: AuditSeal) -> Iterator[int]:
    never = _never_written(seal)
    return (number for number in range(seal.first, seal.last + 1) if number not in never)


def _never_written(seal: AuditSeal) -> set[int]:
    return {number for start, end in seal.missing for number in range(start, end + 1)}


def _which_rows(seal: AuditSeal, present: set[int], altered: tuple[int, ...]) -> Iterator[Finding]:
    never = _never_written(seal)
    if removed := tuple(number for number in _numbers_of(seal) if number not in present):
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


def _night_findings(result: Verification, told: Mapping[int, str]) -> Iterator[Finding]:
    """Every night that ended is as it was sealed, with all its certificates; each night the log tells of is there."""
    before, seen = "", {}
    for night in DestructionNight.objects.exclude(ended_at=None).order_by("number").iterator(500):
        result.nights += 1
        seen[night.number] = night.seal
        if not _is_as_sealed(night, before) or told.get(night.number, night.seal) != night.seal:
            yield Finding(Flaw.CERTIFICATE_ALTERED, 0, night=night.number)
        before = night.seal
    for number in sorted(told.keys() - seen.keys()):
        yield Finding(Flaw.CERTIFICATE_ALTERED, 0, night=number)


def _is_as_sealed(night: DestructionNight, before: str) -> bool:
    certificates = list(night.certificates.order_by("pk"))
    told = [(one.pk, one.seal) for one in certificates]
    each = all(one.seal == proof.seal_of_certificate(one) for one in certificates)
    return each and night.seal == proof.seal_of_night(night, told, before)


def _recomputed_rows(told: dict[int, str]) -> Iterator[Row]:
    """Number, hash as stored and hash as it should be, of every entry in order.

    What the log tells of nights that ended goes into `told`, by their number.
    """
    for row in AuditEntry.objects.order_by("pk").values_list(*COLUMNS).iterator(5000):
        number, at, event, kind, key, person, membership, organisation, system, details, is_read, own = row
        if event == ENDED and key.isdecimal() and isinstance(details, dict):
            told[int(key)] = str(details.get("seal", ""))
        again = rules.entry_hash(
            at=at, event=event, subject_kind=kind, subject_key=key,
            actor=(person, membership, organisation, system), details=details, is_read=is_read,
        )  # fmt: skip
        yield number, own, again
