"""Rounding of cells and totals: the classes a count can fall in, and what a reader knows from each.

A total at the very end of what its published cells allow gives those cells away (seven cells "0-4" and a
total of 28). So the first and the last class take in neighbours until no small cell can be narrowed to fewer
than four values. Which neighbours depends on published figures only; the exception itself tells nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Codes, Flags, Floats, Ints, frozen
from .disclosure_rules import Rule, Shown


@dataclass(frozen=True)
class Line:
    """Published figures: `values` is NaN unless `shown` is ROUNDED; `low` to `high` what a reader knows."""

    values: Floats
    shown: Codes
    low: Floats
    high: Floats
    smallest: int = 5

    def text(self, *index: int) -> str:
        """What is printed in the cell; empty for "no data", a dot for "withheld"."""
        shown = Shown(int(self.shown[index]))
        if shown == Shown.ROUNDED:
            return f"{self.values[index]:.0f}"
        return {Shown.SMALL: f"0-{self.smallest - 1}", Shown.WITHHELD: "."}.get(shown, "")


def known_range(values: Floats, rule: Rule) -> tuple[Floats, Floats]:
    """The counts that a rounded figure can stand for."""
    half = (rule.step - 1) // 2
    return np.maximum(values - half, rule.smallest), values + half


def rounded(counts: Floats, rule: Rule) -> Floats:
    result: Floats = np.maximum(rule.step * np.floor(counts / rule.step + 0.5), rule.step)
    return result


def cell_line(values: Floats, shown: Codes, rule: Rule) -> Line:
    """Cells with the range each published figure stands for."""
    low, high = known_range(np.nan_to_num(values), rule)
    low = np.where(shown == Shown.ROUNDED, low, 0.0)
    high = np.where(shown == Shown.ROUNDED, high, np.where(shown == Shown.SMALL, rule.smallest - 1.0, 0.0))
    return Line(frozen(values), frozen(shown), frozen(low), frozen(high), rule.smallest)


@dataclass(frozen=True)
class Total:
    """One published total and the range a reader knows."""

    value: float
    shown: Shown
    low: float
    high: float


def one_total(total: float, low: float, high: float, room: int, rule: Rule) -> Total:
    """The class of a total that lies in [low, high]; end classes hold at least `room` + 1 values."""

    def ends(value: float) -> tuple[float, float]:
        if value < rule.smallest:
            return 0.0, rule.smallest - 1.0
        a, b = known_range(rounded(np.array([value]), rule), rule)
        return float(a[0]), float(b[0])

    first_end, last_start = max(low + room, ends(low)[1]), min(high - room, ends(high)[0])
    if first_end >= last_start:
        return Total(np.nan, Shown.WITHHELD, low, high)
    if total <= first_end:
        a, b = low, first_end
        told = low if b == ends(low)[1] else (a + b) / 2
    elif total >= last_start:
        a, b = last_start, high
        told = high if a == ends(high)[0] else (a + b) / 2
    else:
        a, b = max(ends(total)[0], first_end + 1), min(ends(total)[1], last_start - 1)
        told = total
    if told < rule.smallest and b < rule.smallest:
        return Total(np.nan, Shown.SMALL, a, b)
    return Total(float(rounded(np.array([told]), rule)[0]), Shown.ROUNDED, a, b)


def as_line(totals: Sequence[Total]) -> Line:
    return Line(
        frozen(np.array([t.value for t in totals], dtype=np.float64)),
        frozen(np.array([t.shown for t in totals], dtype=np.uint8)),
        frozen(np.array([t.low for t in totals], dtype=np.float64)),
        frozen(np.array([t.high for t in totals], dtype=np.float64)),
    )


def line_totals(sums: Floats, cells: Line, axis: int, allowed: Flags, rule: Rule) -> Line:
    low, high = cells.low.sum(axis=axis), cells.high.sum(axis=axis)
    counted = (cells.shown == Shown.SMALL) | (cells.shown == Shown.ROUNDED)
    small: Ints = (cells.shown == Shown.SMALL).sum(axis=axis)
    result = []
    for i in range(len(sums)):
        if not counted.sum(axis=axis)[i]:
            result.append(Total(np.nan, Shown.NO_DATA, 0.0, 0.0))
        elif not allowed[i]:
            result.append(Total(np.nan, Shown.WITHHELD, low[i], high[i]))
        elif counted.sum(axis=axis)[i] == 1:
            where = int(np.flatnonzero(counted.take(i, axis=1 - axis))[0])
            one = (i, where) if axis == 1 else (where, i)
            result.append(Total(cells.values[one], Shown(int(cells.shown[one])), low[i], high[i]))
        else:
            result.append(one_total(sums[i], low[i], high[i], rule.room if small[i] else 1, rule))
    return as_line(result)


def whole_total(total: float, cells: Line, by_row: Line, by_column: Line, allowed: bool, rule: Rule) -> Line:
    low = max(by_row.low.sum(), by_column.low.sum())
    high = min(by_row.high.sum(), by_column.high.sum())
    if not ((cells.shown == Shown.SMALL) | (cells.shown == Shown.ROUNDED)).any():
        return as_line([Total(np.nan, Shown.NO_DATA, 0.0, 0.0)])
    for line, other in ((by_column, by_row), (by_row, by_column)):
        said = np.flatnonzero(line.shown != Shown.NO_DATA)
        if len(said) == 1 and len(np.flatnonzero(other.shown != Shown.NO_DATA)) > 1:
            one = int(said[0])  # the total of one column is that column's total, and shown as such
            return as_line([Total(line.values[one], Shown(int(line.shown[one])), line.low[one], line.high[one])])
    if not allowed or low > high:
        return as_line([Total(np.nan, Shown.WITHHELD, low, high)])
    return as_line([one_total(total, low, high, rule.room, rule)])
