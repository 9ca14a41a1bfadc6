"""Writes of this room: counting, looking, expecting, and what people judge of it afterwards."""

from eenheidsbeeld.outlook.actions.claims import judge_claim, note_claims, note_happening, share_happenings
from eenheidsbeeld.outlook.actions.count import HistoryCount, add_history, count_week
from eenheidsbeeld.outlook.actions.expect import expect, fill_in_outcomes
from eenheidsbeeld.outlook.actions.judge import judge_alert, undo_judgement
from eenheidsbeeld.outlook.actions.look import look_at_week

__all__ = [
    "HistoryCount",
    "add_history",
    "count_week",
    "expect",
    "fill_in_outcomes",
    "judge_alert",
    "judge_claim",
    "look_at_week",
    "note_claims",
    "note_happening",
    "share_happenings",
    "undo_judgement",
]
