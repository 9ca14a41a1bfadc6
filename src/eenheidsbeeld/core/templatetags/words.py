"""The words that components put beside a number, a colour or a shape."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEVELS = {
    0: _("Nothing unusual"),
    1: _("Alert"),
    2: _("Raised"),
    3: _("High"),
    4: _("Acute"),
}

DIRECTIONS = {
    "up": _("rising"),
    "stable": _("the same"),
    "down": _("falling"),
    "unknown": _("direction unknown"),
}

PHASES = {
    "latent": _("Dormant discontent"),
    "rising": _("Rising tensions"),
    "escalation": _("Escalation in public space"),
    "aftermath": _("After the escalation"),
}

# TLP labels stay untranslated and in capitals; the sentence says what the label means here.
MARKINGS = {
    "red": ("TLP:RED", _("Only for the people named")),
    "amber_strict": ("TLP:AMBER+STRICT", _("Only for the owning organisation")),
    "amber": ("TLP:AMBER", _("Only for the owner and the chosen groups")),
    "green": ("TLP:GREEN", _("For all organisations in the unit")),
    "clear": ("TLP:CLEAR", _("For everyone")),
}

NOTICES = {
    "info": _("Note"),
    "ok": _("Done"),
    "warning": _("Mind this"),
    "error": _("Went wrong"),
}

TIMELINE_KINDS = {
    "fact": pgettext_lazy("timeline", "Fact"),
    "assessment": pgettext_lazy("timeline", "Assessment"),
    "level": pgettext_lazy("timeline", "Level"),
    "phase": pgettext_lazy("timeline", "Phase"),
    "trigger": pgettext_lazy("timeline", "Trigger"),
    "measure": pgettext_lazy("timeline", "Measure"),
    "note": pgettext_lazy("timeline", "Note"),
}
