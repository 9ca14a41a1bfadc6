"""The names of places and the areas they may stand for; read once from the shipped lists."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.tokens import tokenise

LEVELS = ("point", "street", "neighbourhood", "town", "municipality", "region", "province", "country")
_ON_THE = (" aan de ", " a/d ", " a.d. ", " ad ")
_SHORT = {"m": "municipality", "t": "town", "n": "neighbourhood", "h": "hamlet", "o": "old_municipality"}


class Entry(NamedTuple):
    """One meaning of a name. `level` may also be hamlet, old_municipality or city (abroad)."""

    name: str
    level: str
    code: str
    people: int


class Municipality(NamedTuple):
    code: str
    name: str
    province: str
    safety_region: str
    unit: str
    lat: float
    lon: float
    people: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`single`: names of one word; `longer`: first two words -> names, longest first; each with its meanings."""

    single: dict[str, tuple[Entry, ...]]
    longer: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]]]
    municipalities: dict[str, Municipality]
    province_names: dict[str, str]


def fold(word: str) -> str:
    """Lower case without accents, so that Fryslân and fryslan are one."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    meanings: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in (*_dutch(), *_regions(), *_abroad()):
        meanings[_key(entry.name)].append(entry)
    single: dict[str, tuple[Entry, ...]] = {}
    longer: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for key, entries in meanings.items():
        if len(key) == 1:
            single[key[0]] = tuple(entries)
        else:
            longer[key[0]][key[1]].append((key, tuple(entries)))
    for seconds in longer.values():
        for options in seconds.values():
            options.sort(key=lambda option: -len(option[0]))
    municipalities = {m.code: m for m in map(_municipality, read_shipped("municipalities.tsv"))}
    provinces = {line.split("\t")[2]: line.split("\t")[3] for line in read_shipped("municipalities.tsv")}
    return Gazetteer(single, {k: dict(v) for k, v in longer.items()}, municipalities, provinces)


@lru_cache(maxsize=20000)
def _key(name: str) -> tuple[str, ...]:
    bare = name.split(" (")[0]
    if bare.replace("-", "").replace(" ", "").isalpha():
        return tuple(fold(bare).split(" "))
    return tuple(fold(w) for w in tokenise(bare).words)


def _dutch() -> list[Entry]:
    entries = []
    for line in (*read_shipped("places_nl.tsv"), *read_shipped("places_own.tsv")):
        name, short, code, people = line.split("\t")
        entries += [Entry(written, _SHORT[short], code, int(people)) for written in _spellings(name)]
    return entries


def _spellings(name: str) -> list[str]:
    """ "St. Oedenrode", "Loenen a/d Vecht", and "'s-Hertogenbosch" without its first stroke."""
    for link in (" aan den ", " aan de "):
        if link in name:
            return [*dict.fromkeys([name, *(name.replace(link, short) for short in _ON_THE)])]
    if name.startswith(("Sint-", "Sint ")):
        return [
            name,
            *(
                f"{short}{name[5:]}"
                for short in ("Sint ", "Sint-", "St. ", "St ", "St-")
                if not name.startswith(short)
            ),
        ]
    return [name, name[1:]] if name.startswith("'s-") else [name]


def _regions() -> list[Entry]:
    entries = []
    for line in read_shipped("regions_nl.tsv"):
        code, level, names = line.split("\t")
        entries += [Entry(name, level, code, 500_000) for name in names.split(",")]
    return entries


def _abroad() -> list[Entry]:
    entries = []
    for line in read_shipped("countries_nl.tsv"):
        code, names = line.split("\t")
        entries += [Entry(name, "country", f"CC{code}", 5_000_000) for name in names.split(",")]
    for line in read_shipped("world_extra.tsv"):
        code, names = line.split("\t")
        entries += [
            Entry(name, "city", f"CC{code}", 100_000 if code != "BE" else 30_000) for name in names.split(",")
        ]
    return entries


def _municipality(line: str) -> Municipality:
    code, name, province, _, region, unit, lat, lon, people = line.split("\t")
    return Municipality(code, name, province, region, unit, float(lat), float(lon), int(people))
