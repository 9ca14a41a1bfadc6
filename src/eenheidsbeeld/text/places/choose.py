"""Which of the places with the same name is meant: people, neighbours in the text, the sender's own region."""

import math
import re
from collections.abc import Collection, Sequence

from eenheidsbeeld.text.places.gazetteer import Entry, Gazetteer, Municipality
from eenheidsbeeld.text.places.named import Candidate
from eenheidsbeeld.text.tokens import Tokens

_WEIGHT = {
    "municipality": 1.0, "town": 0.6, "old_municipality": 0.0, "neighbourhood": -0.8, "hamlet": -1.4,
    "province": 1.0, "region": 0.5, "country": 2.0, "city": 0.5,
}  # fmt: skip
_LEVEL = {"old_municipality": "municipality", "hamlet": "town", "city": "town"}
_QUALIFIER = re.compile(r"\s{0,2}[(,]\s{0,2}(?:prov(?:incie|\.)?\s)?([A-Za-zâ. -]{1,16}?)\s{0,2}[),.\n]")
_BARE_QUALIFIER = re.compile(r" (Gld|Ov|NH|ZH|NB|Lb|Limb|Gn|Gr|Fr|Frl|Dr|Utr|Zld|Fl)\b")
_PROVINCE_OF = {
    "l": "PV31", "lb": "PV31", "limb": "PV31", "limburg": "PV31", "gld": "PV25", "gelderland": "PV25",
    "g": "PV25", "o": "PV23", "ov": "PV23",
    "overijssel": "PV23", "twente": "PV23", "nh": "PV27", "noord-holland": "PV27", "zh": "PV28",
    "zuid-holland": "PV28", "nb": "PV30",
    "noord-brabant": "PV30", "brabant": "PV30", "fr": "PV21", "friesland": "PV21", "fryslan": "PV21",
    "fryslân": "PV21", "frl": "PV21",
    "gr": "PV20", "gn": "PV20", "groningen": "PV20", "dr": "PV22", "drenthe": "PV22", "u": "PV26", "ut": "PV26",
    "utr": "PV26", "utrecht": "PV26", "z": "PV29",
    "zld": "PV29", "zeeland": "PV29", "fl": "PV24", "flevoland": "PV24", "achterhoek": "PV25", "be": "CCBE",
    "belgie": "CCBE", "belgië": "CCBE", "b": "CCBE",
    "d": "CCDE", "duitsland": "CCDE", "bel": "CCBE",
}  # fmt: skip


def choose(
    tokens: Tokens, candidates: Sequence[Candidate], gazetteer: Gazetteer, home_areas: Collection[str]
) -> list[tuple[Entry, tuple[tuple[str, float], ...]]]:
    """For each candidate the meaning that fits best, and all meanings with their share of belief."""
    hints = _province_hints(candidates)
    home = [gazetteer.municipalities[c] for c in home_areas if c in gazetteer.municipalities]
    home_provinces = {m.province for m in home}
    options = [_distinct(c.entries) for c in candidates]
    first: list[list[float]] = []
    for candidate, found in zip(candidates, options, strict=True):
        wanted = _qualifier(tokens, candidate) if len(found) > 1 else None
        first.append([_prior(e) + _fit(e, wanted, hints, home_areas, home_provinces, gazetteer) for e in found])
    beliefs = [_shares(scores) for scores in first]
    chosen: list[tuple[Entry, tuple[tuple[str, float], ...]]] = []
    for position, found in enumerate(options):
        if len(found) == 1:
            chosen.append((found[0], ((found[0].code, 1.0),)))
            continue
        scores = [
            score
            + _nearness(entry, position, candidates, options, beliefs, gazetteer)
            + _beside(tokens, candidates, position, entry, gazetteer)
            for entry, score in zip(found, first[position], strict=True)
        ]
        chosen.append(_ranked(found, scores))
    return chosen


def _prior(entry: Entry) -> float:
    return _WEIGHT[entry.level] + 0.5 * math.log10(entry.people + 100)


def _shares(scores: list[float]) -> list[float]:
    top = max(scores)
    weights = [math.exp(1.3 * (s - top)) for s in scores]
    total = sum(weights)
    return [w / total for w in weights]


