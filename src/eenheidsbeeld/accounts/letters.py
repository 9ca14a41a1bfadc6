"""The mails about an account: invited, a new password, something changed, a lock lifted. Made when they are sent.

A link that works once stands in these mails and nowhere else; the register of mail keeps keys.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts import links
from eenheidsbeeld.accounts.mail_rules import is_own_address
from eenheidsbeeld.accounts.models import Invitation, PasswordLink, Person
from eenheidsbeeld.core.letters import Letter, Recipient
from eenheidsbeeld.core.tags.written import eb_moment


def invited(found: Invitation) -> Letter:
    """To an address outside the organisation's own domains it does not say which organisation asks, nor for what."""
    lead = _("You are invited to Eenheidsbeeld.")
    if is_own_address(found.email, found.organisation.mail_domains):
        said = {"organisation": found.organisation.name, "function": found.function}
        lead = _("%(organisation)s invites you to Eenheidsbeeld, as %(function)s.") % said
    return Letter(
        subject=_("You are invited to Eenheidsbeeld"), lead=lead, link=links.address_of(found),
        button=_("Make my account"), marking="", meaning=_only_for_you(),
        closing=_works_until(found.expires_at, _("Did you not expect this? Then do nothing; no account is made.")),
        reason=_("You get this because an administrator invited you."),
    )  # fmt: skip


def new_password(link: PasswordLink) -> Letter:
    careful = _("Did you not ask for this? Then do not open it, and call your administrator.")
    return Letter(
        subject=_("Choose a new password for Eenheidsbeeld"),
        lead=_("Your administrator lets you choose a new password for Eenheidsbeeld."),
        link=links.address_of(link), button=_("Choose a new password"), marking="", meaning=_only_for_you(),
        closing=_works_until(link.expires_at, careful), reason=_about_your_account(),
    )  # fmt: skip


def changed() -> Letter:
    return _about(
        _("How you sign in to Eenheidsbeeld was changed"),
        _("Your password or your second step for Eenheidsbeeld was changed."),
        _("Was it not you? Sign out everywhere on this page, and call your administrator."),
    )


def unlocked() -> Letter:
    return _about(
        _("You can sign in to Eenheidsbeeld again"),
        _("Signing in failed too often, so your account was locked. An administrator lifted the lock."),
        _("Were these attempts not yours? Then somebody tries your account: call your administrator."),
    )


def recipient_of(person: Person) -> Recipient:
    """Somebody with an account, under the first running function."""
    running = person.memberships.filter(ended_at=None).select_related("organisation").order_by("pk").first()
    if running is None:
        return Recipient(None, 0, person.email)
    return Recipient(running.pk, running.organisation_id, person.email, running.organisation.slug)


def recipient_invited(found: Invitation) -> Recipient:
    return Recipient(None, found.organisation_id, found.email, found.organisation.slug)


def _about(subject: str, lead: str, careful: str) -> Letter:
    return Letter(
        subject=subject, lead=lead, link=f"{settings.PUBLIC_URL}/account/", button=_("My account"), marking="",
        meaning=_("Only for you."), closing=careful, reason=_about_your_account(),
    )  # fmt: skip


def _only_for_you() -> str:
    return _("Only for you: whoever has this link can use it. Do not send this mail on.")


def _about_your_account() -> str:
    return _("You always get mail about your own account.")


def _works_until(moment: datetime | None, careful: str) -> str:
    words = _("The link works once, until %(until)s. %(careful)s")
    return words % {"until": eb_moment(moment), "careful": careful}
