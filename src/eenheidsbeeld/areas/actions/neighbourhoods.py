"""Wijken and buurten from a CBS file: what is right goes in, what is wrong is told per row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import neighbourhood_files, queries, rules
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.areas.neighbourhood_files import Neighbourhood, Reading, RowError
from eenheidsbeeld.areas.rules import Level
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer

TAKEN_OVER = (
    "name",
    "municipality",
    "unit",
    "district",
    "safety_region",
    "province",
    "population",
    "geometry",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """`other_rows` are rows on municipalities or the country: they stand in CBS files and are passed over."""

    created: int
    changed: int
    unchanged: int
    other_rows: int
    errors: tuple[RowError, ...]


def import_neighbourhoods(*, file: BinaryIO, by: Actor, at: datetime, year: int | None = None) -> Imported:
    """Add or renew the neighbourhoods in a CBS file, for the newest division or that of `year`.

    The same file twice adds nothing. A figure or border that this file lacks stays as it was. An administrator
    does this for the own unit only.
    """
    within = queries.COUNTRY
    if isinstance(by, Viewer):
        rules.check_may_load(by.roles)
        within = by.unit
    # One byte more than allowed is enough to know that it is too much.
    reading = neighbourhood_files.read(file.read(neighbourhood_files.LARGEST + 1))
    return _import(reading, queries.area(within, year=year), by, at)


@transaction.atomic
def _import(reading: Reading, within: AreaVersion, by: Actor, at: datetime) -> Imported:
    # One import at a time: two of the same file would otherwise both find nothing there yet.
    AreaVersion.objects.select_for_update().defer("geometry").get(pk=within.pk)
    municipalities = {one.code: one for one in queries.municipalities_of(within.code, year=within.year)}
    known = [row for row in reading.neighbourhoods if row.municipality in municipalities]
    elsewhere = [row for row in reading.neighbourhoods if row.municipality not in municipalities]
    created, changed = _save([_area(row, municipalities[row.municipality]) for row in known], within.year)
    errors = sorted([*reading.errors, *_errors(elsewhere, within)], key=lambda error: error.row)
    details = {"year": within.year, "created": created, "changed": changed, "errors": len(errors)}
    audit.record(event="neighbourhoods_imported", subject=within, by=by, at=at, details=details)
    queries.forget()
    transaction.on_commit(queries.forget)
    return Imported(created, changed, len(known) - created - changed, reading.other_rows, tuple(errors))


def _save(wanted: list[AreaVersion], year: int) -> tuple[int, int]:
    """How many were new and how many differed."""
    present = _present([row.code for row in wanted], year)
    new = [row for row in wanted if row.code not in present]
    old = [row for row in wanted if row.code in present]
    changed = [present[row.code] for row in old if _take_over(present[row.code], row)]
    AreaVersion.objects.bulk_create(new, batch_size=200)
    if changed:
        AreaVersion.objects.bulk_update(changed, TAKEN_OVER, batch_size=50)
    return len(new), len(changed)


def _errors(elsewhere: list[Neighbourhood], within: AreaVersion) -> list[RowError]:
    names = {"area": within.name, "year": within.year}
    reason = _("municipality %(code)s is not part of %(area)s in the division of %(year)s.")
    return [RowError(row.row, reason % {"code": row.municipality, **names}) for row in elsewhere]


def _present(codes: list[str], year: int) -> dict[str, AreaVersion]:
    """What is there already, in parts: a database takes only so many values in one question."""
    found: dict[str, AreaVersion] = {}
    for start in range(0, len(codes), 500):
        part = AreaVersion.objects.filter(year=year, code__in=codes[start : start + 500])
        found |= {row.code: row for row in part}
    return found


def _area(row: Neighbourhood, municipality: AreaVersion) -> AreaVersion:
    # The basic team is left out: large municipalities have several, and a file of CBS does not say which.
    return AreaVersion(
        level=Level.NEIGHBOURHOOD.value,
        code=row.code,
        year=municipality.year,
        name=row.name,
        municipality=municipality.code,
        unit=municipality.unit,
        district=municipality.district,
        safety_region=municipality.safety_region,
        province=municipality.province,
        population=row.population,
        geometry=row.geometry,
    )


def _take_over(present: AreaVersion, wanted: AreaVersion) -> bool:
    """Copy what the file says and differs; True when something did."""
    told = [name for name in TAKEN_OVER if getattr(wanted, name) not in (None, "")]
    different = [name for name in told if getattr(present, name) != getattr(wanted, name)]
    for name in different:
        setattr(present, name, getattr(wanted, name))
    return bool(different)
