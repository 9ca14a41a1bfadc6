"""The newest texts that share a key, in tables of a fixed size: what is older than the newest few is overwritten.

A table of a million texts is no larger than one of ten thousand. Two keys in one row are told apart by a mark of
sixteen bits; a mistake there costs a comparison too many and nothing else.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Spots = tuple[NDArray[np.int64], NDArray[np.uint16]]  # the row and the mark of each key
_TO_MARK = np.uint64(48)  # the upper sixteen bits of a key


class Newest:
    """Per key the numbers of the newest `width` texts; numbers start at 1 and rise."""

    def __init__(self, rows: int, width: int) -> None:
        self._width = width
        self._mask = np.uint64(rows - 1)
        # Zeros are not written until a row is used, so a small stream takes little memory.
        self._numbers = np.zeros((rows, width), dtype=np.int32)
        self._marks = np.zeros((rows, width), dtype=np.uint16)
        self._next = np.zeros(rows, dtype=np.uint8)

    def where(self, keys: Sequence[int]) -> Spots:
        """Where these keys stand, worked out once to look and then to put."""
        whole = np.array(keys, dtype=np.int64).view(np.uint64)
        return (whole & self._mask).view(np.int64), (whole >> _TO_MARK).astype(np.uint16)

    def put(self, spots: Spots, number: int) -> None:
        rows, marks = spots
        column = self._next[rows]
        self._numbers[rows, column] = number
        self._marks[rows, column] = marks
        self._next[rows] = (column + 1) % self._width

    def find(self, spots: Spots, oldest: int) -> Numbers:
        """A row of numbers per key, 0 where there is none; numbers below `oldest` count as none."""
        rows, marks = spots
        numbers: Numbers = self._numbers.take(rows, axis=0)
        numbers *= (self._marks.take(rows, axis=0) == marks[:, None]) & (numbers >= oldest)
        return numbers
