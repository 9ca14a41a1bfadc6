"""Words of the desk: what a notice says, and what the help pages are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.desk.rules import HelpPage

HELP_TITLES = {
    HelpPage.SIGNAL: _("How do I pass on a signal?"),
    HelpPage.LEVELS: _("What do the levels and phases mean?"),
    HelpPage.SHARING: _("Who sees what?"),
    HelpPage.PICTURE: _("How does the OOV picture come about?"),
    HelpPage.DATA: _("My data, and how long everything is kept"),
    HelpPage.URGENT: _("This cannot wait"),
    HelpPage.KEYS: _("Working with the keyboard"),
}
HELP_LEADS = {
    HelpPage.SIGNAL: _("In three minutes, on your phone too. Names are taken out for you."),
    HelpPage.LEVELS: _("Five levels, three directions and four phases, always set by people."),
    HelpPage.SHARING: _("Markings, groups, and police and judicial data."),
    HelpPage.PICTURE: _("From Monday to Thursday, and what you can do with it."),
    HelpPage.DATA: _("What is kept about you, for how long, and who can look into it."),
    HelpPage.URGENT: _("Whom to call, and what to do after that."),
    HelpPage.KEYS: _("For who works with it all day."),
}
# The key that other pages write in {% help "levels" %}.
HELP_KEYS = {
    "signal": HelpPage.SIGNAL,
    "levels": HelpPage.LEVELS,
    "sharing": HelpPage.SHARING,
    "picture": HelpPage.PICTURE,
    "data": HelpPage.DATA,
    "urgent": HelpPage.URGENT,
    "keys": HelpPage.KEYS,
}
EDITION_NOTICES = {
    "edition_released": _("New: %(edition)s"),
    "edition_corrected": _("Corrected: %(edition)s, version %(version)s"),
    "edition_withdrawn": _("Withdrawn: %(edition)s. Do not use it any more."),
    "edition_destroyed": _("Content destroyed: %(edition)s, version %(version)s. Remove what you saved of it."),
}
