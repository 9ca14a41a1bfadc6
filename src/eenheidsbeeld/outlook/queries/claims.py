"""Claims of released editions, with their words where the edition still holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.outlook.models import Claim
from eenheidsbeeld.outlook.rules import WHO_JUDGES
from eenheidsbeeld.publishing.models import Edition, Statement
from eenheidsbeeld.sharing.queries import visible_to

MOST_WAITING = 25


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and its sentence; empty when the content of the edition was destroyed."""

    claim: Claim
    text: str
    may_judge: bool


def claims_seen_by(viewer: Viewer, *, released_since: datetime | None = None) -> Sequence[Claim]:
    rows = visible_to(viewer, Claim.objects.all())
    rows = rows.filter(released_at__gte=released_since) if released_since else rows
    return list(rows.order_by("-released_at", "-pk"))


def seen_claim(viewer: Viewer, reference: str, *, lock: bool = False) -> Claim:
    """One claim that this viewer may see, perhaps held for a change."""
    rows = visible_to(viewer, Claim.objects.filter(reference=reference))
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotThere()
    return found


def waiting_claims(viewer: Viewer, *, at: datetime) -> list[ClaimRow]:
    """Claims whose time is over and that nobody judged, oldest first, for those who judge them."""
    if not viewer.has_role(*(role.value for role in WHO_JUDGES)):
        return []
    rows = visible_to(viewer, Claim.objects.filter(outcome="", due_at__lte=at, owner_id=viewer.organisation))
    return with_words(viewer, list(rows.order_by("due_at", "pk")[:MOST_WAITING]))


def with_words(viewer: Viewer, claims: Sequence[Claim]) -> list[ClaimRow]:
    """The sentences, from editions whose content is still there."""
    kept = Edition.objects.filter(reference__in={one.edition for one in claims}, content_destroyed_at=None)
    there = set(visible_to(viewer, kept).values_list("reference", flat=True))
    texts = dict(
        Statement.objects.filter(reference__in={one.statement for one in claims}).values_list("reference", "text")
    )
    judges = viewer.has_role(*(role.value for role in WHO_JUDGES))
    return [
        ClaimRow(
            one, texts.get(one.statement, "") if one.edition in there else "",
            judges and one.owner_id == viewer.organisation,
        )
        for one in claims
    ]  # fmt: skip
