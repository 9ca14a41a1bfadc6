"""Who asks, when a proxy passes the question on. Only the word of our own proxy is believed."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def is_within(address: str, networks: list[str]) -> bool:
    """`10.0.0.8` lies in `10.0.0.0/24`; an address as IPv4 in IPv6 is the same address."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in ip_network(network, strict=False) for network in networks)


class BehindTheProxy:
    """Puts the address of the browser in REMOTE_ADDR, so that lock-out and metrics look at the right one.

    Each proxy adds to the end of X-Forwarded-For; what stands before the first address that is not ours was said by a
    stranger, and is not believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_within(request.META.get("REMOTE_ADDR", ""), settings.PROXIES):
            hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
            for hop in reversed(hops):
                request.META["REMOTE_ADDR"] = hop
                if not is_within(hop, settings.PROXIES):
                    break
        return self.get_response(request)


behind_the_proxy = BehindTheProxy
