"""Break-glass: one person asks to open a compartment, another grants it, it ends by itself and is reviewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from eenheidsbeeld.accounts import actions as accounts
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.accounts.rules import OrganisationKind, Role, check_role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing import key_rules, queries
from eenheidsbeeld.sharing.key_rules import GlassState
from eenheidsbeeld.sharing.models import BreakGlass, Compartment, CompartmentKey

NOTICE = "break_glass"


@transaction.atomic
def ask_break_glass(*, compartment: str, reason: str, hours: int, by: Viewer, at: datetime) -> BreakGlass:
    """Ask to open a compartment of the own organisation without a key. Nothing opens yet."""
    check_role(by.roles, *key_rules.WHO_ASKS_TO_BREAK)
    _check_second_factor(by)
    found = queries.compartment_of_own(by, compartment)
    # Locked, so that two questions of one person at the same moment do not both pass.
    Compartment.objects.select_for_update().get(pk=found.pk)
    if found.pk in by.compartments | by.locked:
        raise key_rules.GlassRefused(key_rules.HAS_ACCESS)
    if any(queries.state_of(one, at) == GlassState.ASKED for one in _mine(found, by)):
        raise key_rules.GlassRefused(key_rules.ASKED_ALREADY)
    asked = BreakGlass.objects.create(
        compartment=found, reason=key_rules.check_words(reason),
        hours=hours if hours in key_rules.BREAK_GLASS_HOURS else key_rules.USUAL_HOURS,
        asked_by_id=by.membership, asked_at=at,
    )  # fmt: skip
    _tell_privacy_officers(asked, by, at)
    audit.record(event="break_glass_asked", subject=asked, by=by, at=at, details={"compartment": found.pk})
    return asked


@transaction.atomic
def answer_break_glass(*, reference: str, grant: bool, by: Viewer, at: datetime) -> BreakGlass:
    """A second person, of the owner and with a say over the compartment, grants or refuses."""
    _check_second_factor(by)
    asked = _locked(reference, by)
    if not queries.may_grant(by, asked.compartment):
        raise key_rules.GlassRefused(key_rules.NOT_A_HOLDER)
    key_rules.check_two_persons(asked=asked.asked_by.person_id, other=by.person)
    if queries.state_of(asked, at) != GlassState.ASKED:
        raise key_rules.GlassRefused(key_rules.NOT_OPEN_TO_ANSWER)
    asked.answered_by_id, asked.answered_at = by.membership, at
    if grant:
        asked.ends_at = at + timedelta(hours=asked.hours)
        CompartmentKey.objects.create(
            compartment=asked.compartment, membership=asked.asked_by, break_glass=asked, since=at, until=asked.ends_at
        )
    asked.save(update_fields=["answered_by", "answered_at", "ends_at"])
    _tell_privacy_officers(asked, by, at)
    event = "break_glass_granted" if grant else "break_glass_refused"
    audit.record(event=event, subject=asked, by=by, at=at, details={"hours": asked.hours})
    return asked


@transaction.atomic
def end_break_glass(*, reference: str, by: Viewer, at: datetime) -> BreakGlass:
    """Close it before its time: who asked, or who may grant."""
    asked = _locked(reference, by)
    if asked.asked_by_id != by.membership and not queries.may_grant(by, asked.compartment):
        raise key_rules.GlassRefused(key_rules.NOT_A_HOLDER)
    if queries.state_of(asked, at) != GlassState.OPEN:
        raise key_rules.GlassRefused(key_rules.NOT_OPEN_TO_ANSWER)
    asked.ends_at = at
    asked.save(update_fields=["ends_at"])
    asked.keys.update(until=at)
    audit.record(event="break_glass_ended", subject=asked, by=by, at=at)
    return asked


@transaction.atomic
def review_break_glass(
    *, reference: str, verdict: key_rules.Verdict, words: str, by: Viewer, at: datetime
) -> BreakGlass:
    """The privacy officer says afterwards whether it was justified."""
    check_role(by.roles, Role.PRIVACY_OFFICER)
    asked = _locked(reference, by)
    for one in (asked.asked_by, asked.answered_by):
        if one is not None:
            key_rules.check_two_persons(asked=one.person_id, other=by.person)
    if queries.state_of(asked, at) != GlassState.TO_REVIEW:
        raise key_rules.GlassRefused(key_rules.NOT_ENDED)
    asked.verdict, asked.review = verdict.value, key_rules.check_words(words)
    asked.reviewed_by_id, asked.reviewed_at = by.membership, at
    asked.save(update_fields=["verdict", "review", "reviewed_by", "reviewed_at"])
    audit.record(event="break_glass_reviewed", subject=asked, by=by, at=at, details={"verdict": verdict.value})
    return asked


def _mine(compartment: Compartment, by: Viewer) -> list[BreakGlass]:
    rows = BreakGlass.objects.filter(compartment=compartment, asked_by__person_id=by.person, answered_at=None)
    return list(rows)


def _locked(reference: str, by: Viewer) -> BreakGlass:
    seen = queries.break_glass(by, reference)
    return (
        BreakGlass.objects.select_for_update(of=("self",))
        .select_related("compartment", "asked_by", "answered_by")
        .get(pk=seen.pk)
    )


def _check_second_factor(by: Viewer) -> None:
    if not by.second_factor:
        raise key_rules.NoSecondFactor()


def _tell_privacy_officers(asked: BreakGlass, by: Viewer, at: datetime) -> None:
    """Those of the owner and of the unit's bureau, at each step."""
    bureaus = Organisation.objects.filter(
        unit_code=by.unit, kind=OrganisationKind.REGIONAL_BUREAU.value, left_at=None
    ).values_list("pk", flat=True)
    accounts.notify_many(
        organisations=sorted({asked.compartment.owner_id, *bureaus}), roles=[Role.PRIVACY_OFFICER], kind=NOTICE,
        subject_kind="sharing.breakglass", subject_reference=asked.reference, at=at,
    )  # fmt: skip
