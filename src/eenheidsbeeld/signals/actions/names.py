""" "Here stands a name": hide at once, tell the privacy officers, deal with it, keep proof without the name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.audit import holds
from eenheidsbeeld.audit.hold_rules import KeptByHold
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import queries, rules
from eenheidsbeeld.signals.actions.change import mask_everywhere
from eenheidsbeeld.signals.intake import pointed, stories
from eenheidsbeeld.signals.models import NameReport, Signal
from eenheidsbeeld.signals.rules import NameOutcome, SignalState

NAME_FOUND = "name_found"
OFFICER_NEEDED = "officer_needed"
MOST_POINTED_AT = 200


@transaction.atomic
def report_name(*, reference: str, by: Viewer, at: datetime, words: Collection[str] = ()) -> NameReport:
    """Anyone who may read a signal may say that a name stands in it; from that moment it is hidden.

    Of the words that the reporter points at only the place in the text is kept: a name is not written down again.
    """
    pointed_at = _place_of(words, queries.signal(by, reference)) if words else {}
    signal = queries.signal_for_change(by, reference)
    if signal.is_hidden:
        raise rules.HandledAlready()
    signal.is_hidden = True
    signal.save(update_fields=["is_hidden"])
    report = NameReport.objects.create(
        signal=signal, owner=signal.owner, reported_by_id=by.membership, reported_at=at, pointed_at=pointed_at
    )
    for organisation in _who_must_know(signal):
        accounts.notify(
            organisation=organisation,
            role=Role.PRIVACY_OFFICER,
            kind=NAME_FOUND,
            subject_kind="signals.namereport",
            subject_reference=report.reference,
            at=at,
        )
    if not queries.an_officer_reads(signal):
        # Else it would stay hidden for ever, and nobody would know why.
        accounts.notify(
            organisation=signal.owner_id, role=Role.ADMINISTRATOR, kind=OFFICER_NEEDED,
            subject_kind="accounts.organisation", subject_reference=signal.owner.reference, at=at,
        )  # fmt: skip
    audit.record(event="name_reported", subject=signal, by=by, at=at, details={"report": report.reference})
    return report


def _place_of(words: Collection[str], read: Signal) -> dict[str, object]:
    """Where these words stand in the text as the reporter read it; nothing when they stand nowhere."""
    text: str = read.shown_text  # type: ignore[attr-defined]
    spans = pointed.spans_of(text, words)[:MOST_POINTED_AT]
    released: bool = read.reads_released  # type: ignore[attr-defined]
    return {"released": released, "length": len(text), "spans": [list(span) for span in spans]} if spans else {}


def _who_must_know(signal: Signal) -> list[int]:
    """The owner, and the bureau of its unit."""
    bureaus = Organisation.objects.filter(
        unit_code=signal.owner.unit_code, kind=OrganisationKind.REGIONAL_BUREAU.value, left_at=None
    ).values_list("pk", flat=True)
    return sorted({signal.owner_id, *bureaus})


@transaction.atomic
def settle_name_report(
    *, reference: str, outcome: NameOutcome, words: Collection[str], by: Viewer, at: datetime
) -> NameReport:
    """The privacy officer masks the words, finds no name, or takes the signal away with its text.

    Where no privacy officer reads the signal, who brought it in may mask, and nothing else.
    """
    if not (outcome == NameOutcome.MASKED and by.has_role(Role.CONTRIBUTOR.value)):
        check_role(by.roles, Role.PRIVACY_OFFICER)
    if outcome == NameOutcome.WITHDRAWN:
        holds.one_at_a_time()
    report = queries.name_report(by, reference)
    report = NameReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.settled_at is not None:
        raise rules.HandledAlready()
    signal = Signal.objects.select_for_update(of=("self",)).filter(pk=report.signal_id or 0).first()
    if signal is not None:
        _deal_with(signal, outcome, words)
        details = {"report": report.reference, "outcome": outcome.value}
        audit.record(event="name_report_settled", subject=signal, by=by, at=at, details=details)
    report.outcome, report.settled_at, report.settled_by_id = outcome.value, at, by.membership
    report.pointed_at = {}
    report.save(update_fields=["outcome", "settled_at", "settled_by", "pointed_at"])
    return report


def _deal_with(signal: Signal, outcome: NameOutcome, words: Collection[str]) -> None:
    if outcome == NameOutcome.MASKED:
        mask_everywhere(signal, words)
    if outcome == NameOutcome.WITHDRAWN:
        if holds.is_held(signal):
            raise KeptByHold()
        signal.state, signal.state_reason = SignalState.WITHDRAWN.value, rules.WithdrawReason.PERSONAL_DATA.value
        signal.text = signal.released_text = signal.place_name = signal.link = ""
        signal.suggestions, signal.place_candidates, signal.announced = [], [], []
        signal.wordings.all().delete()
        signal.changes.all().delete()
        stories.drop(signal)
    signal.is_hidden = False
    signal.save()
