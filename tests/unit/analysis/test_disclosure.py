"""Small numbers are held back: what a stranger sees, and what he can work out from it."""

import numpy as np
import pytest
from scipy.optimize import linprog

from eenheidsbeeld.analysis.arrays import BadCounts
from eenheidsbeeld.analysis.disclosure import Protected, protect, protect_series, published_rate
from eenheidsbeeld.analysis.disclosure_attack import Bounds, recovered_cells
from eenheidsbeeld.analysis.disclosure_rules import (
    AreaKind,
    NotPublishable,
    Partition,
    PeriodKind,
    Shown,
    may_publish_alert,
)


def bounds(p: Protected) -> Bounds:
    return Bounds(
        p.cells.low, p.cells.high, p.row_totals.low, p.row_totals.high,
        p.column_totals.low, p.column_totals.high, p.grand_total.low[0], p.grand_total.high[0],
    )  # fmt: skip


def a_year_of_counts(rate: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    size = rng.lognormal(0, 0.9, (38, 1))
    return rng.poisson(rate * size * rng.lognormal(0, 1, (1, 8))).astype(float)


def test_zero_to_four_is_one_class_and_the_rest_are_fives():
    shown = protect_series([0, 1, 4, 5, 7, 8, 12, 13])

    assert [shown.text(i) for i in range(8)] == ["0-4", "0-4", "0-4", "5", "5", "10", "10", "15"]


def test_no_data_is_not_zero():
    shown = protect_series([np.nan, 0])

    assert [shown.text(0), shown.text(1)] == ["", "0-4"]
    assert shown.shown[0] == Shown.NO_DATA and shown.shown[1] == Shown.SMALL


@pytest.mark.parametrize("rate", [0.02, 0.3, 4.0])  # as a week, a quarter, a year
@pytest.mark.parametrize("seed", range(6))
def test_the_attack_on_a_published_region_recovers_nothing(rate, seed):
    table = a_year_of_counts(rate, seed)

    found = recovered_cells(table, bounds(protect(table)))

    assert found.small_cells > 0
    assert (found.exactly, found.within_one) == (0, 0)


@pytest.mark.parametrize("rows", range(2, 12))
@pytest.mark.parametrize("value", [0, 1, 4, 5, 7])
def test_tables_at_the_very_end_of_what_is_possible_give_nothing_away(rows, value):
    for columns in range(1, 9):
        table = np.full((rows, columns), float(value))
        table[0, 0] = 4
        found = recovered_cells(table, bounds(protect(table)))
        assert (found.exactly, found.within_one) == (0, 0)


def linear_programming_range(p: Protected, row: int, column: int) -> tuple[float, float]:
    """The sharpest range any combination of sums can give (a reader with a solver)."""
    r, c = p.cells.low.shape
    sums = [np.kron(np.eye(r)[i], np.ones(c)) for i in range(r)]
    sums += [np.kron(np.ones(r), np.eye(c)[j]) for j in range(c)] + [np.ones(r * c)]
    low = np.concatenate([p.row_totals.low, p.column_totals.low, p.grand_total.low])
    high = np.concatenate([p.row_totals.high, p.column_totals.high, p.grand_total.high])
    goal = np.zeros(r * c)
    goal[row * c + column] = 1
    box = list(zip(p.cells.low.ravel(), p.cells.high.ravel(), strict=True))
    matrix, limit = np.vstack([sums, -np.array(sums)]), np.concatenate([high, -low])
    ends = [linprog(s * goal, A_ub=matrix, b_ub=limit, bounds=box) for s in (1, -1)]
    assert all(e.status == 0 for e in ends)
    return float(np.ceil(ends[0].fun - 1e-7)), float(np.floor(-ends[1].fun + 1e-7))


@pytest.mark.parametrize("seed", range(40))
def test_a_reader_with_a_solver_finds_no_more(seed):
    rng = np.random.default_rng(seed)
    table = rng.integers(0, 9, (int(rng.integers(3, 7)), int(rng.integers(2, 6)))).astype(float)
    p = protect(table)

    for row, column in np.argwhere(table < 5):
        low, high = linear_programming_range(p, row, column)
        assert low <= table[row, column] <= high
        assert high - low >= 3


def test_what_the_reader_is_told_is_true():
    table = a_year_of_counts(0.8, 3)
    p = protect(table)

    assert np.all((p.cells.low <= table) & (table <= p.cells.high))
    assert np.all((p.row_totals.low <= table.sum(1)) & (table.sum(1) <= p.row_totals.high))
    assert np.all((p.column_totals.low <= table.sum(0)) & (table.sum(0) <= p.column_totals.high))
    assert p.grand_total.low[0] <= table.sum() <= p.grand_total.high[0]


def test_totals_are_rounded_on_their_own():
    p = protect([[3.0, 6], [8, 12], [20, 31], [4, 0]])

    assert p.column_totals.text(1) == "50"  # 49, though the shown cells add up to 5 + 10 + 30 and a "0-4"
    assert "no_additivity" in p.audit.notes


def test_a_total_of_two_municipalities_is_not_published():
    p = protect([[30.0, 12], [8, 12]])

    assert p.column_totals.text(0) == "." and p.grand_total.text(0) == "."
    assert protect([[30.0, 12], [8, 12]], members=[1, 2]).column_totals.text(0) == "40"


def test_a_phenomenon_that_points_to_a_group_is_shown_per_unit_and_quarter_only():
    table = [[40.0, 12], [35, 20], [22, 9]]
    names = ["asylum_tension", "football"]

    per_week = protect(table, phenomena=names, columns=names)
    per_quarter = protect(table, phenomena=names, area=AreaKind.UNIT, period=PeriodKind.QUARTER)

    assert per_week.cells.text(0, 0) == "." and per_week.cells.text(0, 1) == "10"
    assert per_week.row_totals.text(0) == "10"  # the total holds no trace of it
    assert per_week.audit.withheld_columns == ("asylum_tension",)
    assert per_quarter.cells.text(0, 0) == "40"


def test_the_same_cell_keeps_the_number_it_was_published_with():
    rows, columns = ["GM0632", "GM0589", "GM0335"], ["2026-Q1"]
    first = protect([[12.0], [3], [30]], rows=rows, columns=columns)

    again = protect([[13.0], [5], [30]], rows=rows, columns=columns, earlier=first.stored(rows, columns))

    assert [again.cells.text(i, 0) for i in range(3)] == ["10", "0-4", "30"]


def test_a_rate_comes_from_rounded_numbers_and_not_from_a_small_group():
    assert published_rate(15, 1002) == pytest.approx(1.5)
    assert published_rate(15, 49) is None
    assert published_rate(14, 1000) is None  # an exact count was handed in
    assert published_rate(float("nan"), 1000) is None


def test_an_alert_with_few_events_or_about_a_group_stays_inside():
    assert may_publish_alert(5, "football")
    assert not may_publish_alert(4, "football")
    assert not may_publish_alert(50, "sovereigns")


def test_only_the_fixed_division_is_published_and_only_whole():
    division = Partition(frozenset({"GM1", "GM2", "GM3"}), PeriodKind.QUARTER)

    division.check(["GM3", "GM1", "GM2"], PeriodKind.QUARTER)
    for areas, period in [
        (["GM1", "GM2"], PeriodKind.QUARTER),
        (["GM1", "GM2", "GM3"], PeriodKind.WEEK),
        (["GM1", "GM2", "GM3", "GM4"], PeriodKind.QUARTER),
    ]:
        with pytest.raises(NotPublishable):
            division.check(areas, period)


@pytest.mark.parametrize(("bad", "problem"), [(-1.0, "negative"), (1.5, "not a whole"), (np.inf, "too large")])
def test_an_impossible_count_is_refused_by_name(bad, problem):
    with pytest.raises(BadCounts, match=rf"'Woerden'.*'2026-W12'.*{problem}"):
        protect([[1.0, 2], [3, bad]], rows=["Utrecht", "Woerden"], columns=["2026-W11", "2026-W12"])
