"""What the log does: write, seal, check and hold. Rooms call `audit.record(…)`."""

from eenheidsbeeld.audit.actions.check import ask_for_check, do_check
from eenheidsbeeld.audit.actions.hold import hold, let_go, lift_hold, place_hold
from eenheidsbeeld.audit.actions.record import record, record_list, record_many, record_read
from eenheidsbeeld.audit.actions.seal import seal_what_is_settled

__all__ = [
    "ask_for_check",
    "do_check",
    "hold",
    "let_go",
    "lift_hold",
    "place_hold",
    "record",
    "record_list",
    "record_many",
    "record_read",
    "seal_what_is_settled",
]
