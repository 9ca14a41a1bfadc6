"""All measurements of speed, one after the other: `python benchmarks/run.py [name …]`.

Each is a program of its own in benchmarks/speed, because each needs an empty place. Lists are measured on PostgreSQL
when DATABASE_URL names an empty database. Exit code 1 when one of them misses its goal.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "speed"
NAMES = ("intake", "picture", "weight", "lists", "log")


def main(names: list[str]) -> int:
    missed = []
    for name in names or NAMES:
        print(f"\n== {name}", flush=True)
        # Lists and log are for PostgreSQL when it is there; the others bring their own database.
        environment = {
            **os.environ,
            "DATABASE_URL": os.environ.get("DATABASE_URL", "") if name in ("lists", "log") else "",
        }
        done = subprocess.run([sys.executable, str(FOLDER / f"{name}.py")], env=environment, check=False)
        if done.returncode:
            missed.append(name)
    print(f"\nmissed: {', '.join(missed)}" if missed else "\nevery goal was reached")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
