"""Passwords, codes and keys, each counted: a second step that can be guessed at will is no second step.

These are the forms of the sign-in library with the count of `actions.lockout` around what they check.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.actions import lockout
from eenheidsbeeld.accounts.sign_in import begin

LAST_STEP = "last_step"


@contextmanager
def counted(person: Any) -> Iterator[None]:
    """One attempt on this account: it counts unless what happens inside succeeds."""
    attempt = begin(context.request, person.email)
    yield
    lockout.succeed(attempt)


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    def clean_oldpassword(self) -> str:
        with counted(self.user):
            return super().clean_oldpassword()  # type: ignore[no-any-return]


class _Counted:
    """A code from an app works once, in all processes together; a spare code works once; each wrong one counts."""

    user: Any
    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        with counted(self.user):
            code: str = self.cleaned_data["code"]
            found = next((one for one in _without_keys(self.user) if _is_right(one, code)), None)
            if found is None:
                raise get_adapter().validation_error("incorrect_code")
            found.user = self.user
            self.authenticator = found
            return code


def _without_keys(person: Any) -> Any:
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.WEBAUTHN)


def _is_right(authenticator: Authenticator, code: str) -> bool:
    if authenticator.type != Authenticator.Type.TOTP:
        return bool(authenticator.wrap().validate_code(code))
    with transaction.atomic():
        locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        step = _step_of(decrypt(locked.data["secret"]), code)
        if step is None or step <= locked.data.get(LAST_STEP, 0):
            return False
        locked.data[LAST_STEP] = step
        locked.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str) -> int | None:
    """The moment, in steps of half a minute, whose code this is."""
    for step in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, step))
        if totp.compare_user_code(actual=code, expected=expected):
            return int(step)
    return None


class SecondStep(_Counted, AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepAgain(_Counted, ReauthenticateForm):  # type: ignore[misc]
    pass


class SwitchOnApp(ActivateTOTPForm):  # type: ignore[misc]
    def clean_code(self) -> str:
        """Whoever types the right code has shown the app: this session counts as with a second step from now on."""
        with counted(self.user):
            code: str = super().clean_code()
        record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.TOTP.value)
        return code


class AddKey(AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("Name of the key"), required=False, max_length=60)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and cleaned.get("credential"):
            record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.WEBAUTHN.value)
        return cleaned


class RenameKey(EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("Name of the key"), max_length=60)


class _CountedKey:
    user: Any

    def clean_credential(self) -> Authenticator:
        with counted(self.user):
            try:
                return super().clean_credential()  # type: ignore[misc, no-any-return]
            except (KeyError, TypeError, ValueError) as broken:  # what a browser sends can be made up
                raise ValidationError(get_adapter().error_messages["incorrect_code"]) from broken


class SecondStepByKey(_CountedKey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class SecondStepByKeyAgain(_CountedKey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass
