"""Words for states of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.openness.rules import Answer, Kind, State, Verdict

STATE_LABELS = {
    State.DECIDING: _("Being decided"),
    State.PROPOSED: _("Waits for a second pair of eyes"),
    State.DECIDED: _("Final"),
    State.CLOSED: _("Closed"),
}
KIND_LABELS = {
    Kind.SIGNAL: _("Signal"),
    Kind.SITUATION: _("Situation"),
    Kind.EDITION: _("Released edition"),
}
# By the beginning of a place in a situation.
PLACE_LABELS = {
    "title": _("Title"),
    "summary": _("Summary"),
    "closed_because": _("Why it was closed"),
    "fact": _("Fact"),
    "text": _("Assessment"),
    "expectation": _("What is expected"),
    "confidence_reason": _("How sure, and why"),
}
ANSWER_LABELS = {
    Answer.NO_OBJECTION: _("No objection"),
    Answer.PARTLY: _("Objects in part"),
    Answer.OBJECTS: _("Objects"),
    Answer.SILENT: _("No answer within the time"),
}
VERDICT_LABELS = {
    Verdict.UNDECIDED: _("Not decided yet"),
    Verdict.OPEN: _("Open to the public"),
    Verdict.PARTLY: _("Partly open"),
    Verdict.WITHHELD: _("Not open"),
}
