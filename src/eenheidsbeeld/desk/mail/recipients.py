"""Who still gets mail, with which wishes, and the link by which they switch it off."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from eenheidsbeeld.accounts.mail_rules import is_own_address
from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.core.letters import Recipient
from eenheidsbeeld.desk.mail_rules import Topic
from eenheidsbeeld.desk.models import MailPreference

SALT = "eenheidsbeeld.mail_off"
LINK_LASTS = 365 * 24 * 3600


def running_membership(key: int) -> Membership | None:
    """The membership as it is when the mail is made: who left in between gets nothing."""
    running = Membership.objects.filter(pk=key, ended_at=None, person__is_active=True, organisation__left_at=None)
    return running.select_related("person", "organisation").prefetch_related("role_rows").first()


def preference_of(membership: int) -> MailPreference:
    """What somebody chose, or what holds for who never chose."""
    found = MailPreference.objects.filter(membership_id=membership).first()
    return found or MailPreference(membership_id=membership)


def recipient(membership: Membership) -> Recipient:
    return Recipient(membership.pk, membership.organisation_id, membership.person.email, membership.organisation.slug)


def has_own_address(membership: Membership) -> bool:
    """Whether mail may say what waits: the address lies in a domain that the organisation stated as its own."""
    return is_own_address(membership.person.email, membership.organisation.mail_domains)


def reason(membership: Membership) -> str:
    """Why this mail comes here; with more than one function also for which of them."""
    words = _("You get this as %(function)s of %(organisation)s.")
    return words % {"function": membership.function, "organisation": membership.organisation.name}


def absolute(address: str) -> str:
    return f"{settings.PUBLIC_URL}{address}"


def off_link(membership: Membership, topic: Topic | None) -> str:
    """Works without signing in, and can do nothing but switch this off."""
    if topic is None:
        return ""
    token = signing.dumps([membership.reference, topic.value], salt=SALT)
    return absolute(reverse("desk:mail_off", args=[token]))


def read_off_link(token: str) -> tuple[str, Topic] | None:
    try:
        reference, topic = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
        return reference, Topic(topic)
    except (signing.BadSignature, ValueError):
        return None
