"""What the log does: write, seal, hold and destroy. Rooms call `audit.record(…)`."""

from eenheidsbeeld.audit.actions.hold import hold, lift
from eenheidsbeeld.audit.actions.record import record, record_list, record_many, record_read
from eenheidsbeeld.audit.actions.seal import seal_what_is_settled

__all__ = ["hold", "lift", "record", "record_list", "record_many", "record_read", "seal_what_is_settled"]
