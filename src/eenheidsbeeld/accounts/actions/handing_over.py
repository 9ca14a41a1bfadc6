"""Handing a link over by hand, where no mail leaves the installation.

The administrator then sees a link that otherwise only its holder sees. For accounts weaker than an administrator that
gives nothing new; for stronger ones it would undo that two people decide, so there whoever runs the installation
hands it over (`eenheidsbeeld accounts link`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts import links
from eenheidsbeeld.accounts.models import Invitation, PasswordLink
from eenheidsbeeld.accounts.queries import people
from eenheidsbeeld.accounts.rules import Act, Answer, NotOnThisAccount, check_handing_over, decide
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import mail
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Viewer


class GoesByMail(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This link goes by mail. Only the person for whom it is sees it."))


@transaction.atomic
def hand_over_invitation(*, reference: str, by: Viewer, at: datetime) -> Invitation:
    """The invitation whose link is handed over; written in the log, with who saw it."""
    invitation = people.invitation_for_change(by, reference)
    _hand_over(invitation, invitation.roles, False, by, at)
    return invitation


@transaction.atomic
def hand_over_password_link(*, reference: str, by: Viewer, at: datetime) -> PasswordLink:
    """The running link by which a member of the own organisation chooses a new password."""
    membership = people.member_for_change(by, reference)
    on = people.standing_of(membership)
    decision = decide(Act.NEW_PASSWORD, by=people.standing_here(by), on=on)
    if decision.answer == Answer.NOT:
        raise NotOnThisAccount(decision.reason)
    link = people.open_password_link(membership, at)
    if link is None:
        raise NotThere()
    _hand_over(link, on.roles, on.opens_more, by, at)
    return link


def _hand_over(link: links.Link, roles: Collection[str], opens_more: bool, by: Viewer, at: datetime) -> None:
    if mail.is_on():
        raise GoesByMail()
    check_handing_over(roles, opens_more=opens_more)
    if not link.token_digest or link.expires_at is None or link.expires_at <= at:
        raise NotThere()
    audit.record(event="link_handed_over", subject=link, by=by, at=at)
