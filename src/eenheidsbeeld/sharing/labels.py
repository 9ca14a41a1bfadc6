"""Words for markings and regimes. TLP labels stay untranslated and in capitals, as the standard asks."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.sharing.consent_rules import Answer
from eenheidsbeeld.sharing.key_rules import GlassState, Verdict
from eenheidsbeeld.sharing.rules import Marking, Purpose, Regime

MARKING_LABELS = {
    Marking.RED: "TLP:RED",
    Marking.AMBER_STRICT: "TLP:AMBER+STRICT",
    Marking.AMBER: "TLP:AMBER",
    Marking.GREEN: "TLP:GREEN",
    Marking.CLEAR: "TLP:CLEAR",
}

MARKING_EXPLANATIONS = {
    Marking.RED: _("Only for the people named."),
    Marking.AMBER_STRICT: _("Only for the organisation that brought it in."),
    Marking.AMBER: _("For the organisation that brought it in and the organisations in the chosen groups."),
    Marking.GREEN: _("For all organisations in this police unit, not for the public."),
    Marking.CLEAR: _("For everyone."),
}

REGIME_LABELS = {
    Regime.AVG: _("AVG (general data protection)"),
    Regime.WPG: _("Wpg (police data)"),
    Regime.WJSG: _("Wjsg (judicial data)"),
}

PURPOSE_LABELS = {
    Purpose.PICTURE: _("The picture of public order"),
    Purpose.DEMONSTRATION: _("Dealing with a demonstration"),
    Purpose.LEARNING: _("Evaluation and statistics"),
    Purpose.PRACTICE: _("Practice"),
    Purpose.BREACH: _("Dealing with a data breach"),
}

ANSWER_LABELS = {
    Answer.WAITING: _("Waits for an answer"),
    Answer.YES: _("Agreed"),
    Answer.NO: _("Not agreed"),
}

# What an edition says of the laws under which the records are held that it rests on.
REGIME_NOTES = {
    Regime.AVG: _("AVG"),
    Regime.WPG: _("police data only in a wording that the police released (Wpg)"),
    Regime.WJSG: _("judicial data only in a wording that the prosecution released (Wjsg)"),
}

VERDICT_LABELS = {
    Verdict.JUSTIFIED: _("Justified"),
    Verdict.NOT_JUSTIFIED: _("Not justified"),
}

GLASS_LABELS = {
    GlassState.ASKED: _("Waits for a second person"),
    GlassState.LAPSED: _("Nobody answered in time"),
    GlassState.REFUSED: _("Refused"),
    GlassState.OPEN: _("Open now"),
    GlassState.TO_REVIEW: _("Ended, to be reviewed"),
    GlassState.REVIEWED: _("Reviewed"),
}
