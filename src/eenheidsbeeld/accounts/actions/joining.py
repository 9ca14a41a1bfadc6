"""Being invited and joining: by a one-time link, with a password or through single sign-on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts import links
from eenheidsbeeld.accounts.actions import add_person, start_membership
from eenheidsbeeld.accounts.actions.sign_ins import THEMSELVES, end_sign_ins, note_change
from eenheidsbeeld.accounts.models import Invitation, Membership, Organisation, PasswordLink, Person
from eenheidsbeeld.accounts.notice_mail import tell_about_account
from eenheidsbeeld.accounts.rules import EndedWhy, Role
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.refusals import NotThere, Refusal
from eenheidsbeeld.core.viewer import Actor, Viewer

Link = TypeVar("Link", Invitation, PasswordLink)


class AlreadyHere(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Somebody with this address already works here or was already invited."))


@transaction.atomic
def write_invitation(
    *, organisation: Organisation, email: str, function: str, roles: Collection[str], by: Actor, at: datetime,
    announced_by: Organisation | None = None,
) -> Invitation:  # fmt: skip
    """Write down who is to join as what; nothing is sent yet."""
    waiting = Invitation.objects.filter(
        organisation=organisation, email__iexact=email, used_at=None, withdrawn_at=None
    )
    here = organisation.memberships.filter(person__email__iexact=email, ended_at=None)
    if here.exists() or waiting.exclude(expires_at__lt=at).exists():
        raise AlreadyHere()
    membership = by.membership if isinstance(by, Viewer) else None
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, function=function, roles=sorted(set(roles)), invited_at=at,
        invited_by_id=membership, announced_by=announced_by,
    )  # fmt: skip
    details: dict[str, object] = {"roles": invitation.roles, "announced": announced_by is not None}
    audit.record(event="invitation_written", subject=invitation, by=by, at=at, details=details)  # type: ignore[arg-type]
    return invitation


@transaction.atomic
def send_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Make a fresh link and let a task mail it; an earlier link no longer works. Without mail it is handed over."""
    _renew(invitation, at + links.INVITATION_LASTS)
    audit.record(event="invitation_sent", subject=invitation, by=by, at=at)
    tell_about_account("accounts.mail_invitation", invitation=invitation.pk, number=invitation.number)


@transaction.atomic
def send_password_link(*, person: Person, by: Actor, at: datetime) -> PasswordLink:
    """Let somebody choose a new password by a link that only that person gets."""
    person.password_links.filter(used_at=None, withdrawn_at=None).update(withdrawn_at=at, token_digest="")
    link = PasswordLink(person=person, asked_at=at)
    link.save()
    _renew(link, at + links.PASSWORD_LINK_LASTS)
    audit.record(event="password_link_sent", subject=person, by=by, at=at)
    tell_about_account("accounts.mail_password_link", link=link.pk)
    return link


def _renew(link: links.Link, expires_at: datetime) -> None:
    link.number, link.expires_at = link.number + 1, expires_at
    link.token_digest = links.digest_of(links.token_of(link))
    link.save()


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    invitation.withdrawn_at, invitation.token_digest = at, ""
    invitation.save(update_fields=["withdrawn_at", "token_digest"])
    audit.record(event="invitation_withdrawn", subject=invitation, by=by, at=at)


@transaction.atomic
def join_with_password(*, token: str, display_name: str, password: str, at: datetime) -> Person:
    """A new account, or one that was closed and opens again; whoever has a running one signs in to join."""
    invitation = open_link(Invitation, token, at=at, lock=True)
    person = Person.objects.select_for_update().filter(email__iexact=invitation.email).first()
    if person is not None and person.is_active:
        raise NotThere()
    if person is None:
        person = add_person(
            email=invitation.email, display_name=display_name, password=password, by=THEMSELVES, at=at
        )
    else:
        _open_again(person, display_name, password, at)
    _accept(invitation, person, at)
    return person


@transaction.atomic
def join_as(*, token: str, person: Person, at: datetime) -> Membership:
    """Somebody who is signed in takes the invitation up; it has to be theirs."""
    invitation = open_link(Invitation, token, at=at, lock=True)
    if person.email.lower() != invitation.email.lower():
        raise NotThere()
    return _accept(invitation, person, at)


@transaction.atomic
def join_by_provider(*, reference: str, address: str, at: datetime) -> Person | None:
    """The provider verified the address that was invited; the session came with the link."""
    open_ones = Invitation.objects.select_for_update().filter(used_at=None, withdrawn_at=None, expires_at__gt=at)
    invitation = open_ones.filter(reference=reference, email__iexact=address).exclude(token_digest="").first()
    if invitation is None:
        return None
    name = address.partition("@")[0]
    person = Person.objects.select_for_update().filter(email__iexact=address).first()
    if person is None:
        person = add_person(email=invitation.email, display_name=name, password=None, by=THEMSELVES, at=at)
    elif not person.is_active:
        _open_again(person, person.display_name, None, at)
    _accept(invitation, person, at)
    return person


@transaction.atomic
def choose_password(*, token: str, password: str, at: datetime) -> Person:
    """A new password by a link; every running sign-in ends."""
    link = open_link(PasswordLink, token, at=at, lock=True)
    person = link.person
    if not person.is_active:
        raise NotThere()
    person.set_password(password)
    person.save(update_fields=["password"])
    _use(link, at)
    end_sign_ins(person=person.pk, why=EndedWhy.PASSWORD, by=THEMSELVES, at=at)
    note_change(person=person, event="password_chosen", at=at)
    return person


def open_link(kind: type[Link], token: str, *, at: datetime, lock: bool = False) -> Link:
    """The link behind a token. Used, withdrawn, too old and never there answer alike."""
    found: QuerySet[Link] = kind._default_manager.select_for_update() if lock else kind._default_manager.all()
    link = found.filter(
        token_digest=links.digest_of(token), used_at=None, withdrawn_at=None, expires_at__gt=at
    ).first()
    if link is None:
        raise NotThere()
    return link


def _open_again(person: Person, display_name: str, password: str | None, at: datetime) -> None:
    """Who left and comes back begins anew: another password, and no second step of before."""
    Authenticator.objects.filter(user=person).delete()
    person.is_active, person.left_at, person.display_name = True, None, display_name
    person.set_password(password)
    person.save()
    audit.record(event="person_opened_again", subject=person, by=THEMSELVES, at=at)


def _accept(invitation: Invitation, person: Person, at: datetime) -> Membership:
    membership = start_membership(
        person=person, organisation=invitation.organisation, function=invitation.function,
        roles=[Role(role) for role in invitation.roles], by=THEMSELVES, at=at,
    )  # fmt: skip
    invitation.membership = membership
    _use(invitation, at)
    audit.record(event="invitation_accepted", subject=invitation, by=THEMSELVES, at=at)
    return membership


def _use(link: links.Link, at: datetime) -> None:
    link.used_at, link.token_digest = at, ""
    link.save()
