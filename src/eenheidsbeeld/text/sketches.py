"""What is kept of a text to compare it: hashed words and runs of letters, places, days, numbers; no order, no text.

Runs of four letters are what compares best: Dutch joins words ("boerenblokkade", "blokkade van boeren"). They
are kept as sixteen-bit numbers; a patient reader could still guess words from them, so a sketch is kept no
longer than texts are compared. A sketch is small and JSON-serialisable; band keys are signed 64-bit numbers, so
that a database finds candidates with one indexed query (`band IN (…)`) instead of comparing all with all.
"""

import itertools
import math
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eenheidsbeeld.text.findings import Findings
from eenheidsbeeld.text.lists import load, read_shipped, word_group
from eenheidsbeeld.text.places.gazetteer import load as load_gazetteer
from eenheidsbeeld.text.sentences import SentenceModel
from eenheidsbeeld.text.sketch_words import (
    GRAM_KINDS,
    STOP,
    grams_of,
    hash_of,
    hashed,
    key_of,
    runs_of,
    stem_of,
    telling_first,
    weight_of,
    words_in,
)

_MASK = re.compile(
    r"\[(?:naam \d{1,4}|telefoonnummer|e-mailadres|adres|kenteken|bsn|iban|account|geboortedatum|nummer|link)\]"
)
# These begin with a set of characters and look back after it: so the search skips to where they may begin.
_COUNT = re.compile(r"(\d(?<![\w.,:/-].)(?:\d{0,2}(?:\.\d{3}){1,3}|\d{0,5}))(?:-| )?([^\W\d_]{3,20})")
_DIGITS = re.compile(r"\d\d*")
_AGE = re.compile(
    r"[(v\d](?<![\w.,:].)(?:(?<=\()\d{1,2}\)|(?<=\d)\d?(?:-jarige| jaar\b)|(?<=v)an \d{2}\b(?! [a-z]{3,}))"
)
_ENTITY = re.compile(r"[A-Z](?<!\w.)(?:[\w&']*[A-Za-z0-9]|(?<=[AN])\d{1,3})(?!\w)")
_ROAD = re.compile(r"[AN](?<![\w-].)\d{1,3}(?![\w-])")
_OPENINGS = frozenset((". ", "! ", "? ", ": ", "' "))  # what stands before the first word of a sentence
_TIME_WORDS = word_group("sketches.time_words")
Whole = NDArray[np.uint64]  # whole numbers that go round at 64 bits
MAX_STEMS = 32
MAX_GRAMS = 160
_BANDS, _ROWS = 10, 2
_PAIR_WORDS = 6


@dataclass(frozen=True, slots=True)
class Signature:
    """Band keys to find candidates with, and the sketch to compare them with."""

    bands: tuple[int, ...]
    sketch: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Comparable:
    """A sketch ready for comparison. `stems`: the most telling words; `days`: ordinals of the days it speaks of;
    `published`: the day as an ordinal, with the time of day as its fraction."""

    id: str
    stems: tuple[int, ...]
    grams: frozenset[int]
    place_grams: frozenset[int]
    shingles: frozenset[int]
    entities: frozenset[int]
    concepts: frozenset[int]
    clubs: frozenset[int]
    places: frozenset[str]
    place_kinds: frozenset[str]  # the first two letters of the codes: towns, provinces
    days: frozenset[int]
    counts: dict[int, int]
    published: float | None
    exact: int
    sentence: tuple[int, ...] = ()  # only where the organisation brought a model of its own

    @classmethod
    def from_sketch(cls, id: str, sketch: dict[str, Any]) -> "Comparable":
        return cls(
            id,
            tuple(sketch["w"]),
            frozenset(sketch["f"]),
            frozenset(sketch.get("q", ())),  # sketches kept from before have none
            frozenset(sketch["g"]),
            frozenset(sketch["e"]),
            frozenset(sketch["c"]),
            frozenset(sketch.get("b", ())),
            frozenset(sketch["p"]),
            frozenset([code[:2] for code in sketch["p"]]),
            frozenset(sketch["d"]),
            {int(k): v for k, v in sketch["n"]},
            sketch["t"],
            sketch["h"],
            tuple(sketch.get("v", ())),
        )


