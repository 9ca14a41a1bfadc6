"""Killed with SIGKILL in the middle of the work, at moments nobody chose: nothing is lost and nothing is there twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("killed.py")
ROWS = 3000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[str]:
    """A database of its own: the file of SQLite, or a fresh one on the PostgreSQL server of this run."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{tmp_path}/proef.db"
        return
    import psycopg

    server, name = url.rsplit("/", 1)[0], f"eb_kill_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def outcome(database: str, tmp_path: Path) -> Any:
    def of(what: str) -> dict[str, Any]:
        environment = {
            **os.environ, "EB_DATA": str(tmp_path), "DATABASE_URL": database, "EB_DEMO": "false",
            "DJANGO_SETTINGS_MODULE": "eenheidsbeeld.config.settings", "PYTHONPATH": os.pathsep.join(sys.path),
        }  # fmt: skip
        ran = subprocess.run(
            [sys.executable, str(PROGRAM), what], env=environment, capture_output=True, text=True, timeout=900,
            check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-3000:]
        return json.loads(ran.stdout.splitlines()[-1])

    return of


@pytest.mark.slow
def test_an_import_that_is_killed_again_and_again_ends_with_every_row_once(outcome):
    found = outcome("import")

    assert found["kills"] >= 3
    assert found["stored"] == sorted(found["stored"])
    assert found["stored"][-1] == found["prints"] == found["added"] == found["rows"] == ROWS


@pytest.mark.slow
def test_a_release_happens_whole_or_not_at_all_and_once(outcome):
    found = outcome("release")

    release, worker, receipt = found["release"], found["worker"], found["receipt"]
    assert release["kills"] >= 3
    assert release["traces"] == 0, found
    assert (release["state"], release["whole"], release["recipients"]) == ("released", True, 2)
    assert (release["tasks"], release["log"]) == (1, 1)
    assert worker["kills"] >= 3
    assert (worker["forms"], worker["same"]) == (["docx", "pdf"], True)
    assert worker["files"] == [".docx", ".pdf"]
    assert (worker["open"], worker["tasks"]) == (0, 1)
    assert receipt["kills"] >= 1
    assert receipt["receipts"] == 1


@pytest.mark.slow
def test_a_night_of_destruction_goes_on_where_it_was_killed_and_has_one_certificate(outcome):
    found = outcome("night")

    assert found["kills"] >= 3
    assert (found["left"], found["nights"], found["ended"]) == (0, 1, 1)
    assert 1 <= found["cut_off"] <= found["kills"]
    assert found["proved"] == {"signals.signal": 400, "accounts.notice": 400}
    assert (found["failed"], found["whole"]) == ({}, True)
