"""Wijken and buurten from a CBS file: what is right goes in, what is wrong is told per row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import neighbourhood_files, queries, rules
from eenheidsbeeld.areas.models import AreaVersion
from eenheidsbeeld.areas.neighbourhood_files import Neighbourhood, RowError
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

    The same file twice adds nothing. A figure or border that this file lacks stays as it was.
    """
    if isinstance(by, Viewer):
        rules.check_may_load(by.roles)
    # One byte more than allowed is enough to know that it is too much.
    reading = neighbourhood_files.read(file.read(neighbourhood_files.LARGEST + 1))
    return _store(reading, queries.area(queries.COUNTRY, year=year), by, at)


@transaction.atomic
def _store(reading: neighbourhood_files.Reading, country: AreaVersion, by: Actor, at: datetime) -> Imported:
    municipalities = {one.code: one for one in queries.municipalities_of(country.code, year=country.year)}
    known = [row for row in reading.neighbourhoods if row.municipality in municipalities]
    wanted = [_area(row, municipalities[row.municipality]) for row in known]
    codes = [row.code for row in wanted]
    present = _present(codes, country.year)
    new = [row for row in wanted if row.code not in present]
    old = [row for row in wanted if row.code in present]
    changed = [present[row.code] for row in old if _take_over(present[row.code], row)]
    AreaVersion.objects.bulk_create(new, batch_size=200)
    if changed:
        AreaVersion.objects.bulk_update(changed, TAKEN_OVER, batch_size=50)
    unknown = [row for row in reading.neighbourhoods if row.municipality not in municipalities]
    errors = [*reading.errors, *_errors(unknown, country.year)]
    outcome = Imported(
        created=len(new),
        changed=len(changed),
        unchanged=len(wanted) - len(new) - len(changed),
        other_rows=reading.other_rows,
        errors=tuple(sorted(errors, key=lambda error: error.row)),
    )
    counts = {"created": len(new), "changed": len(changed), "errors": len(errors)}
    audit.record(
        event="neighbourhoods_imported",
        subject=country,
        by=by,
        at=at,
        details={"year": country.year, **counts},
    )
    queries.forget()
    return outcome


def _errors(unknown: list[Neighbourhood], year: int) -> list[RowError]:
    reason = _("municipality %(code)s does not exist in the division of %(year)s.")
    return [RowError(row.row, reason % {"code": row.municipality, "year": year}) for row in unknown]


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
