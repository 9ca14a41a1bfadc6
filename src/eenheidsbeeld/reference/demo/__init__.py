"""The invented content of the demo region: police unit Midden-Nederland, its picture of district West-Utrecht.

Geography is real, everything else is invented. Organisations are real in kind only: the municipality of
Woerden exists, what it does here does not. Moments are relative to today, see `moments`.
"""

from .loading import groups, organisations, people, signals, situations
from .moments import Moment, fill_dates, parse, week_of
from .records import (
    Assessment,
    Fact,
    Group,
    MeasureTaken,
    NilReturn,
    Organisation,
    Person,
    Signal,
    Situation,
    TensionStep,
    filled,
)

__all__ = [
    "Assessment",
    "Fact",
    "Group",
    "MeasureTaken",
    "Moment",
    "NilReturn",
    "Organisation",
    "Person",
    "Signal",
    "Situation",
    "TensionStep",
    "fill_dates",
    "filled",
    "groups",
    "organisations",
    "parse",
    "people",
    "signals",
    "situations",
    "week_of",
]
