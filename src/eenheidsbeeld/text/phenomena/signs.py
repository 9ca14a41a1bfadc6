"""Protest and riot by kinds of signs that stand close together: who, does what, what for, where; and what denies it.

"Bewoners sloegen op pannen uit woede over de huurverhoging" has no word for protest, and "protest" alone may be a
footballer's. So the words are in families (`reference/text/signs.tsv`); a family counts once within two sentences
that follow each other, and the sum of what the families weigh (`signs_weights.tsv`) is the score. What else the text
is about (sport, a film, a war) presses on it from the other sentences too: half of the heaviest. The weights are
fitted by `benchmarks/text/fit_signs.py` on texts written for it; nothing else moves the score, so it can be checked
by hand.
"""

from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.phenomena.terms import Term, Terms, ends_of, make_terms
from eenheidsbeeld.text.tokens import Tokens

_NEGATIONS = frozenset(("geen", "niet", "zonder", "nooit", "no", "not", "without"))
_COVERS = "other.figure"  # "a riot of colour": the words of a figure of speech say nothing by themselves
_HIDDEN = ("deed.", "harm.", "name.")
# "16 March", "in March": the month, which English writes like the walk
_MONTH = "march"
_BEFORE_MONTH = frozenset(
    ("in", "since", "until", "till", "of", "by", "from", "last", "next", "this", "late", "early", "mid")
)
_MOST_WORDS = 8
# Without something done, or someone known for doing it, there is nothing to report.
_NEEDED = frozenset(("name", "deed", "harm", "people.action", "people.group", "order.call", "order.police"))

_APART = "elsewhere."
_ELSEWHERE = 0.5

Signs = dict[str, tuple[int, Term]]  # kind and family ("people", "people.who") -> where a term of it stands


class Weights(NamedTuple):
    """What each family weighs for one phenomenon, and what some weigh more when they stand together."""

    bias: float
    families: Mapping[str, float]
    together: tuple[tuple[frozenset[str], float], ...]


class Score(NamedTuple):
    """The sum for the sentences that say most, and the words in them that speak for it."""

    score: float
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _terms() -> Terms:
    rows = (line.split("\t") for line in read_shipped("signs.tsv"))
    return make_terms((family, 1.0, words) for family, words in rows)


@lru_cache(maxsize=1)
def _weights() -> dict[str, Weights]:
    rows: dict[str, dict[str, float]] = {}
    for line in read_shipped("signs_weights.tsv"):
        code, sign, weight = line.split("\t")
        rows.setdefault(code, {})[sign] = float(weight)
    return {code: as_weights(found) for code, found in rows.items()}


def as_weights(rows: Mapping[str, float]) -> Weights:
    """From sign to weight; a sign with a plus in it is a set of families that must all be there."""
    families = {sign: weight for sign, weight in rows.items() if "+" not in sign and sign != "bias"}
    together = tuple((frozenset(sign.split("+")), weight) for sign, weight in rows.items() if "+" in sign)
    return Weights(rows["bias"], families, together)


def read_signs(tokens: Tokens) -> dict[str, Score]:
    """Per phenomenon the score of the two sentences that say most."""
    found = windows(tokens)
    scores = {}
    for code, weights in _weights().items() if found else ():
        score, signs = max(((weigh_signs(one, weights), one) for one in found), key=itemgetter(0))
        scores[code] = Score(score, _words(tokens, signs, weights))
    return scores


def windows(tokens: Tokens) -> list[Signs]:
    """The signs of each two sentences that follow each other; of the first one alone where there is no second."""
    sentences = _by_sentence(tokens)
    pairs = pairwise(sentences) if len(sentences) > 1 else [(sentences[0], {})]
    telling = [two | one for one, two in pairs if not (_NEEDED.isdisjoint(one) and _NEEDED.isdisjoint(two))]
    if not telling:
        return []
    others = {family: at for one in sentences for family, at in one.items() if family.startswith("other.")}
    return [{_APART + f: at for f, at in others.items() if f not in one} | one for one in telling]


def weigh_signs(signs: Signs, weights: Weights) -> float:
    found, known = set(signs), weights.families
    alone = sum([known.get(family, 0.0) for family in signs])
    apart = min([known.get(f.removeprefix(_APART), 0.0) for f in signs if f.startswith(_APART)], default=0.0)
    together = sum([weight for group, weight in weights.together if group <= found])
    return weights.bias + alone + together + _ELSEWHERE * apart


def _by_sentence(tokens: Tokens) -> list[Signs]:
    lows = tokens.lows
    starts = [i for i, opens in enumerate(tokens.opens) if opens and i]
    sentences: list[Signs] = [{} for _ in range(len(starts) + 1)]
    covered = 0
    for i, hits in _terms().found_in(lows):
        if (i and lows[i - 1] in _NEGATIONS) or _is_month(tokens, i):
            continue
        for term in hits:
            if term.label == _COVERS:
                covered = max(covered, ends_of(lows, i, term)[0])
        here = sentences[bisect_right(starts, i)]
        for term in hits if i >= covered else (one for one in hits if not one.label.startswith(_HIDDEN)):
            if term.label not in here:
                here[term.label] = (i, term)
                here.setdefault(term.label.partition(".")[0], (i, term))
    return sentences


def _is_month(tokens: Tokens, i: int) -> bool:
    if tokens.lows[i] != _MONTH or tokens.words[i] == _MONTH:
        return False
    before, after = tokens.lows[max(0, i - 1) : i], tokens.lows[i + 1 : i + 2]
    return not _BEFORE_MONTH.isdisjoint(before) or any(word.isdigit() for word in (*before, *after))


def _as_written(tokens: Tokens, i: int, term: Term) -> str:
    """The words of the text, with an ellipsis between parts that stand apart."""
    parts = zip((term, *term.apart), ends_of(tokens.lows, i, term), strict=True)
    return " … ".join(tokens.text[tokens.starts[end - len(part.key)] : tokens.ends[end - 1]] for part, end in parts)


def _words(tokens: Tokens, signs: Signs, weights: Weights) -> tuple[str, ...]:
    """The words behind a score, the heaviest first."""
    weight = {family: weights.families.get(family, 0.0) for family in signs}
    for group, extra in weights.together:
        if group <= signs.keys():
            weight |= {family: weight[family] + extra / len(group) for family in group}
    ranked = sorted((f for f in signs if weight[f] > 0), key=lambda f: -weight[f])
    shown = list(dict.fromkeys(_as_written(tokens, *signs[f]) for f in ranked))
    return tuple(w for w in shown if not any(w != other and w in other for other in shown))[:_MOST_WORDS]
