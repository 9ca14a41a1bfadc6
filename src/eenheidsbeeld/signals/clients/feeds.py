"""Fetching a feed over the network: checked addresses only, small answers only, in limited time.

The name is resolved, every address it has is checked, and the connection is made to a checked address, so that
a name cannot point elsewhere between check and connection. Redirects are followed by hand with the same check.
"""

from __future__ import annotations

import ipaddress
import socket
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import httpcore
from django.conf import settings

from eenheidsbeeld.signals.clients.deadline import Deadline, UntilDeadline

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 5
WHOLE_SECONDS = 20.0
# How long each wait may last at most, within those.
WAITS = {"connect": 5.0, "read": 10.0, "write": 10.0, "pool": 1.0}
NAME = "Eenheidsbeeld/0.1 (feedlezer voor institutionele bronnen)"
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
# Shared address space of providers (RFC 6598), the metadata addresses of clouds, and old ways to write an IPv4
# address as IPv6 (compatible, translated, local NAT64, site-local); the rest is in `ipaddress`.
ALSO_CLOSED = [
    ipaddress.ip_network(net)
    for net in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "198.18.0.0/15",
        "169.254.0.0/16",
        "fd00:ec2::/32",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "::/96",
        "::ffff:0:0:0/96",
        "fec0::/10",
    )
]
REDIRECTS = {301, 302, 303, 307, 308}
UNEXPECTED = "unexpected_answer"
REASONS = {401: "not_allowed", 403: "not_allowed", 404: "gone", 410: "gone", 429: "too_often"}
# What may stand in the path and the question of an address as it is; anything else is written as %XX.
IN_A_PATH = "/?=&;:@!$'()*+,~%-._[]"

Resolve = Callable[[str, int], list[str]]


class FetchProblem(Exception):
    """The feed was not fetched; `reason` is a key for which labels.py has the words. Holds no content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back; `content` is None when nothing changed since last time."""

    content: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(address: str, *, etag: str = "", last_modified: str = "", resolve: Resolve | None = None) -> Fetched:
    """Get the feed, or nothing when it did not change; raises FetchProblem with the reason.

    One deadline over everything: redirects, headers and content, however slowly they come.
    """
    conditions = {"If-None-Match": etag} if etag else {}
    if last_modified:
        conditions["If-Modified-Since"] = last_modified
    deadline = Deadline(WHOLE_SECONDS)
    with (
        _network_in_reasons(),
        httpcore.ConnectionPool(network_backend=UntilDeadline(deadline), http2=False) as pool,
    ):
        for _hop in range(MOST_REDIRECTS + 1):
            deadline.left()
            request = _request(address, conditions, resolve or _resolve)
            answer = pool.handle_request(request)
            try:
                further = _header(answer, b"location")
                if answer.status in REDIRECTS and further:
                    address = _next_address(address, further)
                    continue
                return _read(answer)
            finally:
                answer.close()
    raise FetchProblem("too_many_redirects")


@contextmanager
def _network_in_reasons() -> Iterator[None]:
    """Errors of the network as reasons, without what the library says: that may quote the answer."""
    try:
        yield
    except httpcore.TimeoutException:
        raise FetchProblem("too_slow") from None
    except httpcore.ConnectError as problem:
        raise FetchProblem("no_secure_connection" if "CERTIFICATE" in str(problem) else "no_connection") from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise FetchProblem("no_connection") from None


def _next_address(address: str, further: str) -> str:
    try:
        return urljoin(address, further)
    except ValueError:
        raise FetchProblem("not_an_address") from None


def _request(address: str, conditions: dict[str, str], resolve: Resolve) -> httpcore.Request:
    """A question to the address that was checked, under the name of the publisher."""
    scheme, host, port = _parts(address)
    to = checked_address(host, port, resolve)
    own_port = port == (443 if scheme == "https" else 80)
    shown = f"[{host}]" if ":" in host else host
    path = urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl() or "/"
    headers = {
        "Host": shown if own_port else f"{shown}:{port}",
        "User-Agent": NAME,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, identity;q=0.5",
        "Connection": "close",
        **conditions,
    }
    target = quote(path if path.startswith("/") else f"/{path}", safe=IN_A_PATH)
    return httpcore.Request(
        b"GET",
        httpcore.URL(scheme=scheme.encode(), host=to.encode(), port=port, target=target.encode()),
        headers=[(name.encode(), value.encode("latin-1", "ignore")) for name, value in headers.items()],
        extensions={"timeout": WAITS, "sni_hostname": host},
    )


def _header(answer: httpcore.Response, name: bytes) -> str:
    found = next((value for known, value in answer.headers if known.lower() == name), b"")
    return found.decode("utf-8", "replace").strip()


def _parts(address: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        raise FetchProblem("not_an_address") from None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        raise FetchProblem("not_an_address")
    try:
        return parts.scheme, host.encode("idna").decode() if not host.isascii() else host, port
    except UnicodeError:
        raise FetchProblem("not_an_address") from None


def checked_address(host: str, port: int, resolve: Resolve) -> str:
    """An address of this host that may be connected to; every address it has must be open, or none is used."""
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError):
        raise FetchProblem("name_not_found") from None
    if not addresses:
        raise FetchProblem("name_not_found")
    for one in addresses:
        if not is_open_address(one):
            raise FetchProblem("closed_address")
    return addresses[0]


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_open_address(text: str) -> bool:
    """Whether this address lies on the public network; loopback only where the settings allow it for tests."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is not None:
            return is_open_address(str(inner))
    if address.is_loopback and getattr(settings, "FEEDS_MAY_USE_LOOPBACK", False):
        return True
    closed = any(address in net for net in ALSO_CLOSED if net.version == address.version)
    return address.is_global and not address.is_multicast and not closed


def _read(answer: httpcore.Response) -> Fetched:
    if answer.status == 304:
        return Fetched(None)
    if answer.status != 200:
        raise FetchProblem(REASONS.get(answer.status, "publisher_error" if answer.status >= 500 else UNEXPECTED))
    content = b"".join(_limited(answer))
    return Fetched(content, _header(answer, b"etag")[:300], _header(answer, b"last-modified")[:100])


def _limited(answer: httpcore.Response) -> Iterator[bytes]:
    """The bytes of the answer, unpacked by hand so that a small packed answer cannot grow without end."""
    packing = _header(answer, b"content-encoding").lower() or "identity"
    if packing not in ("identity", "gzip", "x-gzip", "deflate"):
        raise FetchProblem(UNEXPECTED)
    unpack = zlib.decompressobj(47) if packing != "identity" else None
    size = 0
    try:
        for piece in answer.iter_stream():
            content = unpack.decompress(piece, MOST_BYTES + 1 - size) if unpack else piece
            size += len(content)
            if size > MOST_BYTES or (unpack is not None and unpack.unconsumed_tail):
                raise FetchProblem("too_large")
            yield content
    except zlib.error:
        raise FetchProblem(UNEXPECTED) from None
