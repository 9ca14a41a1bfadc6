"""From where a request comes: the port is no part of it, and a proxy is believed only when it is ours."""

from __future__ import annotations

import pytest

from eenheidsbeeld.core.client_address import asked_from, counted_as, is_within

PROXIES = ["127.0.0.1", "10.0.0.0/8"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7:50123", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # not our proxy: anybody can write the header
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1:50123", "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),  # the first one was written by the client
        ("127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"),
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ("[2001:db8:1:2:9::1]:50123", "", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "", "192.0.2.7"),
        ("127.0.0.1", "not an address", "unknown"),
        ("", "198.51.100.1", "unknown"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_the_address_of_the_client(peer: str, forwarded: str, address: str) -> None:
    assert counted_as(asked_from(peer, forwarded, PROXIES)) == address


def test_without_configured_proxies_the_header_says_nothing() -> None:
    assert asked_from("127.0.0.1", "198.51.100.1", []) == "127.0.0.1"


def test_what_is_no_address_lies_in_no_network() -> None:
    assert not is_within("", ["0.0.0.0/0", "::/0"])
    assert not is_within("proxy", ["0.0.0.0/0", "::/0"])
