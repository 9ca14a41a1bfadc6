"""Signed in: from when, on which kind of device, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from eenheidsbeeld.accounts.models import Person, SignIn
from eenheidsbeeld.accounts.notice_mail import tell_about_account
from eenheidsbeeld.accounts.rules import EndedWhy, device_of, why_over
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, System

# Being active is written down once a minute, not with every request.
WRITTEN_EVERY = timedelta(minutes=1)
THEMSELVES = System("own account")


@transaction.atomic
def begin_sign_in(*, person: Person, user_agent: str, at: datetime) -> SignIn:
    """Somebody is signed in on a device from now on."""
    sign_in = SignIn.objects.create(
        person=person, device=device_of(user_agent).value, started_at=at, last_active_at=at
    )
    audit.record(event="signed_in", subject=person, by=THEMSELVES, at=at, details={"sign_in": sign_in.pk})
    return sign_in


def keep_or_end(*, reference: str, person: int, at: datetime) -> str:
    """Note that this sign-in is used; or, when it is over, why. An unknown one is over as well."""
    sign_in = SignIn.objects.filter(reference=reference, person_id=person).first()
    if sign_in is None:
        return EndedWhy.SIGNED_OUT
    if sign_in.ended_at is not None:
        return sign_in.ended_why
    idle, longest = timedelta(minutes=settings.SESSION_IDLE_MINUTES), timedelta(seconds=settings.SESSION_COOKIE_AGE)
    over = why_over(started=sign_in.started_at, last_active=sign_in.last_active_at, at=at, idle=idle, longest=longest)
    if over:
        end_sign_ins(person=person, why=EndedWhy(over), by=THEMSELVES, at=at, only=reference)
    elif at - sign_in.last_active_at >= WRITTEN_EVERY:
        SignIn.objects.filter(pk=sign_in.pk).update(last_active_at=at)
    return over


def end_one(*, person: int, reference: str, at: datetime) -> None:
    """Somebody signs out, here or on another device of theirs."""
    end_sign_ins(person=person, why=EndedWhy.SIGNED_OUT, by=THEMSELVES, at=at, only=reference)


@transaction.atomic
def end_sign_ins(*, person: int, why: EndedWhy, by: Actor, at: datetime, only: str = "", but: str = "") -> int:
    """End the running sign-ins of a person: all, one, or all but the one that is in use; answers how many."""
    running = SignIn.objects.filter(person_id=person, ended_at=None)
    if only:
        running = running.filter(reference=only)
    if but:
        running = running.exclude(reference=but)
    ended = running.update(ended_at=at, ended_why=why.value)
    if ended:
        subject = Person(pk=person)
        audit.record(
            event="sign_ins_ended", subject=subject, by=by, at=at, details={"why": why.value, "count": ended}
        )
    return ended


@transaction.atomic
def note_change(*, person: Person, event: str, at: datetime) -> None:
    """How somebody signs in changed: it stands in the log, and the person hears of it, whoever did it."""
    audit.record(event=event, subject=person, by=THEMSELVES, at=at)
    tell_about_account("accounts.mail_change", person=person.pk, moment=at.isoformat())
