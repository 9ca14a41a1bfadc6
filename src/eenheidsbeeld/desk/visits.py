"""When a visit begins: the start page then remembers it, and shows what changed since the one before."""

from __future__ import annotations

from datetime import datetime, timedelta

from eenheidsbeeld.accounts.actions import note_visit
from eenheidsbeeld.core.doors import Asked

ONE_VISIT = timedelta(hours=4)
KEPT = "visit"


def since_last_visit(request: Asked, at: datetime) -> datetime | None:
    """The moment of the visit before this one; None on the first. Within one visit the answer stays the same."""
    membership = request.membership  # type: ignore[attr-defined]
    visit = request.session.get(KEPT) or {}
    if visit.get("for") == membership.reference and at - datetime.fromisoformat(visit["began"]) < ONE_VISIT:
        return datetime.fromisoformat(visit["since"]) if visit["since"] else None
    since: datetime | None = membership.last_seen_at
    note_visit(by=request.viewer, at=at)
    request.session[KEPT] = {
        "for": membership.reference,
        "began": at.isoformat(),
        "since": since.isoformat() if since else "",
    }
    return since
