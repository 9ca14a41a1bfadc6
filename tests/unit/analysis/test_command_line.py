"""The command line: the same answers as the functions, in files that others can read."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from eenheidsbeeld.cli.analysis import command

from .reference_files import ROOT, close, column, exempt, number, read_json, read_rows

NAMES = read_json("farrington/index.json")
METHODS = {"farringtonFlexible": "farrington-flexible", "farrington": "farrington"}
SERIES = str(ROOT / "farrington" / "series.csv")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments])


def answers(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def as_options(control: dict) -> list[str]:
    """The settings of an R call as they are typed on the command line."""
    out = []
    for name, value in control.items():
        if name == "method":
            continue
        if name == "range":
            out += ["--from", str(value[0]), "--to", str(value[1])]
        elif isinstance(value, bool):
            out += [f"--{name}", str(value).upper()]
        else:
            out += [f"--{name}", ",".join(map(str, value)) if isinstance(value, list) else str(value)]
    return out


def with_dates(folder: Path) -> str:
    with open(SERIES, newline="") as file:
        rows = list(csv.reader(file))
    days = [row["date"] for row in read_rows("farrington/dates_monday.csv")]
    path = folder / "dated.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([row[0], day, *row[1:]] for row, day in zip(rows, ["epoch", *days], strict=True))
    return str(path)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_of_the_reference_can_be_typed_and_gives_its_numbers(name, tmp_path):
    setting, golden = NAMES[name], read_rows(f"farrington/golden_{name}.csv")
    method = METHODS.get(setting["fun"])
    method = method or f"ears-{setting['control']['method'].lower()}"
    by_date = setting["calendar"] == "dates"
    out = tmp_path / "answer.csv"

    result = run(
        "expected", "--counts", with_dates(tmp_path) if by_date else SERIES, "--method", method,
        "--reference", "--calendar", "date" if by_date else "index", *as_options(setting["control"]),
        "--population", ROOT / "farrington" / "population.csv", "--out", out,
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    ours = answers(out)
    threshold = setting["control"].get("thresholdMethod", "delta")
    assert [(r["unit"], r["t"]) for r in ours] == [(r["unit"], r["t"]) for r in golden]
    for key in set(golden[0]) - {"unit", "t", "observed"} - ({"mu0"} if threshold == "delta" else set()):
        same = close(column(golden, key), column(ours, key), np.nan_to_num(column(golden, "observed")))
        assert (same | exempt(key, golden, threshold)).all(), key


def long_table(folder: Path, rows: list[tuple[object, ...]], head: str = "area,week,count") -> Path:
    path = folder / "long.csv"
    path.write_text("\n".join([head, *(",".join(map(str, row)) for row in rows)]) + "\n")
    return path


def some_years(weeks: int = 330, areas: int = 6) -> list[tuple[object, ...]]:
    rng = np.random.default_rng(1)
    days = np.datetime64("2019-01-07") + 7 * np.arange(weeks)
    names = ["{}-W{:02d}".format(*day.astype(object).isocalendar()[:2]) for day in days]
    return [(f"GM{a}", week, rng.poisson(0.5 + a)) for a in range(areas) for week in names]


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_answers_come_as_csv_json_or_parquet(tmp_path, ending):
    out = tmp_path / f"answer.{ending}"

    result = run("expected", "--counts", long_table(tmp_path, some_years()), "--out", out)

    assert result.exit_code == 0, result.output
    if ending == "csv":
        assert len(answers(out)) == 6
    elif ending == "json":
        assert {row["reason"] for row in json.loads(out.read_text())} == {"ok"}
    else:
        import pyarrow.parquet as parquet

        assert parquet.read_table(out).num_rows == 6


def test_a_parquet_file_of_counts_is_read_too(tmp_path):
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    rows = some_years()
    table = {name: [row[i] for row in rows] for i, name in enumerate(("area", "week", "count"))}
    parquet.write_table(arrow.table(table), tmp_path / "counts.parquet")

    by_parquet = run("expected", "--counts", tmp_path / "counts.parquet")
    by_csv = run("expected", "--counts", long_table(tmp_path, rows))

    assert by_parquet.exit_code == 0 and by_parquet.output == by_csv.output


def test_the_same_table_in_another_order_gives_the_same_bytes(tmp_path):
    rows = some_years()
    one = run("expected", "--counts", long_table(tmp_path, rows)).output
    other = run("expected", "--counts", long_table(tmp_path, rows[::-1])).output

    assert one == other and one


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("GM1", "2026-W10", -2)], "row 2, column 'count': -2 is negative"),
        ([("GM1", "2026-W10", 1.5)], "row 2, column 'count': 1.5 is not a whole number"),
        (
            [("GM1", "2026-W10", 1), ("GM1", "2026-W10", 2)],
            "row 3, column 'week': GM1 2026-W10 is also in row 2",
        ),
        ([("GM1", "2026-W54", 1)], "there is no week '2026-W54'"),
        ([("GM1", "spring", 1)], "row 2, column 'week': 'spring' is not a week"),
        ([("GM1", "2026-W10", "many")], "row 2, column 'count': 'many' is not a number"),
    ],
)
def test_a_wrong_table_is_refused_by_row_and_column(tmp_path, rows, problem):
    result = run("expected", "--counts", long_table(tmp_path, rows))

    assert result.exit_code == 1 and problem in result.output


def test_a_gap_is_missing_and_not_zero_unless_that_is_said(tmp_path):
    rows = [row for row in some_years(areas=1) if row[1] != "2025-W18"]
    rows.append(("GM9", "2025-W18", 0))
    path = long_table(tmp_path, rows)

    missing = next(csv.DictReader(run("expected", "--counts", path).output.splitlines()))
    zero = next(csv.DictReader(run("expected", "--counts", path, "--absent", "zero").output.splitlines()))

    assert (missing["observed"], missing["reason"]) == ("", "missing_count")
    assert (zero["observed"], zero["reason"]) == ("0", "ok")


def test_the_pooled_model_answers_per_area_and_phenomenon(tmp_path):
    rows = [(*row[:2], kind, row[2]) for row in some_years() for kind in ("football", "farmers")]
    path = long_table(tmp_path, rows, "area,week,phenomenon,count")

    result = run("pooled", "--counts", path, "--from", 329, "--to", 330, "--out", tmp_path / "p.csv")

    assert result.exit_code == 0, result.output
    found = answers(tmp_path / "p.csv")
    assert len(found) == 6 * 2 * 2 and {r["phenomenon"] for r in found} == {"football", "farmers"}
    assert all(0 < number(r["pvalue"]) <= 1 for r in found)


def test_the_scan_finds_the_cluster_that_was_put_in(tmp_path):
    folder = ROOT / "scan"

    result = run(
        "scan", "--counts", folder / "counts_cluster.csv", "--areas", folder / "areas.csv", "--expected",
        folder / "baselines.csv", "--neighbours", 10, "--maxWeeks", 6, "--out", tmp_path / "s.csv",
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    best = answers(tmp_path / "s.csv")[0]
    assert best["weeks"] == "4" and number(best["score"]) == pytest.approx(107.132428357897)


def test_a_forecast_is_written_before_the_fact_and_scored_after(tmp_path):
    path, said = long_table(tmp_path, some_years(weeks=120)), tmp_path / "said.csv"
    models = "climatology,discounted,additive"

    ahead = run("forecast", "--counts", path, "--from", 111, "--to", 121, "--models", models, "--out", said)
    scored = run("score", "--counts", path, "--forecasts", said)

    assert ahead.exit_code == 0 and scored.exit_code == 0, ahead.output + scored.output
    assert [r["observed"] for r in answers(said) if r["t"] == "121"] == [""] * 6
    table = {r["measure"]: r for r in csv.DictReader(scored.output.splitlines())}
    assert table["number"]["value"] == "60" and table["brier"]["climatology"]


def test_published_counts_hold_nothing_small(tmp_path):
    rows = [(*row[:2], kind, row[2]) for row in some_years() for kind in ("football", "sovereigns")]
    path = long_table(tmp_path, rows, "area,week,phenomenon,count")

    result = run("protect", "--counts", path, "--period", "quarter", "--out", tmp_path / "open.csv")

    assert result.exit_code == 0, result.output
    for row in answers(tmp_path / "open.csv"):
        assert row["published"] in {"", ".", "0-4"} or int(row["published"]) % 5 == 0
        assert row["phenomenon"] != "sovereigns" or row["published"] in {"", "."}


def test_help_is_dutch():
    assert "Wat is gewoon" in run("expected", "--help").output
