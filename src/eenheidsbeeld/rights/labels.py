"""Words for states of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.rights.rules import Outcome, Right

RIGHT_LABELS = {
    Right.ACCESS: _("Access (AVG art. 15)"),
    Right.RECTIFICATION: _("Rectification (AVG art. 16)"),
    Right.ERASURE: _("Erasure (AVG art. 17)"),
    Right.RESTRICTION: _("Restriction (AVG art. 18)"),
    Right.OBJECTION: _("Objection (AVG art. 21)"),
    Right.POLICE_DATA: _("Access to police data (Wpg art. 25)"),
}
OUTCOME_LABELS = {
    Outcome.OPEN: _("Not decided yet"),
    Outcome.NOT_THEIRS: _("Is not about this person"),
    Outcome.GRANTED: _("Is about this person: grant"),
    Outcome.REFUSED: _("Is about this person: do not grant"),
}
# What granting comes down to; the act itself is done where the record stands.
WHAT_GRANTING_IS = {
    Right.ACCESS: _("The text goes into the answer."),
    Right.RECTIFICATION: _("Correct the text where it stands, then grant. The answer says that it was corrected."),
    Right.ERASURE: _("Mask the words or destroy the content where it stands, then grant. The answer says so."),
    Right.RESTRICTION: _("Hide the text where it stands, then grant. The answer says so."),
    Right.OBJECTION: _("Stop using the text where it stands, then grant. The answer says so."),
    Right.POLICE_DATA: _("The text goes into the answer."),
}
