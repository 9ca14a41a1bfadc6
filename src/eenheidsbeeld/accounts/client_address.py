"""From which network address a request comes. The port is no part of it: it differs for every connection."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNKNOWN = "unknown"
UNIX_SOCKET = "unix"


def client_address(request: HttpRequest) -> str:
    """The address of the client, one name per IPv4 address and per IPv6 network of a household or office."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return address_of(request.META.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_PROXIES)


def address_of(peer: str, forwarded: str, trusted: Sequence[str]) -> str:
    """What a proxy says is believed only from a proxy that is configured; then the last address that it saw.

    Anybody can write the header, so it is read from the right: the first address that is not a proxy of ours.
    """
    hops = [peer, *reversed([hop.strip() for hop in forwarded.split(",") if hop.strip()])]
    for hop in hops:
        if not _is_ours(hop, trusted):
            return _name(hop)
    return _name(hops[-1])


def _is_ours(hop: str, trusted: Sequence[str]) -> bool:
    if not hop:
        return UNIX_SOCKET in trusted
    address = _parsed(hop)
    networks = [ipaddress.ip_network(one, strict=False) for one in trusted if one != UNIX_SOCKET]
    return address is not None and any(address in network for network in networks)


def _parsed(hop: str) -> Address | None:
    """`192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711` and `::ffff:192.0.2.1` as an address."""
    bare = hop.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address


def _name(hop: str) -> str:
    address = _parsed(hop)
    if address is None:
        return UNKNOWN
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
