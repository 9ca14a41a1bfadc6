"""Who asks, and over what, when a proxy passes the question on. Only the word of our own proxy is believed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from eenheidsbeeld.core.client_address import asked_from, is_within

# What a proxy says, in the names that WSGI gives its headers; from anybody else they are taken off.
SAID_BY_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class BehindTheProxy:
    """Puts the address of the browser in REMOTE_ADDR, so that lock-out and metrics look at the right one.

    Whether the browser came over TLS is also said by the proxy (SECURE_PROXY_SSL_HEADER), so this stands before
    everything that asks for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        peer = meta.get("REMOTE_ADDR", "")
        if is_within(peer, settings.PROXIES):
            meta["REMOTE_ADDR"] = asked_from(peer, meta.get("HTTP_X_FORWARDED_FOR", ""), settings.PROXIES)
        else:
            for name in SAID_BY_PROXIES:
                meta.pop(name, None)
        return self.get_response(request)


behind_the_proxy = BehindTheProxy
