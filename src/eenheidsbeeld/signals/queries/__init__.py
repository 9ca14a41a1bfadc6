"""Every read of signals, by name. The viewer comes first; rows hold only what that viewer may read."""

from eenheidsbeeld.signals.queries.call import ToCall, numbers_to_call
from eenheidsbeeld.signals.queries.counts import Contribution, contributions, count_by_area, nil_return_of
from eenheidsbeeld.signals.queries.detail import (
    HistoryLine,
    May,
    Readers,
    changes,
    history,
    may_bring_in,
    own_signal,
    signal,
    signal_for_change,
    what_may_be_done,
    who_sees,
    wordings,
)
from eenheidsbeeld.signals.queries.grouped import StoryReason, same_story, stories, why_same_story
from eenheidsbeeld.signals.queries.hints import hints_for
from eenheidsbeeld.signals.queries.imports import batch, batches
from eenheidsbeeld.signals.queries.learned import (
    LearnedLine,
    WhatWasLearned,
    learned_of,
    own_decisions,
    what_was_learned,
    who_decided,
)
from eenheidsbeeld.signals.queries.listing import (
    PAGE,
    SignalPage,
    area_and_below,
    for_export,
    list_signals,
    my_signals,
    narrowed,
)
from eenheidsbeeld.signals.queries.names import (
    ReaderLine,
    an_officer_reads,
    name_report,
    name_reports,
    own_reports,
    readers_of_reported,
    reported_signal,
    reports_without_officer,
    words_pointed_at,
)
from eenheidsbeeld.signals.queries.own_words import own_words
from eenheidsbeeld.signals.queries.publishers import due_sources, source, source_for_change, source_to_fetch, sources
from eenheidsbeeld.signals.queries.reading import as_read, readable
from eenheidsbeeld.signals.queries.switched_off import is_on, switched_off

__all__ = [
    "PAGE",
    "Contribution",
    "HistoryLine",
    "LearnedLine",
    "May",
    "ReaderLine",
    "Readers",
    "SignalPage",
    "StoryReason",
    "ToCall",
    "WhatWasLearned",
    "an_officer_reads",
    "area_and_below",
    "as_read",
    "batch",
    "batches",
    "changes",
    "contributions",
    "count_by_area",
    "due_sources",
    "for_export",
    "hints_for",
    "history",
    "is_on",
    "learned_of",
    "list_signals",
    "may_bring_in",
    "my_signals",
    "name_report",
    "name_reports",
    "narrowed",
    "nil_return_of",
    "numbers_to_call",
    "own_decisions",
    "own_reports",
    "own_signal",
    "own_words",
    "readable",
    "readers_of_reported",
    "reported_signal",
    "reports_without_officer",
    "same_story",
    "signal",
    "signal_for_change",
    "source",
    "source_for_change",
    "source_to_fetch",
    "sources",
    "stories",
    "switched_off",
    "what_may_be_done",
    "what_was_learned",
    "who_decided",
    "who_sees",
    "why_same_story",
    "wordings",
    "words_pointed_at",
]
