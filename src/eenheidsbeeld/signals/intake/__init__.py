"""The one door: drafts in, signals out. What came in is held in memory only and is never stored, logged or queued."""

from eenheidsbeeld.signals.intake.drafts import Outcome, Received, SignalDraft
from eenheidsbeeld.signals.intake.receive import receive_batch

__all__ = ["Outcome", "Received", "SignalDraft", "receive_batch"]
