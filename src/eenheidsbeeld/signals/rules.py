"""What a signal may go through, how it is graded, and what its sender may still do."""

from __future__ import annotations

import re
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.core import classified
from eenheidsbeeld.core.refusals import Refusal
from eenheidsbeeld.core.suggestions import ALWAYS_ON, Suggestion
from eenheidsbeeld.sharing.rules import Regime


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


def check_not_classified(text: str, channel: Channel) -> None:
    """Raise when the text carries a marking of the state; what a publisher put on the open internet may quote one."""
    classified.check_not_classified(text, is_published=channel == Channel.FEED)


# Shared by kind of owner: the law under which it holds what it brings in.
REGIME_OF_KIND = {
    OrganisationKind.POLICE: Regime.WPG,
    OrganisationKind.OM: Regime.WJSG,
}


def regime_of(kind: str) -> Regime:
    return REGIME_OF_KIND.get(OrganisationKind(kind), Regime.AVG)


MAY_BRING_IN = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR)
# In a row; with the waiting in between that is almost two hours.
FAILURES_THAT_ARE_TOLD = 4
MAY_KEEP_SOURCES = (Role.ADMINISTRATOR, Role.ANALYST)
MAY_CLASSIFY = (Role.CONTRIBUTOR, Role.ANALYST, Role.EDITOR)


class NameOutcome(StrEnum):
    """What the privacy officer decided about a name that was reported."""

    MASKED = "masked"
    NO_NAME = "no_name"
    WITHDRAWN = "withdrawn"


class HandledAlready(Refusal):
    """Somebody else was first."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has already dealt with this. Open the page again to see how it stands."))


class SomethingWasReported(Refusal):
    """ "Nothing to report" beside signals of the same week and area."""

    def __init__(self, *, signals: int, week: int, area: str) -> None:
        told = ngettext_lazy(
            "Your organisation brought in %(signals)s signal about %(area)s in week %(week)s. “Nothing to report”"
            " does not fit beside it, so it was not stored. Nothing changed. Is the signal wrong? Withdraw it under"
            " “My signals”. Then you can say that there is nothing to report.",
            "Your organisation brought in %(signals)s signals about %(area)s in week %(week)s. “Nothing to report”"
            " does not fit beside them, so it was not stored. Nothing changed. Are the signals wrong? Withdraw them"
            " under “My signals”. Then you can say that there is nothing to report.",
            "signals",
        )
        super().__init__(told % {"signals": signals, "area": area, "week": week})


class NoGround(Refusal):
    """A source without purpose and ground is not read."""

    def __init__(self) -> None:
        super().__init__(_("Say for which purpose and on which ground this source is read."))


BACK_OFF_MINUTES = (15, 30, 60, 120, 240, 480, 720, 1440)
FETCH_EVERY_MINUTES = 15


def minutes_until_next(failures: int) -> int:
    """How long to wait for the next try: longer after each failure in a row, a day at most."""
    if failures <= 0:
        return FETCH_EVERY_MINUTES
    return BACK_OFF_MINUTES[min(failures, len(BACK_OFF_MINUTES)) - 1]


SIGNAL_KIND = "signals.signal"


class WithdrawReason(StrEnum):
    """Why a sender takes a signal back: a key, so that no free text stays behind."""

    WRONG = "wrong"
    DOUBLE = "double"
    NOT_FOR_HERE = "not_for_here"
    SETTLED = "settled"
    PERSONAL_DATA = "personal_data"


class NotNow(Refusal):
    """The act does not fit how the signal stands; the reason says why."""


CHOOSE_IN_THE_INBOX = _("A place or moment is chosen while the signal waits in the inbox. Put it back there first.")


def check_can_be_corrected(state: SignalState) -> None:
    if state == SignalState.WITHDRAWN:
        raise NotNow(_("This signal was withdrawn. Bring in a new signal instead."))


def check_needs_release(own_wording: bool) -> None:
    if not own_wording:
        raise NotNow(_("This signal holds no police or judicial data, so it needs no released wording."))


def check_groups(groups: list[int]) -> None:
    if not groups:
        raise NotNow(_("Choose for whom this wording is: at least one group that your organisation takes part in."))


class WordsNotFound(Refusal):
    def __init__(self) -> None:
        super().__init__(_("These words do not stand in the text. Type them exactly as they stand there."))


class NotPlaced(Refusal):
    """A place or moment can be chosen from what was found; anything else is a correction by the sender."""

    def __init__(self) -> None:
        super().__init__(_("This was not found in the text. Choose one of the proposals."))


class NothingToLearnFrom(Refusal):
    def __init__(self, *, decisions: int, needed: int) -> None:
        told = _(
            "There are %(decisions)s own decisions, and %(needed)s are needed. Until then the rules work alone:"
            " decide about more signals what kind of unrest they are."
        )
        super().__init__(told % {"decisions": decisions, "needed": needed})


class NotAWord(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only a word, a place or an organisation can be taught, without numbers or signs."))


_WORD_TO_TEACH = re.compile(r"[^\W\d_][^\W\d_' .-]*(?:[ '.-]{1,2}[^\W\d_]+){0,4}\.?")


def check_word(word: str) -> str:
    """The word as it is kept, in lower case; refused when it holds digits or looks like an address."""
    tidied = " ".join(word.split()).casefold()
    if not 2 <= len(tidied) <= 80 or not _WORD_TO_TEACH.fullmatch(tidied):
        raise NotAWord()
    return tidied


# Reasons that say that this is a person: such words can be put back in one text, and never be taught as no name.
SURELY_A_NAME = frozenset(
    {
        "first name and surname", "initials and a name", "initials after a role", "name after a form of address",
        "name before an age", "prefix and surname", "added by a person", "name after a word that announces a name",
        "known first name",
    }
)  # fmt: skip


# A part of a word that says that this is an organisation or a place and not a person.
_NO_PERSON = re.compile(
    r"(?:vereniging|comit[eé]|stichting|coöperatie|club|bond|beweging|platform|school|kerk|moskee|gemeente|wijk|buurt"
    r"|straat|plein|park|weg|huis|centrum|bedrijf|winkel)s?\b",
    re.IGNORECASE,
)


def may_be_taught(*, kind: str, reason: str, words: str) -> bool:
    """Whether words under this mask may go on the list of words that are no name: the list never holds names."""
    return kind == "person" and (reason not in SURELY_A_NAME or says_organisation(words))


def says_organisation(words: str) -> bool:
    """Whether the words themselves say that they name an organisation or a place: "Stichting Het Anker"."""
    return bool(_NO_PERSON.search(words))


def is_admiralty(code: str) -> bool:
    return len(code) == 2 and code[0] in SOURCE_FROM_ADMIRALTY and code[1] in CONTENT_FROM_ADMIRALTY


def shown_file_name(name: str) -> str:
    """What is kept of the name of a file: its kind only, because people put names of others in file names."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return f"*.{ending}" if ending in ("csv", "xlsx", "txt") else ""


