"""Links that work once. The database keeps a digest; the link itself is made anew inside the task that mails it.

Making it takes the secret key of the installation, so who has only the database cannot make it, and neither the
queue nor the log ever holds it.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from eenheidsbeeld.accounts.models import Invitation, PasswordLink

INVITATION_LASTS = timedelta(days=7)
PASSWORD_LINK_LASTS = timedelta(hours=24)

Link = Invitation | PasswordLink


def token_of(link: Link) -> str:
    """The same for each time it is asked, another after each renewal."""
    value = f"{link._meta.label_lower}:{link.reference}:{link.number}"
    made = salted_hmac("eenheidsbeeld.one_time_link", value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(link: Link) -> str:
    """Where the mail leads to."""
    place = "uitnodiging" if isinstance(link, Invitation) else "nieuw-wachtwoord"
    return f"{settings.PUBLIC_URL}/{place}/{token_of(link)}/"
