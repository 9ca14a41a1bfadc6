"""Taking in a confirmed spreadsheet, and taking it back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.intake import Outcome, Received, SignalDraft
from eenheidsbeeld.signals.intake.receive import receive_all
from eenheidsbeeld.signals.models import ImportBatch
from eenheidsbeeld.signals.rules import SignalState


def import_signals(
    *,
    drafts: Iterable[SignalDraft],
    content: bytes,
    file_name: str,
    organisation: int,
    membership: int,
    by: Actor,
    at: datetime,
    progress: Callable[[Received], None] = lambda _one: None,
) -> ImportBatch:
    """Take in all rows, in batches that each stand on their own: after a crash, send the file again.

    Not one transaction: what was stored before a crash stays, and the same file twice adds nothing.
    """
    if isinstance(by, Viewer):
        check_role(by.roles, *rules.MAY_BRING_IN)
        rules.check_sender(organisation=by.organisation, owner=organisation)
    batch = _begin(content, file_name, organisation, membership, by, at)
    counts = dict.fromkeys(Outcome, 0)
    for received in receive_all((replace(draft, batch=batch.pk) for draft in drafts), by=by, at=at):
        counts[received.outcome] += 1
        progress(received)
    return _end(batch, counts, by, at)


@transaction.atomic
def _begin(
    content: bytes, file_name: str, organisation: int, membership: int, by: Actor, at: datetime
) -> ImportBatch:
    """The batch of this file; one that broke off before is gone on with."""
    digest = hashlib.sha256(content).hexdigest()
    running = ImportBatch.objects.filter(
        organisation_id=organisation, file_digest=digest, rolled_back_at=None
    ).first()
    if running is not None:
        return running
    batch = ImportBatch.objects.create(
        organisation_id=organisation,
        by_id=membership,
        file_name=rules.shown_file_name(file_name),
        file_digest=digest,
        confirmed_at=at,
    )
    audit.record(event="import_started", subject=batch, by=by, at=at)
    return batch


@transaction.atomic
def _end(batch: ImportBatch, counts: dict[Outcome, int], by: Actor, at: datetime) -> ImportBatch:
    added, known, refused = counts[Outcome.ADDED], counts[Outcome.KNOWN], counts[Outcome.REFUSED]
    # A first try that was killed stored rows and never came here: they count, and are no known ones of another file.
    before = max(batch.signals.count() - batch.added - added, 0)
    ImportBatch.objects.filter(pk=batch.pk).update(
        rows=added + known + refused, added=F("added") + added + before, known_already=known - before, refused=refused
    )
    batch.refresh_from_db()
    details = {"added": added, "known": known, "refused": refused}
    audit.record(event="import_done", subject=batch, by=by, at=at, details=details)
    return batch


@transaction.atomic
def roll_back_import(*, reference: str, by: Viewer, at: datetime) -> ImportBatch:
    """Undo an import: signals nobody worked with are destroyed, those in use are withdrawn."""
    check_role(by.roles, *rules.MAY_BRING_IN)
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=queries.batch(by, reference).pk)
    if batch.rolled_back_at is not None:
        raise rules.HandledAlready()
    untouched = batch.signals.filter(state=SignalState.RECEIVED.value, is_hidden=False)
    keys = list(untouched.order_by("pk").values_list("pk", flat=True))
    in_use = batch.signals.exclude(pk__in=keys).exclude(state=SignalState.WITHDRAWN.value)
    withdrawn = in_use.update(state=SignalState.WITHDRAWN.value, state_reason=rules.WithdrawReason.WRONG.value)
    audit.record_many(
        event="signal_rolled_back", kind=rules.SIGNAL_KIND, keys=keys, by=by, at=at, details={"batch": batch.pk}
    )
    for start in range(0, len(keys), 500):
        batch.signals.filter(pk__in=keys[start : start + 500]).delete()
    batch.rolled_back_at = at
    batch.save(update_fields=["rolled_back_at"])
    details = {"destroyed": len(keys), "withdrawn": withdrawn}
    audit.record(event="import_rolled_back", subject=batch, by=by, at=at, details=details)
    return batch
