"""Mail to the organisation's own server: always over TLS, with a limit to waiting. Knows no room and no content.

One server serves all; an organisation that wants its mail to leave through its own has a line in EB_MAIL_SERVERS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as Smtp

WAIT_SECONDS = 20
PORTS = {"smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Way:
    """By which server a mail goes and which address it comes from; None is what holds for all."""

    sender: str | None = None
    connection: BaseEmailBackend | None = None


class Folder(BaseEmailBackend):
    """For trying out: each mail as a file that a mail program opens, under its Message-ID."""

    def __init__(self, folder: Path, **options: Any) -> None:
        super().__init__(**options)
        self.folder = folder

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            made = message.message()
            (self.folder / file_name(made["Message-ID"])).write_bytes(made.as_bytes())
        return len(email_messages)


def file_name(message: str) -> str:
    """`<digest@domain>` as the name of a file; what is no letter or digit cannot lead out of the folder."""
    return "".join(one for one in message.partition("@")[0] if one.isalnum()) + ".eml"


def is_on() -> bool:
    """Whether there is a server; without one nothing is queued, so that nothing goes out late all at once."""
    return bool(settings.MAIL_URL)


def connection_to(url: str, **options: Any) -> Folder | Smtp:
    """What takes mail for this address: `smtp+tls://name:password@server:587`, `smtps://…` or `file:///folder`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Folder(Path(unquote(parts.path)), **options)
    if parts.scheme not in PORTS:
        raise ValueError("mail goes over TLS or not at all")
    return Smtp(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+tls",
        use_ssl=parts.scheme == "smtps",
        timeout=WAIT_SECONDS,
        **options,
    )


def way_for(organisation: str) -> Way:
    """The server of this organisation, by its short name, where it has one."""
    own = settings.MAIL_SERVERS.get(organisation)
    return Way(own.sender, connection_to(own.url)) if own else Way()


def OwnServer(**options: Any) -> Folder | Smtp:
    """For Django's EMAIL_BACKEND, so that every mail of the product goes the same way."""
    return connection_to(settings.MAIL_URL, **options)
