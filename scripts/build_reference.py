"""Make src/eenheidsbeeld/reference/geo from the folder with source data; run by hand when a source changes.

    EB_SHARED=<folder with data/geo> python scripts/build_reference.py

The files it writes are committed, so that a clone stands alone. Where each came from stands in reference/LICENCES.md.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from reference_mergers import MERGED, SPLIT

YEAR = 2025
SOURCE = Path(os.environ.get("EB_SHARED", "")) / "data" / "geo"
PACKAGE = Path(__file__).resolve().parents[1] / "src" / "eenheidsbeeld"
TARGET = PACKAGE / "reference" / "geo"
MAP_LIMIT = 200_000

Row = dict[str, str]


def main() -> int:
    if not SOURCE.is_dir():
        print("Set EB_SHARED to the folder that holds data/geo.", file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    municipalities = build_municipalities()
    write_csv("municipalities.csv", municipalities)
    write_csv("areas_above.csv", build_areas_above(municipalities))
    history = build_history()
    write_csv("municipality_history.csv", history)
    write_csv("municipality_successors.csv", build_successors(history))
    write_bytes("municipalities_map.topo.json", build_map(), limit=MAP_LIMIT)
    write_bytes("municipalities_detail.geojson.gz", build_detail())
    write_words_of_phenomena()
    return 0


# --- municipalities and what lies above them ---


def build_municipalities() -> list[Row]:
    police = {row["gemeentecode"]: row for row in read_csv("politie_midden_nederland.csv")}
    return [municipality(row, police.get(row["gemeentecode"])) for row in read_csv("gemeenten_indeling_2025.csv")]


def municipality(row: Row, police: Row | None) -> Row:
    name, qualifier = name_and_qualifier(row["gemeentenaam"])
    district, team = row["politiedistrict"], row["basisteam"]
    team_name, _ = name_and_qualifier(team)
    return {
        "code": row["gemeentecode"],
        "name": name,
        "qualifier": qualifier,
        "also_known_as": row["zoektermen"],
        "province": row["provinciecode"],
        "safety_region": row["veiligheidsregiocode"],
        "unit": f"PU-{slug(row['politie_eenheid'])}",
        "district": f"PD-{slug(district)}" if district else "",
        "district_certainty": district_certainty(police),
        "basic_team": f"BT-{slug(team_name)}" if team else "",
        "basic_team_certainty": team_certainty(police),
        "population_2022": row["inwoners_2022"],
        "lat": row["lat"],
        "lon": row["lon"],
    }


def district_certainty(police: Row | None) -> str:
    """The source file says it in words; a group of municipalities that share a team is only derived."""
    if police is None:
        return "unknown"
    words = police["zekerheid"]
    if "by elimination" in words:
        return "by_elimination"
    if "grouping" in words and "7" not in police["bronnen"].split(","):
        return "derived"
    return "sourced"


def team_certainty(police: Row | None) -> str:
    if police is None or not police["basisteam"]:
        return "unknown"
    return "unverified" if "unsourced" in police["zekerheid"] else "sourced"


def build_areas_above(municipalities: list[Row]) -> list[Row]:
    """Country, provinces, safety regions, units, districts and teams, each once, with what lies above."""
    rows = {"NL": above("country", "NL", "Nederland")}
    originals = {row["gemeentecode"]: row for row in read_csv("gemeenten_indeling_2025.csv")}
    for row in municipalities:
        names, unit, district = originals[row["code"]], row["unit"], row["district"]
        rows[row["province"]] = above("province", row["province"], names["provincie"])
        rows[row["safety_region"]] = above(
            "safety_region", row["safety_region"], names["veiligheidsregio"], unit=unit
        )
        rows[unit] = above("unit", unit, names["politie_eenheid"])
        if district:
            rows[district] = above("district", district, names["politiedistrict"], unit=unit)
        if row["basic_team"]:
            rows[row["basic_team"]] = above(
                "basic_team",
                row["basic_team"],
                names["basisteam"],
                unit=unit,
                district=district,
            )
    return sorted(rows.values(), key=lambda row: (LEVELS.index(row["level"]), row["code"]))


LEVELS = ["country", "province", "safety_region", "unit", "district", "basic_team"]


def above(level: str, code: str, name: str, *, unit: str = "", district: str = "") -> Row:
    plain, qualifier = name_and_qualifier(name)
    return {
        "level": level,
        "code": code,
        "name": plain,
        "qualifier": qualifier,
        "unit": unit,
        "district": district,
    }


def name_and_qualifier(name: str) -> tuple[str, str]:
    """`Laren (NH.)` is called Laren; the rest only tells it apart from another one."""
    found = re.fullmatch(r"(.+?) \((.+?)\.?\)", name)
    return (found[1], found[2]) if found else (name, "")


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


# --- old codes ---


def build_history() -> list[Row]:
    """Each code with its period; a change of province alone (Vianen, 2002) is one period here."""
    periods: dict[str, Row] = {}
    for row in sorted(
        read_csv("gemeentelijke_indeling_historie.csv", delimiter=";"),
        key=lambda r: r["begindatum"],
    ):
        code = f"GM{row['gemeentecode']}"
        if code in periods and periods[code]["ends"] == row["begindatum"]:
            periods[code]["ends"], periods[code]["province"] = (
                row["einddatum"],
                f"PV{row['provinciecode']}",
            )
            continue
        name, qualifier = name_and_qualifier(row["gemeentenaam"])
        periods[code] = {
            "code": code,
            "name": name,
            "qualifier": qualifier,
            "province": f"PV{row['provinciecode']}",
            "begins": row["begindatum"],
            "ends": row["einddatum"],
        }
    return sorted(periods.values(), key=lambda row: row["code"])


def build_successors(history: list[Row]) -> list[Row]:
    rows = [
        successor(history, date, old, new, "merged", source) for date, olds, new, source in MERGED for old in olds
    ]
    rows += [successor(history, date, old, new, "split", source) for date, old, news, source in SPLIT for new in news]
    tell_where_places_lie_elsewhere(rows, history)
    return sorted(rows, key=lambda row: (row["date"], row["code"], row["successor"]))


def successor(history: list[Row], date: str, old: str, new: str, kind: str, source: str) -> Row:
    """Turn names into codes; stops when the history has no such end, or two."""
    ended = [row for row in history if row["name"] == old and row["ends"] == date]
    alive = [row for row in history if row["name"] == new and row["begins"] <= date and (row["ends"] or "9") > date]
    if len(ended) != 1 or len(alive) != 1:
        raise SystemExit(f"{old} -> {new} on {date} does not fit the history: {ended} {alive}")
    return {
        "code": ended[0]["code"],
        "successor": alive[0]["code"],
        "date": date,
        "kind": kind,
        "source": source,
    }


def tell_where_places_lie_elsewhere(rows: list[Row], history: list[Row]) -> None:
    """A second opinion: the town that gave the old municipality its name should lie in the successor."""
    places: dict[str, set[str]] = {}
    with gzip.open(SOURCE / "plaatsen_geonames_nl.csv.gz", "rt", encoding="utf-8") as file:
        for place in csv.DictReader(file):
            if place["feature_class"] == "P":
                places.setdefault(place["name"], set()).add(place["gemeentecode_2025"])
    names = {row["code"]: row["name"] for row in history}
    ended = {row["code"] for row in rows}
    for row in rows:
        lies_in = places.get(names[row["code"]], set())
        if row["kind"] == "merged" and row["successor"] not in ended and lies_in and row["successor"] not in lies_in:
            print(
                "look at",
                names[row["code"]],
                row["successor"],
                "towns of that name lie in",
                sorted(lies_in),
            )


# --- shapes ---


def build_map() -> bytes:
    """The light map: shared arcs, so that neighbours keep one border; only the municipalities are kept."""
    whole = json.loads((SOURCE / "gemeenten_veiligheidsregio.topo.json").read_text(encoding="utf-8"))
    geometries = whole["objects"]["gm_features"]["geometries"]
    shapes = [
        {
            "type": shape["type"],
            "id": shape["properties"]["code"],
            "arcs": shape["arcs"],
        }
        for shape in sorted(geometries, key=lambda shape: shape["properties"]["code"])
    ]
    kept = {
        "type": "Topology",
        "transform": whole["transform"],
        "arcs": whole["arcs"],
        "objects": {"municipalities": {"type": "GeometryCollection", "geometries": shapes}},
    }
    return compact(kept)


def build_detail() -> bytes:
    whole = json.loads(gzip.decompress((SOURCE / "gemeenten_2025_detail.geojson.gz").read_bytes()))
    features = [
        {
            "type": "Feature",
            "id": feature["properties"]["gemeentecode"],
            "geometry": feature["geometry"],
        }
        for feature in whole["features"]
    ]
    features.sort(key=lambda feature: feature["id"])
    # mtime 0: the same source gives the same bytes
    return gzip.compress(compact({"type": "FeatureCollection", "features": features}), mtime=0)


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# --- words ---


def write_words_of_phenomena() -> None:
    """The Dutch of the code list, as message pairs, so that it is translated the way all other texts are."""
    lines = ["# Made from reference/codelists/phenomena.csv by scripts/build_reference.py.", ""]
    with (PACKAGE / "reference" / "codelists" / "phenomena.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for field in ("label", "definition", "is_not"):
                lines += [f"msgid {json.dumps(row[field], ensure_ascii=False)}"]
                lines += [f"msgstr {json.dumps(row[field + '_nl'], ensure_ascii=False)}", ""]
    words = PACKAGE / "locale" / "nl" / "parts" / "reference.po"
    words.write_text("\n".join(lines), encoding="utf-8")


# --- files ---


def read_csv(name: str, delimiter: str = ",") -> list[Row]:
    with (SOURCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def write_csv(name: str, rows: list[Row]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_bytes(name, text.getvalue().encode())


def write_bytes(name: str, content: bytes, limit: int | None = None) -> None:
    if limit is not None and len(content) > limit:
        raise SystemExit(f"{name} is {len(content)} bytes; {limit} allowed")
    (TARGET / name).write_bytes(content)
    print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    sys.exit(main())
