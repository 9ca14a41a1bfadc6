"""Words for what can be wrong with the log, and for why something is held."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.audit.rules import Flaw, HoldGround

FLAW_LABELS = {
    Flaw.ALTERED: _("Altered after it was written"),
    Flaw.REMOVED: _("Removed"),
    Flaw.ADDED: _("Added after sealing"),
    Flaw.REHASHED: _("Written anew, with new check numbers"),
    Flaw.BROKEN_CHAIN: _("This link is not right, or does not fit on the one before"),
    Flaw.TRUNCATED: _("The end of the chain was taken away: a link that was noted earlier is not there any more"),
    Flaw.DESTROYED_TOO_EARLY: _("Destroyed before the end of the term"),
    Flaw.NOT_DESTROYED: _("Said to be destroyed, but still there"),
    Flaw.UNCERTIFIED: _("Gone without a valid certificate of destruction"),
    Flaw.CERTIFICATE_ALTERED: _("A certificate of destruction was altered or removed"),
}
HOLD_GROUND_LABELS = {
    HoldGround.COURT_CASE: _("A court case or objection"),
    HoldGround.COMPLAINT: _("A complaint"),
    HoldGround.REQUEST: _("A request of a person or under the Woo"),
    HoldGround.INQUIRY: _("An inquiry or a breach that is looked into"),
    HoldGround.ARCHIVE: _("The Archiefwet asks it"),
    HoldGround.OTHER: _("Another reason"),
}
