"""The geography of the Netherlands in 2025 as plain rows: who lies in what, old codes, shapes.

Made by scripts/build_reference.py; sources and licences in reference/LICENCES.md.
"""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

YEAR = 2025
POPULATION_YEAR = 2022
FOLDER = Path(__file__).resolve().parent

Geometry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    code: str
    name: str
    qualifier: str
    also_known_as: str
    province: str
    safety_region: str
    unit: str
    district: str
    district_certainty: str
    basic_team: str
    basic_team_certainty: str
    population: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class AreaAboveRow:
    """A country, province, safety region, unit, district or basic team, with what it lies in where that is fixed."""

    level: str
    code: str
    name: str
    qualifier: str
    unit: str
    district: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One municipality code and the time it was in use; `ends` is the first day it no longer was."""

    code: str
    name: str
    qualifier: str
    province: str
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class SuccessorRow:
    code: str
    successor: str
    date: date
    kind: str
    source: str


@cache
def municipalities() -> tuple[MunicipalityRow, ...]:
    return tuple(_municipality(row) for row in _rows("municipalities.csv"))


@cache
def areas_above() -> tuple[AreaAboveRow, ...]:
    return tuple(AreaAboveRow(**row) for row in _rows("areas_above.csv"))


@cache
def history() -> dict[str, HistoryRow]:
    """Every municipality code since 1970, the present ones too."""
    return {row["code"]: _history(row) for row in _rows("municipality_history.csv")}


@cache
def successors() -> tuple[SuccessorRow, ...]:
    """Only mergers and divisions that a public page names; a code that is not here has no known successor."""
    return tuple(
        SuccessorRow(**{**row, "date": date.fromisoformat(row["date"])})  # type: ignore[arg-type]
        for row in _rows("municipality_successors.csv")
    )


@cache
def topology() -> dict[str, Any]:
    """The light map as TopoJSON, object `municipalities`; borders are shared arcs."""
    whole: dict[str, Any] = json.loads((FOLDER / "municipalities_map.topo.json").read_text(encoding="utf-8"))
    return whole


@cache
def detailed_shapes() -> dict[str, Geometry]:
    """Shapes at 5 decimals, to find the municipality of a point; too heavy for a page."""
    whole = json.loads(gzip.decompress((FOLDER / "municipalities_detail.geojson.gz").read_bytes()))
    return {feature["id"]: feature["geometry"] for feature in whole["features"]}


def _municipality(row: dict[str, str]) -> MunicipalityRow:
    fields: dict[str, Any] = dict(row)
    fields["population"] = int(fields.pop(f"population_{POPULATION_YEAR}"))
    fields["lat"], fields["lon"] = float(row["lat"]), float(row["lon"])
    return MunicipalityRow(**fields)


def _history(row: dict[str, str]) -> HistoryRow:
    fields: dict[str, Any] = dict(row)
    fields["begins"] = date.fromisoformat(row["begins"])
    fields["ends"] = date.fromisoformat(row["ends"]) if row["ends"] else None
    return HistoryRow(**fields)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
