# ruff: noqa: B007, DTZ001, E501, SIM115
"""Make the shipped gazetteer out of the source files: `python make_reference.py <data folder>`.

Reads geo/ (CBS, GeoNames) and names/*_cc0.csv; writes src/eenheidsbeeld/reference/text/.
"""

import csv
import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "src/eenheidsbeeld/reference/text"
LATIN = re.compile(r"^[A-Za-zÀ-ÖØ-öø-ÿ’'.()/ -]+$")
NICKNAMES = {"Utca", "Damsco", "Agga", "Roffa", "Tilly", "Chillburg"}
HAND_ALIASES = {  # names in daily use that the sources lack
    "GM0518": ["Den Haag", "'s-Gravenhage"],
    "GM0796": ["Den Bosch", "'s-Hertogenbosch"],
    "GM0034": ["Almere"],
    "GM0484": ["Alphen"],
    "GM0502": ["Capelle"],
    "GM0344": ["Utrecht"],
    "GM0748": ["Bergen op Zoom"],
    "GM0080": ["Leeuwarden", "Ljouwert"],
    "GM0090": ["Smallingerland"],
    "GM0505": ["Dordt"],
    "GM0867": ["Waalwijk"],
    "GM1900": ["Súdwest Fryslân"],
}
GONE = {  # municipalities that no longer exist and have no place of their name: where most of it lies now
    "Hefshuizen": "GM1966", "Reiderland": "GM1895", "Skasterlân": "GM1940", "Skarsterlân": "GM1940",
    "Dantumadeel": "GM1891", "Ferwerderadeel": "GM1970", "Ferwerderadiel": "GM1970", "Menaldumadeel": "GM1949",
    "Menameradiel": "GM1949", "Nijefurd": "GM1900", "Wymbritseradiel": "GM1900", "Wûnseradiel": "GM1900",
    "De Friese Meren": "GM1940", "Stad Delden": "GM1735", "Brederwiede": "GM1708",
    "Vleuten-De Meern": "GM0344", "Vleuten De Meern": "GM0344", "Egmond": "GM0373", "Noorder-Koggenland": "GM0420",
    "Wester-Koggenland": "GM1598", "Alkemade": "GM1884", "Koudekerk aan den Rijn": "GM0484", "Westvoorne": "GM1992",
    "Jacobswoude": "GM1884", "Rijneveld": "GM0484", "Zevenhuizen-Moerkapelle": "GM1892", "Liemeer": "GM0569",
    "Duiveland": "GM1676", "Middenschouwen": "GM1676", "Sluis-Aardenburg": "GM1714", "Alphen en Riel": "GM1723",
    "Bakel en Milheeze": "GM1652", "Bergeyk": "GM1724", "Bladel en Netersel": "GM1728", "Fijnaart en Heijningen": "GM1709",
    "'s-Gravenmoer": "GM1719", "Made en Drimmelen": "GM1719", "Nieuw-Ginneken": "GM0758", "Oud en Nieuw Gastel": "GM1655",
    "Roosendaal en Nispen": "GM1674", "St. Anthonis": "GM1982", "Arcen en Velden": "GM0983", "Melick en Herkenbosch": "GM1669",
    "Ohé en Laak": "GM1641", "Sint Odiliënberg": "GM1669", "Meerlo-Wanssum": "GM1507", "Roggel en Neer": "GM1640",
    "Ambt Montfort": "GM1669",
}  # fmt: skip


def clean(name: str) -> str:
    return re.sub(r"\s*\((O|NH|ZH|Z|L|Gld|NB|Gr|Fr|U)?\.?\)$", "", name.replace("’", "'")).strip()


def municipality_rows(data: Path) -> list[tuple[str, str, str, int]]:
    rows = []
    for row in csv.DictReader((data / "geo/gemeenten_indeling_2025.csv").open()):
        code, people = row["gemeentecode"], int(row["inwoners_2022"])
        names = [row["gemeentenaam"], *row["zoektermen"].split("|"), *HAND_ALIASES.get(code, [])]
        rows += [(clean(n), "municipality", code, people) for n in names if n and n not in NICKNAMES]
    return rows


