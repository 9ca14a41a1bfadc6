"""What a signal may go through, how it is graded, and what its sender may still do."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.refusals import Refusal


class SignalState(StrEnum):
    RECEIVED = "received"
    ATTACHED = "attached"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"


NEXT_STATES = {
    SignalState.RECEIVED: {SignalState.ATTACHED, SignalState.SET_ASIDE, SignalState.WITHDRAWN},
    SignalState.ATTACHED: {SignalState.RECEIVED, SignalState.ATTACHED, SignalState.WITHDRAWN},
    SignalState.SET_ASIDE: {SignalState.RECEIVED, SignalState.ATTACHED, SignalState.WITHDRAWN},
    SignalState.WITHDRAWN: set(),
}


class Channel(StrEnum):
    FORM = "form"
    IMPORT = "import"
    FEED = "feed"
    EMAIL = "email"
    API = "api"


class Basis(StrEnum):
    """EEP: how people say they feel, what demonstrably happened, what may raise tension. Several can hold."""

    EXPERIENCED = "experienced"
    EVIDENCED = "evidenced"
    POTENTIAL = "potential"


class SourceGrade(StrEnum):
    RELIABLE = "reliable"
    UNKNOWN = "unknown"
    DOUBTFUL = "doubtful"


class ContentGrade(StrEnum):
    CONFIRMED = "confirmed"
    PLAUSIBLE = "plausible"
    UNCONFIRMED = "unconfirmed"
    CONTRADICTED = "contradicted"


# The Admiralty code (A-F, 1-6) behind the three plain steps; ours, to be set per region.
SOURCE_FROM_ADMIRALTY = {
    "A": SourceGrade.RELIABLE,
    "B": SourceGrade.RELIABLE,
    "C": SourceGrade.RELIABLE,
    "D": SourceGrade.DOUBTFUL,
    "E": SourceGrade.DOUBTFUL,
    "F": SourceGrade.UNKNOWN,
}
CONTENT_FROM_ADMIRALTY = {
    "1": ContentGrade.CONFIRMED,
    "2": ContentGrade.PLAUSIBLE,
    "3": ContentGrade.PLAUSIBLE,
    "4": ContentGrade.UNCONFIRMED,
    "5": ContentGrade.CONTRADICTED,
    "6": ContentGrade.UNCONFIRMED,
}


class Precision(StrEnum):
    """How exactly the place is known; never made more exact than it was found."""

    POINT = "point"
    STREET = "street"
    NEIGHBOURHOOD = "neighbourhood"
    TOWN = "town"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    UNIT = "unit"
    PROVINCE = "province"
    COUNTRY = "country"


LONGEST_TEXT = 20_000
SHORTEST_TEXT = 3


class StepNotAllowed(Refusal):
    """The signal cannot move from where it is to where it was asked to go."""

    def __init__(self, current: SignalState, wanted: SignalState) -> None:
        super().__init__(_("This signal was already handled differently. Open it again to see how it stands now."))
        self.current, self.wanted = current, wanted


def check_step(current: SignalState, wanted: SignalState) -> None:
    if wanted not in NEXT_STATES[current]:
        raise StepNotAllowed(current, wanted)


class NotTheSender(Refusal):
    """Only the organisation that brought the signal in may change or withdraw it."""

    def __init__(self) -> None:
        super().__init__(_("Only the organisation that brought this signal in can do this."))


def check_sender(*, organisation: int, owner: int) -> None:
    if organisation != owner:
        raise NotTheSender()


class NothingToRead(Refusal):
    """A signal without text says nothing."""


def check_text(text: str) -> str:
    """The text, trimmed; refused when empty or longer than a signal is."""
    trimmed = text.strip()
    if len(trimmed) < SHORTEST_TEXT:
        raise NothingToRead(_("There is no text. Say in one or two sentences what you noticed."))
    if len(trimmed) > LONGEST_TEXT:
        raise NothingToRead(_("The text is too long for one signal. Send the main point, at most 20,000 characters."))
    return trimmed
