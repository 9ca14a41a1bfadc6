"""Words for states of this room, and for kinds of records as people know them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eenheidsbeeld.accountability.rules import BreachKind, Risk, Told
from eenheidsbeeld.core.processing import Words
from eenheidsbeeld.core.retention import WEEK, YEAR

BREACH_KIND_LABELS = {
    BreachKind.NAME_IN_TEXT: _("Personal data in a text"),
    BreachKind.WRONG_READER: _("Somebody read what was not for them"),
    BreachKind.LOST_DEVICE: _("A device or print was lost"),
    BreachKind.BREAK_IN: _("Somebody broke in"),
    BreachKind.OTHER: _("Something else"),
}
RISK_LABELS = {
    Risk.UNLIKELY: _("A risk for people is unlikely"),
    Risk.RISK: _("There is a risk for people"),
    Risk.HIGH: _("There is a high risk for people"),
}
TOLD_LABELS = {Told.UNDECIDED: _("Not decided yet"), Told.YES: _("Yes"), Told.NO: _("No")}

RECORD_LABELS: dict[str, Words] = {
    "accountability.breach": _("Data breach"),
    "accountability.confirmation": _("Confirmation before going live"),
    "accountability.controllerdetails": _("Who is responsible"),
    "accounts.failedattempt": _("Failed attempt to sign in"),
    "accounts.invitation": _("Invitation"),
    "accounts.passwordlink": _("Link for a new password"),
    "accounts.proposedact": _("Change that waits for a second administrator"),
    "accounts.signin": _("Sign-in"),
    "accounts.membership": _("Function in an organisation"),
    "accounts.membershiprole": _("Role"),
    "accounts.notice": _("Notice"),
    "accounts.organisation": _("Organisation"),
    "accounts.person": _("Account"),
    "areas.areasuccessor": _("Succession of areas"),
    "areas.areaversion": _("Area"),
    "audit.auditentry": _("Entry in the log"),
    "audit.auditseal": _("Seal of the log"),
    "audit.destructioncertificate": _("Certificate of destruction"),
    "audit.destructionnight": _("Night of destruction"),
    "audit.legalhold": _("Hold on destruction"),
    "audit.logcheck": _("Check of the log"),
    "core.mailnamed": _("Record named in a mail"),
    "core.mailsent": _("Mail that was sent"),
    "desk.mailpreference": _("Choice of mail"),
    "core.lease": _("Lead of recurring work"),
    "core.queuedtask": _("Task in the queue"),
    "core.recurringwork": _("Recurring work"),
    "desk.helpnote": _("Addition of the region to the help"),
    "openness.woodocument": _("Document in a Woo dossier"),
    "openness.wooopinion": _("View of a partner on opening its text"),
    "openness.woopart": _("Decision about a paragraph"),
    "openness.woorequest": _("Woo request"),
    "outlook.alert": _("Alert of an unusual week"),
    "outlook.alertjudgement": _("What was found behind an alert"),
    "outlook.claim": _("Expectation in a released picture"),
    "outlook.forecastsheet": _("Forecast of numbers"),
    "outlook.happening": _("Moment at which something was called raised"),
    "outlook.weeklook": _("Look at a week"),
    "outlook.weeklycount": _("Count per week and area"),
    "publishing.edition": _("Edition of a picture"),
    "publishing.editionsection": _("Section of an edition"),
    "publishing.evidence": _("What a sentence rests on"),
    "publishing.publication": _("Publication"),
    "publishing.publicationtask": _("Task in a publication"),
    "publishing.receipt": _("Receipt of opening"),
    "publishing.recipient": _("Recipient of an edition"),
    "publishing.renderedfile": _("PDF or Word file of an edition"),
    "publishing.signoff": _("Agreement of a partner"),
    "publishing.statement": _("Sentence in an edition"),
    "rights.accesshit": _("Place that was found for a request"),
    "rights.accessrequest": _("Request of a person about their own data"),
    "sharing.breakglass": _("Emergency access to a compartment"),
    "sharing.compartment": _("Compartment"),
    "sharing.compartmentkey": _("Key of a compartment"),
    "sharing.groupmember": _("Member of a group"),
    "sharing.sharingconsent": _("Consent to wider sharing"),
    "sharing.sharingrequest": _("Question to share wider"),
    "sharing.sharinggroup": _("Sharing group"),
    "sharing.sharingscope": _("With whom a record is shared"),
    "signals.importbatch": _("Imported file"),
    "signals.learnedmodel": _("What was learned from own decisions"),
    "signals.toldapart": _("Pair of signals told apart"),
    "signals.namereport": _("Report of a name"),
    "signals.nilreturn": _("Nothing to report"),
    "signals.ownword": _("Word that is no name"),
    "signals.releasedwording": _("Released wording"),
    "signals.signal": _("Signal"),
    "signals.signalband": _("Print of a text"),
    "signals.signalchange": _("Earlier text of a signal"),
    "signals.signalsketch": _("Sketch of a text"),
    "signals.source": _("Source"),
    "signals.story": _("Signals about the same"),
    "signals.suggestionoff": _("Suggestion that was switched off"),
    "situations.arealevel": _("Level of an area"),
    "situations.assessment": _("Assessment"),
    "situations.attachment": _("Signal in a situation"),
    "situations.calendarentry": _("Calendar entry"),
    "situations.fact": _("Fact"),
    "situations.inboxstep": _("Decision in the inbox"),
    "situations.savedfilter": _("Saved filter"),
    "situations.situation": _("Situation"),
    "situations.situationarea": _("Area of a situation"),
    "situations.trigger": _("Trigger"),
}


def term_in_words(days: int) -> str:
    """A term as people say it: 26 weeks, 3 years, 30 days."""
    if days % YEAR == 0:
        return ngettext("%(n)s year", "%(n)s years", days // YEAR) % {"n": days // YEAR}
    if days % WEEK == 0:
        return ngettext("%(n)s week", "%(n)s weeks", days // WEEK) % {"n": days // WEEK}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


# Where a mail led to, as a breach names it.
MAILED_LABELS = {
    "signals.signal": _("a link to the signal"),
    "situations.situation": _("the title of a situation in which it lay"),
    "publishing.edition": _("a link to an edition that leans on it"),
}
