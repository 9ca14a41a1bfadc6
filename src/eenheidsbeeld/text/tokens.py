"""Words and sentence starts, found once per text and shared by all steps."""

import re
from dataclasses import dataclass

from eenheidsbeeld.text.lists import word_group

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['-][^\W\d_]+)*|[^\s\w]|_")
_NO_STOP = word_group("tokens.no_stop")
_STOPS = frozenset("!?:.")
_SKIPPED_AFTER_STOP = frozenset("\"'()[]-*•>#")


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

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, index: int) -> bool:
        """No space between this token and the one before."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def tokenise(text: str) -> Tokens:
    matches = list(_TOKEN.finditer(text))
    spans = [m.span() for m in matches]
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    words = [m.group() for m in matches]
    del matches, spans
    if len(words) > 2000:  # one object per word: a long text repeats its words
        known: dict[str, str] = {}
        words = [known.setdefault(w, w) for w in words]
        low_of = {w: w.lower() for w in known}
        lows = [low_of[w] for w in words]
    else:
        lows = [w.lower() for w in words]
    opens = _openings(text, words, lows, starts, ends)
    inside = capital = shouted = 0
    for word, first in zip(words, opens, strict=True):
        if not first and len(word) > 1 and word[0].isalpha():
            inside += 1
            if word[0].isupper():
                if word.isupper():
                    shouted += 1
                else:
                    capital += 1
    share = 1.0 / inside if inside else 0.0
    return Tokens(text, words, lows, starts, ends, opens, capital * share, shouted * share)


def _openings(text: str, words: list[str], lows: list[str], starts: list[int], ends: list[int]) -> list[bool]:
    opens = [False] * len(words)
    pending = True
    line_breaks = "\n" in text
    for index, word in enumerate(words):
        if pending:
            if word in _SKIPPED_AFTER_STOP:
                continue
            opens[index] = True
            pending = False
        elif line_breaks and text.find("\n", ends[index - 1], starts[index]) >= 0:
            if word in _SKIPPED_AFTER_STOP:
                pending = True
                continue
            opens[index] = True
        if word in _STOPS:
            pending = word != "." or _is_full_stop(text, lows, starts, ends, index)
    return opens


def _is_full_stop(text: str, lows: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    """A point that ends a sentence, not one of an abbreviation or initial."""
    after = ends[index]
    if after < len(text) and not text[after].isspace():
        return text[after] in "\"')]"
    if index == 0 or starts[index] != ends[index - 1]:
        return True
    before = lows[index - 1]
    return not (len(before) == 1 and before.isalpha()) and before not in _NO_STOP
