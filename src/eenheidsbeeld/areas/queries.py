"""Reading areas. There is no viewer here: names, codes and borders are published by the government for
everyone, and no record of this room says anything about people or events.

The division of a year is kept in the process for a minute: pages look up many names, and areas change once
a year. A change made in another process is therefore seen within a minute; one made here at once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas import rules
from eenheidsbeeld.areas.models import AreaSuccessor, AreaVersion
from eenheidsbeeld.areas.rules import HEIGHT, Level, NotKnown, OldCode, Reuse, Successor
from eenheidsbeeld.reference import geo
from eenheidsbeeld.reference.geo import shapes

Areas = tuple[AreaVersion, ...]
Collection = dict[str, Any]
Properties = Mapping[str, Mapping[str, Any]]

SECONDS_KEPT = 60.0
COUNTRY = "NL"


MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class _Division:
    """All areas that answer for one year, except neighbourhoods: the country has seventeen thousand."""

    used: int
    reuse: Reuse
    by_code: dict[str, AreaVersion]
    read_at: float
    inside: dict[tuple[Level, str], Areas] = field(default_factory=dict)


# By the year asked for; the areas in it are shared by all who ask, so nobody changes them.
_divisions: dict[int | None, _Division] = {}
_years: tuple[float, tuple[int, ...]] = (0.0, ())


def forget() -> None:
    """Read everything again at the next question. Each action calls it twice: at once, so that its own request
    sees the change, and after commit, because another thread may have read the old state in between."""
    global _years
    _divisions.clear()
    _years = (0.0, ())


def years() -> tuple[int, ...]:
    """The years that have a division of their own."""
    global _years
    read_at, known = _years
    if not known or time.monotonic() - read_at > SECONDS_KEPT:
        rows = AreaVersion.objects.filter(level=Level.COUNTRY).order_by("year")
        known = tuple(rows.values_list("year", flat=True))
        _years = (time.monotonic(), known)
    return known


def newest_year() -> int:
    """The year of the newest division; the shipped one while nothing is loaded."""
    return max(years(), default=geo.YEAR)


def area(code: str, *, year: int | None = None) -> AreaVersion:
    """The area with this code. Years after the newest reuse it; `division_note` of the answer then says so.

    Raises NotKnown, whose `reason` tells people what an old code was called.
    """
    division = _division(year)
    found = division.by_code.get(code) or _neighbourhood(code, division, year)
    if found is None:
        raise NotKnown(code, _why_not_known(code))
    return found


def names_of(codes: Iterable[str], *, year: int | None = None) -> dict[str, str]:
    """Names for a list on a page; a code that no division knows keeps its code as name."""
    wanted, division = list(codes), _division(year)
    small = [code for code in wanted if rules.level_of(code) == Level.NEIGHBOURHOOD]
    found = _neighbourhoods(division, year, code__in=small) if small else []
    names = {one.code: one.name for one in found}
    names |= {code: division.by_code[code].name for code in wanted if code in division.by_code}
    return {code: names.get(code, code) for code in wanted}


def full_names_of(codes: Iterable[str], *, year: int | None = None) -> dict[str, str]:
    """Names that tell two places of one name apart: Bergen (L.) and Bergen (NH.). An unknown one keeps its code."""
    named: dict[str, str] = {}
    for code in codes:
        try:
            named[code] = area(code, year=year).full_name
        except NotKnown:
            named[code] = code
    return named


def municipalities_of(code: str, *, year: int | None = None) -> Areas:
    """The municipalities in a team, district, unit, region, province or the country, by name."""
    whole = area(code, year=year)
    if whole.level == Level.MUNICIPALITY:
        return (whole,)
    if whole.level == Level.NEIGHBOURHOOD:
        return (area(whole.municipality, year=year),)
    return areas_of_level(Level.MUNICIPALITY, within=code, year=year)


def codes_in(code: str, *, year: int | None = None) -> frozenset[str]:
    """Codes of the municipalities in an area: what a list of records filters on."""
    return frozenset(one.code for one in municipalities_of(code, year=year))


def parents(code: str, *, year: int | None = None) -> Areas:
    """What the area lies in, from near to far; a basic team that is unknown is left out."""
    known = _division(year).by_code
    return tuple(known[parent] for parent in area(code, year=year).parent_codes if parent in known)


def areas_of_level(level: Level, *, within: str = COUNTRY, year: int | None = None) -> Areas:
    """All areas of a level inside another area, by name."""
    division = _division(year)
    if level == Level.NEIGHBOURHOOD:
        return _by_name(_neighbourhoods(division, year, municipality__in=codes_in(within, year=year)))
    if (level, within) not in division.inside:
        every = division.by_code.values()
        division.inside[level, within] = _by_name(
            one for one in every if one.level == level and within in one.parent_codes
        )
    return division.inside[level, within]


def options(level: Level, *, within: str = COUNTRY, year: int | None = None) -> list[tuple[str, str]]:
    """Code and name for a choice in a form; two of the same name are told apart."""
    found = areas_of_level(level, within=within, year=year)
    names = Counter(one.name for one in found)
    return [(one.code, one.full_name if names[one.name] > 1 else one.name) for one in found]


def find_by_name(text: str, *, within: str = COUNTRY, year: int | None = None, most: int = 10) -> Areas:
    """Areas whose name, other name or code begins with, or else contains, what was typed."""
    typed = rules.plain(text)
    if not typed:
        return ()
    hits = []
    for one in _division(year).by_code.values():
        names = [rules.plain(name) for name in (one.name, one.code, *one.also_known_as.split("|")) if name]
        if any(typed in name for name in names) and within in (one.code, *one.parent_codes):
            begins = any(name.startswith(typed) for name in names)
            hits.append((not begins, HEIGHT[Level(one.level)], rules.sorting_key(one.name), one.code))
    return tuple(area(code, year=year) for *_order, code in sorted(hits)[:most])


def find_by_point(lat: float, lon: float, *, year: int | None = None) -> AreaVersion | None:
    """The municipality that holds this point; None outside the Netherlands."""
    code = shapes.municipality_at(lat, lon)
    return _division(year).by_code.get(code) if code else None


def neighbourhood_by_point(lat: float, lon: float, *, year: int | None = None) -> AreaVersion | None:
    """The smallest neighbourhood that holds this point, where neighbourhoods with shapes were imported."""
    inside = find_by_point(lat, lon, year=year)
    if inside is None:
        return None
    nearby = _neighbourhoods(_division(year), year, municipality=inside.code, geometry__isnull=False)
    holding = [one for one in nearby if one.geometry and shapes.holds(one.geometry, lat, lon)]
    # A buurt has a longer code than the wijk it lies in.
    return max(holding, key=lambda one: len(one.code), default=None)


def features(codes: Iterable[str], *, year: int | None = None, properties: Properties | None = None) -> Collection:
    """A GeoJSON collection for a map, in the order of the names; `properties` adds values per code."""
    wanted = list(codes)
    found = AreaVersion.objects.filter(year=_division(year).used, code__in=wanted, geometry__isnull=False)
    extra = properties or {}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": one.code,
                "properties": {"code": one.code, "name": one.name, **extra.get(one.code, {})},
                "geometry": one.geometry,
            }
            for one in _by_name(found)
        ],
    }


def outline(code: str, *, year: int | None = None) -> Collection:
    """The border around an area as GeoJSON lines that fit the municipalities of the map exactly."""
    return shapes.outline(codes_in(code, year=year))


def resolve_old_code(code: str) -> OldCode:
    """What a municipality code stood for, when, and what it became where a public page says so."""
    known = geo.history().get(code)
    if known is None:
        reason = _("There has been no municipality with code %(code)s since 1970.") % {"code": code}
        raise NotKnown(code, reason)
    successors = _successors()
    return OldCode(
        code=code,
        name=f"{known.name} ({known.qualifier})" if known.qualifier else known.name,
        province=known.province,
        begins=known.begins,
        ends=known.ends,
        successors=successors.get(code, ()),
        present=(code,) if known.ends is None else rules.present_codes(code, successors),
    )


def _successors() -> dict[str, tuple[Successor, ...]]:
    """All rows of the small table; not kept in the process, because it is asked for rarely."""
    found: dict[str, tuple[Successor, ...]] = {}
    for row in AreaSuccessor.objects.order_by("code", "successor"):
        step = Successor(code=row.successor, on=row.on, whole=row.whole, source=row.source)
        found[row.code] = (*found.get(row.code, ()), step)
    return found


def _why_not_known(code: str) -> str:
    """Why nothing was found, with the name of an old code."""
    if not years():
        return str(_("The areas have not been loaded yet. Run: eenheidsbeeld doctor"))
    old = geo.history().get(code)
    if old is not None and old.ends is not None:
        return str(_("%(code)s was %(name)s until %(ends)s.")) % {
            "code": code,
            "name": old.name,
            "ends": old.ends.strftime("%d-%m-%Y"),
        }
    return str(_("%(code)s is not the code of an area.")) % {"code": code}


def _division(asked: int | None) -> _Division:
    kept = _divisions.get(asked)
    if kept is not None and time.monotonic() - kept.read_at <= SECONDS_KEPT:
        return kept
    known = years() or (geo.YEAR,)
    used, reuse = (max(known), Reuse.EXACT) if asked is None else rules.division_for(asked, known)
    rows = AreaVersion.objects.filter(year=used).exclude(level=Level.NEIGHBOURHOOD).defer("geometry")
    by_code = {row.code: _marked(row, asked, reuse) for row in rows}
    read = _Division(used, reuse, by_code, time.monotonic())
    if by_code:  # an empty answer is not kept: loading may be a second away
        _keep(asked, read)
    return read


def _keep(asked: int | None, division: _Division) -> None:
    """The year may come from an address somebody typed, so only so many are kept."""
    if len(_divisions) >= MOST_KEPT:
        _divisions.clear()
    _divisions[asked] = division


def _neighbourhoods(division: _Division, asked: int | None, **wanted: Any) -> list[AreaVersion]:
    rows = AreaVersion.objects.filter(year=division.used, level=Level.NEIGHBOURHOOD, **wanted)
    if "geometry__isnull" not in wanted:
        rows = rows.defer("geometry")
    return [_marked(row, asked, division.reuse) for row in rows]


def _neighbourhood(code: str, division: _Division, asked: int | None) -> AreaVersion | None:
    if rules.level_of(code) != Level.NEIGHBOURHOOD:
        return None
    return next(iter(_neighbourhoods(division, asked, code=code)), None)


def _marked(row: AreaVersion, asked: int | None, reuse: Reuse) -> AreaVersion:
    row.asked_year, row.reuse = asked, reuse
    return row


def _by_name(areas: Iterable[AreaVersion]) -> Areas:
    return tuple(sorted(areas, key=lambda one: (rules.sorting_key(one.full_name), one.code)))
