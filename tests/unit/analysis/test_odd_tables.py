"""Tables as they really come: each gives a clear error with row and column, or an answer with its reason."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from eenheidsbeeld.cli.analysis import command

WEEKS = 330
MONDAYS = [date(2015, 1, 5) + timedelta(weeks=i) for i in range(WEEKS)]
LABELS = ["{}-W{:02d}".format(*day.isocalendar()[:2]) for day in MONDAYS]
COUNTS = np.random.default_rng(0).poisson(1.0, (4, WEEKS))
MODELS = ("--models", "climatology,discounted,additive")
QUESTIONS = {
    "expected": ["expected"],
    "as R": ["expected", "--reference"],
    "ears": ["expected", "--method", "ears-c3"],
    "classic": ["expected", "--method", "farrington"],
    "pooled": ["pooled"],
    "forecast": ["forecast", *MODELS],
    "protect": ["protect"],
}


def ask(question: list[str], path: Path, *more: object) -> Result:
    return CliRunner().invoke(command, [*question, "--counts", str(path), *map(str, more)])


def rows_of(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.output)))


def wide(folder: Path, counts: np.ndarray, labels: list[str] | None = None, names: str = "a,b,c,d") -> Path:
    """A wide table; without labels the rows are numbered."""
    path = folder / "wide.csv"
    lines = [f"{'week' if labels else 't'},{names}"]
    for t in range(counts.shape[1]):
        cells = ("" if np.isnan(v) else f"{v:g}" for v in counts[:, t].astype(float))
        lines.append(",".join([labels[t] if labels else str(t + 1), *cells]))
    path.write_text("\n".join(lines) + "\n")
    return path


def odd(name: str) -> np.ndarray:
    y = COUNTS.astype(float)
    if name == "gaps":
        y[:, 3::17] = np.nan
        y[0, :250] = np.nan
    elif name == "all zero":
        y[:] = 0
    elif name == "one event ever":
        y[:] = 0
        y[0, 200] = 1
    elif name == "a first event today":
        y[:] = 0
        y[0, -1] = 1
    elif name == "one week":
        y = y[:, :1]
    elif name == "constant":
        y[:] = 3
    elif name == "a million":
        y = y * 1000 + 1e6
    elif name == "nothing known":
        y[:] = np.nan
    return y


KINDS = [
    "gaps", "all zero", "one event ever", "a first event today", "one week", "constant", "a million", "nothing known",
]  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("question", QUESTIONS)
# Not every warning: one about a socket that an earlier story left open may come up here by chance.
@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_an_odd_table_gets_an_answer_for_every_series_and_never_nan(tmp_path, name, question):
    answer = rows_of(ask(QUESTIONS[question], wide(tmp_path, odd(name))))

    assert {row.get("unit") or row["area"] for row in answer} >= {"a", "b", "c", "d"}
    assert not {value.lower() for row in answer for value in row.values()} & {"nan", "inf", "-inf"}
    if question != "protect":
        assert all(row["reason"] for row in answer)
        silent = [row for row in answer if not row.get("upperbound", row.get("p_any"))]
        assert all(row["reason"] != "ok" for row in silent)


def test_where_nothing_at_all_is_known_nothing_is_forecast(tmp_path):
    answer = rows_of(ask(QUESTIONS["forecast"], wide(tmp_path, odd("nothing known"))))

    assert {(row["p_any"], row["reason"]) for row in answer} == {("", "missing_count")}


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (-3, "row 12, column 'b': -3 is negative"),
        (1.5, "row 12, column 'b': 1.5 is not a whole number"),
        (1e13, "row 12, column 'b': 1e+13 is too large"),
    ],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_count_that_cannot_be_is_named_by_row_and_column(tmp_path, question, cell, problem):
    y = COUNTS.astype(float)
    y[1, 10] = cell

    result = ask(QUESTIONS[question], wide(tmp_path, y))

    assert result.exit_code == 1 and problem in result.output


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("t,a,a\n1,2,3\n", "column 'a': this column is there twice"),
        ("t,a,b\n1,2\n", "row 2 has 2 cells where 3 were expected"),
        ("area,week,count\nx,2025-W02,1,9\n", "row 2 has 4 cells where 3 were expected"),
        ("t,a\n1,2\n3,4\n", "row 3, column 't': '3' where 2 was expected"),
        ("week,a\n2025-W02,2\n2025-W02,4\n", "row 3, column 'week': '2025-W02' is there twice, also in row 2"),
        ("week,a\n2025-W02,2\nlater,4\n", "row 3, column 'week': 'later' is not a week"),
        ("week,a\n1,2\n900000000,4\n", "surely a mistyped week"),
        ("t,epoch,a\n1,2025-01-06,2\n2,2025-01-06,4\n", "row 3, column 'epoch'"),
        ("area,week,count\n,2025-W02,1\n", "row 2, column 'area' is empty"),
        ("area,week,count,population\nx,2025-W02,1,0\n", "row 2, column 'population': 0 is not a positive number"),
        ("area,week,count\nx,2025-W2,1\nx,2025-W02,4\n", "is also in row 2"),
        ("", "holds no rows"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(tmp_path, text, problem):
    path = tmp_path / "counts.csv"
    path.write_text(text)

    result = ask(["expected"], path)

    assert result.exit_code == 1 and problem in result.output


def test_weeks_may_come_in_any_order_and_a_week_left_out_is_missing(tmp_path):
    y = COUNTS.astype(float)
    whole = ask(["expected"], wide(tmp_path, y, LABELS), "--from", 300, "--to", WEEKS).output
    turned = ask(["expected"], wide(tmp_path, y[:, ::-1], LABELS[::-1]), "--from", 300, "--to", WEEKS).output
    without = wide(tmp_path, np.delete(y, 320, axis=1), LABELS[:320] + LABELS[321:])
    left_out = rows_of(ask(["expected"], without, "--from", 321, "--to", 322))

    assert whole == turned and whole.count("ok") == 124
    assert [row["reason"] for row in left_out if row["unit"] == "a"] == ["missing_count", "ok"]


def test_a_year_of_53_weeks_is_one_week_longer_and_no_other_thing(tmp_path):
    answer = rows_of(
        ask(["expected"], wide(tmp_path, COUNTS, LABELS), "--calendar", "date", "--from", 310, "--to", WEEKS)
    )

    assert "2020-W53" in {row["week"] for row in answer} and {row["reason"] for row in answer} == {"ok"}


@pytest.mark.parametrize("question", ["expected", "as R", "ears", "classic"])
def test_a_series_gets_the_same_answer_alone_and_among_others(tmp_path, question):
    together = ask(QUESTIONS[question], wide(tmp_path, COUNTS), "--from", 320, "--to", WEEKS).output
    alone = ask(QUESTIONS[question], wide(tmp_path, COUNTS[2:3], names="c"), "--from", 320, "--to", WEEKS).output

    assert [line for line in together.splitlines() if line.startswith("c,")] == alone.splitlines()[1:]


def test_an_area_that_merged_ends_and_the_new_one_begins(tmp_path):
    path = tmp_path / "merged.csv"
    rows = [f"{name},{LABELS[t]},{COUNTS[i, t]}" for i, name in enumerate("abcd") for t in range(WEEKS)]
    rows = [
        r for r in rows if not (r[0] == "a" and r[2:10] > "2019-W20") and not (r[0] == "d" and r[2:10] < "2019-W20")
    ]
    path.write_text("\n".join(["area,week,count", *rows]) + "\n")

    pooled = {row["unit"]: row for row in rows_of(ask(["pooled"], path))}
    own = {row["unit"]: row["reason"] for row in rows_of(ask(["expected", "--method", "ears-c2"], path))}

    assert pooled["a"]["reason"] == "missing_count" and float(pooled["a"]["expected"]) > 0
    assert pooled["d"]["reason"] == "ok"
    assert (own["a"], own["d"]) == ("missing_count", "ok")


@pytest.mark.parametrize("question", ["expected", "ears", "pooled"])
def test_weeks_that_are_still_coming_in_raise_no_alarm(tmp_path, question):
    y = COUNTS.copy()
    y[1, -2:] = 40
    path = wide(tmp_path, y)

    answer = rows_of(ask(QUESTIONS[question], path, "--from", WEEKS - 2, "--to", WEEKS, "--incomplete", 1))

    seen = {(row["t"], row["unit"]): (row["alarm"], row["reason"]) for row in answer}
    assert seen[str(WEEKS - 1), "b"] == ("1", "ok")
    assert seen[str(WEEKS), "b"] == ("", "incomplete_week")


def test_a_calendar_with_an_unknown_place_or_week_is_refused(tmp_path):
    path, calendar = wide(tmp_path, COUNTS, LABELS), tmp_path / "calendar.csv"

    def said(row: str) -> Result:
        calendar.write_text(f"kind,area,week,count\n{row}\n")
        return ask(QUESTIONS["forecast"], path, "--announced", calendar)

    assert "row 2, column 'area'" in said("march,nowhere,2021-W18,1").output
    assert "row 2, column 'week'" in said("march,a,soon,1").output
    assert said("march,a,2021-W18,1").exit_code == 0 and said("march,a,2022-W01,1").exit_code == 0
