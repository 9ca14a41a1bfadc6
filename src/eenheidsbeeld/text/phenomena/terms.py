"""Lists of words and phrases, and where they stand in a text.

A term is a word or a phrase; `*` at its end stands for any ending, at its start for any beginning. Each
carries what its line in the list says: a label (a phenomenon, or a phenomenon and a group) and a weight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Term(NamedTuple):
    key: tuple[str, ...]
    open_end: bool
    label: str
    weight: float


_MOST_REMEMBERED = 50_000  # words whose terms are kept at hand


@dataclass(frozen=True, slots=True)
class Terms:
    """By exact first word, by the first three letters of an open end, and by the end of joined words."""

    exact: dict[str, list[Term]]
    beginnings: dict[str, list[Term]]
    endings: dict[str, list[Term]]
    _known: dict[str, list[Term]] = field(default_factory=dict)

    def at(self, lows: Sequence[str], i: int) -> Sequence[Term]:
        """The terms that begin at word `i`."""
        begun = self._begun_by(lows[i])
        if not begun:
            return ()
        return [term for term in begun if len(term.key) == 1 or _phrase_at(lows, i, term)]

    def _begun_by(self, low: str) -> list[Term]:
        """The words that this word is, and the phrases that it may open; a text repeats its words."""
        begun = self._known.get(low)
        if begun is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            begun = self._known[low] = [
                *self.exact.get(low, ()),
                *(term for term in self.beginnings.get(low[:3], ()) if low.startswith(term.key[0])),
                *(
                    t
                    for end, terms in self.endings.items()
                    if len(low) > len(end) and low.endswith(end)
                    for t in terms
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
            key, open_end = tuple(raw.strip("*").split(" ")), raw.endswith("*")
            term = Term(key, open_end, label, weight)
            if raw.startswith("*"):
                endings.setdefault(key[0], []).append(term)
            elif open_end and len(key) == 1:
                beginnings.setdefault(key[0][:3], []).append(term)
            else:
                exact.setdefault(key[0], []).append(term)
    return Terms(exact, beginnings, endings)


def _phrase_at(lows: Sequence[str], i: int, term: Term) -> bool:
    size = len(term.key)
    if i + size > len(lows) or tuple(lows[i : i + size - 1]) != term.key[:-1]:
        return False
    last = lows[i + size - 1]
    return last.startswith(term.key[-1]) if term.open_end else last == term.key[-1]
