"""Being let in by a link that works once. Looking at it changes nothing: mail programs open links too."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from eenheidsbeeld.accounts import single_sign_on
from eenheidsbeeld.accounts.actions import joining
from eenheidsbeeld.accounts.forms import JoinForm, PasswordForm
from eenheidsbeeld.accounts.labels import ROLE_LABELS
from eenheidsbeeld.accounts.models import Invitation, PasswordLink, Person
from eenheidsbeeld.accounts.rules import Role
from eenheidsbeeld.accounts.sign_in import check_passwords_are_used
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.doors import open_to_anyone
from eenheidsbeeld.core.refusals import NotThere


@open_to_anyone
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    at = clock.now()
    try:
        found = joining.open_link(Invitation, token, at=at)
    except NotThere:
        return render(request, "accounts/link_over.html", status=404)
    known = Person.objects.filter(email__iexact=found.email, is_active=True).exists()
    form = JoinForm(request.POST or None, email=found.email)
    if request.method == "POST":
        answer = _take_up(request, token, known, form)
        if answer is not None:
            return answer
    context = {
        "invitation": found,
        "roles": [ROLE_LABELS[Role(role)] for role in found.roles],
        "is_known": known,
        "is_theirs": request.user.is_authenticated and request.user.email.lower() == found.email.lower(),
        "form": form,
        "local": settings.LOCAL_SIGN_IN,
        "single_sign_on": settings.SINGLE_SIGN_ON,
    }
    return render(request, "accounts/invitation.html", context)


def _take_up(request: HttpRequest, token: str, known: bool, form: JoinForm) -> HttpResponse | None:
    at = clock.now()
    if known:
        if not request.user.is_authenticated:
            return None
        membership = joining.join_as(token=token, person=request.user, at=at)
        request.session["membership"] = membership.reference
        return redirect("/")
    if not settings.LOCAL_SIGN_IN or not form.is_valid():
        return None
    filled = form.cleaned_data
    joining.join_with_password(token=token, display_name=filled["display_name"], password=filled["password"], at=at)
    messages.success(request, _("Your account is ready. Sign in with your address and your new password."))
    return redirect("account_login")


@open_to_anyone
@never_cache
@require_http_methods(["GET"])
def join_through_provider(request: HttpRequest, token: str) -> HttpResponse:
    """The same invitation, taken up by signing in at one's own organisation."""
    found = joining.open_link(Invitation, token, at=clock.now())
    if not settings.SINGLE_SIGN_ON["issuer"]:
        raise NotThere()
    return single_sign_on.start(request, leads_to="/", invitation=found.reference)


@open_to_anyone
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = joining.open_link(PasswordLink, token, at=clock.now())
    except NotThere:
        return render(request, "accounts/link_over.html", status=404)
    check_passwords_are_used()
    form = PasswordForm(request.POST or None, email=link.person.email)
    if request.method == "POST" and form.is_valid():
        joining.choose_password(token=token, password=form.cleaned_data["password"], at=clock.now())
        messages.success(request, _("Your password was changed. Sign in with it."))
        return redirect("account_login")
    return render(request, "accounts/new_password.html", {"form": form})
