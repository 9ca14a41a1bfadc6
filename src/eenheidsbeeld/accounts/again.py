"""Before a sensitive act people show once more that it is them, unless they did a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from eenheidsbeeld.accounts.sign_in import proved_recently

View = TypeVar("View", bound=Callable[..., HttpResponse])


def second_step_again(person: int) -> str:
    """Where somebody gives the second step once more: the key for who has one, else the code of an app, else at the
    own organisation; empty when there is nowhere."""
    kinds = set(Authenticator.objects.filter(user_id=person).values_list("type", flat=True))
    if Authenticator.Type.WEBAUTHN in kinds:
        return reverse("mfa_reauthenticate_webauthn")
    if kinds:
        return reverse("mfa_reauthenticate")
    return reverse("accounts:single_sign_on_again") if settings.SINGLE_SIGN_ON["issuer"] else ""


def prove_again(view: View) -> View:
    """Mark a page with a sensitive act. Asked when the page opens, so that nothing that was typed waits for it.

    What was sent from a page that stood open too long is not kept either: the library would put it in the session.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if proved_recently(request):
            return view(request, *args, **kwargs)
        ways = get_adapter().get_reauthentication_methods(request.user)
        if not ways:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), ways[0]["url"])

    return asked  # type: ignore[return-value]
