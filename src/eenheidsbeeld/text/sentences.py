"""A model of sentences that an organisation brings itself: word vectors, of which a sentence is the weighted mean.

Off unless a folder is given; nothing is downloaded and nothing in the folder is run: it holds numbers and words only.
Method: Arora, Liang & Ma (2017), "A simple but tough-to-beat baseline for sentence embeddings": telling words weigh
more, and what all words share is taken off. The folder holds `words.txt` (a lower-case word per line) and
`vectors.npy` (8 to 1,024 numbers per word, float16 or float32); any set of static word vectors can be written so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

WORDS, VECTORS = "words.txt", "vectors.npy"
FEWEST_KNOWN = 3  # of fewer known words the mean says nothing about a sentence
STEPS = 127  # a sentence is kept in whole numbers of one byte
NARROWEST, WIDEST, MOST_WORDS = 8, 1024, 2_000_000


class NotASentenceModel(ValueError):
    """A folder that cannot be used, in words for who chose it."""


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """The row of each word, one row of numbers per word, and the mean of all rows."""

    rows: Mapping[str, int] = field(repr=False)
    vectors: np.ndarray = field(repr=False)
    mean: np.ndarray = field(repr=False)

    def sentence(self, weighted: Iterable[tuple[str, float]]) -> tuple[int, ...]:
        """The direction of these words with their weights, -127 to 127 per number; empty when too few are known."""
        known = [(row, weight) for word, weight in weighted if (row := self.rows.get(word)) is not None]
        if len(known) < FEWEST_KNOWN:
            return ()
        rows, weights = (np.array(column) for column in zip(*known, strict=True))
        found = weights.astype(np.float32) @ (self.vectors[rows].astype(np.float32) - self.mean)
        size = float(np.linalg.norm(found))
        return tuple(np.rint(found / size * STEPS).astype(int).tolist()) if size > 0 else ()


def closeness(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """The cosine of two sentences of one model, from 0 up; 0 when one is unknown or they are of other models."""
    if not a or len(a) != len(b):
        return 0.0
    one, two = np.array(a, dtype=float), np.array(b, dtype=float)
    sizes = float(np.linalg.norm(one) * np.linalg.norm(two))
    return max(0.0, float(one @ two) / sizes) if sizes else 0.0


@lru_cache(maxsize=2)
def read_model(folder: Path) -> SentenceModel:
    """The model in a folder; `NotASentenceModel` says in Dutch what is wrong with it."""
    try:
        words = (folder / WORDS).read_text(encoding="utf-8").split("\n")
        vectors = np.load(folder / VECTORS, mmap_mode="r", allow_pickle=False)
    except OSError:
        raise NotASentenceModel(f"In {folder} horen twee bestanden: {WORDS} en {VECTORS}.") from None
    except ValueError:
        raise NotASentenceModel(f"{WORDS} is geen UTF-8, of {VECTORS} is geen tabel van getallen.") from None
    words = words[:-1] if words[-1] == "" else words
    _check(words, vectors)
    mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    return SentenceModel({word: row for row, word in enumerate(words)}, vectors, mean)


def _check(words: list[str], vectors: np.ndarray) -> None:
    if vectors.ndim != 2 or vectors.dtype not in (np.float16, np.float32):
        raise NotASentenceModel(f"{VECTORS} hoort één rij getallen per woord te hebben, in float16 of float32.")
    if len(words) != len(vectors):
        raise NotASentenceModel(
            f"{WORDS} heeft {len(words)} woorden en {VECTORS} {len(vectors)} rijen: niet evenveel."
        )
    if not 0 < len(words) <= MOST_WORDS or not NARROWEST <= vectors.shape[1] <= WIDEST:
        raise NotASentenceModel(
            f"Een model heeft 1 tot {MOST_WORDS} woorden en {NARROWEST} tot {WIDEST} getallen per woord; "
            f"dit heeft er {len(words)} en {vectors.shape[1]}."
        )
    if not np.isfinite(vectors.sum(dtype=np.float64)):
        raise NotASentenceModel(f"In {VECTORS} staan waarden die geen getal zijn.")
