"""Words and sentence starts, found once per text and shared by all steps."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import NamedTuple

from eenheidsbeeld.text.lists import word_group

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['-][^\W\d_]+)*|[^\s\w]|_")
_ASCII_TOKEN = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*|[0-9]+|\S")  # the same for plain letters, in half the time
_JOINT = re.compile("['-]")
# An expression that does not look at case takes these letters for an i, an s and a k; `lower` does not.
_ODD_LETTERS = "\u0130\u0131\u017f\u212a"
_TAKEN_FOR = str.maketrans(_ODD_LETTERS, "iisk")
_NO_STOP = word_group("tokens.no_stop")
_STOPS = frozenset("!?:.")
_SKIPPED_AFTER_STOP = frozenset("\"'()[]-*•>#")


class Held(NamedTuple):
    """What a text holds, to see in one look whether a dear expression can find anything.

    It never misses what an expression would find that does not look at case.
    """

    low: str  # the text in lower case; its offsets may differ
    runs: Set[str]  # each run of letters in it: "auto's" gives "auto" and "s"
    numbers: Set[str]  # each run of digits


@dataclass(slots=True)
class Tokens:
    """Parallel lists, because a text has many words and an object per word is slow."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]  # the word opens a sentence or a line
    upper_share: float  # share of words inside sentences that start with a capital ("Woerden", not "BSN")
    shout_share: float  # share of words in capitals altogether
    held: Held

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, index: int) -> bool:
        """No space between this token and the one before."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def tokenise(text: str) -> Tokens:
    words, starts, ends = _split(text)
    if len(words) > 2000:  # one object per word: a long text repeats its words
        known: dict[str, str] = {}
        words = [known.setdefault(w, w) for w in words]
        low_of = {w: w.lower() for w in known}
        lows = [low_of[w] for w in words]
    else:
        lows = [w.lower() for w in words]
    opens = _openings(text, words, lows, starts, ends)
    inside = [w for w, first in zip(words, opens, strict=True) if not first and len(w) > 1 and w[0].isalpha()]
    capital = [w for w in inside if w[0].isupper()]
    shouted = sum(w.isupper() for w in capital)
    share = 1.0 / len(inside) if inside else 0.0
    spoken, shouted_share = (len(capital) - shouted) * share, shouted * share
    return Tokens(text, words, lows, starts, ends, opens, spoken, shouted_share, _held(text, lows))


def _split(text: str) -> tuple[list[str], list[int], list[int]]:
    words = (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)
    starts, ends, end = [], [], 0
    for word in words:
        start = text.index(word, end)  # between two tokens stand only spaces
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    return words, starts, ends


def held_by(text: str) -> Held:
    """For a text that was not split into tokens."""
    return _held(text, _TOKEN.findall(text.lower()))


def _held(text: str, lows: Iterable[str]) -> Held:
    low = text.lower()
    if not text.isascii() and any(letter in text for letter in _ODD_LETTERS):
        low = text.translate(_TAKEN_FOR).lower()
        lows = _TOKEN.findall(low)
    runs = set(lows)
    others = [one for one in runs if not one.isalpha()]
    for joined in others if "-" in low or "'" in low else ():
        runs.update(_JOINT.split(joined))
    return Held(low, runs, {one for one in others if one.isdecimal()})


def _openings(text: str, words: list[str], lows: list[str], starts: list[int], ends: list[int]) -> list[bool]:
    """The first word of the text, of a line and after a stop opens; quotes, brackets and bullets are passed over."""
    opens = [False] * len(words)
    size, opened = len(words), -1
    for first in _places_to_open(text, words, lows, starts, ends):
        if first <= opened:  # what stands between was passed over already
            continue
        opened = first
        while opened < size and words[opened] in _SKIPPED_AFTER_STOP:
            opened += 1
        if opened < size:
            opens[opened] = True
    return opens


def _places_to_open(text: str, words: list[str], lows: list[str], starts: list[int], ends: list[int]) -> list[int]:
    """In order: the tokens that stand first, behind a stop, or behind a line break."""
    places = [0]
    for index, word in enumerate(words):
        if word in _STOPS and (word != "." or _is_full_stop(text, lows, starts, ends, index)):
            places.append(index + 1)
    line = text.find("\n")
    if line < 0:
        return places
    while line >= 0:
        places.append(bisect_left(starts, line))
        line = text.find("\n", line + 1)
    return sorted(places)


def _is_full_stop(text: str, lows: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    """A point that ends a sentence, not one of an abbreviation or initial."""
    after = ends[index]
    if after < len(text) and not text[after].isspace():
        return text[after] in "\"')]"
    if index == 0 or starts[index] != ends[index - 1]:
        return True
    before = lows[index - 1]
    return not (len(before) == 1 and before.isalpha()) and before not in _NO_STOP
