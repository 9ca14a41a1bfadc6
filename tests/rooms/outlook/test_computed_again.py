"""From a number on a page back to the counts: the command line gives it again, from files that anybody can read."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click import BadParameter
from click.testing import CliRunner

from eenheidsbeeld.accounts.rules import NotYourRole
from eenheidsbeeld.analysis.tables import write_table
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.cli import counts as counts_command
from eenheidsbeeld.cli.analysis import command as analysis
from eenheidsbeeld.core.refusals import NotThere
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.models import Alert, ForecastSheet
from eenheidsbeeld.outlook.queries.checking import behind_alerts, behind_forecasts
from eenheidsbeeld.outlook.queries.scores import forecast_score
from tests.conftest import TUESDAY, WEST
from tests.rooms.outlook.conftest import LAST, TESTS


def written(tables: dict[str, Any], folder: Path) -> Path:
    for name, columns in tables.items():
        write_table(columns, folder / name)
    return folder


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer(*words: str) -> list[dict[str, str]]:
    outcome = CliRunner().invoke(analysis, list(words))
    assert outcome.exit_code == 0, outcome.output
    return list(csv.DictReader(io.StringIO(outcome.output)))


def test_the_p_value_of_an_alert_is_computed_again(history, count, look, region, tmp_path):
    count("GM0632", "riot", 11)
    look("bureau")
    alert = Alert.objects.get(rank=1, area_code="GM0632")
    folder = written(behind_alerts(region.viewer("analyst"), until=LAST), tmp_path)

    rows = answer(
        "pooled", "--counts", str(folder / "tellingen.csv"), "--groups", str(folder / "districten.csv"), "--alpha",
        "0.01",
    )  # fmt: skip
    row = next(one for one in rows if (one["area"], one["phenomenon"]) == ("GM0632", "riot"))
    assert float(row["observed"]) == alert.observed
    assert float(row["expected"]) == pytest.approx(alert.expected)
    assert float(row["pvalue"]) == pytest.approx(alert.p_before)
    assert alert.p == pytest.approx(alert.p_before)  # nothing was recalibrated before the first look


def test_the_p_value_of_a_district_is_computed_again(history, count, look, region, tmp_path):
    for code in history:
        count(code, "demonstration", 4)
    look("bureau")
    alert = Alert.objects.get(area_code=WEST)
    folder = written(behind_alerts(region.viewer("analyst"), until=LAST), tmp_path)

    rows = answer("expected", "--counts", str(folder / "boven.csv"), "--calendar", "date", "--alpha", "0.01")
    row = next(one for one in rows if (one["area"], one["phenomenon"]) == (WEST, "demonstration"))
    assert float(row["observed"]) == alert.observed
    assert float(row["expected"]) == pytest.approx(alert.expected)
    assert float(row["pvalue"]) == pytest.approx(alert.p)


def test_the_p_value_of_a_group_of_municipalities_is_drawn_again(history, count, look, region, tmp_path):
    for code in ("GM0632", "GM0335", "GM0589", "GM0331"):
        for back in range(3):
            count(code, "riot", 2, week=LAST.plus(-back))
    look("bureau")
    alert = Alert.objects.get(source="cluster")
    folder = written(behind_alerts(region.viewer("analyst"), until=LAST), tmp_path)
    settings = next(one for one in read(folder / "groepen.csv") if one["phenomenon"] == alert.phenomenon)
    name = f"groep-{alert.phenomenon}"

    rows = answer(
        "scan", "--counts", str(folder / f"{name}.csv"), "--expected", str(folder / f"{name}-verwacht.csv"),
        "--areas", str(folder / "gebieden.csv"),
        *(part for key, value in settings.items() if key != "phenomenon" for part in (f"--{key}", value)),
    )  # fmt: skip
    group = next(one for one in rows if set(one["areas"].split()) == set(alert.areas))
    assert float(group["pvalue"]) == pytest.approx(alert.p)
    assert float(group["observed"]) == alert.observed
    assert float(group["expected"]) == pytest.approx(alert.expected)


def test_what_the_scan_expected_is_what_the_pooled_model_says(history, count, look, region, tmp_path):
    folder = written(behind_alerts(region.viewer("analyst"), until=LAST), tmp_path)
    scanned = read(folder / "groep-riot-verwacht.csv")
    settings = next(one for one in read(folder / "groepen.csv") if one["phenomenon"] == "riot")
    weeks = len({one["week"] for one in read(folder / "tellingen.csv")})

    rows = answer(
        "pooled", "--counts", str(folder / "tellingen.csv"), "--groups", str(folder / "districten.csv"),
        "--from", str(weeks - 3), "--to", str(weeks),
    )  # fmt: skip
    told = [one for one in rows if (one["area"], one["phenomenon"]) == ("GM0632", "riot")]
    assert [float(one["expected"]) for one in told] == pytest.approx([float(one["GM0632"]) for one in scanned])
    assert max(float(told[-1]["phi"]), 1.0) == pytest.approx(float(settings["phi"]))


def test_a_forecast_and_its_score_are_computed_again(history, region, tmp_path):
    group = region.groups["west"]
    actions.expect(group=group, phenomenon="riot", last=LAST, horizons=(1,), back=20, by=TESTS, at=TUESDAY)
    actions.fill_in_outcomes(group=group, last=LAST, by=TESTS, at=TUESDAY)
    viewer = region.viewer("analyst")
    folder = written(behind_forecasts(viewer, area=WEST, until=LAST), tmp_path)
    counts = str(folder / "tellingen.csv")

    sheet = ForecastSheet.objects.get(week=str(LAST.plus(1)))
    models = ",".join(sheet.weights["methods"])
    ahead = answer("forecast", "--counts", counts, "--announced", str(folder / "agenda-1.csv"), "--models", models)
    said = {one["area"]: float(one["p_any"]) for one in ahead if one["phenomenon"] == "riot"}
    assert [said[code] for code in sheet.areas] == pytest.approx(sheet.numbers["p_any"], rel=1e-3)

    scored = answer("score", "--counts", counts, "--forecasts", str(folder / "verwachtingen-1.csv"))
    brier = next(float(one["value"]) for one in scored if one["measure"] == "brier")
    page = forecast_score(viewer, horizon=1, at=TUESDAY)
    assert brier == pytest.approx(next(one.model for one in page.measures if one.key == "brier"))


def test_only_an_analyst_takes_counts_along_and_only_of_a_group_that_is_theirs(history, region):
    with pytest.raises(NotYourRole):
        behind_alerts(region.viewer("woerden_oov"), until=LAST)
    with pytest.raises(NotThere):
        behind_forecasts(region.viewer("analyst"), area="PD-oost-utrecht", until=LAST)


def test_that_counts_were_taken_along_stands_in_the_log(history, region, tmp_path):
    with pytest.raises(BadParameter, match="geen week"):
        counts_command.write(region.viewer("analyst"), "", "week 47", tmp_path)
    made = counts_command.write(region.viewer("analyst"), "", str(LAST), tmp_path)

    assert {path.name for path in made} >= {"tellingen.csv", "boven.csv", "districten.csv", "groepen.csv"}
    assert AuditEntry.objects.filter(subject_kind="outlook.weeklycount", is_read=True).exists()
