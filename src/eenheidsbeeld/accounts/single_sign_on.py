"""Signing in through the identity provider of an organisation, with OpenID Connect.

Configured from the environment, never in the database. The provider says who somebody is; whether that person has
an account is ours to say. Somebody is known by the link made at an earlier sign-in, or the first time by an address
that the provider verified. Nothing of what the provider tells is stored but that link, as a digest.

Beside what the library checks (state, PKCE, issuer, audience, time) this checks the nonce, the signature even over
TLS, and that the user information is about the same subject.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from requests import RequestException

from eenheidsbeeld.accounts.actions.joining import join_by_provider
from eenheidsbeeld.accounts.actions.sign_ins import THEMSELVES
from eenheidsbeeld.accounts.models import Person
from eenheidsbeeld.accounts.sign_in import BY_PROVIDER
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock

PROVIDER = "own_organisation"
# Signed by the provider with a key of its own; a shared secret or no signature at all is never accepted.
SIGNED_WITH = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
JUST_NOW = 5 * 60
# The provider is down, or says what is not OpenID Connect.
UNREADABLE = (RequestException, KeyError, TypeError, ValueError)


class OwnProvider(OpenIDConnectProvider):  # type: ignore[misc]
    def get_callback_url(self) -> str:
        return reverse("accounts:single_sign_on_return")

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """One issuer and one subject, as a digest: another provider cannot give out the same person."""
        return hashlib.sha256(f"{settings.SINGLE_SIGN_ON['issuer']} {data['id_token']['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        return {}

    def get_oauth2_adapter(self, request: HttpRequest) -> CheckedConversation:
        return CheckedConversation(request, PROVIDER)


class CheckedConversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is said between us and the provider."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("accounts:single_sign_on_return"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        claims = self._checked(app, kwargs["response"].get("id_token", ""))
        told = self._fetch_user_info(token.token) if "email" not in claims else {}
        if told and told.get("sub") != claims["sub"]:
            raise OAuth2Error("the user information is about somebody else")
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims, "userinfo": told})
        login.claims = {**told, **claims}
        return login

    def _checked(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in SIGNED_WITH:
                raise OAuth2Error("not signed with a key of the provider")
            config = self.openid_config
            if config["issuer"].rstrip("/") != settings.SINGLE_SIGN_ON["issuer"]:
                raise OAuth2Error("another issuer than was configured")
            return dict(
                jwtkit.verify_and_decode(
                    credential=id_token, keys_url=config["jwks_uri"], issuer=config["issuer"],
                    audience=app.client_id, lookup_kid=jwtkit.lookup_kid_jwk,
                )
            )  # fmt: skip
        except (jwt.PyJWTError, KeyError, ValueError) as broken:
            raise OAuth2Error("what the provider sent cannot be read") from broken


class OwnOrganisation(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Which account somebody has whom the provider knows; nobody signs up."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> OwnProvider:
        chosen = settings.SINGLE_SIGN_ON
        app = SocialApp(
            provider=OpenIDConnectProvider.id, provider_id=PROVIDER, name=chosen["name"] or PROVIDER,
            client_id=chosen["client_id"], secret=chosen["secret"],
            settings={"server_url": chosen["issuer"], "oauth_pkce_enabled": True, "scope": ["openid", "email"]},
        )  # fmt: skip
        return OwnProvider(request, app=app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The answer belongs to our question; then find the account, or say whom to ask."""
        asked = sociallogin.state.get("data") or {}
        nonce = str(asked.get("nonce", ""))
        if not nonce or not constant_time_compare(str(sociallogin.claims.get("nonce", "")), nonce):
            raise ImmediateHttpResponse(refused(request, "failed", status=401))
        if not sociallogin.is_existing:
            _find_by_verified_address(request, sociallogin, invitation=asked.get("invitation", ""))
        if asked.get("again") and request.user.is_authenticated:
            raise ImmediateHttpResponse(_proved_again(request, sociallogin))
        sociallogin.asked_second_factor = asked_second_factor(sociallogin.claims)
        sociallogin.proved_at = proved_at(sociallogin.claims)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Mail about an account is ours, in Dutch, and made by a task."""

    def on_authentication_error(self, request: HttpRequest, provider: Any, **told: Any) -> None:
        raise ImmediateHttpResponse(refused(request, "failed", status=401))


def asked_second_factor(claims: Mapping[str, Any]) -> bool:
    """Whether the provider says, in the words configured for it, that it asked for a second factor."""
    chosen = settings.SINGLE_SIGN_ON
    ways = claims.get("amr")
    used = {str(way) for way in ways} if isinstance(ways, list) else set()
    return bool(used & chosen["second_factor_amr"]) or str(claims.get("acr")) in chosen["second_factor_acr"]


def proved_at(claims: Mapping[str, Any]) -> float:
    """When somebody last proved at the provider who they are: a sign-in there may run for hours and let them pass
    unasked. A provider that does not say when is not taken to have asked just now."""
    at = claims.get("auth_time")
    return float(min(at, time.time())) if isinstance(at, int | float) and not isinstance(at, bool) else 0.0


def _find_by_verified_address(request: HttpRequest, sociallogin: SocialLogin, *, invitation: str) -> None:
    """The first time: an address that the provider verified, of an account that no other subject has taken."""
    claims = sociallogin.claims
    if claims.get("email_verified") is not True:
        raise ImmediateHttpResponse(refused(request, "unverified"))
    address = str(claims.get("email", ""))
    person = Person.objects.filter(email__iexact=address).first() if address else None
    if invitation and (person is None or not person.is_active):
        person = join_by_provider(reference=invitation, address=address, at=clock.now()) or person
    if person is None:
        raise ImmediateHttpResponse(refused(request, "unknown"))
    if SocialAccount.objects.filter(user=person, provider=PROVIDER).exists():
        # An address that was given to somebody else: the account stays with who had it.
        raise ImmediateHttpResponse(refused(request, "taken"))
    if person.is_active:
        sociallogin.connect(request, person)
        audit.record(event="single_sign_on_linked", subject=person, by=THEMSELVES, at=clock.now())
    sociallogin.user = person


def _proved_again(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Somebody showed once more that it is still them, a moment ago and as the same person."""
    at = sociallogin.claims.get("auth_time")
    if sociallogin.user != request.user or not isinstance(at, int) or time.time() - at > JUST_NOW:
        return refused(request, "not_again", status=401)
    record_authentication(request, request.user, "socialaccount", provider=PROVIDER, reauthenticated=True)
    if asked_second_factor(sociallogin.claims):
        record_authentication(request, request.user, "mfa", type=BY_PROVIDER, at=float(at), reauthenticated=True)
    return redirect(sociallogin.get_redirect_url(request) or "/")


