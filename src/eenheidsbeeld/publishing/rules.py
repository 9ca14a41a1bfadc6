"""The life of an edition: which step follows which, who may take it, and what is asked of a partner."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal


class EditionState(StrEnum):
    DRAFT = "draft"
    IN_AGREEMENT = "in_agreement"
    ADOPTED = "adopted"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


NEXT_STATES = {
    EditionState.DRAFT: {EditionState.IN_AGREEMENT},
    EditionState.IN_AGREEMENT: {EditionState.DRAFT, EditionState.ADOPTED},
    EditionState.ADOPTED: {EditionState.IN_AGREEMENT, EditionState.RELEASED},
    EditionState.RELEASED: {EditionState.SUPERSEDED, EditionState.WITHDRAWN},
    EditionState.SUPERSEDED: set(),
    EditionState.WITHDRAWN: set(),
}
EDITABLE = frozenset({EditionState.DRAFT, EditionState.IN_AGREEMENT})
FROZEN = frozenset({EditionState.RELEASED, EditionState.SUPERSEDED, EditionState.WITHDRAWN})


class EditionKind(StrEnum):
    WEEKLY_PICTURE = "weekly_picture"
    EXTRA_PICTURE = "extra_picture"


class Agreement(StrEnum):
    """What a partner says of its own part."""

    ASKED = "asked"
    AGREED = "agreed"
    DISSENT = "dissent"
    LEFT_OUT = "left_out"


class Party(StrEnum):
    MUNICIPALITY = "municipality"
    POLICE = "police"
    OM = "om"
    REGIONAL_BUREAU = "regional_bureau"


class StepNotAllowed(Refusal):
    """The edition cannot move from where it is to where it was asked to go."""

    def __init__(self, current: EditionState, wanted: EditionState) -> None:
        super().__init__(_("This edition has moved on since you opened it. Reload the page to see how it stands."))
        self.current, self.wanted = current, wanted


class AlreadyFrozen(Refusal):
    """A released edition is never changed; a correction is its next version."""

    def __init__(self) -> None:
        super().__init__(_("This edition has been released and cannot be changed. Make a correction instead."))


class NotYetReady(Refusal):
    """Something is missing before the edition can take this step."""


def check_step(current: EditionState, wanted: EditionState) -> None:
    if wanted not in NEXT_STATES[current]:
        raise StepNotAllowed(current, wanted)


class ContentDestroyed(Refusal):
    """The content of this version no longer exists."""

    def __init__(self) -> None:
        super().__init__(_("The content of this version was destroyed. Its page says when and why."))


def check_destroyable(state: EditionState, *, destroyed: bool) -> None:
    """Only what was released has frozen content; a draft is simply changed."""
    if destroyed:
        raise ContentDestroyed()
    if state not in FROZEN:
        raise NotYetReady(_("This edition has not been released. Change the words instead."))


def check_archivable(state: EditionState, *, destroyed: bool) -> None:
    """Only what was released is an archival document, and only as long as its content is there."""
    if destroyed:
        raise ContentDestroyed()
    if state not in FROZEN:
        raise NotYetReady(_("This edition has not been released. Only what was released goes to the archive."))


def check_editable(state: EditionState) -> None:
    if state in FROZEN:
        raise AlreadyFrozen()
    if state not in EDITABLE:
        raise NotYetReady(_("This edition has been adopted. Put it back in agreement to change it."))


@dataclass(frozen=True, slots=True)
class Part:
    """One partner's part, as far as release depends on it."""

    party: Party
    agreement: Agreement
    asked_at: datetime | None


def check_ready_for_release(parts: Collection[Part], *, deadline: datetime, at: datetime) -> None:
    """Raise while a partner still has time to answer; after the deadline its part is left out, and said so."""
    waiting = [part for part in parts if part.agreement is Agreement.ASKED]
    if waiting and at < deadline:
        raise NotYetReady(_("Not every partner has answered yet, and the time to answer has not passed."))


def left_out_at_release(part: Part) -> bool:
    """Whether this part is left out and shown as "no reaction": one partner's silence never blocks."""
    return part.agreement in (Agreement.ASKED, Agreement.LEFT_OUT)


class RhythmNotInOrder(Refusal):
    """An edition opens first, then closes for answers, then is released."""

    def __init__(self) -> None:
        super().__init__(_("The moments are not in order: first opening, then the last answers, then release."))


DayAndHour = tuple[int, int]


def check_rhythm(*, opens: DayAndHour, closes: DayAndHour, released: DayAndHour) -> None:
    if not opens < closes <= released:
        raise RhythmNotInOrder()
