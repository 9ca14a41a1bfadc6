"""Likelihood words of released editions: noted at release, judged by a person when their time is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.judgement import Level
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.outlook.models import Claim, Happening
from eenheidsbeeld.outlook.queries.claims import seen_claim
from eenheidsbeeld.outlook.rules import CLAIM_RUNS, Outcome, check_may_judge, check_over, happened


@dataclass(frozen=True, slots=True)
class ReleasedClaim:
    """One sentence with a likelihood word, as it was released. Its words are only digested here, never kept."""

    statement: str
    likelihood: str
    text: str


@transaction.atomic
def note_claims(*, edition: Any, claims: Iterable[ReleasedClaim], by: Actor, at: datetime) -> int:
    """Keep each claim before anybody knows what comes of it. A correction that says the same counts once."""
    series = f"{edition.publication_id}:{edition.week}:{edition.number}"
    rights = edition.sharing_fields()
    new = [
        Claim(
            **rights, edition=edition.reference, statement=one.statement, series=series, digest=_digest(one),
            week=edition.week, area_code=edition.area_code, likelihood=one.likelihood, released_at=at,
            due_at=Week.parse(edition.week).ends_at + CLAIM_RUNS,
        )
        for one in claims
    ]  # fmt: skip
    there = set(Claim.objects.filter(series=series).values_list("digest", flat=True))
    new = list({one.digest: one for one in new if one.digest not in there}.values())
    Claim.objects.bulk_create(new)
    if new:
        audit.record(event="claims_noted", subject=edition, by=by, at=at, details={"claims": len(new)})
    return len(new)


def _digest(one: ReleasedClaim) -> str:
    return sha256(f"{one.likelihood}|{' '.join(one.text.split())}".encode()).hexdigest()


@transaction.atomic
def judge_claim(*, claim: str, outcome: Outcome, by: Viewer, at: datetime) -> Claim:
    """Say what came of it. A later judgement replaces this one; the log keeps both."""
    found = seen_claim(by, claim, lock=True)
    check_may_judge(by.roles, organisation=by.organisation, owner=found.owner_id)
    check_over(found.due_at, at)
    before = found.outcome
    found.outcome, found.judged_by_id, found.judged_at = outcome.value, by.membership, at
    found.save(update_fields=["outcome", "judged_by", "judged_at"])
    audit.record(
        event="claim_judged", subject=found, by=by, at=at, details={"outcome": outcome.value, "before": before}
    )
    return found


def note_happening(
    *, situation: str, phenomenon: str, areas: Iterable[str], level: Level, rights: dict[str, Any], at: datetime
) -> int:  # fmt: skip
    """Note that people called a situation raised or worse, once per place: what alerts are held against.

    Called by the room that holds situations, in its transaction. A calmer level is noted nowhere.
    """
    if not happened(level):
        return 0
    week, codes = str(Week.of(at)), set(areas)
    there = set(Happening.objects.filter(situation=situation).values_list("area_code", flat=True))
    new = [
        Happening(
            **rights, situation=situation, phenomenon=phenomenon, area_code=code, week=week, level=int(level), at=at
        )
        for code in sorted(codes - there)
    ]
    Happening.objects.bulk_create(new)
    return len(new)


def share_happenings(*, situation: str, rights: dict[str, Any]) -> int:
    """The situation reaches fewer than it did: so does what was noted of it."""
    return Happening.objects.filter(situation=situation).update(**rights)
