"""Everything ends: once a night, over every kind of record that declares a term, with proof in the same transaction.

A night can be stopped anywhere and goes on the next time. One record that cannot be destroyed does not stop the
others: it is named in the account of the night, by key and by the class of the error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from graphlib import TopologicalSorter
from importlib.metadata import version
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Model, ProtectedError, Q, QuerySet

from eenheidsbeeld.audit.actions.record import record
from eenheidsbeeld.audit.models import (
    AuditEntry,
    AuditSeal,
    DestructionCertificate,
    DestructionNight,
    LegalHold,
)
from eenheidsbeeld.audit.rules import Detail
from eenheidsbeeld.core import retention
from eenheidsbeeld.core.viewer import Actor

AT_ONCE = 500
Row = tuple[Any, datetime]


@dataclass(frozen=True, slots=True)
class Kind:
    """One table with a term of its own."""

    model: type[Model]
    keep_for: retention.KeepFor
    ending: retention.Ending | None

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    def past_its_term(self, at: datetime) -> QuerySet[Any]:
        """The records whose term has passed at this moment and that have not ended yet, held or not."""
        before = {f"{self.keep_for.since}__lt": at - self.keep_for.length()}
        still_open = self.ending.open_only if self.ending and self.ending.open_only else Q()
        return self.model._default_manager.filter(still_open, **before).order_by("pk")


def kinds() -> list[Kind]:
    """Every kind with a term; what points to another kind comes before it, so that nothing stands in the way."""
    with_term = {
        model
        for model in apps.get_models()
        if isinstance(term := getattr(model, "keep_for", None), retention.KeepFor)
        and not term.follows_another
        and model not in (AuditEntry,)
    }
    order = TopologicalSorter({model: _pointing_to(model) & with_term for model in with_term})
    return [
        Kind(model, model.keep_for, retention.ending_of(model._meta.label_lower))  # type: ignore[attr-defined]
        for model in order.static_order()
    ]


def _pointing_to(model: type[Model]) -> set[type[Model]]:
    return {
        field.related_model
        for field in model._meta.related_objects
        if isinstance(field.related_model, type) and field.related_model is not model and _protects(field)
    }


def _protects(field: Any) -> bool:
    return getattr(field, "on_delete", None) is models.PROTECT


def destroy_what_has_ended(*, by: Actor, at: datetime) -> DestructionNight:
    """Destroy every record whose term has passed and that nobody holds. Answers the account of the night."""
    night = DestructionNight.objects.create(started_at=at, version=version("eenheidsbeeld"))
    held = _held_keys()
    for kind in kinds():
        _end_kind(kind, held.get(kind.name, frozenset()), night, by, at)
    _end_log(night, by, at)
    _sweep(night)
    last = AuditSeal.objects.order_by("-number").first()
    night.ended_at, night.log_head = at, last.seal if last else ""
    night.save()
    return night


def _held_keys() -> dict[str, frozenset[str]]:
    """What is held now, by kind, with all that is kept along with it."""
    waiting: list[tuple[str, set[str]]] = []
    for kind, key in LegalHold.objects.filter(lifted_at=None).values_list("subject_kind", "subject_key"):
        waiting.append((kind, {key}))
    held: dict[str, set[str]] = {}
    while waiting:
        kind, keys = waiting.pop()
        fresh = keys - held.get(kind, set())
        if fresh:
            held.setdefault(kind, set()).update(fresh)
            waiting += [
                (other, {str(one) for one in more}) for other, more in retention.kept_along(kind, fresh).items()
            ]
    return {kind: frozenset(keys) for kind, keys in held.items()}


def _end_kind(kind: Kind, held: frozenset[str], night: DestructionNight, by: Actor, at: datetime) -> None:
    failed: list[tuple[str, str]] = []
    kept = 0
    for rows in _batches(kind, at):
        ending = [row for row in rows if str(row[0]) not in held]
        kept += len(rows) - len(ending)
        if ending:
            failed += _end_rows(kind, ending, night, by, at)
    needed = [key for key, reason in failed if reason == ProtectedError.__name__]
    wrong = [[key, reason] for key, reason in failed if reason != ProtectedError.__name__]
    for account, told in ((night.held, kept), (night.needed, len(needed)), (night.failed, wrong)):
        if told:
            account[kind.name] = told


def _batches(kind: Kind, at: datetime) -> Iterator[Sequence[Row]]:
    """Rows past their term, some hundreds at a time, each once: what stays behind is passed by."""
    after: Any = None
    while True:
        waiting = kind.past_its_term(at)
        if after is not None:
            waiting = waiting.filter(pk__gt=after)
        rows = list(waiting.values_list("pk", kind.keep_for.since)[:AT_ONCE])
        if not rows:
            return
        after = rows[-1][0]
        yield rows


def _end_rows(
    kind: Kind, rows: Sequence[Row], night: DestructionNight, by: Actor, at: datetime
) -> list[tuple[str, str]]:
    """Destroy together; when that fails, one by one, so that the one at fault is known. Answers what failed."""
    try:
        _end_together(kind, rows, night, by, at)
    except Exception as problem:
        if len(rows) == 1:
            return [(str(rows[0][0]), type(problem).__name__)]
        return [failure for row in rows for failure in _end_rows(kind, [row], night, by, at)]
    return []


def _end_together(kind: Kind, rows: Sequence[Row], night: DestructionNight, by: Actor, at: datetime) -> None:
    keys = [key for key, _since in rows]
    with transaction.atomic():
        if kind.ending and kind.ending.destroy:
            kind.ending.destroy(keys)
        else:
            kind.model._default_manager.filter(pk__in=keys).delete()
        _certify(kind, rows, night, by, at)


def _certify(kind: Kind, rows: Sequence[Row], night: DestructionNight, by: Actor, at: datetime) -> None:
    moments = [since for _key, since in rows]
    certificate = DestructionCertificate.objects.create(
        night=night,
        subject_kind=kind.name,
        count=len(rows),
        keys_digest=digest_of(key for key, _since in rows),
        oldest=min(moments),
        newest=max(moments),
        term_days=kind.keep_for.length().days,
        since_field=kind.keep_for.since,
        why=kind.keep_for.why,
        destroyed_at=at,
    )
    details: dict[str, Detail] = {"kind": kind.name, "count": len(rows), "digest": certificate.keys_digest}
    record(event="destroyed", subject=certificate, by=by, at=at, details=details)


def digest_of(keys: Iterator[Any] | Sequence[Any]) -> str:
    """A digest by which somebody who knows the keys can check that these were the ones."""
    return hashlib.sha256(",".join(sorted(str(key) for key in keys)).encode()).hexdigest()


def _end_log(night: DestructionNight, by: Actor, at: datetime) -> None:
    """The log ends by whole links: the seals stay, so that the chain over what is left can still be checked."""
    before = at - AuditEntry.keep_for.length()
    for seal in AuditSeal.objects.filter(sealed_at__lt=before, entries_destroyed_at=None).order_by("number"):
        covered = AuditEntry.objects.filter(pk__gte=seal.first, pk__lte=seal.last)
        if covered.filter(at__gte=before).exists():
            return
        rows = list(covered.values_list("pk", "at"))
        with transaction.atomic():
            covered.delete()
            seal.entries_destroyed_at = at
            seal.save(update_fields=["entries_destroyed_at"])
            _certify(_log_kind(), rows or [(seal.number, seal.sealed_at)], night, by, at)


@lru_cache(maxsize=1)
def _log_kind() -> Kind:
    return Kind(AuditEntry, AuditEntry.keep_for, None)


def _sweep(night: DestructionNight) -> None:
    for name, work in retention.sweeps().items():
        try:
            work()
        except Exception as problem:
            night.failed[name] = [["", type(problem).__name__]]
