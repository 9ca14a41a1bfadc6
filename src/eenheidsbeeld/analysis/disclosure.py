"""Small numbers are held back here, and only here: `protect` turns a table of counts into what may be shown.

Counts of 0 to 4 are shown as one class "0-4", zero not told apart; every other count and every total is
rounded to fives on its own, so no additivity is promised. Hiding only the cells 1 to 4 beside exact totals
let a simple attack recover 59 % of the hidden weekly cells; with this rule it recovers none.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from .arrays import BadCounts, Flags, Floats, checked_counts, frozen
from .disclosure_attack import Bounds, narrowed_cells
from .disclosure_classes import Line, cell_line, line_totals, rounded, whole_total
from .disclosure_rules import DEFAULT_RULE, AreaKind, PeriodKind, Rule, Shown, may_publish_phenomenon


@dataclass(frozen=True)
class Audit:
    """What was done, in counts and reasons, for the log and for the line under the table."""

    small_cells: int
    withheld_columns: tuple[str, ...]
    withheld_totals: tuple[str, ...]
    widened_totals: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Protected:
    """A table that may leave the application: cells, totals per row, per column and over all."""

    cells: Line
    row_totals: Line
    column_totals: Line
    grand_total: Line
    rule: Rule
    audit: Audit

    def stored(self, rows: Sequence[str], columns: Sequence[str]) -> dict[tuple[str, str], str]:
        """The published texts by cell, to store and to hand to the next `protect` as `earlier`."""
        return {(r, c): self.cells.text(i, j) for i, r in enumerate(rows) for j, c in enumerate(columns)}


def protect(
    table: ArrayLike,
    *,
    totals: Collection[str] = ("rows", "columns", "all"),
    rule: Rule = DEFAULT_RULE,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    members: ArrayLike | None = None,
    phenomena: Sequence[str] | None = None,
    area: AreaKind = AreaKind.MUNICIPALITY,
    period: PeriodKind = PeriodKind.WEEK,
    earlier: Mapping[tuple[str, str], str] | None = None,
) -> Protected:
    """What may be shown of `table` (areas down, phenomena or periods across; NaN is no data), with an audit.

    members: how many municipalities each row stands for; a total over fewer than `rule.members` is withheld.
    phenomena: the phenomenon of each column; group-pointing ones are withheld below unit and quarter, and are
        not in the totals either (a total minus its published parts would show them).
    earlier: texts published before for the same cells; they are repeated, whatever the count is now.
    """
    counts = checked_counts(table, rows=rows, columns=columns)
    n_rows, n_columns = counts.shape
    names = list(columns) if columns is not None else [str(j + 1) for j in range(n_columns)]
    hidden = _hidden_columns(phenomena, n_columns, area, period)
    cells = _published_cells(counts, hidden, rule)
    if earlier:
        cells = _repeat_earlier(cells, earlier, rows, columns, rule)
    counted = np.where(hidden[None, :] | np.isnan(counts), 0.0, counts)
    covered = np.ones(n_rows, dtype=np.int64) if members is None else np.asarray(members, dtype=np.int64)
    known = (cells.shown != Shown.NO_DATA) & (cells.shown != Shown.WITHHELD)
    enough = (known * covered[:, None]).sum(axis=0) >= rule.members
    row_totals = line_totals(counted.sum(axis=1), cells, 1, np.ones(n_rows, dtype=bool), rule)
    column_totals = line_totals(counted.sum(axis=0), cells, 0, enough, rule)
    grand = whole_total(counted.sum(), cells, row_totals, column_totals, bool(enough.any()), rule)
    result = Protected(cells, row_totals, column_totals, grand, rule, Audit(0, (), (), (), ()))
    result = _leave_out(result, set(totals))
    result, dropped = _withhold_until_safe(result)
    return replace(result, audit=_audit(result, counted, hidden, names, dropped))


def protect_series(counts: ArrayLike, *, rule: Rule = DEFAULT_RULE, total: bool = False) -> Line:
    """What may be shown of one row of counts, as for a chart or the list beside a map."""
    one = checked_counts(np.atleast_1d(np.asarray(counts, dtype=np.float64)), dimensions=1)
    cells = protect(one[:, None], totals=("columns",) if total else (), rule=rule).cells
    return Line(cells.values[:, 0], cells.shown[:, 0], cells.low[:, 0], cells.high[:, 0], rule.smallest)


def published_rate(
    count: float, denominator: float, *, per: float = 100.0, rule: Rule = DEFAULT_RULE
) -> float | None:
    """A rate from a count that is already published, or None when the count or the group is too small."""
    if not np.isfinite(count) or not np.isfinite(denominator) or count % rule.step or count < rule.smallest:
        return None
    if denominator < rule.denominator:
        return None
    return per * count / (rule.step * round(denominator / rule.step))


def _hidden_columns(phenomena: Sequence[str] | None, n: int, area: AreaKind, period: PeriodKind) -> Flags:
    if phenomena is None:
        return np.zeros(n, dtype=bool)
    if len(phenomena) != n:
        raise BadCounts(f"{len(phenomena)} phenomena for {n} columns")
    return np.array([not may_publish_phenomenon(p, area, period) for p in phenomena], dtype=bool)


def _published_cells(counts: Floats, hidden: Flags, rule: Rule) -> Line:
    shown = np.where(counts < rule.smallest, Shown.SMALL, Shown.ROUNDED)
    shown = np.where(np.isnan(counts), Shown.NO_DATA, shown)
    shown = np.where(hidden[None, :], Shown.WITHHELD, shown).astype(np.uint8)
    values = np.where(shown == Shown.ROUNDED, rounded(counts, rule), np.nan)
    return cell_line(values, shown, rule)


def _repeat_earlier(
    cells: Line,
    earlier: Mapping[tuple[str, str], str],
    rows: Sequence[str] | None,
    columns: Sequence[str] | None,
    rule: Rule,
) -> Line:
    if rows is None or columns is None:
        raise BadCounts("earlier figures can only be repeated when rows and columns have names")
    values, shown = cells.values.copy(), cells.shown.copy()
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            text = earlier.get((row, column), "")
            if text and text != "." and shown[i, j] != Shown.WITHHELD:
                shown[i, j] = Shown.ROUNDED if text.isdigit() else Shown.SMALL
                values[i, j] = float(text) if text.isdigit() else np.nan
    return cell_line(values, shown, rule)


def _withheld(line: Line, cells: Line, axis: int | None) -> Line:
    low, high = np.atleast_1d(cells.low.sum(axis=axis)), np.atleast_1d(cells.high.sum(axis=axis))
    shown = np.where(line.shown == Shown.NO_DATA, Shown.NO_DATA, Shown.WITHHELD).astype(np.uint8)
    return Line(frozen(np.full(low.shape, np.nan)), frozen(shown), frozen(low), frozen(high))


def _leave_out(result: Protected, totals: set[str]) -> Protected:
    """Totals that were not asked for are not published, so a reader knows nothing from them."""
    if "rows" not in totals:
        result = replace(result, row_totals=_withheld(result.row_totals, result.cells, 1))
    if "columns" not in totals:
        result = replace(result, column_totals=_withheld(result.column_totals, result.cells, 0))
    if "all" not in totals:
        result = replace(result, grand_total=_withheld(result.grand_total, result.cells, None))
    return result


def _bounds(result: Protected) -> Bounds:
    return Bounds(
        result.cells.low, result.cells.high, result.row_totals.low, result.row_totals.high,
        result.column_totals.low, result.column_totals.high,
        float(result.grand_total.low[0]), float(result.grand_total.high[0]),
    )  # fmt: skip


def _is_safe(result: Protected) -> bool:
    low, high = narrowed_cells(_bounds(result))
    small = result.cells.shown == Shown.SMALL
    large = result.cells.shown == Shown.ROUNDED
    return not ((high - low < result.rule.room) & small).any() and not ((high - low < 1) & large).any()


def _withhold_until_safe(result: Protected) -> tuple[Protected, tuple[str, ...]]:
    """Rows and columns can be tight together where neither is alone; then totals go, the widest first."""
    if _is_safe(result):
        return result, ()
    result = replace(result, grand_total=_withheld(result.grand_total, result.cells, None))
    if _is_safe(result):
        return result, ("all",)
    result = replace(result, column_totals=_withheld(result.column_totals, result.cells, 0))
    if _is_safe(result):
        return result, ("all", "columns")
    return replace(result, row_totals=_withheld(result.row_totals, result.cells, 1)), (
        "all",
        "columns",
        "rows",
    )


def _audit(result: Protected, counted: Floats, hidden: Flags, names: list[str], dropped: tuple[str, ...]) -> Audit:
    rule = result.rule
    widened = tuple(
        f"{kind} {i + 1}"
        for kind, line, sums in (
            ("row", result.row_totals, counted.sum(axis=1)),
            ("column", result.column_totals, counted.sum(axis=0)),
            ("all", result.grand_total, np.array([counted.sum()])),
        )
        for i in np.flatnonzero((line.shown == Shown.ROUNDED) & (line.values != rounded(sums, rule)))
    )
    small = int((result.cells.shown == Shown.SMALL).sum())
    notes = ["no_additivity"]
    notes += ["group_pointing_withheld"] if hidden.any() else []
    notes += ["totals_widened"] if widened else []
    return Audit(small, tuple(n for n, h in zip(names, hidden, strict=True) if h), dropped, widened, tuple(notes))
