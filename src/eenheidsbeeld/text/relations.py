"""The same text, the same report, the same event: three different things, kept apart.

A conflicting place, date or number keeps look-alikes apart, whatever the words say.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from eenheidsbeeld.text.findings import Findings
from eenheidsbeeld.text.sentences import SentenceModel, closeness
from eenheidsbeeld.text.sketches import AGE, ROAD, Comparable, Signature, gram_weights, sketch_of, sketch_text

SAME_REPORT = 0.5
NEARLY_ALL = 0.9  # of the pairs of words of the shorter text, in a text that is the same but for a word or two
SAME_EVENT = 0.33
FULL_SCORE = 0.31  # likeness of letters at which two texts without any conflict score 1
# What a conflict leaves of the likeness in words: place, road and age weigh so much that words cannot save it.
LEFT = {
    "place": 0.05,
    "road": 0.05,
    "match": 0.1,
    "age": 0.05,
    "day": 0.5,
    "names": 0.6,
    "kind": 0.7,
    "number": 0.3,
    "rest": 0.2,
}
SAME_KIND, SAME_ROAD = 0.04, 0.03
LEAST_ALIKE = SAME_EVENT * FULL_SCORE - SAME_KIND - SAME_ROAD  # below this nothing else can make one event of two
SHORT, SHORT_DAYS = 12, 2.5  # pairs of words in a short text; days after which the same short text is news again
ONLY_PLACE = "nothing but the place in common"
# Below the first, sentences of one collection are alike by chance; words that are the same say more than any meaning.
CLOSE, MOST_FOR_MEANING = 0.6, 0.25
PER_DAY, FREE_DAYS, MOST_FOR_TIME = 0.17, 0.5, 1.5


class Relation(NamedTuple):
    """How two texts relate, and what that rests on."""

    kind: str  # same_text | same_report | same_event | none
    score: float
    reasons: tuple[str, ...]


def signature(findings: Findings | str, sentences: SentenceModel | None = None) -> Signature:
    """Band keys and sketch of a cleaned text, small enough for a row. sentences: the organisation's own model."""
    if isinstance(findings, Findings):
        return sketch_of(findings, sentences)
    return sketch_text(findings, sentences=sentences)


def comparable(id: str, signed: Signature) -> Comparable:
    return Comparable.from_sketch(id, signed.sketch)


def relation(a: Comparable, b: Comparable, *, same_words: float | None = None) -> Relation:
    """Compare two sketches; `same_words` is how alike the words are when the caller worked it out already,
    with the rarity of words in its own collection or with a model: conflicts press on it all the same."""
    reasons: list[str] = []
    left = _left_by_conflicts(a, b, reasons)
    if same_words is None:
        weights = usual_weights()
        same_words = likeness(a, b, weights, length(a, weights), length(b, weights))
    if not reasons and (copy := _copy(a, b, same_words)):
        return copy
    meant = meaning(a, b) if a.sentence and set(reasons) <= {ONLY_PLACE} else 0.0
    said = "telling words in common"
    if meant > same_words * left:
        same_words, left, said = meant, 1.0, "close in meaning"
        reasons.clear()
    score = ((same_words + _support(a, b, reasons)) * left - _taken_by_time(a, b)) / FULL_SCORE
    if score >= SAME_EVENT:
        return Relation("same_event", round(min(score, 1.0), 3), (said, *reasons))
    return Relation("none", round(score, 3), tuple(reasons))


def _copy(a: Comparable, b: Comparable, same_words: float) -> Relation | None:
    """The same text or the same report, of two texts between which nothing conflicts."""
    repeated = not _habitual(a, b)
    if a.exact == b.exact and repeated:
        return Relation("same_text", 1.0, ("the same words",))
    copied = containment(a, b)
    if copied >= NEARLY_ALL and same_words >= 0.8 and repeated:
        return Relation("same_text", round(copied, 3), ("nearly the same words in the same order",))
    if copied >= SAME_REPORT and min(len(a.shingles), len(b.shingles)) >= 8:
        return Relation("same_report", round(copied, 3), (f"{copied:.0%} of the shorter text stands in the other",))
    return None


def meaning(a: Comparable, b: Comparable) -> float:
    """What an own model of sentences adds, in the measure of likeness. It is heard only where nothing conflicts."""
    near = closeness(a.sentence, b.sentence) if a.sentence else 0.0
    return MOST_FOR_MEANING * max(0.0, near - CLOSE) / (1 - CLOSE)


@lru_cache(maxsize=1)
def usual_weights() -> list[float]:
    """The weights for two texts on their own, without a collection around them."""
    return gram_weights()


