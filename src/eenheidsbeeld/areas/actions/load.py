"""Put the shipped geography into the tables; done twice, the second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from eenheidsbeeld.areas import queries, rules
from eenheidsbeeld.areas.models import AreaSuccessor, AreaVersion
from eenheidsbeeld.areas.rules import Certainty, Level
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core.viewer import Actor, Viewer
from eenheidsbeeld.reference import geo
from eenheidsbeeld.reference.geo import shapes

KEPT_WHEN_ENTERED = ("basic_team", "basic_team_certainty")
FIELDS = (
    "level",
    "name",
    "qualifier",
    "also_known_as",
    "basic_team",
    "basic_team_certainty",
    "district",
    "district_certainty",
    "unit",
    "safety_region",
    "province",
    "population",
    "lat",
    "lon",
    "geometry",
)


@dataclass(frozen=True, slots=True)
class Loaded:
    created: int
    changed: int
    unchanged: int


@transaction.atomic
def load_reference(*, by: Actor, at: datetime) -> Loaded:
    """Load the shipped areas and successors. What people filled in stays; nothing is removed."""
    if isinstance(by, Viewer):
        rules.check_may_load(by.roles)
    outcome = _load_areas(list(_shipped()))
    new_successors = _load_successors()
    if outcome.created or outcome.changed or new_successors:
        country = AreaVersion.objects.defer("geometry").get(code=queries.COUNTRY, year=geo.YEAR)
        details = {"year": geo.YEAR, "created": outcome.created, "changed": outcome.changed}
        audit.record(event="areas_loaded", subject=country, by=by, at=at, details=details)
    queries.forget()
    transaction.on_commit(queries.forget)
    return outcome


def _load_areas(shipped: list[AreaVersion]) -> Loaded:
    present = {row.code: row for row in AreaVersion.objects.filter(year=geo.YEAR)}
    new = [row for row in shipped if row.code not in present]
    old = [row for row in shipped if row.code in present]
    changed = [present[row.code] for row in old if _take_over(present[row.code], row)]
    AreaVersion.objects.bulk_create(new, batch_size=200)
    if changed:
        AreaVersion.objects.bulk_update(changed, FIELDS, batch_size=50)
    return Loaded(created=len(new), changed=len(changed), unchanged=len(shipped) - len(new) - len(changed))


def _take_over(present: AreaVersion, shipped: AreaVersion) -> bool:
    """Copy what differs; True when something did."""
    entered = present.basic_team_certainty == Certainty.ENTERED
    fields = [name for name in FIELDS if not (entered and name in KEPT_WHEN_ENTERED)]
    different = [name for name in fields if getattr(present, name) != getattr(shipped, name)]
    for name in different:
        setattr(present, name, getattr(shipped, name))
    return bool(different)


def _load_successors() -> int:
    known = set(AreaSuccessor.objects.values_list("code", "successor"))
    new = [
        AreaSuccessor(
            code=row.code, successor=row.successor, on=row.date, whole=row.kind == "merged", source=row.source
        )
        for row in geo.successors()
        if (row.code, row.successor) not in known
    ]
    AreaSuccessor.objects.bulk_create(new)
    return len(new)


def _shipped() -> Iterator[AreaVersion]:
    for row in geo.areas_above():
        yield AreaVersion(
            year=geo.YEAR,
            level=row.level,
            code=row.code,
            name=row.name,
            qualifier=row.qualifier,
            unit=row.unit,
            district=row.district,
            population=_people_in(row.code),
        )
    for municipality in geo.municipalities():
        yield _municipality(municipality)


def _municipality(row: geo.MunicipalityRow) -> AreaVersion:
    return AreaVersion(
        year=geo.YEAR,
        level=Level.MUNICIPALITY.value,
        code=row.code,
        name=row.name,
        qualifier=row.qualifier,
        also_known_as=row.also_known_as,
        province=row.province,
        safety_region=row.safety_region,
        unit=row.unit,
        district=row.district,
        district_certainty=row.district_certainty,
        basic_team=row.basic_team,
        basic_team_certainty=row.basic_team_certainty,
        population=row.population,
        lat=row.lat,
        lon=row.lon,
        geometry=shapes.light_shapes()[row.code],
    )


def _people_in(code: str) -> int | None:
    """Inhabitants of an area above the municipality; None where its municipalities are not all known."""
    if rules.level_of(code) == Level.BASIC_TEAM:
        return None  # a team may hold municipalities of which that is not known yet
    inside = geo.municipalities() if code == queries.COUNTRY else _inside(code)
    return sum(row.population for row in inside)


def _inside(code: str) -> Iterable[geo.MunicipalityRow]:
    every = geo.municipalities()
    return (row for row in every if code in (row.province, row.safety_region, row.unit, row.district))
