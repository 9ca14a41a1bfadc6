"""The shapes of the demo region: plain frozen records, no Django, everything invented."""

from dataclasses import dataclass
from datetime import date, datetime

from .moments import AMSTERDAM, Moment, fill_dates


@dataclass(frozen=True)
class Organisation:
    key: str
    name: str
    short: str
    kind: str
    area: str
    parent: str | None
    active: bool


@dataclass(frozen=True)
class Group:
    key: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """An account. It is named by its function; nobody of this name exists."""

    account: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    area: str
    deputy_for: str | None
    featured: bool
    try_this: str


@dataclass(frozen=True)
class Signal:
    """A text as a partner would type it, before cleaning, and what a good intake makes of it."""

    id: str
    at: Moment
    owner: str
    account: str | None  # None for a feed
    sender_area: str | None
    channel: str
    source: str
    regime: str
    marking: str
    group: str | None
    text: str
    released_wording: str | None
    event_at: Moment | None  # counted from the live week
    municipality: str | None
    phenomenon: str | None
    eep: tuple[str, ...]
    reliability: str
    credibility: str
    situation: str | None  # while received: where it belongs, not yet where it is
    state: str  # received (waits in the inbox), attached or set_aside
    set_aside_reason: str | None
    same_report: str | None
    same_event: str | None
    urgent: bool
    masked: tuple[str, ...]  # invented personal data that must be gone after cleaning
    test_values: tuple[str, ...]
    months: tuple[int, ...]  # only told when it falls in these months; empty is always

    def text_on(self, now: datetime) -> str:
        """The text with real dates in it."""
        return fill_dates(self.text, week=self.at.before(now).date())

    def fits_season(self, now: datetime) -> bool:
        return not self.months or self.at.before(now).month in self.months


@dataclass(frozen=True)
class NilReturn:
    """A municipality says that there is nothing to report."""

    municipality: str
    at: Moment
    account: str


@dataclass(frozen=True)
class Fact:
    at: Moment
    text: str
    reliability: str
    credibility: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """What someone makes of the facts; `claim` is what can be scored later."""

    at: Moment
    by: str
    text: str
    claim: str
    likelihood: str | None
    confidence: str
    confidence_reason: str


@dataclass(frozen=True)
class TensionStep:
    at: Moment
    phase: str
    level: int
    direction: str
    reason: str
    by: str


@dataclass(frozen=True)
class MeasureTaken:
    at: Moment
    text: str
    by: str


@dataclass(frozen=True)
class Situation:
    key: str
    title: str
    phenomenon: str
    also: tuple[str, ...]
    municipalities: tuple[str, ...]
    opened: Moment
    closed: Moment | None
    close_reason: str
    summary: str  # dates in it count from the live week
    may_be_hurt: str
    facts: tuple[Fact, ...]
    assessments: tuple[Assessment, ...]
    tension: tuple[TensionStep, ...]
    measures: tuple[MeasureTaken, ...]
    asked: tuple[str, ...]
    unknown: tuple[str, ...]
    signals: tuple[str, ...]
    merged_into: str | None
    split_from: str | None
    merges: tuple[str, ...]


def filled(text: str, at: Moment, now: datetime) -> str:
    """A text of a fact, assessment or step with real dates, counted from its own week."""
    return fill_dates(text, week=at.day(today_of(now)))


def today_of(now: datetime) -> date:
    return now.astimezone(AMSTERDAM).date()


@dataclass(frozen=True)
class AreaLevel:
    """The tension level of one municipality in one week: proposed by the analyst, set by the municipality."""

    municipality: str
    week: str  # ISO week, such as 2026-W48
    proposed: int
    proposed_direction: str
    proposed_reason: str
    proposed_by: str
    level: int | None  # None: "niet vastgesteld"
    direction: str | None
    reason: str
    set_at: Moment | None


@dataclass(frozen=True)
class CalendarEntry:
    """A trigger or an announced event; `coming` entries of a day of the year are the next one."""

    key: str
    kind: str  # of trigger
    calendar_kind: str
    at: Moment
    ends: Moment | None
    title: str
    municipalities: tuple[str, ...]  # empty: the whole unit
    certainty: str
    situation: str | None
    announced_assembly: bool
    expected: str
    prepare: str
    source: str


@dataclass(frozen=True)
class Statement:
    section: str
    text: str
    signals: tuple[str, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A forecast in an edition, to be scored later."""

    text: str
    likelihood: str
    confidence: str
    confidence_reason: str
    situation: str


@dataclass(frozen=True)
class Part:
    """A partner's own part: agreed, waiting or no_response."""

    state: str
    text: str
    by: str | None
    at: Moment | None


@dataclass(frozen=True)
class Dissent:
    by: str  # organisation
    text: str


@dataclass(frozen=True)
class EditionWords:
    """What editors wrote for one edition of the weekly picture of West-Utrecht, dates filled in."""

    week: str
    weeks_ago: int
    kind: str  # weekly or extra
    version: int
    state: str
    opened_at: Moment
    released_at: Moment | None
    editor: str
    key_messages: tuple[str, ...]
    statements: tuple[Statement, ...]
    assessment: str
    claims: tuple[Claim, ...]
    courses_of_action: tuple[str, ...]
    unknown: tuple[str, ...]
    police: Part
    om: Part
    dissent: tuple[Dissent, ...]
    correction: str | None
