"""Lists of words and phrases, and where they stand in a text.

A term is a word or a phrase; `*` at its end stands for any ending, at its start for any beginning, and ` .. `
for at most a few words between its parts ("legden .. neer": Dutch puts much between a verb and its end).
Each carries what its line in the list says: a label (a phenomenon, or a kind of sign) and a weight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Term(NamedTuple):
    key: tuple[str, ...]
    open_end: bool
    label: str
    weight: float
    apart: tuple["Term", ...] = ()  # what follows at some distance


class Begun(NamedTuple):
    """What a word is by itself, and what it may open: by the word that comes next, or to be looked at one by one."""

    alone: tuple[Term, ...]
    by_next: dict[str, list[Term]]
    others: tuple[Term, ...]


_MOST_REMEMBERED = 50_000  # words whose terms are kept at hand
_REACH = 6  # words between the parts of a term
_STOPS = frozenset(".;?!")
_END = 4  # letters by which endings are kept


@dataclass(frozen=True, slots=True)
class Terms:
    """By exact first word, by the first three letters of an open end, and by the last letters of joined words."""

    exact: dict[str, list[Term]]
    beginnings: dict[str, list[Term]]
    endings: dict[str, list[Term]]
    _known: dict[str, Begun | None] = field(default_factory=dict)

    def found_in(self, lows: Sequence[str]) -> list[tuple[int, Sequence[Term]]]:
        """The words at which terms begin, in order, with those terms."""
        known = self._known
        found: list[tuple[int, Sequence[Term]]] = []
        begun = [known[low] if low in known else self._remember(low) for low in lows]
        for i, opened in enumerate(begun):
            if opened is None:
                continue
            alone, by_next, others = opened
            phrases = by_next.get(lows[i + 1], ()) if i + 1 < len(lows) else ()
            # "de" and "in" open many a phrase, but hardly ever one that goes on with the word that follows.
            if phrases or others:
                found.append((i, [*alone, *(term for term in (*phrases, *others) if _phrase_at(lows, i, term))]))
            elif alone:
                found.append((i, alone))
        return [(i, hits) for i, hits in found if hits]

    def _remember(self, low: str) -> Begun | None:
        """A text repeats its words; most of them open nothing."""
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        terms = [
            *self.exact.get(low, ()),
            *(term for term in self.beginnings.get(low[:3], ()) if low.startswith(term.key[0])),
            *(
                term
                for size in range(2, _END + 1)
                for term in self.endings.get(low[-size:], ())
                if len(low) > len(term.key[0]) and low.endswith(term.key[0])
            ),
        ]
        begun = self._known[low] = _sorted_out(terms) if terms else None
        return begun


def _sorted_out(terms: Iterable[Term]) -> Begun:
    alone: list[Term] = []
    others: list[Term] = []
    by_next: dict[str, list[Term]] = {}
    for term in terms:
        if len(term.key) == 1 and not term.apart:
            alone.append(term)
        elif len(term.key) > 2 or (len(term.key) == 2 and not term.open_end):
            by_next.setdefault(term.key[1], []).append(term)
        else:
            others.append(term)
    return Begun(tuple(alone), by_next, tuple(others))


def make_terms(lines: Iterable[tuple[str, float, str]]) -> Terms:
    """From label, weight and the terms with commas between them."""
    exact: dict[str, list[Term]] = {}
    beginnings: dict[str, list[Term]] = {}
    endings: dict[str, list[Term]] = {}
    for label, weight, words in lines:
        for raw in words.split(","):
            near, *far = raw.removeprefix("*").split(" .. ")
            apart = tuple(_part(part, label, weight) for part in far)
            term = _part(near, label, weight)._replace(apart=apart)
            if raw.startswith("*"):
                endings.setdefault(term.key[0][-_END:], []).append(term)
            elif term.open_end and len(term.key) == 1:
                beginnings.setdefault(term.key[0][:3], []).append(term)
            else:
                exact.setdefault(term.key[0], []).append(term)
    return Terms(exact, beginnings, endings)


def _part(words: str, label: str, weight: float) -> Term:
    return Term(tuple(words.strip("*").split(" ")), words.endswith("*"), label, weight)


def _phrase_at(lows: Sequence[str], i: int, term: Term) -> bool:
    return _stands_at(lows, i, term) and (not term.apart or bool(ends_of(lows, i, term)))


def ends_of(lows: Sequence[str], i: int, term: Term) -> list[int]:
    """Where each part ends of a term that begins at word `i`; empty when a part is not there."""
    ends = [i + len(term.key)]
    for part in term.apart:
        end = _found_within(lows, ends[-1], part)
        if not end:
            return []
        ends.append(end)
    return ends


def _stands_at(lows: Sequence[str], i: int, term: Term) -> bool:
    key = term.key
    last = i + len(key) - 1
    if last >= len(lows) or (last > i and tuple(lows[i:last]) != key[:-1]):
        return False
    return lows[last].startswith(key[-1]) if term.open_end else lows[last] == key[-1]


def _found_within(lows: Sequence[str], start: int, part: Term) -> int:
    """The place after the part when it stands within reach, in the same sentence; else 0."""
    first_as_it_is = len(part.key) > 1 or not part.open_end
    if first_as_it_is and part.key[0] not in lows[start : start + _REACH + 1]:
        return 0
    for place in range(start, min(start + _REACH + 1, len(lows))):
        if _stands_at(lows, place, part):
            return place + len(part.key)
        if lows[place] in _STOPS:
            return 0
    return 0
