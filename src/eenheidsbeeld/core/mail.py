"""Mail to the organisation's own server: always over TLS, with a limit to waiting. Knows no room and no content."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend as Folder
from django.core.mail.backends.smtp import EmailBackend as Smtp

WAIT_SECONDS = 20
PORTS = {"smtp+tls": 587, "smtps": 465}


def is_on() -> bool:
    """Whether there is a server; without one nothing is queued, so that nothing goes out late all at once."""
    return bool(settings.MAIL_URL)


def connection_to(url: str, **options: Any) -> Folder | Smtp:
    """What takes mail for this address: `smtp+tls://name:password@server:587`, `smtps://…` or `file:///folder`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Folder(file_path=unquote(parts.path), **options)
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


def OwnServer(**options: Any) -> Folder | Smtp:
    """For Django's EMAIL_BACKEND, so that every mail of the product goes the same way."""
    return connection_to(settings.MAIL_URL, **options)
