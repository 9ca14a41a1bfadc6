"""Facts and assessments: two kinds of record, never one. A fact can be withdrawn; assessments are only added to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.accounts.rules import Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.judgement import Confidence, Direction, Level, Likelihood
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.actions import note_happening
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import (
    CONTENT_FROM_ADMIRALTY,
    SOURCE_FROM_ADMIRALTY,
    Basis,
    ContentGrade,
    SourceGrade,
)
from eenheidsbeeld.situations import rules
from eenheidsbeeld.situations.models import Assessment, Fact, Situation
from eenheidsbeeld.situations.queries.change import seen_situation
from eenheidsbeeld.situations.rules import Phase, SituationState

WHO_ADDS_FACTS = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR)
WHO_DISSENTS = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR, Role.SIGNATORY)


@transaction.atomic
def assess_situation(
    *,
    situation: str,
    text: str,
    phase: Phase,
    level: Level,
    direction: Direction,
    confidence: Confidence,
    confidence_reason: str,
    by: Viewer,
    at: datetime,
    basis: Collection[Basis] = (),
    expectation: str = "",
    likelihood: Likelihood | None = None,
    is_dissent: bool = False,
) -> Assessment:
    """Say what you make of it. Only added to; a dissenting assessment stands beside and changes nothing."""
    check_role(by.roles, *(WHO_DISSENTS if is_dissent else (Role.ANALYST,)))
    judged = seen_situation(by, situation, lock=True)
    if not is_dissent:
        rules.check_owner(organisation=by.organisation, owner=judged.owner_id)
    rules.check_running(SituationState(judged.state))
    made = Assessment.objects.create(
        situation=judged,
        text=rules.check_reason(text),
        phase=phase.value,
        level=level.value,
        direction=direction.value,
        basis=sorted(one.value for one in basis),
        expectation=expectation.strip(),
        likelihood=likelihood.value if likelihood else "",
        confidence=confidence.value,
        confidence_reason=rules.check_reason(confidence_reason),
        is_dissent=is_dissent,
        by_id=by.membership,
        at=at,
    )
    if not is_dissent:
        judged.phase, judged.level, judged.direction = phase.value, level.value, direction.value
    judged.changed_at = at
    judged.save(update_fields=["phase", "level", "direction", "changed_at"])
    if not is_dissent:
        note_happening(
            situation=judged.reference, phenomenon=judged.phenomenon, level=level, rights=judged.sharing_fields(),
            areas=judged.areas.values_list("area_code", flat=True), at=at,
        )  # fmt: skip
    audit.record(
        event="situation_assessed",
        subject=judged,
        by=by,
        at=at,
        details={"phase": phase.value, "level": level.value, "direction": direction.value, "dissent": is_dissent},
    )
    return made


@transaction.atomic
def add_fact(
    *,
    situation: str,
    text: str,
    by: Viewer,
    at: datetime,
    source_grade: SourceGrade = SourceGrade.UNKNOWN,
    content_grade: ContentGrade = ContentGrade.UNCONFIRMED,
    admiralty: str = "",
    happened_at: datetime | None = None,
    signal: str = "",
) -> Fact:
    """Write down what is known to have happened. With an Admiralty code the two plain grades follow from it."""
    check_role(by.roles, *WHO_ADDS_FACTS)
    known = seen_situation(by, situation, lock=True)
    rules.check_running(SituationState(known.state))
    if admiralty:
        source_grade, content_grade = plain_grades(admiralty)
    origin = _signal_under(known, signal, by) if signal else None
    made = Fact.objects.create(
        situation=known,
        text=rules.check_reason(text),
        happened_at=happened_at,
        source_grade=source_grade.value,
        content_grade=content_grade.value,
        admiralty=admiralty.upper(),
        signal=origin,
        by_id=by.membership,
        at=at,
    )
    known.changed_at = at
    known.save(update_fields=["changed_at"])
    audit.record(event="fact_added", subject=made, by=by, at=at, details={"situation": known.reference})
    return made


@transaction.atomic
def withdraw_fact(*, fact: str, reason: str, by: Viewer, at: datetime, situation: str = "") -> Fact:
    """Say that a fact does not stand after all: it stays readable, struck through, with the reason.

    With a `situation` the fact must stand in it: who was let in at one is not let in at another.
    """
    check_role(by.roles, *WHO_ADDS_FACTS)
    found = Fact.objects.select_for_update(of=("self",)).filter(reference=fact).select_related("situation").first()
    if found is None or (situation and found.situation.reference != situation):
        raise NotThere()
    known = seen_situation(by, found.situation.reference)
    if found.withdrawn_at is not None:
        raise rules.AlreadyWithdrawn()
    if found.by_id != by.membership:
        rules.check_owner(organisation=by.organisation, owner=known.owner_id)
    found.withdrawn_because = rules.check_reason(reason)
    found.withdrawn_by_id, found.withdrawn_at = by.membership, at
    found.save(update_fields=["withdrawn_because", "withdrawn_by", "withdrawn_at"])
    Situation.objects.filter(pk=known.pk).update(changed_at=at)
    audit.record(event="fact_withdrawn", subject=found, by=by, at=at, details={"situation": known.reference})
    return found


def _signal_under(situation: Situation, reference: str, by: Viewer) -> Signal:
    """The signal that a fact comes from: one that lies under this situation and that the writer may open."""
    under = Signal.objects.filter(
        reference=reference, is_hidden=False, attachments__situation=situation, attachments__detached_at=None
    )
    found = visible_to(by, under).first()
    if found is None:
        raise NotThere()
    return found


def plain_grades(admiralty: str) -> tuple[SourceGrade, ContentGrade]:
    """The two plain Dutch grades behind an Admiralty code such as B2."""
    source, content = admiralty.upper()[:1], admiralty[1:]
    if source not in SOURCE_FROM_ADMIRALTY or content not in CONTENT_FROM_ADMIRALTY:
        raise rules.NotAnAdmiraltyCode()
    return SOURCE_FROM_ADMIRALTY[source], CONTENT_FROM_ADMIRALTY[content]
