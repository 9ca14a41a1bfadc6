"""A word as it is compared: its stem, its number, its runs of letters, and a guess of how telling it is."""

import hashlib
import re
import zlib
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from eenheidsbeeld.text.lists import load, word_group
from eenheidsbeeld.text.places.gazetteer import fold

_STEMMER = snowballstemmer.stemmer("dutch")
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|(?<![\w-])[AN]\d{1,3}(?![\w-])")
STOP = word_group("sketches.stop")
GRAM_KINDS = 1 << 16


@lru_cache(maxsize=200_000)
def hashed(word: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True
    )


@lru_cache(maxsize=100_000)
def stem_of(low: str) -> str:
    return str(_STEMMER.stemWord(fold(low))) if len(low) > 3 else fold(low)


@lru_cache(maxsize=100_000)
def weight_of(low: str) -> float:
    """A static guess of how telling a word is: ordinary words little, long and unknown words much."""
    if low in load().words:
        return 0.6 if len(low) < 6 else 0.8
    return 1.0 if len(low) < 8 else 1.2


@lru_cache(maxsize=100_000)
def grams_of(low: str) -> tuple[int, ...]:
    return tuple({zlib.crc32(run.encode("utf-8", "surrogatepass")) % GRAM_KINDS for run in runs_of(low)})


def runs_of(low: str) -> list[str]:
    """The runs of four letters in a word, its edges included."""
    padded = f"_{fold(low)[:40]}_"
    return [padded[i : i + 4] for i in range(max(1, len(padded) - 3))]
