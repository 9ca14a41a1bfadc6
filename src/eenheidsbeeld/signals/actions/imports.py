"""Taking in a confirmed spreadsheet, and taking it back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import holds
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.sharing.queries import reads_own
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.intake import Outcome, Received, SignalDraft, receive_batch
from eenheidsbeeld.signals.intake.receive import BATCH, receive_all
from eenheidsbeeld.signals.models import ImportBatch, Signal
from eenheidsbeeld.signals.rules import SignalState

ROLLED_BACK = "signal_rolled_back"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of rows: new, here already through another file or form, here already through this file, and
    left behind."""

    added: int = 0
    known: int = 0
    here_through_this_file: int = 0
    refused: int = 0

    @property
    def rows(self) -> int:
        return self.added + self.known + self.here_through_this_file + self.refused

    def __add__(self, more: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(more, one.name) for one in fields(self)))


def import_signals(
    *,
    drafts: Iterable[SignalDraft],
    content: bytes,
    file_name: str,
    organisation: int,
    membership: int,
    by: Actor,
    at: datetime,
    left_behind: int = 0,
    progress: Callable[[Received], None] = lambda _one: None,
) -> ImportBatch:
    """Take in all rows of a file that nobody looks through, in batches that each stand on their own.

    Not one transaction: what was stored before a crash stays, and the same file twice adds nothing.
    """
    _check(by, organisation)
    batch = _begin(digest_of(content), file_name, organisation, membership, by, at)
    with_batch = (replace(draft, batch=batch.pk) for draft in drafts)
    received = []
    for one in receive_all(with_batch, by=by, at=at):
        received.append(one)
        progress(one)
    return _note(batch, _counted(batch, received, left_behind), Counts(), False, by, at)


def import_part(
    *,
    drafts: Sequence[SignalDraft],
    digest: str,
    file_name: str,
    by: Viewer,
    at: datetime,
    left_behind: int,
    before: Counts,
    looked_at: bool,
) -> tuple[ImportBatch, Counts]:
    """Take in the next rows of a file and answer what became of them; `before` says that of the rows before them.

    Each part stands on its own: who stops here keeps what is in, and sends the same file again for the rest.
    """
    _check(by, by.organisation)
    batch = _begin(digest, file_name, by.organisation, by.membership, by, at)
    received: list[Received] = []
    for start in range(0, len(drafts), BATCH):
        some = [replace(draft, batch=batch.pk) for draft in drafts[start : start + BATCH]]
        received += receive_batch(some, by=by, at=at)
    counts = _counted(batch, received, left_behind)
    return _note(batch, counts, before, looked_at, by, at), counts


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check(by: Actor, organisation: int) -> None:
    if isinstance(by, Viewer):
        check_role(by.roles, *rules.MAY_BRING_IN)
        rules.check_sender(organisation=by.organisation, owner=organisation)


@transaction.atomic
def _begin(digest: str, file_name: str, organisation: int, membership: int, by: Actor, at: datetime) -> ImportBatch:
    """The batch of this file; one that broke off before is gone on with, and a second tap waits for the first."""
    Organisation.objects.select_for_update().get(pk=organisation)
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


def _counted(batch: ImportBatch, received: Sequence[Received], left_behind: int) -> Counts:
    """A row that this file brought in before is not one that others had brought in."""
    keys = [one.key for one in received if one.outcome == Outcome.KNOWN]
    mine = set()
    for start in range(0, len(keys), 500):
        mine |= set(batch.signals.filter(pk__in=keys[start : start + 500]).values_list("pk", flat=True))
    own = sum(1 for key in keys if key in mine)
    outcomes = Counter(one.outcome for one in received)
    return Counts(
        added=outcomes[Outcome.ADDED],
        known=outcomes[Outcome.KNOWN] - own,
        here_through_this_file=own,
        refused=outcomes[Outcome.REFUSED] + left_behind,
    )


@transaction.atomic
def _note(
    batch: ImportBatch, counts: Counts, before: Counts, looked_at: bool, by: Actor, at: datetime
) -> ImportBatch:
    """Bring the batch up to date; signals of a try that was killed were never counted, and are now."""
    so_far = before + counts
    ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    batch.refresh_from_db()
    never_counted = max(batch.signals.count() - batch.added - counts.added, 0)
    batch.rows, batch.known_already, batch.refused = so_far.rows, so_far.known, so_far.refused
    batch.added += counts.added + never_counted
    batch.not_looked_at += 0 if looked_at else counts.added
    batch.save(update_fields=["rows", "added", "known_already", "refused", "not_looked_at"])
    details: dict[str, str | int | None] = {
        "added": counts.added, "known": counts.known + counts.here_through_this_file, "refused": counts.refused,
        "looked_at": int(looked_at),
    }  # fmt: skip
    audit.record(event="import_done", subject=batch, by=by, at=at, details=details)
    return batch


@transaction.atomic
def roll_back_import(*, reference: str, by: Viewer, at: datetime) -> ImportBatch:
    """Undo an import: signals nobody worked with are destroyed, those in use or held are withdrawn.

    What was put in a compartment since stays as it is, for who cannot open that.
    """
    check_role(by.roles, *rules.MAY_BRING_IN)
    holds.one_at_a_time()
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=queries.batch(by, reference).pk)
    if batch.rolled_back_at is not None:
        raise rules.HandledAlready()
    within_reach = batch.signals.filter(reads_own(by))
    untouched = within_reach.filter(state=SignalState.RECEIVED.value, is_hidden=False)
    keys = list(untouched.order_by("pk").values_list("pk", flat=True))
    held = holds.held_among(Signal, keys)
    keys = [key for key in keys if key not in held]
    in_use = within_reach.exclude(pk__in=keys).exclude(state=SignalState.WITHDRAWN.value)
    withdrawn = in_use.update(state=SignalState.WITHDRAWN.value, state_reason=rules.WithdrawReason.WRONG.value)
    _destroy(keys, by, at, batch=batch.pk)
    batch.rolled_back_at = at
    batch.save(update_fields=["rolled_back_at"])
    details = {"destroyed": len(keys), "withdrawn": withdrawn}
    audit.record(event="import_rolled_back", subject=batch, by=by, at=at, details=details)
    return batch


@transaction.atomic
def roll_back_again(*, keys: Sequence[str], by: Actor, at: datetime) -> int:
    """A reserve copy from before brought back what was rolled back; answers how many signals went again."""
    holds.one_at_a_time()
    back = list(Signal.objects.filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    held = holds.held_among(Signal, back)
    ending = [key for key in back if key not in held]
    _destroy(ending, by, at)
    return len(ending)


def _destroy(keys: Sequence[int], by: Actor, at: datetime, **details: int) -> None:
    audit.record_many(event=ROLLED_BACK, kind=rules.SIGNAL_KIND, keys=keys, by=by, at=at, details=details)
    for start in range(0, len(keys), 500):
        Signal.objects.filter(pk__in=keys[start : start + 500]).delete()
