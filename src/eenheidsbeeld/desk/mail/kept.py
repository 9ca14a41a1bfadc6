"""The mail of the demo: kept in a folder instead of sent, so that one can see what people would get."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q

from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.core.letters import message_id
from eenheidsbeeld.core.mail import file_name
from eenheidsbeeld.core.models import MailSent
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.core.viewer import Viewer

MOST = 50


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One mail as it would have arrived."""

    name: str
    to: str
    subject: str
    at: datetime
    text: str
    html: str


def kept_mails(viewer: Viewer) -> list[KeptMail]:
    """What this membership got, the newest first; an administrator also sees what went to who was invited."""
    if not settings.DEMO or not settings.MAIL_URL.startswith("file:"):
        raise NotThere()
    mine = Q(membership=viewer.membership)
    if viewer.has_role(Role.ADMINISTRATOR.value):
        mine |= Q(organisation=viewer.organisation, membership=None)
    rows = MailSent.objects.filter(mine).exclude(sent_at=None).order_by("-sent_at", "-pk")[:MOST]
    return [found for row in rows if (found := _read(row)) is not None]


def kept_mail(viewer: Viewer, name: str) -> KeptMail:
    found = next((one for one in kept_mails(viewer) if one.name == name), None)
    if found is None:
        raise NotThere()
    return found


def _read(row: MailSent) -> KeptMail | None:
    path = Path(unquote(urlsplit(settings.MAIL_URL).path)) / file_name(message_id(row.key))
    if row.sent_at is None or not path.is_file():
        return None
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return KeptMail(
        path.stem, str(message["To"]), str(message["Subject"]), row.sent_at,
        text.get_content() if text else "", html.get_content() if html else "",
    )  # fmt: skip
