"""One mail: its layout, as text and as simple HTML, and sending it once. Nothing in it comes from outside."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from eenheidsbeeld.core import mail
from eenheidsbeeld.core.log_lines import class_and_place
from eenheidsbeeld.core.models import MailNamed, MailSent

LONGEST_SUBJECT = 120
# The one kind of mail in which titles of records can stand.
SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with short lines below it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything that stands in a mail. `reason` says why this person gets it, `off` switches this kind off.

    `closing` stands below the button; empty is the usual sentence, that one signs in first.
    """

    subject: str
    lead: str
    link: str
    button: str
    marking: str
    meaning: str
    reason: str
    parts: tuple[Part, ...] = ()
    off: str = ""
    closing: str = ""
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Keys, and the address of this moment; the address is not kept. Who was invited has no membership yet.

    `server`: the short name of the organisation, when it has a server of its own.
    """

    membership: int | None
    organisation: int
    address: str
    server: str = ""


def one_line(subject: str) -> str:
    """A subject that fits in one header, whatever stood in it."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in subject).split())
    return words if len(words) <= LONGEST_SUBJECT else f"{words[: LONGEST_SUBJECT - 1].rstrip()}…"


def send_once(letter: Letter, *, key: str, kind: str, marking: str, to: Recipient, at: datetime) -> bool:
    """Send unless it went already; answers whether it went now. Raises when trying again makes sense.

    Between the server's yes and our row a crash may make a second mail: for "this cannot wait" that is better than
    none. It then carries the same Message-ID, by which mail programs see that it is the same.
    """
    row, _made = MailSent.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind, "membership": to.membership, "organisation": to.organisation, "marking": marking,
            "first_at": at,
        },
    )  # fmt: skip
    if row.sent_at or row.refused_at:
        return False
    row.attempts += 1
    try:
        _message(letter, key, to).send()
    except Exception as problem:
        row.problem = class_and_place(problem)[:80]
        row.refused_at = at if is_final(problem) else None
        row.save()
        if row.refused_at:
            return False
        raise
    row.sent_at, row.problem = at, ""
    row.save()
    MailNamed.objects.bulk_create(MailNamed(mail=row, kind=one, reference=ref) for one, ref in letter.names)
    return True


def is_final(problem: Exception) -> bool:
    """The server says that it never takes this; a busy server or a broken line may go better later."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return False
    return isinstance(problem, smtplib.SMTPResponseException) and problem.smtp_code >= 500


def _message(letter: Letter, key: str, to: Recipient) -> EmailMultiAlternatives:
    context = {"letter": letter}
    headers = {"Message-ID": message_id(key), "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if letter.off:
        headers |= {"List-Unsubscribe": f"<{letter.off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    way = mail.way_for(to.server)
    message = EmailMultiAlternatives(
        one_line(letter.subject), render_to_string("mail/letter.txt", context), way.sender, [to.address],
        headers=headers, connection=way.connection,
    )  # fmt: skip
    message.attach_alternative(render_to_string("mail/letter.html", context), "text/html")
    return message


def message_id(key: str) -> str:
    """The same for each attempt at one mail, and nothing of the key can be read from it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    made = salted_hmac("eenheidsbeeld.mail", key, algorithm="sha256").hexdigest()[:32]
    return f"<{made}@{domain}>"


def mails_naming(kind: str, reference: str) -> QuerySet[MailSent]:
    """For a breach: every mail that named this record or led to it, the first one first."""
    return MailSent.objects.filter(named__kind=kind, named__reference=reference).order_by("sent_at", "pk").distinct()


def undelivered(organisation: int) -> QuerySet[MailSent]:
    """For an administrator: mail of the own organisation that did not arrive, the newest first."""
    rows = MailSent.objects.filter(organisation=organisation, sent_at=None).exclude(problem="")
    return rows.order_by("-first_at", "-pk")
