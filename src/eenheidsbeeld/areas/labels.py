"""Words for levels, for how certain a police area is, and for a division that answers for another year."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas.rules import Certainty, Level, Reuse

LEVEL_LABELS = {
    Level.NEIGHBOURHOOD: _("Neighbourhood"),
    Level.MUNICIPALITY: _("Municipality"),
    Level.BASIC_TEAM: _("Basic team"),
    Level.DISTRICT: _("Police district"),
    Level.UNIT: _("Police unit"),
    Level.SAFETY_REGION: _("Safety region"),
    Level.PROVINCE: _("Province"),
    Level.COUNTRY: _("Country"),
}

CERTAINTY_LABELS = {
    Certainty.SOURCED: _("from a public source"),
    Certainty.ENTERED: _("filled in by hand"),
    Certainty.DERIVED: _("derived from a public source"),
    Certainty.BY_ELIMINATION: _("by elimination"),
    Certainty.UNVERIFIED: _("not verified"),
    Certainty.UNKNOWN: _("unknown"),
}

UNKNOWN_TEAM = _("unknown (basic team)")


def division_note(asked: int, used: int, reuse: Reuse) -> str:
    """One sentence beside figures of a year that has no division of its own; empty when it has."""
    if reuse == Reuse.EXACT:
        return ""
    if reuse == Reuse.OLDEST_FOR_EARLIER:
        words = gettext("Division of %(used)s, used for %(asked)s: an earlier one is not in the product.")
    else:
        words = gettext("Division of %(used)s, used for %(asked)s: that of %(asked)s is not in the product yet.")
    return words % {"used": used, "asked": asked}
