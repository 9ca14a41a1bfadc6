"""Weighted words per phenomenon: a sum that anyone can check, turned into a probability."""

import math
from functools import lru_cache
from typing import NamedTuple

from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.phenomena.signs import read_signs
from eenheidsbeeld.text.phenomena.terms import Term, Terms, make_terms
from eenheidsbeeld.text.tokens import Tokens

CODES = (
    "demonstration", "riot", "blockade", "occupation", "online_incited_disorder", "polarisation",
    "distant_conflict", "sovereigns",
    "asylum_tension", "farmers_protest", "football_disorder", "new_year", "vigilantism", "threat_to_officials",
)  # fmt: skip
BIAS = -2.6
_NEGATIONS = frozenset(("geen", "niet", "zonder", "nooit", "no", "not", "without"))
# A threat and an official; a match and disorder; farmers and what they do.
_PAIRS = frozenset({"threat_to_officials", "football_disorder", "farmers_protest"})
_ENOUGH_ALONE = 2.9
_NEXT = 0.6  # the heaviest words count most: each next one for this part of the one before


class Evidence(NamedTuple):
    """The sum for one phenomenon and the words that made it."""

    code: str
    score: float
    words: tuple[str, ...]


Weighed = dict[str, tuple[float, str]]  # what counts once -> weight and the words


@lru_cache(maxsize=1)
def _terms() -> Terms:
    rows = (line.split("\t") for line in read_shipped("phenomena.tsv"))
    return make_terms((code, float(weight), words) for code, weight, words in rows)


def weigh(tokens: Tokens) -> list[Evidence]:
    """The evidence for each phenomenon that has any."""
    by_words = [_sum(code, words) for code, words in _weighed(tokens).items()]
    by_signs = [Evidence(code, score, words) for code, (score, words) in read_signs(tokens).items()]
    return by_words + by_signs


def _weighed(tokens: Tokens) -> dict[str, Weighed]:
    """Per phenomenon the words that speak for or against it."""
    terms, lows = _terms(), tokens.lows
    found: dict[str, Weighed] = {}
    for i, hits in terms.found_in(lows):
        negated = i > 0 and lows[i - 1] in _NEGATIONS
        for term in hits:
            weight = term.weight * (0.15 if negated else 1.0)
            slot, group = _slot(term, i), found.setdefault(term.label, {})
            if slot not in group or weight > group[slot][0]:
                end = min(i + len(term.key), len(lows)) - 1
                group[slot] = (weight, tokens.text[tokens.starts[i] : tokens.ends[end]])
    return found


def _slot(term: Term, i: int) -> str:
    """What counts once: a word of the text, and all words of one stem together."""
    return " ".join(term.key)[:5] if term.weight > 0 else f"against {i}"


def _sum(code: str, words: Weighed) -> Evidence:
    ranked = sorted(words.values(), key=lambda pair: -abs(pair[0]))
    one_kind = len({round(weight, 1) for weight, _ in ranked}) < 2
    if code in _PAIRS and one_kind and ranked[0][0] < _ENOUGH_ALONE:
        return Evidence(code, BIAS, ())
    speaks = sum(weight * _NEXT**place for place, (weight, _) in enumerate(ranked[:6]) if weight > 0)
    against = sum(weight for weight, _ in ranked[:6] if weight < 0)
    shown = [word for weight, word in ranked[:5] if weight > 0]
    return Evidence(code, BIAS + speaks + against, tuple(dict.fromkeys(shown))[:8])


def probability(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
