"""A protest or a riot that is not called so: who, does what, what for and where, close together.

"Bewoners sloegen op pannen uit woede over de huurverhoging" has no word for protest. Each group of signs
counts once, by its heaviest word, within two sentences that follow each other; a group says little alone.
The words stand in `reference/text/signs.tsv`.
"""

from functools import lru_cache
from itertools import pairwise

from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.phenomena.terms import Terms, make_terms
from eenheidsbeeld.text.tokens import Tokens

_LEAST_GROUPS = 2
_ACTS = frozenset(("act", "force", "object"))  # without something done there is nothing to report

Signs = dict[str, tuple[float, str]]  # per group: weight and word


@lru_cache(maxsize=1)
def _terms() -> Terms:
    rows = (line.split("\t") for line in read_shipped("signs.tsv"))
    return make_terms((f"{code} {group}", float(weight), words) for code, group, weight, words in rows)


def read_signs(tokens: Tokens) -> dict[str, Signs]:
    """Per phenomenon the strongest set of signs that stand together; empty where too few do."""
    sentences = _by_sentence(tokens)
    best: dict[str, Signs] = {}
    for one, two in pairwise([*sentences, {}]):
        for code in one:
            together = _joined(one[code], two.get(code, {}))
            if _speaks(together) and total(together) > total(best.get(code, {})):
                best[code] = together
    return best


def total(signs: Signs) -> float:
    return sum(weight for weight, _ in signs.values())


def _by_sentence(tokens: Tokens) -> list[dict[str, Signs]]:
    terms, lows = _terms(), tokens.lows
    sentences: list[dict[str, Signs]] = [{}]
    for i, opens in enumerate(tokens.opens):
        if opens and sentences[-1]:
            sentences.append({})
        for term in terms.at(lows, i):
            code, group = term.label.split(" ")
            signs = sentences[-1].setdefault(code, {})
            if group not in signs or abs(term.weight) > abs(signs[group][0]):
                end = tokens.ends[min(i + len(term.key), len(lows)) - 1]
                signs[group] = (term.weight, tokens.text[tokens.starts[i] : end])
    return sentences


def _joined(one: Signs, two: Signs) -> Signs:
    return {group: max(s[group] for s in (one, two) if group in s) for group in (*one, *two)}


def _speaks(signs: Signs) -> bool:
    return len(signs.keys() - {"not"}) >= _LEAST_GROUPS and not _ACTS.isdisjoint(signs)
