"""Weighted words per phenomenon: a sum that anyone can check, turned into a probability."""

import math
from functools import lru_cache
from typing import NamedTuple

from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.tokens import Tokens

CODES = (
    "demonstration", "riot", "blockade", "occupation", "online_incited_disorder", "polarisation",
    "distant_conflict", "sovereigns",
    "asylum_tension", "farmers_protest", "football_disorder", "new_year", "vigilantism", "threat_to_officials",
)  # fmt: skip
BIAS = -2.6
_MIN_SHOWN = 0.15
_NEGATIONS = frozenset(("geen", "niet", "zonder", "nooit", "no", "not", "without"))
# A threat and an official; a match and disorder; farmers and what they do.
_PAIRS = frozenset({"threat_to_officials", "football_disorder", "farmers_protest"})
_ENOUGH_ALONE = 2.9


class Term(NamedTuple):
    key: tuple[str, ...]
    open_end: bool
    code: str
    weight: float


class Evidence(NamedTuple):
    """The sum for one phenomenon, the words that made it and how many weight groups took part."""

    code: str
    score: float
    words: tuple[str, ...]


class Terms(NamedTuple):
    """Exact first words, beginnings of words by their first three letters, and endings of joined words."""

    exact: dict[str, list[Term]]
    beginnings: dict[str, list[Term]]
    endings: dict[str, list[Term]]


@lru_cache(maxsize=1)
def _terms() -> Terms:
    exact: dict[str, list[Term]] = {}
    beginnings: dict[str, list[Term]] = {}
    endings: dict[str, list[Term]] = {}
    for line in read_shipped("phenomena.tsv"):
        code, weight, terms = line.split("\t")
        for raw in terms.split(","):
            open_end = raw.endswith("*")
            key = tuple(raw.rstrip("*").split(" "))
            term = Term(key, open_end, code, float(weight))
            if raw.startswith("*"):
                endings.setdefault(raw[1:], []).append(Term((raw[1:],), False, code, float(weight)))
            elif open_end and len(key) == 1:
                beginnings.setdefault(key[0][:3], []).append(term)
            else:
                exact.setdefault(key[0], []).append(term)
    return Terms(exact, beginnings, endings)


def weigh(tokens: Tokens) -> list[Evidence]:
    """The evidence for each phenomenon that has any."""
    exact, beginnings, endings = _terms()
    joined = tuple(endings)
    found: dict[str, dict[str, tuple[float, str]]] = {}
    lows = tokens.lows
    for i, low in enumerate(lows):
        hits: list[Term] = []
        for term in exact.get(low, ()):
            if _phrase_at(lows, i, term):
                hits.append(term)
        for term in beginnings.get(low[:3], ()):
            if low.startswith(term.key[0]):
                hits.append(term)
        if low.endswith(joined):
            hits += [t for end, terms in endings.items() if low.endswith(end) and len(low) > len(end) for t in terms]
        if not hits:
            continue
        negated = i > 0 and lows[i - 1] in _NEGATIONS
        for term in hits:
            weight = term.weight * (0.15 if negated else 1.0)
            stem = _slot(term, i)
            group = found.setdefault(term.code, {})
            if stem not in group or weight > group[stem][0]:
                end = i + len(term.key) - 1
                group[stem] = (weight, tokens.text[tokens.starts[i] : tokens.ends[min(end, len(lows) - 1)]])
    return [_sum(code, group) for code, group in found.items()]


def _slot(term: Term, i: int) -> str:
    """What counts once: a word of the text, and all words of one stem together."""
    return " ".join(term.key)[:5] if term.weight > 0 else f"against {i}"


def _phrase_at(lows: list[str], i: int, term: Term) -> bool:
    size = len(term.key)
    if size == 1:
        return True
    if i + size > len(lows) or tuple(lows[i : i + size - 1]) != term.key[:-1]:
        return False
    last = lows[i + size - 1]
    return last.startswith(term.key[-1]) if term.open_end else last == term.key[-1]


def _sum(code: str, group: dict[str, tuple[float, str]]) -> Evidence:
    """The heaviest words count most: each next one for 60 % of the one before."""
    ranked = sorted(group.values(), key=lambda pair: -abs(pair[0]))
    if code in _PAIRS and len({round(weight, 1) for weight, _ in ranked}) < 2 and ranked[0][0] < _ENOUGH_ALONE:
        return Evidence(code, BIAS, ())
    total = BIAS
    for position, (weight, _) in enumerate(ranked[:6]):
        total += weight * 0.6**position if weight > 0 else weight
    return Evidence(code, total, tuple(dict.fromkeys(word for weight, word in ranked[:5] if weight > 0)))


def probability(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
