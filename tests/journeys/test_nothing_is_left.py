"""What has ended is gone from the bytes of the database, its search index and its log of pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("ended.py")


def test_after_the_night_no_byte_of_an_ended_signal_is_left_on_disk(tmp_path: Path) -> None:
    environment = {
        **os.environ, "EB_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/proef.db", "EB_DEMO": "false",
        "DJANGO_SETTINGS_MODULE": "eenheidsbeeld.config.settings", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, str(PROGRAM)], env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout.splitlines()[-1])

    assert found["before"], "the word never stood on disk: this story proves nothing"
    assert found["after"] == []
    assert found["left"] == 40, "what is younger stays"
