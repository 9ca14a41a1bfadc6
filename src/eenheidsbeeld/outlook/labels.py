"""Words for the states of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.outlook.rules import Finding, Outcome, Said, Why

FINDING_LABELS = {Finding.SOMETHING: _("There was something"), Finding.NOTHING: _("Put aside")}
WHY_LABELS = {
    Why.KNOWN: _("We knew this already and are following it"),
    Why.SAME_EVENT: _("The same event was reported more than once"),
    Why.MORE_REPORTING: _("More was reported, not more happened"),
    Why.WRONG_PLACE: _("Place or subject of the signals is wrong"),
    Why.TOO_SMALL: _("Too little to act upon"),
}
OUTCOME_LABELS = {
    Outcome.CAME: _("It came"),
    Outcome.DID_NOT: _("It did not come"),
    Outcome.CANNOT_SAY: _("Cannot be said"),
}
SAID_LABELS = {
    Said.COMPARED: _("Compared with earlier weeks"),
    Said.TOO_LITTLE_HISTORY: _("There is too little history to say what is usual"),
    Said.NOTHING_SEEN: _("There were no signals that your organisation may see"),
}
METHOD_LABELS = {
    "climatology": _("Looking back"),
    "discounted": _("Recent weeks count most"),
    "additive": _("Sum of simple looks at the past"),
    "calendar": _("The same sum, with the calendar"),
    "endemic_epidemic": _("Season, and what follows from the week before (hhh4)"),
    "boosting": _("Boosted trees"),
}
VERDICT_LABELS = {
    "gain": _("Better than looking back: the difference is larger than luck gives."),
    "loss": _("Worse than looking back: use the comparison with earlier weeks instead."),
    "noise": _("No difference that is larger than luck gives."),
    "too_few": _("There is too little to tell whether it is better than looking back."),
}
