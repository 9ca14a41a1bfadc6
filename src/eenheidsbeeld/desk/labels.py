"""Words of the desk: what a notice says, and what the help pages are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.desk.mail_rules import Rhythm, Topic
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

RHYTHM_LABELS = {
    Rhythm.NEVER: _("No summary"),
    Rhythm.DAILY: _("Every working day"),
    Rhythm.WEEKLY: _("Once a week"),
}
TOPIC_LABELS = {
    Topic.NEW_PICTURES: _("A new picture was released"),
    Topic.REMINDERS: _("A reminder before a deadline"),
    Topic.FAILURES: _("A source that cannot be read"),
    Topic.OTHER: _("Other work that waits for your role"),
}
# Subject and sentence of the mail that follows from a notice. Nothing of the record stands in them.
NOTICE_MAIL = {
    "cannot_wait": (_("This cannot wait"), _("A partner has something that cannot wait. Look at it now.")),
    "officer_needed": (
        _("Your organisation needs a privacy officer"),
        _("A name may stand in a signal. It stays hidden until a privacy officer looks. Give a colleague that role."),
    ),
    "held_elsewhere": (
        _("Another organisation keeps something of yours longer"),
        _("It is needed for a request to another organisation. Until that is over it does not end at its term."),
    ),
    "name_found": (_("A name may stand in a signal"), _("The signal is hidden until you have dealt with it.")),
    "break_glass": (
        _("Access in an emergency was asked or given"),
        _("Somebody asked for access to a compartment without a key, or got it."),
    ),
    "hold_placed": (
        _("Destruction was put on hold"),
        _("Somebody put destruction on hold. Look whether ground and reason are right."),
    ),
    "destruction_failed": (
        _("The destruction of last night did not succeed"),
        _("A part of it failed. It is tried again the next night. Look what failed."),
    ),
    "destruction_cut_off": (
        _("The destruction of last night was not finished"),
        _("It was cut off. It goes on when it runs again."),
    ),
    "destruction_missed": (
        _("Last night nothing was destroyed"),
        _("The night did not come. Look whether the worker runs."),
    ),
    "log_flawed": (
        _("The log is not as it was written"),
        _("A check found something. Do not change anything and look at it now."),
    ),
    "breach": (_("A data breach waits for you"), _("The term of 72 hours runs.")),
    "breach_24": (
        _("Data breach: a day has gone by"),
        _("Of the 72 hours to report it 48 are left. Decide whether you report it."),
    ),
    "breach_48": (
        _("Data breach: two days have gone by"),
        _("Of the 72 hours to report it 24 are left. Report what you know; the rest may follow."),
    ),
    "breach_72": (
        _("Data breach: the 72 hours are over"),
        _("It was not reported and the file is not closed. Report it all the same, and say why it is late."),
    ),
    "source_failing": (
        _("A source cannot be read any more"), _("Reading a source failed several times. Look what is the matter."),
    ),
    "sharing_asked": (
        _("Your consent is asked"), _("A partner asks whether something of your organisation may be shared wider."),
    ),
    "sharing_answered": (
        _("Your question about sharing was answered"), _("The source has answered. Read what it says."),
    ),
    "edition_destroyed": (
        _("The content of a picture was destroyed"),
        _("The content of a picture that you received was destroyed. Remove what you saved of it."),
    ),
    "edition_released": (_("A new picture is ready"), _("A new picture was released to your organisation.")),
    "edition_corrected": (
        _("A picture was corrected"), _("A picture that you received was corrected. Use the new version."),
    ),
    "edition_withdrawn": (
        _("A picture was withdrawn"), _("A picture that you received was withdrawn. Do not use it any more."),
    ),
    "part_to_agree": (_("A part of a picture waits for your agreement"), _("Read your part and answer in time.")),
    "answer_missing": (_("Your agreement is still missing"), _("The deadline is near. Read your part and answer.")),
    "return_missing": (
        _("Nothing came from you this week yet"),
        _("The picture closes soon. Report something, or that there is nothing."),
    ),
}  # fmt: skip
# To addresses outside the organisation: nothing but that there is something, and how much hurry it has.
BARE_MAIL = (_("Something waits for you in Eenheidsbeeld"), _("Sign in to read what it is."))
BARE_URGENT = (
    _("Look now: something waits for you in Eenheidsbeeld"),
    _("It has a hurry. Sign in to read what it is."),
)
ANY_NOTICE = (_("Something waits for you"), _("Something waits for your role."))
