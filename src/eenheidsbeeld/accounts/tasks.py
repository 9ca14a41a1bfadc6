"""Mail about accounts. A task holds keys; the link is made here and stands in the mail alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts import endings, links
from eenheidsbeeld.accounts.models import FailedAttempt, Invitation, PasswordLink, Person
from eenheidsbeeld.core import clock, retention
from eenheidsbeeld.core.queue import every, recurring, task


@task("accounts.mail_invitation")
def mail_invitation(*, invitation: int, number: int) -> None:
    """Twice is harmless: the same link. A renewed or withdrawn invitation is not mailed any more."""
    found = Invitation.objects.select_related("organisation").filter(pk=invitation).first()
    if found is None or found.number != number or not found.token_digest:
        return
    context = {"organisation": found.organisation.name, "function": found.function, "until": found.expires_at}
    _mail(
        found.email, "invitation", _("You are invited to Eenheidsbeeld"), context | {"link": links.address_of(found)}
    )


@task("accounts.tidy_sign_ins")
def tidy_sign_ins() -> None:
    """Sessions and failed attempts that say nothing any more."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    FailedAttempt.objects.filter(at__lt=now - timedelta(days=1)).delete()


recurring("accounts.tidy_sign_ins", next_after=every(hours=6))


@task("accounts.mail_password_link")
def mail_password_link(*, link: int) -> None:
    found = PasswordLink.objects.select_related("person").filter(pk=link).first()
    if found is None or not found.token_digest:
        return
    context = {"until": found.expires_at, "link": links.address_of(found)}
    _mail(found.person.email, "new_password", _("Choose a new password for Eenheidsbeeld"), context)


@task("accounts.mail_change")
def mail_change(*, person: int) -> None:
    found = Person.objects.filter(pk=person, is_active=True).first()
    if found is not None:
        context = {"link": f"{settings.PUBLIC_URL}/account/"}
        _mail(found.email, "change", _("How you sign in to Eenheidsbeeld was changed"), context)


def _mail(to: str, template: str, subject: Promise, context: Mapping[str, object]) -> None:
    with translation.override("nl"):
        words = render_to_string(f"accounts/mail/{template}.txt", dict(context))
        send_mail(str(subject), words, None, [to])


retention.ends_by("accounts.person", endings.OF_PEOPLE)
retention.ends_by("accounts.membership", endings.OF_MEMBERSHIPS)
