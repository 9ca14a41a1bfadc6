"""`EB_MAIL_SERVERS`: a line for each organisation whose mail leaves through a server of its own.

    gemeente-woerden beeld@woerden.voorbeeld smtp+tls://name:password@mail.woerden.voorbeeld:587

The short name of the organisation, the address that its mail comes from, and the server. With passwords in it, so
best given as a file (EB_MAIL_SERVERS_FILE); it is never in the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

PARTS = 3


@dataclass(frozen=True, slots=True)
class OwnMailServer:
    """One line; `url` may hold a password, so it does not show itself."""

    sender: str
    url: str

    def __repr__(self) -> str:
        return f"OwnMailServer({self.sender})"


def mail_servers(listed: str) -> dict[str, OwnMailServer]:
    """By short name of the organisation; the lines were checked at start."""
    return {organisation: OwnMailServer(sender, url) for organisation, sender, url in rows(listed)}


def rows(listed: str) -> Iterator[tuple[str, str, str]]:
    """The lines with all three parts."""
    for line in listed.splitlines():
        parts = line.split()
        if len(parts) == PARTS:
            yield parts[0], parts[1], parts[2]


def wrong_lines(listed: str) -> list[int]:
    """Numbers of lines that do not have the three parts, for a message that shows no value."""
    return [
        number
        for number, line in enumerate(listed.splitlines(), start=1)
        if line.strip() and (len(line.split()) != PARTS or "@" not in line.split()[1])
    ]
