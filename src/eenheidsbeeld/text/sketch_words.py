"""A word as it is compared: its stem, its number, its runs of letters, and a guess of how telling it is."""

import hashlib
import re
import zlib
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from eenheidsbeeld.text.lists import load, word_group
from eenheidsbeeld.text.places.gazetteer import fold

_STEMMER = snowballstemmer.stemmer("dutch")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_PLAIN_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")  # the same in lower-case text without accents, twice as fast
STOP = word_group("sketches.stop")
GRAM_KINDS = 1 << 16


def hash_of(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


hashed = lru_cache(maxsize=200_000)(hash_of)  # for words and pairs of words, which come back; not for whole texts


@lru_cache(maxsize=100_000)
def stem_of(low: str) -> str:
    return str(_STEMMER.stemWord(fold(low))) if len(low) > 3 else fold(low)


@lru_cache(maxsize=100_000)
def key_of(low: str) -> int:
    return hash_of(stem_of(low))


def words_in(text: str) -> list[str]:
    """The words of a text in lower case."""
    if text.isascii():
        return _PLAIN_WORD.findall(text.lower())
    return [word.lower() for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def weight_of(low: str) -> float:
    """A static guess of how telling a word is: ordinary words little, long and unknown words much."""
    if low in load().words:
        return 0.6 if len(low) < 6 else 0.8
    return 1.0 if len(low) < 8 else 1.2


@lru_cache(maxsize=100_000)
def telling_first(low: str) -> tuple[float, str]:
    """To put words in order: those that say most first, of these in order of letters."""
    return -weight_of(low) * min(len(low), 12), low


@lru_cache(maxsize=100_000)
def grams_of(low: str) -> tuple[int, ...]:
    return tuple({zlib.crc32(run.encode("utf-8", "surrogatepass")) % GRAM_KINDS for run in runs_of(low)})


def runs_of(low: str) -> list[str]:
    """The runs of four letters in a word, its edges included."""
    padded = f"_{fold(low)[:40]}_"
    return [padded[i : i + 4] for i in range(max(1, len(padded) - 3))]
