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

__all__ = [
    "Assessment",
    "assess_breach",
    "close_breach",
    "confirm_item",
    "name_controller",
    "note_told",
    "open_breach",
    "open_breach_of_report",
    "remind_of_breaches",
    "withdraw_confirmation",
]
