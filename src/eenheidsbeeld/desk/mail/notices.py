"""The mail that follows from a notice: that something is there, and the way to it. Nothing of the record itself."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from eenheidsbeeld.accounts.models import Membership, Notice
from eenheidsbeeld.core.letters import Letter, send_once
from eenheidsbeeld.desk.labels import ANY_NOTICE, NOTICE_MAIL
from eenheidsbeeld.desk.mail import bare, recipients
from eenheidsbeeld.desk.mail_rules import AT_ONCE, ONE_IS_ENOUGH, TOO_OLD, is_wanted, topic_of
from eenheidsbeeld.sharing.labels import MARKING_EXPLANATIONS, MARKING_LABELS
from eenheidsbeeld.sharing.rules import Marking

# Opening these by a link would say that it was done: a call that was asked for is answered on the start page.
ON_THE_START_PAGE = frozenset({"accounts.organisation"})
MARKED = Marking.GREEN


def send_notice(*, notice: int, membership: int, at: datetime) -> bool:
    """Send it, unless it no longer holds: too old, settled by a colleague, left, or another role by now."""
    told = Notice.objects.filter(pk=notice).first()
    who = recipients.running_membership(membership)
    if told is None or who is None or not _still_holds(told, who, at):
        return False
    with override(who.person.language):
        urgent, topic = told.kind in AT_ONCE, topic_of(told.kind)
        is_own = recipients.has_own_address(who)
        letter = letter_of(told, who) if is_own else bare.letter_of(who, topic=topic, urgent=urgent)
    marking = MARKED if is_own else bare.MARKED
    key = f"notice:{told.kind}:{told.subject_kind}:{told.subject_reference}:{told.at:%Y%m%d%H%M%S%f}:{who.pk}"
    return send_once(letter, key=key, kind=told.kind, marking=marking.value, to=recipients.recipient(who), at=at)


def _still_holds(told: Notice, who: Membership, at: datetime) -> bool:
    settled = told.seen_at is not None and told.kind in ONE_IS_ENOUGH
    has_role = any(row.role == told.role for row in who.role_rows.all())
    belongs = who.organisation_id == told.organisation_id and has_role
    wanted = is_wanted(told.kind, recipients.preference_of(who.pk).switched_off)
    return belongs and wanted and not settled and at - told.at < TOO_OLD


def letter_of(told: Notice, who: Membership) -> Letter:
    subject, lead = NOTICE_MAIL.get(told.kind, ANY_NOTICE)
    address = reverse("desk:notice", args=[told.kind, told.subject_reference])
    if told.subject_kind in ON_THE_START_PAGE:
        address = reverse("desk:today")
    return Letter(
        subject=str(subject), lead=str(lead), link=recipients.absolute(address), button=_("Open in Eenheidsbeeld"),
        marking=MARKING_LABELS[MARKED], meaning=str(MARKING_EXPLANATIONS[MARKED]), reason=recipients.reason(who),
        off=recipients.off_link(who, topic_of(told.kind)), names=((told.subject_kind, told.subject_reference),),
    )  # fmt: skip
