"""Words for markings and regimes. TLP labels stay untranslated and in capitals, as the standard asks."""

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.sharing.rules import Marking, Regime

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
