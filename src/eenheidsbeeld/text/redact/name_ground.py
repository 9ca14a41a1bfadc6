"""What all ways of finding names share: the words of the text and what is known of each."""

from collections.abc import Collection
from typing import NamedTuple

from eenheidsbeeld.text.findings import Kind
from eenheidsbeeld.text.lists import Lists
from eenheidsbeeld.text.redact import name_words as nw
from eenheidsbeeld.text.redact.name_evidence import hyphen_known
from eenheidsbeeld.text.redact.spans import Span
from eenheidsbeeld.text.tokens import Tokens


class Run(NamedTuple):
    """Tokens first..last that may be one name."""

    first: int
    last: int


class Found(NamedTuple):
    span: Span
    run: Run
    parts: tuple[str, ...]
    sure: bool


def _elided(word: str) -> bool:
    """ "d'Ancona", "l'Ami": the capital stands behind the stroke."""
    return len(word) > 3 and word[1] == "'" and word[0] in "dl" and word[2].isupper()


def _opens_lower(tokens: Tokens) -> bool:
    """Someone who opens sentences in lower case writes names that way too."""
    opens = [w for w, first in zip(tokens.words, tokens.opens, strict=True) if first and w[0].isalpha()]
    return len(opens) > 0 and (opens[0][0].islower() or sum(w[0].islower() for w in opens) * 2 > len(opens))


class Ground:
    """The text, the lists, the places and the names found so far."""

    def __init__(
        self,
        tokens: Tokens,
        lists: Lists,
        *,
        places: dict[int, float],
        blocked: frozenset[int] | set[int] = frozenset(),
        not_names: Collection[str] = (),
    ) -> None:
        self.tokens, self.lists, self.places, self.blocked = tokens, lists, places, blocked
        self.not_names = not_names
        self.lower_style = tokens.upper_share < 0.03 or _opens_lower(tokens)
        self.shouting = tokens.shout_share > 0.8 and len(tokens) > 4
        self.size = len(tokens)
        self.capital = [w[0].isupper() for w in tokens.words]
        if "'" in tokens.text:
            self.capital = [c or _elided(w) for c, w in zip(self.capital, tokens.words, strict=True)]
        self.alpha = [w[0].isalpha() for w in tokens.words]
        self.found: list[Found] = []
        self.doubtful: list[tuple[Found, bool]] = []  # too little evidence, and whether it acts as persons do
        self._taken = [False] * self.size

    def _known(self, j: int) -> bool:
        if j >= self.size:
            return False
        low = self.tokens.lows[j]
        if low in self.lists.words:
            return False
        return (
            low in self.lists.first_names
            or low in self.lists.surnames
            or low in self.lists.surnames_after_prefix
            or hyphen_known(low, self.lists)
        )

    def _new_line(self, j: int, i: int) -> bool:
        return j > i and "\n" in self.tokens.text[self.tokens.ends[j - 1] : self.tokens.starts[j]]

    def _place_like(self, j: int) -> bool:
        return self.places.get(j, 0.0) >= 0.6

    def _initials(self, i: int) -> bool:
        t = self.tokens
        return len(t.words[i]) == 1 and self.capital[i] and i + 1 < self.size and t.words[i + 1] == "."

    def _prefix_run(self, j: int) -> int | None:
        """Past "van der", "de la", "el" when a capital follows; None when none does."""
        t = self.tokens
        k = self._past_short_prefix(j)
        while k < self.size and t.lows[k] in nw.PREFIXES and k - j < 3:
            k += 1
        if k < self.size and t.words[k] == "'" and k + 1 < self.size:
            k += 1
            if t.lows[k] in {"t", "s"}:
                k += 1
        if k >= self.size or not self.alpha[k] or not self.capital[k] or self._new_line(k, j):
            return None
        return None if self._acronym(k) else k

    def _past_short_prefix(self, j: int) -> int:
        """Past "v.", "v.d" and "v.d."; `j` itself when no such prefix stands there."""
        t = self.tokens
        if t.words[j : j + 2] != ["v", "."]:
            return j
        if t.lows[j : j + 3] != ["v", ".", "d"]:
            return j + 2
        return j + 4 if t.words[j + 3 : j + 4] == ["."] else j + 3

    def _acronym(self, j: int) -> bool:
        """ "PAX", "XR-groep": capitals where a surname could stand, and no surname."""
        word, low = self.tokens.words[j], self.tokens.lows[j]
        known = low in self.lists.surnames or low in self.lists.surnames_after_prefix
        return not self.shouting and len(word) > 1 and word[:2].isupper() and "'" not in word and not known

    def _comma_name_end(self, j: int) -> int:
        """ "de vries, pieter", "Jansen, J.": the end of the first name behind the surname at `j`; 0 without one."""
        t = self.tokens
        if j + 2 >= self.size or t.words[j + 1] != ",":
            return 0
        low = t.lows[j + 2]
        if len(low) == 1 and low.isalpha() and j + 3 < self.size and t.words[j + 3] == ".":
            return j + 3
        return j + 2 if low in self.lists.first_names and low not in self.lists.words else 0

    def _past_initial(self, last: int) -> int:
        """ "naomi w.": the initial of a surname, with its point, right after a first name."""
        t = self.tokens
        if last + 2 < self.size:
            short = len(t.words[last + 1]) == 1 and self.alpha[last + 1] and not self._new_line(last + 1, last)
            if short and t.words[last + 2] == "." and t.glued(last + 2):
                return last + 2
        return last

    def _capital_after(self, i: int) -> bool:
        """ "door James": the name starts at the capital, not at the word before it."""
        return i + 1 < self.size and self.capital[i + 1] and not self.capital[i] and not self.shouting

    def _is_first_name(self, low: str) -> bool:
        names = self.lists.first_names
        return low in names or ("-" in low and all(part in names for part in low.split("-")))

    def _made(self, run: Run, reason: str, *, sure: bool) -> Found:
        t = self.tokens
        parts = tuple(
            t.lows[j]
            for j in range(run.first, run.last + 1)
            if self.alpha[j] and len(t.words[j]) > 1 and t.lows[j] not in nw.PREFIXES
        )
        span = Span(t.starts[run.first], t.ends[run.last], Kind.PERSON, reason, 4 if sure else 3)
        return Found(span, run, parts, sure)
