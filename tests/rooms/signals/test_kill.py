"""A process that is killed in the middle of an import loses nothing that was stored and doubles nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = 360
IMPORT = f"""
import os, sys, django
django.setup()
from datetime import datetime
from django.core.management import call_command
from eenheidsbeeld.accounts.models import Organisation
from eenheidsbeeld.core.periods import DUTCH_TIME
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.signals.intake import SignalDraft
from eenheidsbeeld.signals.intake.receive import receive_all
from eenheidsbeeld.signals.rules import Channel

if __name__ == "__main__":
    at = datetime(2026, 3, 16, tzinfo=DUTCH_TIME)
    call_command("migrate", verbosity=0)
    owner, _made = Organisation.objects.get_or_create(slug="proef", defaults=dict(
        name="Proef", kind="municipality", unit_code="PU-proef", area_code="GM0632", legal_task="x", joined_at=at))
    drafts = (SignalDraft(text=f"Bericht {{n}}: onrust in wijk {{n * 3}} van Woerden", organisation=owner.pk,
        channel=Channel.IMPORT, source_key="import:proef", reported_at=at) for n in range({ROWS}))
    for received in receive_all(drafts, by=System("proef"), at=at, size=60):
        print(received.outcome.value, flush=True)
"""


@pytest.fixture
def start(tmp_path: Path):
    script = tmp_path / "neem_in.py"
    script.write_text(IMPORT)
    environment = {
        **os.environ, "EB_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/proef.db",
        "DJANGO_SETTINGS_MODULE": "eenheidsbeeld.config.settings", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip

    def begin() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(script)], env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    return begin


def test_after_kill_9_the_same_import_adds_the_rest_and_nothing_twice(start, tmp_path):
    first = start()
    for _line in range(150):
        first.stdout.readline()
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    first.stdout.close()

    kept = count(tmp_path, "signals_signal")
    assert 150 <= kept < ROWS
    assert kept % 60 == 0

    outcomes = start().communicate()[0].split()

    assert outcomes.count("known") == kept
    assert outcomes.count("added") == ROWS - kept
    assert count(tmp_path, "signals_signal") == count(tmp_path, "signals_signalsketch") == ROWS
    assert count(tmp_path, "audit_auditentry", "WHERE event = 'signal_received'") == ROWS


def count(folder: Path, table: str, where: str = "") -> int:
    database = sqlite3.connect(folder / "proef.db")
    try:
        return int(database.execute(f"SELECT count(*) FROM {table} {where}").fetchone()[0])
    finally:
        database.close()
