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
    _known: dict[str, list[Term]] = field(default_factory=dict)

    def at(self, lows: Sequence[str], i: int) -> Sequence[Term]:
        """The terms that begin at word `i`."""
        begun = self._known.get(lows[i])
        if begun is None:
            begun = self._begun_by(lows[i])
        if not begun:
            return ()
        return [term for term in begun if (len(term.key) == 1 and not term.apart) or _phrase_at(lows, i, term)]

    def _begun_by(self, low: str) -> list[Term]:
        """The words that this word is, and the phrases that it may open; a text repeats its words."""
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        begun = self._known[low] = [
            *self.exact.get(low, ()),
            *(term for term in self.beginnings.get(low[:3], ()) if low.startswith(term.key[0])),
            *(
                term
                for size in range(2, _END + 1)
                for term in self.endings.get(low[-size:], ())
                if len(low) > len(term.key[0]) and low.endswith(term.key[0])
            ),
        ]
        return begun


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
            key, open_end = term.key, term.open_end
            if raw.startswith("*"):
                endings.setdefault(key[0][-_END:], []).append(term)
            elif open_end and len(key) == 1:
                beginnings.setdefault(key[0][:3], []).append(term)
            else:
                exact.setdefault(key[0], []).append(term)
    return Terms(exact, beginnings, endings)


def _part(words: str, label: str, weight: float) -> Term:
    return Term(tuple(words.strip("*").split(" ")), words.endswith("*"), label, weight)


def _phrase_at(lows: Sequence[str], i: int, term: Term) -> bool:
    if not _stands_at(lows, i, term):
        return False
    place = i + len(term.key)
    for part in term.apart:
        place = _found_within(lows, place, part)
        if not place:
            return False
    return True


def _stands_at(lows: Sequence[str], i: int, term: Term) -> bool:
    size = len(term.key)
    if i + size > len(lows) or tuple(lows[i : i + size - 1]) != term.key[:-1]:
        return False
    last = lows[i + size - 1]
    return last.startswith(term.key[-1]) if term.open_end else last == term.key[-1]


def _found_within(lows: Sequence[str], start: int, part: Term) -> int:
    """The place after the part when it stands within reach, in the same sentence; else 0."""
    for place in range(start, min(start + _REACH + 1, len(lows))):
        if _stands_at(lows, place, part):
            return place + len(part.key)
        if lows[place] in _STOPS:
            return 0
    return 0
