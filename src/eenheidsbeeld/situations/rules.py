"""Phase, level, direction, likelihood and confidence; what may follow what. People set them, the software never."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.judgement import LIKELIHOOD_RANGES, Confidence, Direction, Level, Likelihood
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.sharing.rules import OWN_WORDING_REGIMES, Marking, Regime, Rights, needs_wording, stricter_of

__all__ = ["LIKELIHOOD_RANGES", "Confidence", "Direction", "Level", "Likelihood"]

LONGEST_SELECTION = 200
WEEKS_BACK, WEEKS_AHEAD = 4, 1


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


class StepKind(StrEnum):
    """The decisions in the inbox that can be undone."""

    ATTACH = "attach"
    DETACH = "detach"
    START = "start"
    SET_ASIDE = "set_aside"
    TAKE_BACK = "take_back"
    GROUP = "group"
    UNGROUP = "ungroup"
    TELL_APART = "tell_apart"
    MERGE = "merge"


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


class Dismissal(StrEnum):
    """Why an announcement does not go on the calendar. What it is about is not among these, and cannot be."""

    NO_EVENT = "no_event"
    WRONG_MOMENT = "wrong_moment"
    KNOWN = "known"
    CANCELLED = "cancelled"
    NOT_HERE = "not_here"


STEP_REASONS = {
    SituationState.CLOSED: _("This situation is closed. Open it again first."),
    SituationState.MERGED: _("This situation was merged into another one. Work on that one."),
}


class StepNotAllowed(Refusal):
    """The situation cannot move from where it is to where it was asked to go."""

    def __init__(self, current: SituationState, wanted: SituationState) -> None:
        super().__init__(STEP_REASONS.get(current, _("This situation is still running.")))
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


def check_running(state: SituationState) -> None:
    """Raise unless something can still be added to the situation."""
    if state != SituationState.RUNNING:
        raise StepNotAllowed(state, SituationState.RUNNING)


class NotYourSituation(Refusal):
    """A situation is changed by the organisation that owns it; others add facts and say where they differ."""

    def __init__(self) -> None:
        super().__init__(_("This situation belongs to another organisation. You can add a fact or a differing view."))


def check_owner(*, organisation: int, owner: int) -> None:
    if organisation != owner:
        raise NotYourSituation()


class NothingChosen(Refusal):
    """A decision needs something to decide on, and not more than a person can look at."""


class FewerWouldSee(Refusal):
    """What a situation rests on decides who may see it: before fewer do, somebody has to say that this is meant."""

    sentence = _("With this signal these organisations no longer see the situation: %(names)s.")

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(self.sentence % {"names": ", ".join(names)})
        self.names = tuple(names)


class FewerWouldSeeTogether(FewerWouldSee):
    """Two situations become one, that reaches no further than the strictest of both."""

    sentence = _("Once merged, these organisations no longer see what they see now: %(names)s.")


GROUP_NEEDS_TWO = _("Choose at least two signals to put together.")


def check_selection(keys: Collection[object]) -> None:
    if not keys:
        raise NothingChosen(_("No signal is chosen. Choose one in the list first."))
    if len(keys) > LONGEST_SELECTION:
        raise NothingChosen(_("Choose at most 200 signals at once."))


class NotTogetherAnyMore(Refusal):
    def __init__(self) -> None:
        super().__init__(_("These signals do not stand together any more. Look at how they stand now."))


class CannotBeUndone(Refusal):
    """Something happened since, so that undoing would not give back what was."""


class CannotBeMerged(Refusal):
    """These situations cannot become one."""


class CannotBeSplit(Refusal):
    """A part that is split off must hold something, and leave something."""


MERGE_NEEDS_TWO = _("A situation cannot be merged with itself. Choose another one.")
SPLIT_NOT_HERE = _("One of these signals does not belong to this situation any more. Look again.")
SPLIT_LEAVES_NOTHING = _("Leave at least one signal in this situation, or change its title instead.")


class AlreadyWithdrawn(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This fact was already withdrawn."))


class NotAnAdmiraltyCode(Refusal):
    def __init__(self) -> None:
        super().__init__(_("An Admiralty code is a letter from A to F and a figure from 1 to 6, such as B2."))


class AlreadyDecided(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Somebody has already decided about this announcement."))


class NotYourEntry(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only the organisation that put this on the calendar can change it."))


class TooLong(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is too long. Make it shorter."))


def check_name(name: str, *, longest: int) -> str:
    trimmed = " ".join(name.split())
    if not trimmed:
        raise NothingChosen(_("Give the filter a name."))
    if len(trimmed) > longest:
        raise TooLong()
    return trimmed


class WeekNotOpen(Refusal):
    """Levels of long ago stand in released pictures, and nobody knows those of far ahead."""

    def __init__(self) -> None:
        super().__init__(_("You can set the level of this week, of the four weeks before, and of next week."))


def check_week(week: Week, at: datetime) -> None:
    today = Week.of(at)
    if not today.plus(-WEEKS_BACK) <= week <= today.plus(WEEKS_AHEAD):
        raise WeekNotOpen()


class OutsideYourUnit(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This area lies outside your police unit."))


class MomentsNotInOrder(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The end lies before the start. Check the date and the time."))


def check_moments(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at < starts_at:
        raise MomentsNotInOrder()


# --- What a situation shares: the strictest of what it is built on ------------------------------------------


class CompartmentsDiffer(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("These records lie in different compartments. Start a situation for each, so that each stays closed.")
        )


class OnlyForNamedPeople(Refusal):
    """A wording is released to groups and RED is for people: together they say nothing that a situation can keep."""

    def __init__(self) -> None:
        super().__init__(
            _("One of these is only for named people, and only in a released wording. It cannot be used here.")
        )


@dataclass(frozen=True, slots=True)
class Shares:
    """With whom a situation may be shared, given what it rests on."""

    marking: Marking
    groups: frozenset[int]
    people: frozenset[int]
    regime: Regime
    compartment: int | None


def shares_of(basis: Sequence[Rights], *, organisation: int) -> Shares:
    """The strictest marking and the shared scope of all that a situation of this organisation rests on.

    Green and clear records reach further than any group, so they do not narrow the groups. A police or judicial
    record of another organisation, or one from a compartment of it, is used in its released wording, so only those
    who may read that come along. An own one makes the whole situation a police or judicial record, or one of its
    compartment.
    """
    marking = _strictest_marking(basis)
    own = [one for one in basis if one.regime in OWN_WORDING_REGIMES and one.owner == organisation]
    borrowed = [
        one
        for one in basis
        if one.owner != organisation and needs_wording(regime=one.regime, compartment=one.compartment)
    ]
    if borrowed and marking == Marking.RED:
        raise OnlyForNamedPeople()
    if borrowed:
        marking = stricter_of(marking, Marking.AMBER)
    groups = _common([one.groups for one in basis if one.marking == Marking.AMBER])
    groups = _common([found for found in (groups, *(one.released_groups for one in borrowed)) if found is not None])
    if marking == Marking.AMBER and not groups:
        marking = Marking.AMBER_STRICT
    return Shares(
        marking=marking,
        groups=groups or frozenset(),
        people=_common([one.people for one in basis if one.marking == Marking.RED]) or frozenset(),
        regime=own[0].regime if own else Regime.AVG,
        compartment=_one_compartment([one for one in basis if one.owner == organisation]),
    )


def _strictest_marking(basis: Sequence[Rights]) -> Marking:
    marking = Marking.CLEAR
    for one in basis:
        marking = stricter_of(marking, one.marking)
    return marking


def _common(sets: Sequence[frozenset[int]]) -> frozenset[int] | None:
    """What all have; None when there is nothing to take together."""
    return frozenset.intersection(*sets) if sets else None


def _one_compartment(basis: Sequence[Rights]) -> int | None:
    found = {one.compartment for one in basis if one.compartment is not None}
    if len(found) > 1:
        raise CompartmentsDiffer()
    return found.pop() if found else None


def calendar_origin(signal: str, number: int = 0) -> str:
    """How a calendar entry names the signal that announced it; a text can announce more than one thing."""
    return f"signals.signal:{signal}" if number == 0 else f"signals.signal:{signal}#{number}"