def grams_in(text: str) -> set[str]:
    """All runs of letters of a text, for counting how common they are."""
    return {run for low in set(words_in(text)) if low not in STOP and len(low) > 1 for run in runs_of(low)}


@lru_cache(maxsize=1)
def usual_shares() -> np.ndarray:
    """Per run of letters the share of ordinary texts that has it, counted beforehand."""
    shares = np.zeros(GRAM_KINDS)
    for line in read_shipped("grams.tsv"):
        share, run = line.split("\t")
        shares[zlib.crc32(run.encode()) % GRAM_KINDS] += int(share) / 1000
    return shares


def gram_weights(seen: np.ndarray | None = None, total: int = 0) -> list[float]:
    """How telling each run of letters is (squared), from this collection and the usual shares together."""
    counted = usual_shares() * USUAL_TEXTS + (0 if seen is None else seen)
    weights: list[float] = np.square(
        np.log((total + USUAL_TEXTS + 2) / (counted + 0.5)) / math.log(total + USUAL_TEXTS)
    ).tolist()
    return weights


USUAL_TEXTS = 100  # how many texts of a collection weigh as much as the shares counted beforehand


def sketch_of(findings: Findings, sentences: SentenceModel | None = None) -> Signature:
    """The signature of a cleaned text with its places and dates."""
    when = findings.published
    published = when.date().toordinal() + round((when.hour * 60 + when.minute) / 1440, 2) if when else None
    places = sorted(
        {p.code for p in findings.places if p.level not in ("country",)} or {p.code for p in findings.places}
    )
    days = sorted({d for span in findings.dates for d in _days(span.first.date(), span.last.date())})
    named = frozenset(word for p in findings.places for word in words_in(p.name))
    return sketch_text(
        findings.text_clean, places=places, days=days, published=published, place_words=named, sentences=sentences
    )  # fmt: skip


def _days(first: date, last: date) -> Iterable[int]:
    if (last - first).days > 3:
        return ()
    return range(first.toordinal(), last.toordinal() + 1)


def sketch_text(
    clean: str,
    *,
    places: Sequence[str] = (),
    days: Sequence[int] = (),
    published: float | None = None,
    place_words: frozenset[str] = frozenset(),
    sentences: SentenceModel | None = None,
) -> Signature:
    """place_words: words of the text that only say where; a text of nothing else is like no other text."""
    text = _MASK.sub(" ", clean[:20_000])
    words = words_in(text)
    content = [w for w in words if w not in STOP and len(w) > 1]
    entities = _entities(text)
    concepts = _concepts(content)
    weights = _telling(content, entities, concepts)
    numbers = _DIGITS.findall(text)
    exact = _exact(text, words, numbers)
    stems = [stem_of(w) for w in content]
    pairs = set(map(" ".join, itertools.pairwise(stems)))
    shingles = set(map(hashed, pairs)) or {key_of(content[0]) if content else exact}
    minima = _minhash(shingles)
    sketch = {
        "w": sorted(weights, key=lambda key: (-weights[key], key))[:MAX_STEMS],
        "f": _grams(content) if not place_words.issuperset(content) else [],
        "q": _grams([w for w in content if w in place_words]),
        "e": sorted(entities),
        "c": sorted(hashed("=" + c) for c in concepts if c != "police"),
        "b": sorted(_clubs(words)),
        "g": sorted(shingles, key=lambda s: s & 0xFFFF_FFFF)[:64],
        "p": list(places),
        "d": list(days),
        "n": [[k, v] for k, v in _counts(text).items()] if numbers else [],
        "t": published,
        "h": exact,
    }
    meant: tuple[int, ...] = ()
    if sentences is not None:  # what happened, not where: the names of places say nothing about that
        happened = sorted({w for w in content if w not in place_words})
        meant = sentences.sentence((word, weight_of(word)) for word in happened)
        sketch["v"] = list(meant)
    bands = _bands(minima, content, places, exact) if text.strip() else ()
    return Signature(tuple(sorted({*bands, *_sides(meant, places)})), sketch)