class NotAnAddress(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Give the address of a feed, beginning with https:// or http://, or file: and a name."))


_PRIVATE_PLATFORMS = (
    "facebook.com", "instagram.com", "x.com", "twitter.com", "tiktok.com", "t.me", "telegram.me", "telegram.org",
    "reddit.com", "youtube.com", "threads.net", "bsky.app", "nextdoor.nl", "snapchat.com", "discord.com",
    "linkedin.com",
)  # fmt: skip


class NotAPublisher(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Social media are not read here. A source is a publisher, such as a government body or a newsroom.")
        )


def check_source(*, address: str, purpose: str, ground: str) -> None:
    """Raise unless the source has a purpose, a ground and the address of a publisher."""
    if len(purpose.strip()) < 10 or len(ground.strip()) < 5:
        raise NoGround()
    tidied = address.strip().lower()
    if len(tidied) > 500 or not re.match(r"(https?://[^\s/@]+(/\S*)?|file:[\w][\w.-]*)$", tidied):
        raise NotAnAddress()
    host = tidied.split("//", 1)[-1].split("/", 1)[0].split(":", 1)[0].rstrip(".")
    if any(host == site or host.endswith(f".{site}") for site in _PRIVATE_PLATFORMS):
        raise NotAPublisher()


class AlwaysOn(Refusal):
    """Without cleaning nothing may be stored."""

    def __init__(self) -> None:
        super().__init__(_("Taking personal data out cannot be switched off."))


def check_may_be_off(suggestion: Suggestion, reason: str) -> None:
    if suggestion in ALWAYS_ON:
        raise AlwaysOn()
    if len(reason.strip()) < 5:
        raise NotNow(_("Say in one sentence why this suggestion is switched off."))


class NotCleaned(Refusal):
    """The cleaning failed on this text; without cleaning nothing is stored."""

    def __init__(self) -> None:
        super().__init__(
            _("This text could not be cleaned of personal data, so it was not stored. Shorten it or reword it.")
        )
