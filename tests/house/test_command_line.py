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
    def start(*words: str, answers: str | None = None) -> Result:
        return CliRunner().invoke(command, list(words), input=answers)

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
NAMED = (
    "datum;gemeente;omschrijving\n16-3-2026;Woerden;Onrust op het plein bij de snackbar\n"
    "16-3-2026;Woerden;Willemijn Jansen belde over het plein, bel 06-12345678\n"
)


@pytest.fixture
def sheet(region: Any, real_areas: None, tmp_path: Path) -> Any:
    def write(content: str) -> str:
        path = tmp_path / "week12.csv"
        path.write_text(content, "utf-8")
        return str(path)

    return write


@pytest.fixture
def on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    from eenheidsbeeld.cli import looking

    monkeypatch.setattr(looking, "is_on_screen", lambda: True)


def texts() -> list[str]:
    from eenheidsbeeld.signals.models import Signal

    return list(Signal.objects.order_by("pk").values_list("text", flat=True))


def test_a_spreadsheet_comes_in_once(run: Any, sheet: Any) -> None:
    file = sheet(SHEET)
    first = run("import", "signals", file, "--as", "woerden_oov", answers="j\n")
    second = run("import", "signals", file, "--as", "woerden_oov")

    assert first.exit_code == second.exit_code == 0, first.output
    assert "1 nieuwe signalen, 0 waren er al" in first.output
    assert "0 nieuwe signalen, 1 waren er al" in second.output


def test_masks_are_shown_with_their_reason_before_anything_is_stored(run: Any, sheet: Any, on_screen: None) -> None:
    outcome = run("import", "signals", sheet(NAMED), "--as", "woerden_oov", answers="n\n")

    assert outcome.exit_code == 1
    assert "Willemijn Jansen" in outcome.output and "telefoonnummer" in outcome.output
    assert "bekende voornaam" in outcome.output
    assert "2 rijen, waarvan 1 zonder masker" in outcome.output
    assert "Gestopt. 0 nieuwe signalen" in outcome.output
    assert texts() == []


def test_masks_are_mended_at_the_question(run: Any, sheet: Any, on_screen: None) -> None:
    answers = "terug 3:1\nweg 2:snackbar\nweg alle:het plein\nterug 9:9\nrij 2\nj\n"

    outcome = run("import", "signals", sheet(NAMED), "--as", "woerden_oov", answers=answers)

    assert outcome.exit_code == 0, outcome.output
    assert "Dit nummer staat er niet bij" in outcome.output
    first, second = texts()
    assert "snackbar" not in first and "plein" not in first + second
    assert second.startswith("Willemijn Jansen belde") and "12345678" not in second


def test_a_file_does_not_steer_the_terminal(run: Any, sheet: Any, on_screen: None) -> None:
    steering = (
        "datum;gemeente;omschrijving\n16-3-2026;Woerden;Willemijn [red]Jansen\x1b[2J belde [/red] over het plein\n"
    )

    outcome = run("import", "signals", sheet(steering), "--as", "woerden_oov", answers="rijen\nn\n")

    assert outcome.exit_code == 1, outcome.output
    assert "\x1b" not in outcome.output
    assert "[2J belde [/red]" in outcome.output


def test_what_stood_under_a_mask_is_written_nowhere_but_on_a_screen(run: Any, sheet: Any) -> None:
    outcome = run("import", "signals", sheet(NAMED), "--as", "woerden_oov", answers="rijen\nj\n")

    assert outcome.exit_code == 0
    assert "Jansen" not in outcome.output and "12345678" not in outcome.output
    assert "telefoonnummer" in outcome.output


def test_a_script_accepts_the_masks_or_puts_some_back(run: Any, sheet: Any) -> None:
    from eenheidsbeeld.signals.models import ImportBatch

    file = sheet(NAMED)
    for wrong in ("3:9", "99:1", "x"):
        assert run("import", "signals", file, "--yes", "--restore", wrong, "--as", "woerden_oov").exit_code == 2
    assert texts() == []

    outcome = run("import", "signals", file, "--yes", "--restore", "3:1", "--as", "woerden_oov")

    assert outcome.exit_code == 0, outcome.output
    assert texts()[1].startswith("Willemijn Jansen belde") and "12345678" not in texts()[1]
    assert ImportBatch.objects.get().not_looked_at == 2


def test_without_anyone_to_answer_nothing_is_stored_and_it_ends_with_two(run: Any, sheet: Any) -> None:
    outcome = run("import", "signals", sheet(NAMED), "--as", "woerden_oov")

    assert outcome.exit_code == 2
    assert "--yes" in outcome.output
    assert texts() == []


def test_a_row_that_cannot_be_read_is_named_and_ends_with_one(run: Any, sheet: Any) -> None:
    outcome = run("import", "signals", sheet(WRONG), "--check", "--as", "woerden_oov")

    assert outcome.exit_code == 1
    assert "Rij 2, kolom datum" in outcome.output
    assert "niets ingebracht" in outcome.output


def test_a_reader_may_not_bring_in(run: Any, sheet: Any) -> None:
    outcome = run("import", "signals", sheet(SHEET), "--as", "privacy", answers="j\n")

    assert outcome.exit_code == 1
    assert "andere rol" in outcome.output