def length(item: Comparable, weights: list[float]) -> float:
    return math.sqrt(sum(map(weights.__getitem__, item.grams)))


def likeness(a: Comparable, b: Comparable, weights: list[float], left: float, right: float) -> float:
    """The cosine of two texts over their runs of letters; `weights` are squared, lengths come from `length`."""
    shared = a.grams & b.grams
    return sum(map(weights.__getitem__, shared)) / (left * right) if shared else 0.0


def _habitual(a: Comparable, b: Comparable) -> bool:
    """ "jeugd op het plein, rustig": a short text that comes back days later tells of another day."""
    if a.published is None or b.published is None or max(len(a.shingles), len(b.shingles)) > SHORT:
        return False
    return abs(a.published - b.published) > SHORT_DAYS


def containment(a: Comparable, b: Comparable) -> float:
    smallest = min(len(a.shingles), len(b.shingles))
    if smallest < 3:
        return 1.0 if a.shingles == b.shingles else 0.0
    return len(a.shingles & b.shingles) / smallest


def _left_by_conflicts(a: Comparable, b: Comparable, reasons: list[str]) -> float:
    """What other places, days, names or numbers of the same thing leave of the likeness, from 1 down."""
    left = 1.0
    if other_place(a, b):
        left *= LEFT["place"]
        reasons.append("other place")
    if a.days and b.days and a.days.isdisjoint(b.days):
        left *= LEFT["day"]
        reasons.append("other day")
    if a.clubs and b.clubs and _other_match(a, b):
        left *= LEFT["match"]
        reasons.append("other match")
    if a.entities and b.entities and a.entities.isdisjoint(b.entities):
        left *= LEFT["names"]
        reasons.append("other names of organisations, roads or places")
    if a.concepts and b.concepts and a.concepts.isdisjoint(b.concepts):
        left *= LEFT["kind"]
        reasons.append("other kind of happening")
    if _only_place_shared(a, b):
        left *= LEFT["rest"]
        reasons.append(ONLY_PLACE)
    if a.counts and b.counts:
        left = _left_by_numbers(left, a, b, reasons)
    return left


def _left_by_numbers(left: float, a: Comparable, b: Comparable, reasons: list[str]) -> float:
    other = {key for key, count in a.counts.items() if b.counts.get(key, count) != count}
    for key, name in ((AGE, "age"), (ROAD, "road")):
        if key in other:
            left *= LEFT[name]
            reasons.append(f"other {name}")
    if other - {AGE, ROAD}:
        left *= LEFT["number"]
        reasons.append("other number")
    return left


def other_place(a: Comparable, b: Comparable) -> bool:
    """Two towns exclude each other, a town and a province do not. No words can make one event of what is in two."""
    return not a.place_kinds.isdisjoint(b.place_kinds) and a.places.isdisjoint(b.places)


def _other_match(a: Comparable, b: Comparable) -> bool:
    """Two matches have one club in common at most; a text that names one club may be about either."""
    return a.clubs.isdisjoint(b.clubs) or (len(a.clubs) > 1 and len(b.clubs) > 1 and a.clubs != b.clubs)


def _only_place_shared(a: Comparable, b: Comparable) -> bool:
    """ "inbraak in Zeist", "vechtpartij in Zeist": what is alike is the name of the place."""
    if not a.concepts.isdisjoint(b.concepts) or a.places.isdisjoint(b.places):
        return False
    return (a.grams & b.grams) <= (a.place_grams | b.place_grams)


def _support(a: Comparable, b: Comparable, reasons: list[str]) -> float:
    """What speaks for one event beside the words."""
    support = 0.0
    if not a.concepts.isdisjoint(b.concepts):
        support += SAME_KIND
        reasons.append("same kind of happening")
    if ROAD in a.counts and a.counts[ROAD] == b.counts.get(ROAD):
        support += SAME_ROAD
        reasons.append("same road")
    if not a.places.isdisjoint(b.places):
        reasons.append("same place")
    if not a.days.isdisjoint(b.days):
        reasons.append("same day")
    return support


def _taken_by_time(a: Comparable, b: Comparable) -> float:
    """News of one event comes within a day or two; the longer between them, the more alike they must be."""
    if a.published is None or b.published is None:
        return 0.0
    return min(MOST_FOR_TIME, PER_DAY * max(0.0, abs(a.published - b.published) - FREE_DAYS))


def strength(found: Relation) -> float:
    """For ranking: the same text before the same report before the same event."""
    return found.score + {"same_text": 2.0, "same_report": 1.0}.get(found.kind, 0.0)