def _sides(sentence: Sequence[int], places: Sequence[str]) -> Iterable[int]:
    """Keys by which sentences of the same place and about the same meaning find each other without a word in common.

    Each says on which side of a few fixed planes the sentence lies (Charikar 2002).
    """
    if not sentence:
        return ()
    sides = (_planes(len(sentence)) @ np.array(sentence) > 0).reshape(_TABLES, _PLANES)
    where = _unsigned([hashed(places[0]) if places else 0])
    numbers = np.packbits(sides, axis=1)[:, 0].astype(np.uint64)
    return _mixed(where, numbers, np.arange(_TABLES, dtype=np.uint64) + np.uint64(_BANDS + 2))


_TABLES, _PLANES = 8, 8  # so many keys, each of one byte


@lru_cache(maxsize=4)
def _planes(width: int) -> np.ndarray:
    return np.random.default_rng(2026).standard_normal((_TABLES * _PLANES, width))


def _exact(text: str, words: Sequence[str], numbers: Sequence[str]) -> int:
    """The same for texts with the same words and numbers; without any, for the same signs."""
    return hash_of(" ".join(words) + "|" + ",".join(numbers) if words or numbers else f"signs {text.strip()}")


def _telling(content: Sequence[str], entities: set[int], concepts: Iterable[str]) -> dict[int, float]:
    """The words of a text, hashed, with a guess of how much each says about what happened where."""
    weights: dict[int, float] = {}
    for low in set(content):
        key = key_of(low)
        weights[key] = max(weights.get(key, 0.0), _ENTITY_WEIGHT if key in entities else weight_of(low))
    weights |= {hashed("=" + concept): CONCEPT_WEIGHT for concept in concepts}
    return weights


def _grams(content: Sequence[str]) -> list[int]:
    """The runs of letters of the most telling words, for a long text no more than `MAX_GRAMS`."""
    found: set[int] = set()
    ranked = content if len(content) <= 20 else sorted(set(content), key=telling_first)
    for low in ranked:
        if len(found) >= MAX_GRAMS:
            break
        found.update(grams_of(low))
    return sorted(found)


_ENTITY_WEIGHT, CONCEPT_WEIGHT = 1.6, 0.9


@lru_cache(maxsize=1)
def _concept_words() -> dict[str, list[tuple[str, bool, str]]]:
    """By their first three letters: the word or its beginning, and the concept."""
    table: dict[str, list[tuple[str, bool, str]]] = {}
    for line in read_shipped("concepts.tsv"):
        concept, words = line.split("\t")
        for raw in words.split(","):
            word = raw.rstrip("*")
            table.setdefault(word[:3], []).append((word, raw.endswith("*"), concept))
    return table


@lru_cache(maxsize=50_000)
def _concept_of(low: str) -> str | None:
    for word, open_end, concept in _concept_words().get(low[:3], ()):
        if low == word or (open_end and low.startswith(word)):
            return concept
    return None


def _concepts(content: Iterable[str]) -> set[str]:
    return {concept for word in content if (concept := _concept_of(word))}


_CLUBS = {tuple(name.split("_")): hashed(f"club {name}") for name in word_group("clubs")}
_CLUB_STARTS = frozenset(name[0] for name in _CLUBS)


def _clubs(words: Sequence[str]) -> set[int]:
    """The football clubs that are named: "psv", "fc utrecht", "go ahead eagles"."""
    parts = " ".join(words).replace("-", " ").split(" ")
    if _CLUB_STARTS.isdisjoint(parts):
        return set()
    starts = [i for i, part in enumerate(parts) if part in _CLUB_STARTS]
    runs = (tuple(parts[i : i + size]) for i in starts for size in (1, 2, 3))
    return {_CLUBS[run] for run in runs if run in _CLUBS}


AGE, ROAD = 1, 2  # keys of the counts that no word has


