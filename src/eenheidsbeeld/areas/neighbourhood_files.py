"""Reading the files in which CBS publishes wijken and buurten: CSV with key figures, or GeoJSON with borders.

Pure: bytes in; rows and errors out. A wrong row is told with its number and what is wrong; the others go in.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.areas.rules import Level, level_of
from eenheidsbeeld.core.refusals import Reason, Refusal

LARGEST = 50 * 1024 * 1024
LONGEST_NAME = 120
MOST_POINTS = 5_000

# The same thing has other names in each publication; the first that is filled counts.
CODE_COLUMNS = ("gwb_code_10", "buurtcode", "bu_code", "statcode", "wijkcode", "wk_code", "gwb_code", "code")
NAME_COLUMNS = ("regio", "buurtnaam", "bu_naam", "statnaam", "wijknaam", "wk_naam", "naam", "name")
MUNICIPALITY_COLUMNS = ("gemeentecode", "gm_code")
PEOPLE_COLUMNS = ("a_inw", "aantal_inwoners", "aantalinwoners", "inwoners")
# CBS writes these for "not known" and "secret".
NO_FIGURE = {"", ".", "x", "-99995", "-99997", "-99999999", "-99997.0", "-99995.0"}


class NotReadable(Refusal):
    """The file as a whole cannot be used; the reason says what to do."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    row: int
    code: str
    name: str
    municipality: str
    population: int | None
    geometry: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RowError:
    """`row` is the line in a CSV as a spreadsheet shows it, or the number of the feature in GeoJSON."""

    row: int
    reason: Reason

    def __str__(self) -> str:
        return str(_("Row %(row)s: %(reason)s") % {"row": self.row, "reason": self.reason})


@dataclass(slots=True)
class Reading:
    neighbourhoods: list[Neighbourhood] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    other_rows: int = 0


class _Wrong(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason


def read(content: bytes) -> Reading:
    """Read a CSV or GeoJSON file; the first sign in it tells which."""
    if len(content) > LARGEST:
        raise NotReadable(_("The file is larger than 50 MB. Export only the municipalities of your unit."))
    text = _decoded(content)
    if not text.strip():
        raise NotReadable(_("The file is empty."))
    return _read_geojson(text) if text.lstrip()[0] in "{[" else _read_csv(text)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel saves older CSV files this way; every byte has a meaning in it, so this cannot fail.
        return content.decode("latin-1")


def _read_csv(text: str) -> Reading:
    first = text.splitlines()[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    rows = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter)
    try:
        header = [name.strip().lower() for name in next(rows)]
        _check_header(header)
        return _collect((number, _named(header, row)) for number, row in enumerate(rows, start=2) if any(row))
    except csv.Error as problem:
        raise NotReadable(_("The file is not a CSV file that can be read. Save it as CSV.")) from problem


def _named(header: list[str], row: list[str]) -> dict[str, Any]:
    return dict(zip(header, (value.strip() for value in row), strict=False))


def _check_header(header: list[str]) -> None:
    if not set(header) & set(CODE_COLUMNS) or not set(header) & set(NAME_COLUMNS):
        raise NotReadable(_("Columns for code and name are missing. CBS calls them gwb_code_10 and regio."))


def _read_geojson(text: str) -> Reading:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise NotReadable(_("The file cannot be read as GeoJSON: it is broken or cut off.")) from problem
    found = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(found, list):
        raise NotReadable(_("The file is JSON, but not a GeoJSON collection of areas."))
    return _collect((number, _feature(feature)) for number, feature in enumerate(found, start=1))


def _feature(feature: Any) -> dict[str, Any]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return {}
    fields = {str(name).strip().lower(): value for name, value in feature["properties"].items()}
    return {**fields, "geometry": feature.get("geometry")}


def _collect(rows: Iterator[tuple[int, dict[str, Any]]]) -> Reading:
    reading, seen = Reading(), set[str]()
    for number, row in rows:
        try:
            found = _neighbourhood(number, row)
            if found is not None and found.code in seen:
                raise _Wrong(_("code %(code)s stands in the file twice.") % {"code": found.code})
        except _Wrong as wrong:
            reading.errors.append(RowError(number, wrong.reason))
            continue
        if found is None:
            reading.other_rows += 1
        else:
            seen.add(found.code)
            reading.neighbourhoods.append(found)
    return reading


def _neighbourhood(number: int, row: Mapping[str, Any]) -> Neighbourhood | None:
    """One wijk or buurt; None for rows on a municipality or the country, which these files hold too."""
    code = _first(row, CODE_COLUMNS).upper()
    if re.fullmatch(r"NL\d*|GM\d{4}", code):
        return None
    if not code:
        raise _Wrong(_("the code is missing."))
    if level_of(code) != Level.NEIGHBOURHOOD:
        raise _Wrong(_("%(code)s is not a code of a wijk (WK) or buurt (BU).") % {"code": code[:20]})
    name = " ".join(_first(row, NAME_COLUMNS).split())
    if not name or len(name) > LONGEST_NAME:
        raise _Wrong(_("the name is missing or longer than 120 characters."))
    municipality = f"GM{code[2:6]}"
    told = _first(row, MUNICIPALITY_COLUMNS).upper()
    if told and told != municipality:
        raise _Wrong(_("code %(code)s does not belong to municipality %(told)s.") % {"code": code, "told": told[:20]})
    return Neighbourhood(number, code, name, municipality, _people(row), _geometry(row.get("geometry")))


def _first(row: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    return next((str(row[name]).strip() for name in columns if row.get(name) not in (None, "")), "")


def _people(row: Mapping[str, Any]) -> int | None:
    told = _first(row, PEOPLE_COLUMNS).replace(" ", "")
    if told.lower() in NO_FIGURE:
        return None
    digits = told.removesuffix(".0")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", digits):  # 1.234 is how a Dutch spreadsheet writes it
        digits = digits.replace(".", "")
    if not re.fullmatch(r"\d{1,8}", digits, re.ASCII):
        raise _Wrong(_("the number of inhabitants (%(told)s) is not a whole number.") % {"told": told[:20]})
    return int(digits)


def _geometry(value: Any) -> dict[str, Any] | None:
    """A polygon in degrees, or nothing; anything else is an error of this row."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("type") not in ("Polygon", "MultiPolygon"):
        raise _Wrong(_("the border is not a polygon."))
    whole = value["type"] == "MultiPolygon"
    parts: Any = value.get("coordinates") if whole else [value.get("coordinates")]
    try:
        polygons = [[[_point(point) for point in ring] for ring in part] for part in parts]
    except (TypeError, ValueError, IndexError) as problem:
        raise _Wrong(_("the border cannot be read.")) from problem
    rings = [ring for part in polygons for ring in part]
    if not all(polygons) or any(len(ring) < 4 for ring in rings):
        raise _Wrong(_("the border cannot be read."))
    if sum(len(ring) for ring in rings) > MOST_POINTS:
        raise _Wrong(_("the border has more than 5,000 points. Use the generalised file of CBS."))
    return {"type": value["type"], "coordinates": polygons if whole else polygons[0]}


def _point(point: Any) -> list[float]:
    lon, lat = float(point[0]), float(point[1])
    if not (3 <= lon <= 8 and 50 <= lat <= 54):
        raise _Wrong(_("the border does not lie in the Netherlands. Export in degrees (WGS84), not in RD."))
    return [round(lon, 5), round(lat, 5)]
