"""Every read of this room, by name. The viewer, or the audience of an edition, always comes first."""

from eenheidsbeeld.situations.filters import InboxFilter, SituationFilter
from eenheidsbeeld.situations.queries.changed import Change, Changes, changes_since
from eenheidsbeeld.situations.queries.detail import SituationDetail, situation, situation_detail
from eenheidsbeeld.situations.queries.forward import (
    CalendarItem,
    calendar,
    calendar_entry,
    trigger,
)
from eenheidsbeeld.situations.queries.found import FoundInText, found_in
from eenheidsbeeld.situations.queries.levels import LevelAnswer, Stated, level_of, levels_before, levels_of
from eenheidsbeeld.situations.queries.listing import (
    SignalCount,
    SituationPage,
    SituationRow,
    list_situations,
    mergeable,
    narrowed,
    running_situations,
    signal_counts,
)
from eenheidsbeeld.situations.queries.proposals import (
    Proposal,
    proposal,
    proposals,
    proposals_beside_calendar,
    proposals_of,
)
from eenheidsbeeld.situations.queries.saved import saved_filters
from eenheidsbeeld.situations.queries.waiting import (
    InboxGroup,
    InboxPage,
    inbox,
    last_step,
    next_waiting,
    open_group,
    reference_of_signal,
    running_in,
)

__all__ = [
    "CalendarItem",
    "Change",
    "Changes",
    "FoundInText",
    "InboxFilter",
    "InboxGroup",
    "InboxPage",
    "LevelAnswer",
    "Proposal",
    "SignalCount",
    "SituationDetail",
    "SituationFilter",
    "SituationPage",
    "SituationRow",
    "Stated",
    "calendar",
    "calendar_entry",
    "changes_since",
    "found_in",
    "inbox",
    "last_step",
    "level_of",
    "levels_before",
    "levels_of",
    "list_situations",
    "mergeable",
    "narrowed",
    "next_waiting",
    "open_group",
    "proposal",
    "proposals",
    "proposals_beside_calendar",
    "proposals_of",
    "reference_of_signal",
    "running_in",
    "running_situations",
    "saved_filters",
    "signal_counts",
    "situation",
    "situation_detail",
    "trigger",
]
