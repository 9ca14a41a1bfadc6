"""From which network address a request comes, and whose word about that is believed.

Anybody can write the headers of a proxy. They count only when the connection itself comes from a proxy of ours.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
UNKNOWN = "unknown"


def is_within(address: str, networks: Sequence[str]) -> bool:
    """`10.0.0.8` lies in `10.0.0.0/24`; an address as IPv4 in IPv6 is the same address."""
    found = parsed(address)
    return found is not None and any(found in ipaddress.ip_network(one, strict=False) for one in networks)


def asked_from(peer: str, forwarded: str, trusted: Sequence[str]) -> str:
    """The address of the browser: read from the right, the first that is not a proxy of ours.

    Each proxy adds to the end of the header; what stands before that was said by a stranger.
    """
    hops = [peer, *reversed([hop.strip() for hop in forwarded.split(",") if hop.strip()])]
    return next((hop for hop in hops if not is_within(hop, trusted)), hops[-1])


def counted_as(address: str) -> str:
    """One name per IPv4 address, and per IPv6 network of a household or office; the port is no part of it."""
    found = parsed(address)
    if found is None:
        return UNKNOWN
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, 64), strict=False).network_address)


def parsed(written: str) -> Address | None:
    """`192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]:4711` and `::ffff:192.0.2.1` as an address."""
    bare = written.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, ipaddress.IPv6Address) else address
