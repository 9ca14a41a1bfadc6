"""What stands around every page: which places a membership sees in the navigation, and what waits there."""

from __future__ import annotations

from typing import Any

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.signals import queries as signals
from eenheidsbeeld.signals.rules import SignalState

READS = frozenset({"today", "situations", "pictures", "calendar", "outlook", "areas", "search"})
MOST_IN_A_BADGE = 99
# Navigation only: what somebody may see or do is decided by rules and by `visible_to`, never by a missing link.
PLACES = {
    Role.READER: READS,
    Role.CONTRIBUTOR: READS | {"signals"},
    Role.ANALYST: READS | {"signals", "inbox"},
    Role.EDITOR: READS | {"signals"},
    Role.SIGNATORY: READS,
    Role.ADMINISTRATOR: frozenset({"today", "areas", "sources", "administration", "accountability"}),
    Role.PRIVACY_OFFICER: READS | {"accountability"},
}


def places(viewer: Viewer) -> set[str]:
    """The keys of the navigation for these roles together."""
    return {key for role in viewer.roles for key in PLACES[Role(role)]} | {"today"}


def around(viewer: Viewer | None) -> dict[str, Any]:
    """Navigation and its counts; asked for by the page, so that parts of a page cost nothing."""
    if viewer is None:  # the page that shows the components, and nothing else that draws a navigation
        return {"nav_visible": PLACES[Role.ANALYST]}
    counts = {"inbox": waiting_in_inbox(viewer)} if viewer.has_role(Role.ANALYST.value) else {}
    return {"nav_visible": places(viewer), "nav_counts": counts}


def waiting_in_inbox(viewer: Viewer) -> str:
    """How many signals wait, counted as far as a badge shows: it stands on every page of an analyst."""
    found = signals.readable(viewer).filter(state=SignalState.RECEIVED.value, is_hidden=False)
    of_unit = found.filter(owner__unit_code=viewer.unit).order_by().values("pk")
    counted = of_unit[: MOST_IN_A_BADGE + 1].count()
    return f"{MOST_IN_A_BADGE}+" if counted > MOST_IN_A_BADGE else str(counted or "")
