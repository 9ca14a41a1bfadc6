"""Why a signal was set aside: one reason of a short list, and own words where they help the sender.

Stored in `Signal.state_reason` as `duplicate` or `duplicate: own words`, so that the list can be counted.
"""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 200


class AsideReason(StrEnum):
    DUPLICATE = "duplicate"
    NOT_UNREST = "not_unrest"
    SETTLED = "settled"
    TOO_LITTLE = "too_little"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


ASIDE_LABELS: dict[AsideReason, str | Promise] = {
    AsideReason.DUPLICATE: _("Already known from another signal"),
    AsideReason.NOT_UNREST: _("Not about social unrest"),
    AsideReason.SETTLED: _("Settled, nothing more to expect"),
    AsideReason.TOO_LITTLE: _("Too little to go on"),
    AsideReason.ELSEWHERE: _("Belongs with another organisation"),
    AsideReason.OTHER: _("Another reason"),
}


def stored_reason(reason: AsideReason, words: str) -> str:
    own = " ".join(words.split())[:LONGEST_WORDS]
    return f"{reason.value}: {own}" if own else reason.value


def shown_reason(stored: str) -> str:
    """The stored reason in words for people; reasons that are not of this list are shown as they stand."""
    key, _colon, own = stored.partition(": ")
    if key not in set(AsideReason):
        return stored
    label = str(ASIDE_LABELS[AsideReason(key)])
    return f"{label}: {own}" if own else label
