"""Phase, level, direction, likelihood and confidence; what may follow what. People set them, the software never."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.judgement import LIKELIHOOD_RANGES, Confidence, Direction, Level, Likelihood
from eenheidsbeeld.core.refusals import Refusal

__all__ = ["LIKELIHOOD_RANGES", "Confidence", "Direction", "Level", "Likelihood"]


class Phase(StrEnum):
    """National handelingskader; movement between phases is not automatic."""

    LATENT = "latent"
    RISING = "rising"
    ESCALATION = "escalation"
    AFTERMATH = "aftermath"


class SituationState(StrEnum):
    RUNNING = "running"
    CLOSED = "closed"
    MERGED = "merged"


NEXT_STATES = {
    SituationState.RUNNING: {SituationState.CLOSED, SituationState.MERGED},
    SituationState.CLOSED: {SituationState.RUNNING},
    SituationState.MERGED: set(),
}


class LevelStatus(StrEnum):
    PROPOSED = "proposed"
    SET = "set"


class TriggerKind(StrEnum):
    EVENT = "event"
    INCIDENT = "incident"
    COURT_RULING = "court_ruling"
    POLITICAL_DECISION = "political_decision"
    OWN_DECISION = "own_decision"
    ANNIVERSARY = "anniversary"
    RELIGIOUS_DAY = "religious_day"
    SPORTS = "sports"
    PUBLICATION = "publication"
    FOREIGN_CONFLICT = "foreign_conflict"
    NEW_YEAR = "new_year"


class CalendarKind(StrEnum):
    TRIGGER = "trigger"
    DEMONSTRATION = "demonstration"
    COUNCIL = "council"
    MATCH = "match"
    ANNIVERSARY = "anniversary"
    ANNOUNCED = "announced"
    OTHER = "other"


class StepNotAllowed(Refusal):
    """The situation cannot move from where it is to where it was asked to go."""

    def __init__(self, current: SituationState, wanted: SituationState) -> None:
        super().__init__(_("This situation was already closed or merged. Open it again first."))
        self.current, self.wanted = current, wanted


def check_step(current: SituationState, wanted: SituationState) -> None:
    if wanted not in NEXT_STATES[current]:
        raise StepNotAllowed(current, wanted)


class ReasonMissing(Refusal):
    """A judgement without its reason cannot be weighed by others."""

    def __init__(self) -> None:
        super().__init__(_("Say why, in one sentence. Others must be able to follow your judgement."))


def check_reason(reason: str) -> str:
    trimmed = reason.strip()
    if not trimmed:
        raise ReasonMissing()
    return trimmed


class NotYourMunicipality(Refusal):
    """The level of an area is set by the municipality itself; others may propose one."""

    def __init__(self) -> None:
        super().__init__(_("Only the municipality itself sets its level. You can propose one, with the reason."))


def check_sets_level(*, organisation_kind: str, organisation_area: str, area_code: str) -> None:
    if organisation_kind != "municipality" or organisation_area != area_code:
        raise NotYourMunicipality()
