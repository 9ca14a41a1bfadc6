"""Likelihood words in released editions, held against what a person judged to have come of them.

A word stands for a range; its middle is scored (Brier, 1950, Monthly Weather Review 78). Per word: how often it was
used, how often it came true, and whether that can be luck (Wilson, 1927, JASA 22).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .probability import score_brier

Range = tuple[float, float]
Z = 1.96


@dataclass(frozen=True)
class Claim:
    """One claim at release. came_true is None while it is open, and for what a person could not judge."""

    key: str
    word: str
    came_true: bool | None = None


@dataclass(frozen=True)
class WordRecord:
    """low and high: where the true share lies in 19 of 20 cases; fits says whether the word's range is among that."""

    word: str
    meant: Range
    number: int
    came: int
    low: float | None
    high: float | None
    fits: bool | None
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True)
class ClaimRecord:
    """baseline is the Brier score of always saying the share that came true: what a word has to beat."""

    words: tuple[WordRecord, ...]
    judged: int
    open: int
    brier: float | None
    baseline: float | None


def claim_record(claims: Sequence[Claim], ranges: Mapping[str, Range]) -> ClaimRecord:
    """ranges: what each word stands for, in the order in which they are shown; an unknown word is an error by key."""
    strange = next((c for c in claims if c.word not in ranges), None)
    if strange is not None:
        raise ValueError(f"claim {strange.key!r}: {strange.word!r} is not a likelihood word")
    judged = [c for c in claims if c.came_true is not None]
    words = tuple(_word(word, meant, [c for c in judged if c.word == word]) for word, meant in ranges.items())
    came = np.array([float(bool(c.came_true)) for c in judged])
    said = np.array([sum(ranges[c.word]) / 2 for c in judged])
    return ClaimRecord(
        words, len(judged), len(claims) - len(judged),
        score_brier(said, came) if judged else None,
        score_brier(np.full(len(came), came.mean()), came) if judged else None,
    )  # fmt: skip


def _word(word: str, meant: Range, judged: Sequence[Claim]) -> WordRecord:
    hits = tuple(c.key for c in judged if c.came_true)
    misses = tuple(c.key for c in judged if not c.came_true)
    if not judged:
        return WordRecord(word, meant, 0, 0, None, None, None, hits, misses)
    low, high = share_interval(len(hits), len(judged))
    return WordRecord(
        word, meant, len(judged), len(hits), low, high, low <= meant[1] and high >= meant[0], hits, misses
    )  # fmt: skip


def share_interval(came: int, number: int) -> Range:
    """Wilson's 95 % interval of a share."""
    share, n = came / number, float(number)
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * float(np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))) / (1 + Z * Z / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)
