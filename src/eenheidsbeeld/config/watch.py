"""For programs that watch the product: is it ready, and its numbers. Who may not watch learns nothing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from eenheidsbeeld.config import metrics
from eenheidsbeeld.core import clock, readiness
from eenheidsbeeld.core.client_address import is_within
from eenheidsbeeld.core.doors import open_to_anyone

TEXT = "text/plain; charset=utf-8"


@open_to_anyone
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when everything vital is there, else 503; what is missing is told to the watchman only."""
    found = [*readiness.needs(folder=settings.DATA, least_mb=settings.LEAST_DISK_MB, now=clock.now())]
    is_ready = all(need.is_met for need in found if need.is_vital)
    lines = ["ready" if is_ready else "not ready"]
    if may_watch(request):
        lines += [f"{need.name}: {'good' if need.is_met else 'wrong'}, {need.state}" for need in found]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT, status=200 if is_ready else 503)


@open_to_anyone
@never_cache
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    if not may_watch(request):
        return HttpResponse("not found\n", content_type=TEXT, status=404)
    return HttpResponse(metrics.everything(), content_type=CONTENT_TYPE_LATEST)


def may_watch(request: HttpRequest) -> bool:
    """With the token, or from an address that was named for it. Nobody, when neither is set."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(given, settings.METRICS_TOKEN):
        return True
    return is_within(request.META.get("REMOTE_ADDR", ""), settings.METRICS_FROM)
