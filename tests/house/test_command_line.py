"""The command line: in Dutch, under the same rules as the pages, with exit codes that scripts can use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click import Context
from click.testing import CliRunner, Result

from eenheidsbeeld.cli import demo, doctor
from eenheidsbeeld.cli.main import command
from eenheidsbeeld.core.viewer import Viewer
from tests.conftest import WEST


@pytest.fixture
def run() -> Any:
    def start(*words: str) -> Result:
        return CliRunner().invoke(command, list(words))

    return start


def test_help_is_in_dutch_and_does_not_wait_for_django(tmp_path: Path) -> None:
    script = (
        "import sys; from eenheidsbeeld.cli import main; sys.argv = ['eenheidsbeeld', '--help']\n"
        "try: main.main()\nfinally: print('django' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        env={**os.environ, "EB_DATA": str(tmp_path), "LANG": "en_US.UTF-8"},
    ).stdout  # fmt: skip

    assert "Gebruik: eenheidsbeeld" in said
    assert "Opdrachten:" in said
    assert said.strip().endswith("False")


@pytest.mark.parametrize("name", command.list_commands(Context(command)))
def test_each_command_explains_itself(run: Any, name: str) -> None:
    outcome = run(name, "--help")

    assert outcome.exit_code == 0
    assert "  " in outcome.output


def test_what_is_not_understood_ends_with_two(run: Any) -> None:
    assert run("bestaat-niet").exit_code == 2
    assert run("picture", "--area", WEST).exit_code == 2


def test_the_demo_serves_from_a_program_that_has_drawn_nothing(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A web process that is forked off after a PDF was drawn hangs at its own first PDF, and every page with it."""
    went_on_as: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _program, words: went_on_as.append(words))
    for name in ("_choose_demo", "_collect_seldom", "fill"):
        monkeypatch.setattr(demo, name, lambda: None)
    monkeypatch.setattr(demo, "write_this_week", list)
    monkeypatch.setattr("eenheidsbeeld.cli.prepare.prepare", lambda **_words: None)

    outcome = run("demo", "--port", "0")

    assert outcome.exit_code == 0, outcome.output
    assert [words[3:] for words in went_on_as] == [["serve", "--host", "127.0.0.1", "--port", "0"]]


def test_an_unknown_account_is_refused_with_the_reason(run: Any, region: Any, tmp_path: Path) -> None:
    outcome = run("picture", "--area", WEST, "--out", str(tmp_path), "--as", "niemand")

    assert outcome.exit_code == 1
    assert "bestaat niet" in outcome.output


def test_a_picture_that_is_not_there_is_not_told_apart_from_one_that_is_not_yours(
    run: Any, region: Any, tmp_path: Path
) -> None:
    outcome = run("picture", "--area", WEST, "--week", "2026-W12", "--out", str(tmp_path), "--as", "stranger")

    assert outcome.exit_code == 1
    assert "Er is geen OOV-beeld" in outcome.output
    assert list(tmp_path.iterdir()) == []


def test_something_that_is_no_week_is_explained(run: Any, region: Any, tmp_path: Path) -> None:
    outcome = run("picture", "--area", WEST, "--week", "week 12", "--out", str(tmp_path), "--as", "analyst")

    assert outcome.exit_code == 2
    assert "2026-W48" in outcome.output


def test_an_account_acts_as_the_viewer_it_is_on_the_pages(region: Any) -> None:
    from eenheidsbeeld.cli.acting import viewer_for

    viewer = viewer_for("analyst@voorbeeld.invalid")

    assert isinstance(viewer, Viewer)
    assert viewer == region.viewer("analyst")
    assert viewer == viewer_for("analyst:bureau")


@pytest.mark.django_db
def test_preparing_twice_changes_nothing(run: Any) -> None:
    first, second = run("prepare"), run("prepare")

    assert first.exit_code == second.exit_code == 0
    assert "402 geladen" in second.output


@pytest.mark.django_db
def test_the_worker_does_what_waits_and_stops(run: Any) -> None:
    outcome = run("worker", "--once")

    assert outcome.exit_code == 0
    assert "taken gedaan" in outcome.output


@pytest.mark.django_db
def test_the_doctor_names_a_cure_for_all_that_is_not_good() -> None:
    findings = list(doctor.examine())

    assert len(findings) > 8
    assert all(finding.cure for finding in findings if finding.verdict != doctor.Verdict.GOOD)


@pytest.mark.django_db
def test_the_doctor_misses_the_areas_before_they_are_loaded() -> None:
    findings = {finding.subject: finding for finding in doctor.examine()}

    assert findings["Gebieden"].verdict == doctor.Verdict.WRONG
    assert "eenheidsbeeld prepare" in findings["Gebieden"].cure


SHEET = "datum;gemeente;omschrijving\n16-3-2026;Woerden;Onrust op het plein over de opvang van nieuwe bewoners\n;;\n"
WRONG = "datum;gemeente;omschrijving\nmorgen?;Woerden;Onrust op het plein over de opvang van nieuwe bewoners\n"


def test_a_spreadsheet_comes_in_once(run: Any, region: Any, real_areas: None, tmp_path: Path) -> None:
    sheet = tmp_path / "week12.csv"
    sheet.write_text(SHEET, "utf-8")

    first = run("import", "signals", str(sheet), "--as", "woerden_oov")
    second = run("import", "signals", str(sheet), "--as", "woerden_oov")

    assert first.exit_code == 0, first.output
    assert "1 nieuwe signalen, 0 waren er al" in first.output
    assert "0 nieuwe signalen, 1 waren er al" in second.output


def test_a_row_that_cannot_be_read_is_named_and_ends_with_one(
    run: Any, region: Any, real_areas: None, tmp_path: Path
) -> None:
    sheet = tmp_path / "week12.csv"
    sheet.write_text(WRONG, "utf-8")

    outcome = run("import", "signals", str(sheet), "--check", "--as", "woerden_oov")

    assert outcome.exit_code == 1
    assert "Rij 2, kolom datum" in outcome.output
    assert "niets ingebracht" in outcome.output


def test_a_reader_may_not_bring_in(run: Any, region: Any, real_areas: None, tmp_path: Path) -> None:
    sheet = tmp_path / "week12.csv"
    sheet.write_text(SHEET, "utf-8")

    outcome = run("import", "signals", str(sheet), "--as", "privacy")

    assert outcome.exit_code == 1
    assert "andere rol" in outcome.output
