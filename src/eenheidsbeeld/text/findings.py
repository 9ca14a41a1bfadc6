"""What the text work takes in and what it finds: values, nothing else."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of personal data that are masked."""

    PERSON = "person"
    HANDLE = "handle"
    EMAIL = "email"
    PHONE = "phone"
    BSN = "bsn"
    IBAN = "iban"
    PLATE = "plate"
    ADDRESS = "address"
    BIRTHDATE = "birthdate"
    ID = "id"
    URL = "url"


DUTCH_KIND = {
    Kind.PERSON: "naam",
    Kind.HANDLE: "account",
    Kind.EMAIL: "e-mailadres",
    Kind.PHONE: "telefoonnummer",
    Kind.BSN: "bsn",
    Kind.IBAN: "iban",
    Kind.PLATE: "kenteken",
    Kind.ADDRESS: "adres",
    Kind.BIRTHDATE: "geboortedatum",
    Kind.ID: "nummer",
    Kind.URL: "link",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it came in; it is held in memory only."""

    id: str
    text: str
    lang: str | None = None
    published: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of the original text that is taken out, and why."""

    start: int
    end: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the text: the area that fits best, and every area that fits, best first."""

    start: int
    end: int
    code: str
    level: str
    score: float
    name: str
    reason: str
    candidates: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A moment or period in the text; `last` is the final moment that belongs to it."""

    start: int
    end: int
    first: datetime
    last: datetime
    time_known: bool
    announced: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phenomenon that the text may be about, with the words that decided."""

    code: str
    probability: float
    words: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class AnnouncedEvent:
    """Something that will happen, as a proposal for the calendar; `caller` is never a person."""

    caller: str
    what: str
    code: str | None
    place: str | None
    first: datetime
    last: datetime
    time_known: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word that colours the text, and neutral words to use instead."""

    start: int
    end: int
    word: str
    neutral: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one text. Offsets count characters of the original text."""

    id: str
    text_clean: str
    masks: tuple[Mask, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    phenomena: tuple[Suggestion, ...] = ()
    language: str | None = None
    announced_events: tuple[AnnouncedEvent, ...] = ()
    loaded_words: tuple[LoadedWord, ...] = ()
    notes: tuple[str, ...] = ()
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnList:
    """Words an organisation taught: they are not names, or they are to be masked. Never names of persons.

    `not_names`: over-masking that people restored ("de Brink"); compared without case.
    `not_places`: words that look like a place here and are none.
    """

    not_names: frozenset[str] = field(default_factory=frozenset)
    not_places: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def empty(cls) -> "OwnList":
        return cls()

    @classmethod
    def of(
        cls, not_names: "list[str] | tuple[str, ...]" = (), not_places: "list[str] | tuple[str, ...]" = ()
    ) -> "OwnList":
        return cls(
            frozenset(w.strip().casefold() for w in not_names if w.strip()),
            frozenset(w.strip().casefold() for w in not_places if w.strip()),
        )
