"""Verification of the log: a million sealed entries, written by the product itself, on SQLite or PostgreSQL.

    python benchmarks/speed/log.py [entries]
    DATABASE_URL=postgresql://postgres@127.0.0.1:5432/bench_log python benchmarks/speed/log.py

The database is given and must be empty. Each entry is written, sealed and read back as in production; verification runs
three times, and its slowest time by the clock goes beside the goal of 20 s.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from place import NOW, machine, place  # noqa: E402

GOAL = 20.0
AT_ONCE = 20_000
ROUNDS = 3


def fill(number: int) -> None:
    """Changes, readings and lists, in the proportions of a working day."""
    from django.db import transaction

    from eenheidsbeeld.audit import actions as audit
    from eenheidsbeeld.core.viewer import System, Viewer

    viewer = Viewer(
        person=1, membership=2, organisation=3, organisation_kind="municipality", unit="PU-midden-nederland"
    )
    wanted = (
        ("signal_received", System("import"), {"channel": "import", "marking": "amber"}),
        ("read", viewer, {}),
        ("signal_moved", viewer, {"state": "set_aside"}),
        ("list", viewer, {"count": 50, "digest": "0" * 64, "filters": {"area": "GM0632", "week": "2026-W12"}}),
    )
    for start in range(0, number, AT_ONCE):
        event, by, details = wanted[(start // AT_ONCE) % len(wanted)]
        keys = range(start, min(start + AT_ONCE, number))
        with transaction.atomic():
            audit.record_many(event=event, kind="signals.signal", keys=keys, by=by, at=NOW, details=details)  # type: ignore[arg-type]
    while not audit.seal_what_is_settled(at=NOW):
        pass


def measure(number: int) -> float:
    """The slowest of some verifications by the clock, with what each costs this processor."""
    from eenheidsbeeld.audit.verification import verify

    slowest = 0.0
    for _round in range(ROUNDS):
        begun, used = time.perf_counter(), time.process_time()
        found = verify()
        took, cpu = time.perf_counter() - begun, time.process_time() - used
        assert found.is_whole and found.entries >= number, (found.entries, found.findings[:3])
        load = os.getloadavg()[0]
        print(
            f"verified {found.entries} entries in {found.seals} links: {took:.1f} s, processor {cpu:.1f} s, load {load:.1f}"
        )
        slowest = max(slowest, took)
    return slowest


def main(number: int = 1_000_000) -> int:
    database = os.environ.get("DATABASE_URL", "")
    print(f"{machine()}; {'PostgreSQL' if database else 'SQLite'}")
    with place(database):
        begun = time.perf_counter()
        fill(number)
        print(f"written and sealed in {time.perf_counter() - begun:.0f} s")
        slowest = measure(number)
    print(f"goal {GOAL:.0f} s: {'reached' if slowest < GOAL else 'missed'}")
    return 0 if slowest < GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2])))
