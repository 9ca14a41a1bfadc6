"""To the identity provider and back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from eenheidsbeeld.accounts import single_sign_on
from eenheidsbeeld.core.doors import open_to_anyone, open_to_the_signed_in
from eenheidsbeeld.core.refusals import NotThere


# By a link: the policy of this site lets a form send to this site only, redirects included.
@open_to_anyone
@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    _check_there_is_one()
    return single_sign_on.start(request, leads_to=request.GET.get("next", "/"))


@open_to_the_signed_in
@never_cache
@require_GET
def again(request: HttpRequest) -> HttpResponse:
    """Before a sensitive act, for who has no password here: a page with a link, since a form may not lead outside."""
    _check_there_is_one()
    if "verder" not in request.GET:
        leads_to = f"?{urlencode({'verder': '1', 'next': request.GET.get('next', '/')})}"
        return render(request, "accounts/prove_again.html", {"leads_to": leads_to})
    return single_sign_on.start(request, leads_to=request.GET.get("next", "/"), again=True)


@open_to_anyone
@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    _check_there_is_one()
    return single_sign_on.finish(request)


def _check_there_is_one() -> None:
    if not settings.SINGLE_SIGN_ON["issuer"]:
        raise NotThere()
