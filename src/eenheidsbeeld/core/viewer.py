"""Who looks and who acts: frozen sets of keys, built once per request, passed to every query and action."""

from __future__ import annotations

from dataclasses import dataclass, field

# Roles by which alone somebody reads no signal, situation or edition. Asked by the door and by every filter.
WITHOUT_CONTENT = frozenset({"administrator"})


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person in one membership. Keys only: no name, no address."""

    person: int
    membership: int
    organisation: int
    organisation_kind: str
    unit: str
    roles: frozenset[str] = frozenset()
    groups: frozenset[int] = frozenset()
    compartments: frozenset[int] = frozenset()
    # Compartments of which this membership holds a key that opens only after the second factor, given just now.
    locked: frozenset[int] = frozenset()
    # Running break-glass accesses: while one runs, each reading is logged under it.
    break_glass: frozenset[int] = frozenset()
    second_factor: bool = False
    practice_run: bool = False

    @property
    def reads_content(self) -> bool:
        """Signals, situations and editions are for those who work with them; running accounts is not such work."""
        return self.roles != WITHOUT_CONTENT

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class System:
    """The product itself: a feed that is fetched, a nightly task. Acts, but never looks at shared records."""

    name: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone who receives something: a record is shown to an audience only if each of them may see it.

    `purpose` is what it is made for: only records that may be used for that are shown. Empty: nothing is made of it.
    """

    viewers: tuple[Viewer, ...] = field(default=())
    purpose: str = ""

    def __post_init__(self) -> None:
        if not self.viewers:
            raise ValueError("an audience without viewers would see everything")


Actor = Viewer | System
Looker = Viewer | Audience


class NoViewer(Exception):
    """Shared records were asked for without saying who is looking."""
