"""Mail about accounts, each once. A task holds keys; the link is made here and stands in the mail alone."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import translation

from eenheidsbeeld.accounts import endings, letters
from eenheidsbeeld.accounts.models import FailedAttempt, Invitation, PasswordLink, Person
from eenheidsbeeld.core import clock, retention
from eenheidsbeeld.core.letters import send_once
from eenheidsbeeld.core.queue import every, recurring, task


@task("accounts.mail_invitation")
def mail_invitation(*, invitation: int, number: int) -> None:
    """A renewed or withdrawn invitation is not mailed any more."""
    found = Invitation.objects.select_related("organisation").filter(pk=invitation).first()
    if found is None or found.number != number or not found.token_digest:
        return
    with translation.override("nl"):
        letter = letters.invited(found)
    send_once(
        letter, key=f"invitation:{invitation}:{number}", kind="invitation", marking="",
        to=letters.recipient_invited(found), at=clock.now(),
    )  # fmt: skip


@task("accounts.mail_password_link")
def mail_password_link(*, link: int) -> None:
    found = PasswordLink.objects.select_related("person").filter(pk=link).first()
    if found is None or not found.token_digest:
        return
    with translation.override(found.person.language):
        letter = letters.new_password(found)
    send_once(
        letter, key=f"password:{link}", kind="new_password", marking="", to=letters.recipient_of(found.person),
        at=clock.now(),
    )  # fmt: skip


@task("accounts.mail_change")
def mail_change(*, person: int, moment: str = "") -> None:
    """`moment` tells two changes apart; tasks of an earlier release do not have it."""
    _mail_about(person, "change", moment)


@task("accounts.mail_unlocked")
def mail_unlocked(*, person: int, moment: str) -> None:
    _mail_about(person, "unlocked", moment)


def _mail_about(person: int, what: str, moment: str) -> None:
    found = Person.objects.filter(pk=person, is_active=True).first()
    if found is None:
        return
    with translation.override(found.language):
        letter = letters.changed() if what == "change" else letters.unlocked()
    at = clock.now()
    send_once(
        letter, key=f"{what}:{person}:{moment or at.isoformat()}", kind=what, marking="",
        to=letters.recipient_of(found), at=at,
    )  # fmt: skip


@task("accounts.tidy_sign_ins")
def tidy_sign_ins() -> None:
    """Sessions and failed attempts that say nothing any more."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    FailedAttempt.objects.filter(at__lt=now - timedelta(days=1)).delete()


recurring("accounts.tidy_sign_ins", next_after=every(hours=6))
retention.ends_by("accounts.person", endings.OF_PEOPLE)
retention.ends_by("accounts.membership", endings.OF_MEMBERSHIPS)
