"""After a reserve copy was put back: what was held is held again, and what had ended ends again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.audit.actions.hold import place_hold
from eenheidsbeeld.audit.destruction import destroy_what_has_ended
from eenheidsbeeld.audit.hold_rules import HeldAlready
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core.endings import Ended
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Actor

TO_LOOK_AGAIN = timedelta(days=30)


def end_again(*, ended: Sequence[Ended], by: Actor, at: datetime) -> int:
    """First the holds, then a whole night: every term that had passed has passed now too. Answers how many ended."""
    for kind, key in _still_held(ended):
        _hold_again(kind, key, by, at)
    night = destroy_what_has_ended(by=by, at=at)
    return night.certificates.aggregate(total=Sum("count"))["total"] or 0


def _still_held(ended: Sequence[Ended]) -> list[tuple[str, str]]:
    """What was placed after the copy and not lifted since, in the order in which it was placed."""
    held: dict[tuple[str, str], bool] = {}
    for one in sorted(ended, key=lambda one: one.at):
        if one.event in ("hold_placed", "hold_lifted"):
            held[one.kind, one.key] = one.event == "hold_placed"
    return [which for which, is_held in held.items() if is_held]


def _hold_again(kind: str, key: str, by: Actor, at: datetime) -> None:
    """The words of the hold are lost with the newer database, so it asks to be looked at soon."""
    with override("nl"):
        reason = _("Placed after a reserve copy was made, and placed again when the copy was put back.")
    try:
        place_hold(
            kind=kind, key=key, ground=HoldGround.OTHER, reason=reason, review_at=at + TO_LOOK_AGAIN,
            organisation=None, unit="", by=by, at=at,
        )  # fmt: skip
    except (HeldAlready, NotThere):
        return
