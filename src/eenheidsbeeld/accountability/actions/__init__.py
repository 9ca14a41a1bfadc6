"""Every write of this room: a name, an actor and a moment."""

from eenheidsbeeld.accountability.actions.breaches import (
    Assessment,
    assess_breach,
    close_breach,
    note_told,
    open_breach,
    open_breach_of_report,
    remind_of_breaches,
)
from eenheidsbeeld.accountability.actions.controller import name_controller
from eenheidsbeeld.accountability.actions.going_live import confirm_item, withdraw_confirmation
from eenheidsbeeld.accountability.actions.holds import Why, hold_period, hold_record, lift_hold
from eenheidsbeeld.accountability.actions.log import check_log, tell_of_the_night

__all__ = [
    "Assessment",
    "Why",
    "assess_breach",
    "check_log",
    "close_breach",
    "confirm_item",
    "hold_period",
    "hold_record",
    "lift_hold",
    "name_controller",
    "note_told",
    "open_breach",
    "open_breach_of_report",
    "remind_of_breaches",
    "tell_of_the_night",
    "withdraw_confirmation",
]
