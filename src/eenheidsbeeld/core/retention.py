"""Everything ends: each kind of record declares how long it is kept, and from which moment that runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class KeepFor:
    """`days` after the moment in field `since`; None days means: as long as the record it belongs to.

    `why` names the reason in English; the Dutch text for the register is made from it.
    """

    days: int | None
    since: str
    why: str

    def length(self) -> timedelta:
        if self.days is None:
            raise ValueError("this kind of record has no term of its own")
        return timedelta(days=self.days)

    @property
    def follows_another(self) -> bool:
        return self.days is None


WEEK = 7
YEAR = 365


def with_its(owner: str) -> KeepFor:
    """Kept exactly as long as the record that this field points to; the database deletes both together."""
    return KeepFor(None, owner, f"kept as long as its {owner}")
