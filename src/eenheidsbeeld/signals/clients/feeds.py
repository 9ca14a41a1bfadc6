"""Fetching a feed over the network: checked addresses only, small answers only, in limited time.

The name is resolved, every address it has is checked, and the connection is made to a checked address, so that
a name cannot point elsewhere between check and connection. Redirects are followed by hand with the same check.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 5
WHOLE_SECONDS = 20.0
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
    """Get the feed, or nothing when it did not change; raises FetchProblem with the reason."""
    deadline = time.monotonic() + WHOLE_SECONDS
    conditions = {"If-None-Match": etag} if etag else {}
    if last_modified:
        conditions["If-Modified-Since"] = last_modified
    timeout = httpx.Timeout(10.0, connect=5.0)
    with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
        for _hop in range(MOST_REDIRECTS + 1):
            with _ask(client, address, conditions, resolve or _resolve) as answer:
                if answer.status_code in REDIRECTS and "location" in answer.headers:
                    address = urljoin(address, answer.headers["location"])
                    continue
                return _read(answer, deadline)
    raise FetchProblem("too_many_redirects")


class _Answer:
    """One request, with the errors of the network turned into reasons."""

    def __init__(self, client: httpx.Client, request: httpx.Request) -> None:
        self.client, self.request = client, request
        self.answer: httpx.Response | None = None

    def __enter__(self) -> httpx.Response:
        try:
            self.answer = self.client.send(self.request, stream=True)
        except httpx.TimeoutException:
            raise FetchProblem("too_slow") from None
        except httpx.ConnectError as problem:
            raise FetchProblem("no_secure_connection" if "CERTIFICATE" in str(problem) else "no_connection") from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError):
            raise FetchProblem("no_connection") from None
        return self.answer

    def __exit__(self, *_problem: object) -> None:
        if self.answer is not None:
            self.answer.close()


def _ask(client: httpx.Client, address: str, conditions: dict[str, str], resolve: Resolve) -> _Answer:
    scheme, host, port = _parts(address)
    to = checked_address(host, port, resolve)
    shown = f"[{to}]" if ":" in to else to
    own_port = port == (443 if scheme == "https" else 80)
    path = urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl() or "/"
    if not path.startswith("/"):
        path = f"/{path}"
    headers = {
        "Host": host if own_port else f"{host}:{port}",
        "User-Agent": NAME,
        "Accept": ACCEPT,
        "Accept-Encoding": "gzip, identity;q=0.5",
        **conditions,
    }
    try:
        request = client.build_request(
            "GET", f"{scheme}://{shown}:{port}{path}", headers=headers, extensions={"sni_hostname": host}
        )
    except (httpx.InvalidURL, ValueError):
        raise FetchProblem("not_an_address") from None
    return _Answer(client, request)


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


def _read(answer: httpx.Response, deadline: float) -> Fetched:
    if answer.status_code == 304:
        return Fetched(None)
    if answer.status_code in (401, 403):
        raise FetchProblem("not_allowed")
    if answer.status_code in (404, 410):
        raise FetchProblem("gone")
    if answer.status_code == 429:
        raise FetchProblem("too_often")
    if answer.status_code >= 500:
        raise FetchProblem("publisher_error")
    if answer.status_code != 200:
        raise FetchProblem("unexpected_answer")
    content = b"".join(_limited(answer, deadline))
    return Fetched(content, answer.headers.get("etag", "")[:300], answer.headers.get("last-modified", "")[:100])


def _limited(answer: httpx.Response, deadline: float) -> Iterator[bytes]:
    """The bytes of the answer, unpacked by hand so that a small packed answer cannot grow without end."""
    packing = answer.headers.get("content-encoding", "identity").lower()
    if packing not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchProblem("unexpected_answer")
    unpack = zlib.decompressobj(47) if packing not in ("identity", "") else None
    size = 0
    try:
        for piece in answer.iter_raw():
            if time.monotonic() > deadline:
                raise FetchProblem("too_slow")
            content = unpack.decompress(piece, MOST_BYTES + 1 - size) if unpack else piece
            size += len(content)
            if size > MOST_BYTES or (unpack is not None and unpack.unconsumed_tail):
                raise FetchProblem("too_large")
            yield content
    except zlib.error:
        raise FetchProblem("unexpected_answer") from None
    except httpx.TimeoutException:
        raise FetchProblem("too_slow") from None
    except httpx.HTTPError:
        raise FetchProblem("no_connection") from None
