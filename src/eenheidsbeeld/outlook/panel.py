"""The counts that one viewer may see, as the arrays that `analysis` reads: areas by phenomena by weeks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.reference import geo

Floats = NDArray[np.float64]
KILOMETRES_PER_DEGREE = 111.3


@dataclass(frozen=True)
class Place:
    """What the statistics need to know of a municipality: how large, where, and what it lies in."""

    code: str
    population: int
    lat: float
    lon: float
    district: str
    unit: str


@dataclass(frozen=True)
class Panel:
    """counts: areas by phenomena by weeks; NaN before anything was ever counted, 0 where nothing came in."""

    places: tuple[Place, ...]
    phenomena: tuple[str, ...]
    weeks: tuple[Week, ...]
    counts: Floats

    @property
    def sizes(self) -> Floats:
        return np.array([max(place.population, 1) for place in self.places], dtype=np.float64)

    @property
    def mondays(self) -> Any:
        return np.array([week.monday for week in self.weeks], dtype="datetime64[D]")

    @property
    def kilometres(self) -> Floats:
        """Places on a flat plane: near enough for a police unit."""
        lat, lon = (np.array([getattr(one, name) for one in self.places]) for name in ("lat", "lon"))
        return np.stack([lon * np.cos(np.radians(52.1)), lat], axis=1) * KILOMETRES_PER_DEGREE

    @property
    def digest(self) -> str:
        """The same for everyone who sees the same counts, so that one answer serves them all."""
        names = repr((self.places, self.phenomena, self.weeks[:1], self.weeks[-1:]))
        return sha256(names.encode() + self.counts.tobytes()).hexdigest()

    @property
    def weeks_known(self) -> int:
        return int(np.isfinite(self.counts).any(axis=(0, 1)).sum()) if self.places else 0

    def seen(self) -> Panel:
        """Only the places of which this viewer ever saw a count: of the others nothing is known, not even zero."""
        keep = [place for place in range(len(self.places)) if np.nansum(self.counts[place]) > 0]
        return Panel(tuple(self.places[place] for place in keep), self.phenomena, self.weeks, self.counts[keep])

    def until(self, week: Week) -> Panel:
        """What was there at the end of that week."""
        many = sum(one <= week for one in self.weeks)
        return Panel(self.places, self.phenomena, self.weeks[:many], self.counts[:, :, :many])


def places_of(codes: Sequence[str]) -> tuple[Place, ...]:
    """Municipalities as they ship with the product, in order of their code; an unknown code is left out."""
    wanted = set(codes)
    rows = sorted((row for row in geo.municipalities() if row.code in wanted), key=lambda row: row.code)
    return tuple(Place(row.code, row.population, row.lat, row.lon, row.district, row.unit) for row in rows)


def panel_of(
    totals: Mapping[tuple[str, str, str], int],
    places: Sequence[Place],
    phenomena: Sequence[str],
    weeks: Sequence[Week],
) -> Panel:
    """From counts by (area, phenomenon, week). Before the first week with any count nothing is known."""
    counts = np.zeros((len(places), len(phenomena), len(weeks)))
    row, kind, column = (
        {name: number for number, name in enumerate(names)}
        for names in ([place.code for place in places], phenomena, [str(week) for week in weeks])
    )
    for (area, phenomenon, week), total in totals.items():
        if area in row and phenomenon in kind and week in column:
            counts[row[area], kind[phenomenon], column[week]] += total
    some = np.flatnonzero(counts.sum(axis=(0, 1)) > 0)
    counts[:, :, : int(some[0]) if len(some) else len(weeks)] = np.nan
    return Panel(tuple(places), tuple(phenomena), tuple(weeks), counts)
