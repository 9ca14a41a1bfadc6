"""What may become an alert: one comparison or one cluster, with everything needed to explain it later."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """From wide to narrow."""

    NATION = 0
    UNIT = 1
    DISTRICT = 2
    MUNICIPALITY = 3


class Source(StrEnum):
    SERIES = "series"
    CLUSTER = "cluster"


@dataclass(frozen=True)
class Candidate:
    """One comparison that could be shown.

    areas: the municipalities it covers, all of them for a wider level. p is recalibrated. chance is the
    probability that this comparison passes the same p by itself, at most p. method, version and data_until
    make it repeatable.
    """

    key: str
    phenomenon: str
    level: Level
    areas: frozenset[str]
    first_week: int
    last_week: int
    observed: float
    expected: float
    upper: float
    p: float
    source: Source = Source.SERIES
    area: str = ""
    method: str = ""
    data_until: str = ""

    def __post_init__(self) -> None:
        if not self.areas or self.first_week > self.last_week or not 0 <= self.p <= 1:
            raise ValueError(f"candidate {self.key!r} needs areas, a period and a p between 0 and 1")
