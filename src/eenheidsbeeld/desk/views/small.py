"""Small answers for machines: is it alive, may robots come in, which icon."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from eenheidsbeeld.core.doors import open_to_anyone


@open_to_anyone
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a proxy or a watchman: the application answers and its database too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain; charset=utf-8", status=503)
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@open_to_anyone
@cache_control(max_age=86_400, public=True)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@open_to_anyone
@cache_control(max_age=86_400, public=True)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Old browsers ask for this address; the sign itself is one SVG."""
    return redirect(static("img/sign.svg"))


@open_to_anyone
def not_there(request: HttpRequest, **parts: str) -> HttpResponse:
    """A page of the sign-in library that this product does not have, such as signing up."""
    return render(request, "404.html", status=404)
