"""Every write of this room, by name."""

from eenheidsbeeld.situations.actions.assess import add_fact, assess_situation, withdraw_fact
from eenheidsbeeld.situations.actions.calendar_change import change_calendar_entry, change_trigger
from eenheidsbeeld.situations.actions.close import close_situation, reopen_situation
from eenheidsbeeld.situations.actions.filters import remove_filter, save_filter
from eenheidsbeeld.situations.actions.forward import (
    add_trigger,
    confirm_proposal,
    note_outcome,
    put_calendar_entry,
    reject_proposal,
    remove_calendar_entry,
    remove_calendar_origin,
    remove_trigger,
)
from eenheidsbeeld.situations.actions.inbox import (
    attach_signals,
    detach_signals,
    group_signals,
    keep_together,
    set_aside,
    start_situation,
    take_back,
    tell_apart,
    ungroup_signals,
)
from eenheidsbeeld.situations.actions.levels import propose_level, set_level
from eenheidsbeeld.situations.actions.merge import merge_situations, split_situation
from eenheidsbeeld.situations.actions.undo import undo_last_step, undo_step

__all__ = [
    "add_fact",
    "add_trigger",
    "assess_situation",
    "attach_signals",
    "change_calendar_entry",
    "change_trigger",
    "close_situation",
    "confirm_proposal",
    "detach_signals",
    "group_signals",
    "keep_together",
    "merge_situations",
    "note_outcome",
    "propose_level",
    "put_calendar_entry",
    "reject_proposal",
    "remove_calendar_entry",
    "remove_calendar_origin",
    "remove_filter",
    "remove_trigger",
    "reopen_situation",
    "save_filter",
    "set_aside",
    "set_level",
    "split_situation",
    "start_situation",
    "take_back",
    "tell_apart",
    "undo_last_step",
    "undo_step",
    "ungroup_signals",
    "withdraw_fact",
]