def alternates(row: dict[str, str], province: str) -> list[str]:
    """Frisian names of Frisian places; elsewhere spellings with and without hyphen or with the province."""
    names = [row["name"]]
    if province == "PV21" and int(row["population"] or 0) > 0:
        names += [a for a in row["alternatenames"].split(",") if LATIN.match(a) and len(a) > 3][:6]
    names += [a for a in row["alternatenames"].split(",") if a.replace("’", "'").startswith("'s-")]
    return [n for n in names if n != "The Hague"]


def place_rows(data: Path, province_of: dict[str, str]) -> list[tuple[str, str, str, int]]:
    rows = []
    for row in csv.DictReader(gzip.open(data / "geo/plaatsen_geonames_nl.csv.gz", "rt")):
        code, people = row["gemeentecode_2025"], int(row["population"] or 0)
        if not code:
            continue
        if row["feature_class"] == "P" and row["feature_code"] not in ("PPLW", "PPLQ"):
            level = "neighbourhood" if row["feature_code"] == "PPLX" else "town" if people else "hamlet"
            rows += [(clean(n), level, code, people) for n in alternates(row, province_of[code])]
        elif row["feature_code"] == "ADM2H":
            rows.append((clean(re.sub(r"^Gemeente ", "", row["name"])), "old_municipality", code, people))
    return rows


def old_rows(data: Path, current: set[str]) -> list[tuple[str, str, str, int]]:
    return [(name, "old_municipality", code, 0) for name, code in GONE.items() if code in current]


def write_places(data: Path) -> None:
    municipalities = list(csv.DictReader((data / "geo/gemeenten_indeling_2025.csv").open()))
    province_of = {r["gemeentecode"]: r["provinciecode"] for r in municipalities}
    best: dict[tuple[str, str], tuple[str, int]] = {}
    order = ["municipality", "town", "neighbourhood", "old_municipality", "hamlet"]
    for name, level, code, people in (
        municipality_rows(data) + place_rows(data, province_of) + old_rows(data, set(province_of))
    ):
        if "Gerechtshof" in name or len(name) < 2 or any(c.isdigit() for c in name[:1]) and len(name) < 5:
            continue
        before = best.get((name, code))
        if before is None or order.index(level) < order.index(before[0]):
            best[name, code] = (level, max(people, before[1] if before else 0))
    with (OUT / "places_nl.tsv").open("w") as file:
        for (name, code), (level, people) in sorted(best.items()):
            file.write(f"{name}\t{level[0]}\t{code}\t{people}\n")
    with (OUT / "municipalities.tsv").open("w") as file:
        for r in municipalities:
            unit = r["politie_eenheid"]
            file.write(
                f"{r['gemeentecode']}\t{clean(r['gemeentenaam'])}\t{r['provinciecode']}\t{r['provincie']}"
                f"\t{r['veiligheidsregiocode']}\t{unit}\t{r['lat']}\t{r['lon']}\t{r['inwoners_2022']}\n"
            )


def write_countries() -> None:
    from babel import Locale

    names: dict[str, list[str]] = defaultdict(list)
    for code, name in Locale("nl").territories.items():
        if len(code) == 2 and code not in ("NL", "XA", "XB", "ZZ", "EZ", "UN", "EU", "QO") and len(name) > 3:
            names[code].append(re.sub(r"\s*\(.*\)|SAR van China", "", name).strip())
    with (OUT / "countries_nl.tsv").open("w") as file:
        for code, found in sorted(names.items()):
            file.write(f"{code}\t{','.join(found)}\n")


def write_names(data: Path) -> None:
    for source, target, column in (
        ("voornamen_per_land_cc0.csv", "first_names_world.txt", "romanized name"),
        ("achternamen_per_land_cc0.csv", "surnames_world.txt", "romanized name"),
    ):
        names = set()
        for row in csv.DictReader((data / "names" / source).open()):
            names |= {n.strip() for n in (row[column], row["localized name"]) if n and len(n.strip()) > 1}
        kept = sorted(n for n in names if LATIN.match(n) or any(c in "ığşćčžšđłńęąőűță" for c in n.lower()))
        (OUT / target).write_text("\n".join(kept) + "\n")


if __name__ == "__main__":
    source = Path(sys.argv[1])
    write_places(source)
    write_countries()
    write_names(source)
