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
# Fields as people know them; a field that stands nowhere here is shown by its name in the code.
FIELD_LABELS = {
    "text": _("Text"),
    "released_text": _("Released wording"),
    "text_before": _("Earlier text"),
    "title": _("Title"),
    "summary": _("Summary"),
    "snapshot": _("Frozen content, and with it the PDF and the Word file"),
    "file_name": _("Name of the file"),
    "reason": _("Reason"),
    "state_reason": _("Reason"),
    "changes": _("Reason"),
    "note": _("Note"),
    "place_name": _("Place"),
    "link": _("Link"),
    "dissent": _("Dissent"),
    "email": _("E-mail address"),
    "display_name": _("Name of the account"),
    "function": _("Function"),
    "query": _("Saved filter"),
}
# What granting comes down to; the act itself is done where the record stands.
# Where a record of a kind is read and changed, as far as it has a page of its own.
PAGES = {
    "signals.signal": "signals:signal",
    "situations.situation": "situations:situation",
    "publishing.edition": "pictures:read",
}
WHAT_GRANTING_IS = {
    Right.ACCESS: _("The text goes into the answer."),
    Right.RECTIFICATION: _("Correct the text where it stands, then grant. The answer says that it was corrected."),
    Right.ERASURE: _("Mask the words or destroy the content where it stands, then grant. The answer says so."),
    Right.RESTRICTION: _("Hide the text where it stands, then grant. The answer says so."),
    Right.OBJECTION: _("Stop using the text where it stands, then grant. The answer says so."),
    Right.POLICE_DATA: _("The text goes into the answer."),
}