def _entities(text: str) -> set[int]:
    """Names of organisations, roads, clubs and places: capitals that are no ordinary word."""
    found = set()
    for match in _ENTITY.finditer(text):
        word, start = match.group(), match.start()
        opens = start == 0 or text[start - 2 : start] in _OPENINGS
        if not opens or _is_name_anywhere(word):
            found.add(word.lower())
    return {key_of(low) for low in found if low not in STOP and len(low) > 1}


@lru_cache(maxsize=50_000)
def _is_name_anywhere(word: str) -> bool:
    """A capital at the start says little, unless it is an abbreviation or a place."""
    low = word.lower()
    if word.isupper() or any(c.isdigit() for c in word):
        return True
    return low in load_gazetteer().single and low not in load().words


def _counts(text: str) -> dict[int, int]:
    """Numbers with the noun they count: "3 aanhoudingen", "17-jarige"."""
    found: dict[int, int] = {}
    if roads := {m.group() for m in _ROAD.finditer(text)}:
        found[ROAD] = min(hashed(r) for r in roads)
    if age := _AGE.search(text):
        found[AGE] = int(_DIGITS.findall(age.group())[0])
    for match in _COUNT.finditer(text):
        noun = match.group(2).lower()
        if noun not in _TIME_WORDS and noun not in ("jarige", "jarig") and noun not in STOP:
            found.setdefault(key_of(noun), int(match.group(1).replace(".", "")))
    return found


_MULTIPLIERS = np.array(
    [(0x9E3779B97F4A7C15 * (2 * i + 1)) & 0xFFFF_FFFF_FFFF_FFFF for i in range(1, _BANDS * _ROWS + 1)],
    dtype=np.uint64,
)
_ONE, _TWO, _OF_KIND = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x632BE59BD9B4E019], dtype=np.uint64)
_29, _32 = np.uint64(29), np.uint64(32)


def _unsigned(keys: Iterable[int]) -> Whole:
    return np.array(list(keys), dtype=np.int64).view(np.uint64)


def _minhash(shingles: Iterable[int]) -> Whole:
    """The smallest of each of twenty cheap rehashes."""
    values = _unsigned(shingles)
    mixed = (values ^ (values >> _29))[None, :] * _MULTIPLIERS[:, None]
    smallest: Whole = mixed.min(axis=1)
    return smallest


def _bands(minima: Whole, content: list[str], places: Sequence[str], exact: int) -> set[int]:
    # Of words with one stem the one that stands last in the text counts.
    by_stem: dict[str, float] = {}
    for low in dict.fromkeys(reversed(content)):
        by_stem.setdefault(stem_of(low), telling_first(low)[0])
    ranked = sorted((order, stem) for stem, order in by_stem.items())
    top = sorted(hashed(stem) for _, stem in ranked[:_PAIR_WORDS])
    told = _unsigned([*top, *(hashed(place) for place in places[:3])])
    first, second, kinds = _pairing(len(top), len(told) - len(top))
    ones = np.concatenate((minima[0::_ROWS], told[first]))
    twos = np.concatenate((minima[1::_ROWS], told[second]))
    return {exact, *_mixed(ones, twos, kinds)}


@lru_cache(maxsize=64)
def _pairing(stems: int, places: int) -> tuple[np.ndarray, np.ndarray, Whole]:
    """Which of the stems and the places after them make a key together, and the kind of each key."""
    pairs = [*itertools.combinations(range(stems), 2)]
    beside = [(stems + place, stem) for place in range(places) for stem in range(stems)]
    kinds = [*range(_BANDS), *[_BANDS] * len(pairs), *[_BANDS + 1] * len(beside)]
    first, second = np.array([*pairs, *beside], dtype=np.intp).reshape(-1, 2).T
    return first, second, np.array(kinds, dtype=np.uint64)


def _mixed(ones: Whole, twos: Whole, kinds: Whole) -> list[int]:
    """Signed numbers, each out of two and the kind of key: the order of the two matters."""
    mixed = (ones * _ONE) ^ (twos + kinds * _OF_KIND)
    mixed = (mixed ^ (mixed >> _29)) * _TWO
    mixed ^= mixed >> _32
    signed: list[int] = mixed.view(np.int64).tolist()
    return signed
