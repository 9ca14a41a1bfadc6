"""How people sign in. Accounts are made by an administrator; nobody signs up."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.actions import lockout, sign_ins
from eenheidsbeeld.accounts.models import Person
from eenheidsbeeld.accounts.rules import EndedWhy
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.client_address import counted_as
from eenheidsbeeld.core.refusals import Refusal

SIGN_IN = "sign_in"
# How the provider's own second factor stands among the ways in which somebody proved who they are.
BY_PROVIDER = "provider"


MESSAGES = {
    "account/messages/password_changed.txt": _("Your password was changed. On other devices you are signed out."),
    "mfa/messages/totp_activated.txt": _("The second step with your app is on."),
    "mfa/messages/totp_deactivated.txt": _("The second step with your app is off."),
    "mfa/messages/webauthn_added.txt": _("Your key was added."),
    "mfa/messages/webauthn_removed.txt": _("Your key was removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new spare codes. Keep them on paper."),
}


class OnlySingleSignOn(Refusal):
    """This installation has no passwords of its own."""

    def __init__(self) -> None:
        super().__init__(_("Here you sign in through your own organisation."))


class LocalAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The same answer and the same work for a wrong password and for an account that is not there."""
        check_passwords_are_used()
        attempt = begin(request, credentials.get("email", ""))
        person = super().authenticate(request, **credentials)
        if person is not None:
            _right_password(attempt, person)
        return person  # type: ignore[no-any-return]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The library would count here, in the memory of one process; `begin` counted already."""

    def reauthenticate(self, user: Person, password: str) -> bool:
        attempt = begin(context.request, user.email)
        proved = authenticate(context.request, email=user.email, password=password)
        if proved is None or proved.pk != user.pk:
            return False
        lockout.succeed(attempt)
        return True

    def pre_login(self, request: HttpRequest, user: Person, **told: Any) -> HttpResponse | None:
        """When the provider asked for a second factor and says so, that counts here, from the moment it was given."""
        by_provider = (told.get("signal_kwargs") or {}).get("sociallogin")
        if by_provider is not None:
            as_proved_there(request, user, getattr(by_provider, "proved_at", 0.0))
        if by_provider is not None and getattr(by_provider, "asked_second_factor", False):
            record_authentication(request, user, "mfa", type=BY_PROVIDER, at=by_provider.proved_at)
        return super().pre_login(request, user, **told)  # type: ignore[no-any-return]

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        remember_sign_in(request, at=clock.now())

    def logout(self, request: HttpRequest) -> None:
        if reference := request.session.get(SIGN_IN):
            sign_ins.end_one(person=request.user.pk or 0, reference=reference, at=clock.now())
        super().logout(request)

    def set_password(self, user: Person, password: str) -> None:
        """A new password ends every other sign-in: who knew the old one is out."""
        check_passwords_are_used()
        super().set_password(user, password)
        sign_ins.end_sign_ins(
            person=user.pk, why=EndedWhy.PASSWORD, by=sign_ins.THEMSELVES, at=clock.now(),
            but=context.request.session.get(SIGN_IN, ""),
        )  # fmt: skip

    def get_login_stages(self) -> list[str]:
        return ["eenheidsbeeld.accounts.sign_in.SecondStepUnlessDone"]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second step shows that: a password alone would not have let them in either. Without a password
        here, people prove who they are where they signed in."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not settings.LOCAL_SIGN_IN or has_second_step(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        if not methods and user.is_authenticated and settings.SINGLE_SIGN_ON["issuer"]:
            again = {"id": "single_sign_on", "url": reverse("accounts:single_sign_on_again")}
            methods.append({**again, "description": _("Sign in once more through your organisation")})
        return methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before a sensitive act: not when somebody proved who they are a moment ago, by whichever way."""
        user = context.request.user
        if proved_recently(context.request):
            return False
        methods = [one["id"] for one in self.get_reauthentication_methods(user)]
        if has_second_step(user) or methods == ["single_sign_on"]:
            # The library itself would let who has no password pass, and would take a password for a second step.
            raise ReauthenticationRequired()
        return True

    def add_message(
        self, request: HttpRequest, level: int, message_template: str = "", *more: Any, **told: Any
    ) -> None:
        """What happened, in our own words; that somebody signed in needs none."""
        if message_template in MESSAGES:
            messages.success(request, str(MESSAGES[message_template]))

    def send_notification_mail(self, template_prefix: str, user: Person, *_: Any, **__: Any) -> None:
        """The library tells here that a password or second step changed: for the log, and for a mail of our own."""
        event = str(template_prefix).rsplit("/", 1)[-1]
        sign_ins.note_change(person=user, event=event, at=clock.now())


def as_proved_there(request: HttpRequest, person: Person, proved_at: float) -> None:
    """Put the sign-in through the provider at the moment of proof there: the library puts it at now, also when the
    provider let somebody pass unasked."""
    for record in get_authentication_records(request, person):
        if record["method"] == "socialaccount":
            record["at"] = proved_at
    request.session.modified = True


class SecondStepUnlessDone(AuthenticateStage):  # type: ignore[misc]
    """Asks for a code or a key, unless the provider says that it asked already."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(record.get("type") == BY_PROVIDER for record in records):
            return False
        return bool(super()._should_handle(request))


def check_passwords_are_used() -> None:
    """Raise on an installation where people come in through their organisation alone."""
    if not settings.LOCAL_SIGN_IN:
        raise OnlySingleSignOn()


def begin(request: HttpRequest, email: str) -> lockout.Attempt:
    address = counted_as(request.META.get("REMOTE_ADDR", ""))
    return lockout.begin_attempt(email=email, address=address, at=clock.now())


def _right_password(attempt: lockout.Attempt, person: Person) -> None:
    """With a second step to come, earlier failures keep counting: a known password does not buy guesses at codes."""
    if person.authenticator_set.exists():  # type: ignore[attr-defined]
        lockout.take_back(attempt)
    else:
        lockout.succeed(attempt)


def remember_sign_in(request: HttpRequest, *, at: datetime) -> None:
    """Give this session its place in the list of sign-ins."""
    assert request.user.is_authenticated
    agent = request.headers.get("User-Agent", "")
    request.session[SIGN_IN] = sign_ins.begin_sign_in(person=request.user, user_agent=agent, at=at).reference


def has_second_step(person: Any) -> bool:
    """Whether somebody has an app or a key here; spare codes alone are none."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(person.is_authenticated and Authenticator.objects.filter(user=person, type__in=kinds).exists())


def proved_recently(request: HttpRequest) -> bool:
    """Whether who is signed in gave a password, a code or a key not long ago; who has a second step, that step.

    With the password alone somebody else could add a second step of their own, and pass with it wherever it is asked.
    """
    from allauth.account import app_settings

    records = get_authentication_records(request, request.user)
    if has_second_step(request.user):
        records = [record for record in records if record["method"] == "mfa"]
    latest = max((record["at"] for record in records), default=0)
    return bool(time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT)
