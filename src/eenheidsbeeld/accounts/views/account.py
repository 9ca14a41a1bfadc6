"""My account: as whom you work, how you sign in, and where you are signed in now."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from eenheidsbeeld.accounts.actions import sign_ins
from eenheidsbeeld.accounts.queries import sign_ins_of, ways_of_signing_in
from eenheidsbeeld.accounts.rules import EndedWhy
from eenheidsbeeld.accounts.sign_in import SIGN_IN
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import SignedIn, open_to_the_signed_in


@open_to_the_signed_in
@require_http_methods(["GET", "POST"])
def choose_membership(request: SignedIn) -> HttpResponse:
    memberships = request.memberships
    if request.method == "POST":
        chosen = request.POST.get("membership", "")
        if any(membership.reference == chosen for membership in memberships):
            request.session["membership"] = chosen
            return redirect("/")
    return render(request, "accounts/choose_membership.html", {"memberships": memberships})


@open_to_the_signed_in
@never_cache
@require_GET
def account(request: SignedIn) -> HttpResponse:
    person = request.user
    context = {
        "sign_ins": sign_ins_of(person),
        "here": request.session.get(SIGN_IN, ""),
        "ways": ways_of_signing_in(person),
        "local": settings.LOCAL_SIGN_IN,
        "idle": settings.SESSION_IDLE_MINUTES,
    }
    return render(request, "accounts/account.html", context)


@open_to_the_signed_in
@require_POST
def sign_out_everywhere(request: SignedIn) -> HttpResponse:
    sign_ins.end_sign_ins(person=request.user.pk, why=EndedWhy.EVERYWHERE, by=sign_ins.THEMSELVES, at=clock.now())
    return redirect("account_login")


@open_to_the_signed_in
@require_POST
def end_sign_in(request: SignedIn, reference: str) -> HttpResponse:
    """End one of one's own sign-ins; somebody else's reference ends nothing."""
    sign_ins.end_one(person=request.user.pk, reference=reference, at=clock.now())
    return redirect("accounts:account")


@open_to_the_signed_in
@require_GET
def second_factor_needed(request: SignedIn) -> HttpResponse:
    """Before anything else opens: set a second step up, or show the one there is."""
    if request.viewer is not None and request.viewer.second_factor:
        return redirect("/")
    return render(request, "accounts/second_factor_needed.html", {"ways": ways_of_signing_in(request.user)})


@open_to_the_signed_in
@never_cache
@require_GET
def still_signed_in(request: SignedIn) -> HttpResponse:
    """For the page before it sends what somebody typed: yes, with a token that fits this sign-in."""
    return JsonResponse({"csrf": get_token(request)})