def public_level(entry: Entry) -> str:
    return _LEVEL.get(entry.level, entry.level)


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    """One meaning per code: the town and municipality of one name are one."""
    if len(entries) == 1:
        return list(entries)
    best: dict[str, Entry] = {}
    for entry in entries:
        before = best.get(entry.code)
        if before is None or (_WEIGHT[entry.level], entry.people) > (_WEIGHT[before.level], before.people):
            best[entry.code] = entry
    return list(best.values())


def _province_hints(candidates: Sequence[Candidate]) -> set[str]:
    hints = set()
    for candidate in candidates:
        for entry in candidate.entries:
            if entry.level in ("province", "country") or (entry.level == "region" and entry.code.startswith("PV")):
                hints.add(entry.code)
    return hints


def _qualifier(tokens: Tokens, candidate: Candidate) -> str | None:
    end = tokens.ends[candidate.last]
    match = _QUALIFIER.match(tokens.text, end) or _BARE_QUALIFIER.match(tokens.text, end)
    if match is None:
        return None
    return _PROVINCE_OF.get(match.group(1).strip(" .").lower().replace(".", ""))


def _fit(
    entry: Entry,
    wanted: str | None,
    hints: set[str],
    home_areas: Collection[str],
    home_provinces: set[str],
    gazetteer: Gazetteer,
) -> float:
    municipality = gazetteer.municipalities.get(entry.code)
    area = municipality.province if municipality else entry.code
    score = 0.0
    if wanted is not None:
        score += 5.0 if wanted in (area, entry.code) else -3.0
    if hints:
        score += 2.0 if area in hints else 0.0
    if entry.code in home_areas:
        score += 2.5
    elif municipality and area in home_provinces:
        score += 1.0
    return score


_NEIGHBOURS = 12  # places before and after that are looked at


def _nearness(
    entry: Entry,
    position: int,
    candidates: Sequence[Candidate],
    options: list[list[Entry]],
    beliefs: list[list[float]],
    gazetteer: Gazetteer,
) -> float:
    """Up to 4 for a place near the others in the text, falling off over 25 kilometres, by how sure those are."""
    here = gazetteer.municipalities.get(entry.code)
    own_name = candidates[position].entries
    best = 0.0
    for other in range(max(0, position - _NEIGHBOURS), min(len(options), position + _NEIGHBOURS + 1)):
        if other == position or candidates[other].entries == own_name:
            continue
        for meaning, share in zip(options[other], beliefs[other], strict=True):
            there = gazetteer.municipalities.get(meaning.code)
            if meaning.code == entry.code:
                best = max(best, 3.5 * share)
            elif here and there:
                best = max(best, 4.0 * math.sqrt(share) * math.exp(-_kilometres(here, there) / 25.0))
    return best


def _beside(
    tokens: Tokens, candidates: Sequence[Candidate], position: int, entry: Entry, gazetteer: Gazetteer
) -> float:
    """ "Zevenhuizen bij Gouda", "Elst, gemeente Overbetuwe": the writer says which one."""
    if position + 1 >= len(candidates):
        return 0.0
    other = candidates[position + 1]
    between = tokens.text[tokens.ends[candidates[position].last] : tokens.starts[other.first]].strip(" ,(")
    here = gazetteer.municipalities.get(entry.code)
    if between not in ("bij", "nabij", "gemeente", "in de gemeente", "vlak bij", "onder", "in") or here is None:
        return 0.0
    if any(e.code in (entry.code, here.province) for e in other.entries):
        return 5.0
    there = [gazetteer.municipalities[e.code] for e in other.entries if e.code in gazetteer.municipalities]
    near = min((_kilometres(here, m) for m in there), default=999.0)
    return 5.0 * math.exp(-near / 20.0)


def _kilometres(a: Municipality, b: Municipality) -> float:
    return math.hypot((a.lat - b.lat) * 111.0, (a.lon - b.lon) * 68.0)


def _ranked(options: list[Entry], scores: list[float]) -> tuple[Entry, tuple[tuple[str, float], ...]]:
    shares = _shares(scores)
    order = sorted(range(len(options)), key=lambda i: (-scores[i], options[i].code))
    ranked = tuple((options[i].code, round(shares[i], 3)) for i in order if shares[i] >= 0.005)
    return options[order[0]], ranked