def refused(request: HttpRequest, why: str, status: int = 403) -> HttpResponse:
    """A page that says why somebody does not come in, and whom to ask."""
    context = {"why": why, "organisation": settings.SINGLE_SIGN_ON["name"]}
    return render(request, "accounts/single_sign_on_refused.html", context, status=status)


def start(request: HttpRequest, *, leads_to: str, again: bool = False, invitation: str = "") -> HttpResponse:
    """Send somebody to the provider, with what only the answer to this question can bring back."""
    nonce = secrets.token_urlsafe(24)
    asked: dict[str, Any] = {"nonce": nonce}
    if settings.SINGLE_SIGN_ON["ask_acr"]:
        asked["acr_values"] = settings.SINGLE_SIGN_ON["ask_acr"]
    if again:
        asked |= {"prompt": "login", "max_age": 0}
    provider = OwnOrganisation(request).get_provider(request, PROVIDER)
    kept = {"nonce": nonce, "again": again, "invitation": invitation}
    try:
        answer: HttpResponse = provider.redirect(
            request, process="login", next_url=safe(request, leads_to), data=kept, auth_params=asked
        )
    except UNREADABLE:
        return refused(request, "down", status=503)
    return answer


def finish(request: HttpRequest) -> HttpResponse:
    """Take what the provider sent somebody back with."""
    view = OAuth2CallbackView.adapter_view(CheckedConversation(request, PROVIDER))
    try:
        return view(request)  # type: ignore[no-any-return]
    except UNREADABLE:
        return refused(request, "failed", status=401)


def safe(request: HttpRequest, leads_to: str) -> str:
    """Only an address of our own: a link from elsewhere cannot send somebody on."""
    return leads_to if url_has_allowed_host_and_scheme(leads_to, {request.get_host()}, request.is_secure()) else "/"
