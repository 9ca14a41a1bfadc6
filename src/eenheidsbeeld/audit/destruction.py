"""Everything ends: once a night, over every kind of record that declares a term, with proof in the same transaction.

A night can be stopped anywhere and goes on under its own number the next time. Kinds of record stand apart: what goes
wrong in one is named in the account of the night, by key and by the class of the error, and stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError, QuerySet

from eenheidsbeeld.audit import holds, proof, rules
from eenheidsbeeld.audit.actions.record import record
from eenheidsbeeld.audit.kinds import Kind, kinds
from eenheidsbeeld.audit.models import AuditEntry, AuditSeal, DestructionCertificate, DestructionNight
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core import retention
from eenheidsbeeld.core.viewer import Actor

AT_ONCE = 500


@dataclass(slots=True)
class Round:
    """One round over all kinds: under which night, by whom, when, and which terms have passed."""

    night: DestructionNight
    by: Actor
    at: datetime
    up_to: datetime


@dataclass(slots=True)
class Outcome:
    """What became of some rows besides those that were destroyed."""

    held: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


class HoldsUnknown(Exception):
    """It cannot be said what is held; then nothing of that kind is destroyed."""


class NotAsSealed(Exception):
    """Entries of the log are not as they were sealed. They stay, for whoever looks into it."""


def destroy_what_has_ended(*, by: Actor, at: datetime, up_to: datetime | None = None) -> DestructionNight:
    """Destroy every record whose term has passed and that nobody holds. Answers the account of the night.

    `up_to`: only what had passed its term at that earlier moment. A night that was cut off is gone on with.
    """
    work = Round(_begin(at), by, at, min(up_to or at, at))
    for kind in kinds():
        _apart(work, kind.name, lambda kind=kind: _end_kind(kind, work))  # type: ignore[misc]
    _apart(work, _log_kind().name, lambda: _end_log(work))
    for name, sweep in retention.sweeps().items():
        _apart(work, name, sweep)
    return _close(work)


def _begin(at: datetime) -> DestructionNight:
    """The night that was cut off, or a new one."""
    with transaction.atomic():
        holds.one_at_a_time()
        night = DestructionNight.objects.filter(ended_at=None).order_by("number").first()
        if night is None:
            return DestructionNight.objects.create(started_at=at, version=version("eenheidsbeeld"))
        night.times_cut_off = F("times_cut_off") + 1
        night.save(update_fields=["times_cut_off"])
    night.refresh_from_db()
    return night


def _apart(work: Round, name: str, do: Callable[[], object]) -> None:
    """What goes wrong in one room is written down by the class of the error, and stops no other room."""
    try:
        do()
    except Exception as problem:
        work.night.failed[name] = [*work.night.failed.get(name, []), ["", type(problem).__name__]]


def _close(work: Round) -> DestructionNight:
    night = work.night
    with transaction.atomic():
        holds.one_at_a_time()
        last = AuditSeal.objects.order_by("-number").first()
        night.ended_at, night.log_head = work.at, last.seal if last else ""
        night.seal = proof.seal_of_night(night, proof.seals_under(night), proof.seal_before(night))
        night.save()
        details: dict[str, Detail] = {"failed": sorted(night.failed), "seal": night.seal}
        record(event="destruction_ended", subject=night, by=work.by, at=work.at, details=details)
    return night


def _end_kind(kind: Kind, work: Round) -> None:
    whole = Outcome()
    for keys in _batches(kind, work.up_to):
        outcome = _end_rows(kind, keys, work)
        whole.held += outcome.held
        whole.failed += outcome.failed
    needed = [key for key, reason in whole.failed if reason == ProtectedError.__name__]
    wrong = [[key, reason] for key, reason in whole.failed if reason != ProtectedError.__name__]
    _note(work.night, kind.name, whole.held, len(needed), wrong)


def _note(night: DestructionNight, name: str, held: int, needed: int, wrong: list[list[str]]) -> None:
    """Added to what a kind with two terms had already told."""
    if held:
        night.held[name] = night.held.get(name, 0) + held
    if needed:
        night.needed[name] = night.needed.get(name, 0) + needed
    if wrong:
        night.failed[name] = [*night.failed.get(name, []), *wrong]


def _batches(kind: Kind, up_to: datetime) -> Iterator[Sequence[Any]]:
    """Keys of rows past their term, some hundreds at a time, each once: what stays behind is passed by."""
    after: Any = None
    while True:
        waiting = kind.past_its_term(up_to)
        if after is not None:
            waiting = waiting.filter(pk__gt=after)
        keys = list(waiting.values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return
        after = keys[-1]
        yield keys


def _end_rows(kind: Kind, keys: Sequence[Any], work: Round) -> Outcome:
    """Destroy together; when that fails, one by one, so that the one at fault is known."""
    try:
        return Outcome(held=_end_together(kind, keys, work))
    except HoldsUnknown:
        raise
    except Exception as problem:
        if len(keys) == 1:
            return Outcome(failed=[(str(keys[0]), type(problem).__name__)])
    whole = Outcome()
    for key in keys:
        one = _end_rows(kind, [key], work)
        whole.held += one.held
        whole.failed += one.failed
    return whole


@transaction.atomic
def _end_together(kind: Kind, keys: Sequence[Any], work: Round) -> int:
    """Destroy what of these is still there and not held at this very moment; answers how many are held."""
    holds.one_at_a_time()
    rows = list(kind.past_its_term(work.up_to).filter(pk__in=keys).values_list("pk", kind.keep_for.since))
    held = _held_among(kind, [key for key, _since in rows])
    ending = [row for row in rows if row[0] not in held]
    if ending:
        gone = [key for key, _since in ending]
        retention.note_ending(kind.name, gone, work.night.number, work.at)
        if kind.ending and kind.ending.destroy:
            kind.ending.destroy(gone)
        else:
            kind.model._default_manager.filter(pk__in=gone).delete()
        _certify(kind, gone, [since for _key, since in ending], work)
    return len(rows) - len(ending)


def _held_among(kind: Kind, keys: Sequence[Any]) -> set[Any]:
    try:
        return holds.held_among(kind.model, keys)
    except Exception as problem:
        raise HoldsUnknown(kind.name) from problem


def _certify(kind: Kind, keys: Sequence[Any], moments: Sequence[datetime], work: Round) -> None:
    certificate = DestructionCertificate(
        night=work.night,
        subject_kind=kind.name,
        count=len(keys),
        keys_digest=rules.digest_of(keys),
        oldest=min(moments),
        newest=max(moments),
        term_days=kind.keep_for.length().days,
        since_field=kind.keep_for.since,
        why=kind.keep_for.why,
        destroyed_at=work.at,
    )
    certificate.seal = proof.seal_of_certificate(certificate)
    certificate.save()
    details: dict[str, Detail] = {"kind": kind.name, "count": len(keys), "digest": certificate.keys_digest}
    record(event="destroyed", subject=certificate, by=work.by, at=work.at, details=details)


def _end_log(work: Round) -> None:
    """The log ends by whole links: the seals stay, so that the chain over what is left can still be checked."""
    before = work.up_to - AuditEntry.keep_for.length()
    kept, wrong = 0, []
    for seal in AuditSeal.objects.filter(sealed_at__lt=before, entries_destroyed_at=None).order_by("number"):
        if _entries_of(seal).filter(at__gte=before).exists():
            break
        try:
            kept += _end_link(seal, work)
        except Exception as problem:
            wrong.append([str(seal.number), type(problem).__name__])
    for account, told in ((work.night.held, kept), (work.night.failed, wrong)):
        if told:
            account[_log_kind().name] = told


@transaction.atomic
def _end_link(seal: AuditSeal, work: Round) -> int:
    """Destroy the entries of one link; answers how many stay because they tell of a record that is held."""
    holds.one_at_a_time()
    rows = list(_entries_of(seal).order_by("pk").values_list("pk", "own_hash", "at", "subject_kind", "subject_key"))
    held = holds.everything_held()
    if any(key in held.get(kind, ()) for _pk, _own, _at, kind, key in rows):
        return len(rows)
    if rules.rows_digest((pk, own) for pk, own, *_rest in rows) != seal.digest:
        raise NotAsSealed()
    _entries_of(seal).delete()
    seal.entries_destroyed_at = work.at
    seal.save(update_fields=["entries_destroyed_at"])
    _certify(_log_kind(), [row[0] for row in rows], [row[2] for row in rows], work)
    return 0


def _entries_of(seal: AuditSeal) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(pk__gte=seal.first, pk__lte=seal.last)


@lru_cache(maxsize=1)
def _log_kind() -> Kind:
    return Kind(AuditEntry, AuditEntry.keep_for, None)
