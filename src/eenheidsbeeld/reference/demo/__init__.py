"""The invented content of the demo region: police unit Midden-Nederland, its picture of district West-Utrecht.

Geography is real, everything else is invented. Organisations are real in kind only: the municipality of
Woerden exists, what it does here does not. Moments are relative to today, see `moments`.
"""

from .loading import groups, organisations, people, signals, situations, told_signals
from .moments import Moment, fill_dates, parse, week_of
from .records import (
    AreaLevel,
    Assessment,
    CalendarEntry,
    Claim,
    Dissent,
    EditionWords,
    Fact,
    Group,
    MeasureTaken,
    NilReturn,
    Organisation,
    Part,
    Person,
    Signal,
    Situation,
    Statement,
    TensionStep,
    filled,
)
from .weekly import calendar, editions, levels, nil_returns

__all__ = [
    "AreaLevel",
    "Assessment",
    "CalendarEntry",
    "Claim",
    "Dissent",
    "EditionWords",
    "Fact",
    "Group",
    "MeasureTaken",
    "Moment",
    "NilReturn",
    "Organisation",
    "Part",
    "Person",
    "Signal",
    "Situation",
    "Statement",
    "TensionStep",
    "calendar",
    "editions",
    "fill_dates",
    "filled",
    "groups",
    "levels",
    "nil_returns",
    "organisations",
    "parse",
    "people",
    "signals",
    "situations",
    "told_signals",
    "week_of",
]
