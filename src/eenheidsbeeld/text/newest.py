"""The newest texts that share a key, in tables of a fixed size: what is older than the newest few is overwritten.

A table of a million texts is no larger than one of ten thousand. Two keys in one row are told apart by a mark of
sixteen bits; a mistake there costs a comparison too many and nothing else.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


class Newest:
    """Per key the numbers of the newest `width` texts; numbers start at 1 and rise."""

    def __init__(self, rows: int, width: int) -> None:
        self._width = width
        self._mask = np.uint64(rows - 1)
        # Zeros are not written until a row is used, so a small stream takes little memory.
        self._numbers = np.zeros((rows, width), dtype=np.int32)
        self._marks = np.zeros((rows, width), dtype=np.uint16)
        self._next = np.zeros(rows, dtype=np.uint8)

    def put(self, keys: Sequence[int], number: int) -> None:
        rows, marks = self._places(keys)
        column = self._next[rows]
        self._numbers[rows, column] = number
        self._marks[rows, column] = marks
        self._next[rows] = (column + 1) % self._width

    def find(self, keys: Sequence[int], oldest: int) -> Whole:
        """A row of numbers per key, 0 where there is none; numbers below `oldest` count as none."""
        rows, marks = self._places(keys)
        numbers = self._numbers[rows].astype(np.int64)
        numbers[(self._marks[rows] != marks[:, None]) | (numbers < oldest)] = 0
        return numbers

    def _places(self, keys: Sequence[int]) -> tuple[Whole, NDArray[np.uint16]]:
        whole = np.array(keys, dtype=np.int64).view(np.uint64)
        return (whole & self._mask).astype(np.int64), (whole >> np.uint64(48)).astype(np.uint16)
