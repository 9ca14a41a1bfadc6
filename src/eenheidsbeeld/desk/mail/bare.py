"""The mail to an address that is not the organisation's own: that something waits, and the way to signing in.

No kind of work, no record, no organisation: the address of the link would already say which kind it is.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.core.letters import Letter
from eenheidsbeeld.desk.labels import BARE_MAIL, BARE_URGENT
from eenheidsbeeld.desk.mail import recipients
from eenheidsbeeld.desk.mail_rules import Topic
from eenheidsbeeld.sharing.labels import MARKING_EXPLANATIONS, MARKING_LABELS
from eenheidsbeeld.sharing.rules import Marking

MARKED = Marking.CLEAR


def letter_of(who: Membership, *, topic: Topic | None, urgent: bool = False) -> Letter:
    subject, lead = BARE_URGENT if urgent else BARE_MAIL
    return Letter(
        subject=str(subject), lead=str(lead), link=recipients.absolute(reverse("desk:today")),
        button=_("Open in Eenheidsbeeld"), marking=MARKING_LABELS[MARKED],
        meaning=str(MARKING_EXPLANATIONS[MARKED]), reason=_("You get this because you work with Eenheidsbeeld."),
        off=recipients.off_link(who, topic),
    )  # fmt: skip
