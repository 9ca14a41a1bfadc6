"""Ten thousand random acts of two dozen people in seven organisations, and nobody reads across a border.

    python benchmarks/load/borders.py [acts] [seed]

The story is tests/journeys/test_no_read_across.py: after each act three readers compare every row that they may read
with an account kept in words and with `may_see`, and one of them reads counts, pages and files. Here it is longer, in
two processes, each with a seed of its own. What is printed says how much was done, and how much was read.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STORY = "tests/journeys/test_no_read_across.py"


def start(acts: int, seed: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "BORDERS_ACTS": str(acts), "BORDERS_SEED": str(seed), "DATABASE_URL": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", STORY, "-q", "-s", "-p", "no:cacheprovider"], cwd=ROOT, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def main(acts: int, seed: int) -> int:
    begun, load = time.monotonic(), os.getloadavg()[0]
    running = [start(acts // 2, seed), start(acts // 2, seed + 1)]
    totals: Counter[str] = Counter()
    for one in running:
        said, _none = one.communicate()
        if one.returncode:
            print(said[-6000:])
            return 1
        line = next(line for line in said.splitlines() if "BORDERS" in line)
        totals.update(ast.literal_eval(line.split("BORDERS", 1)[1].strip()))
    print(f"{totals['done'] + totals['refused']} acts, seeds {seed} and {seed + 1}, "
          f"{time.monotonic() - begun:.0f} s, load at the start {load:.1f}")  # fmt: skip
    for name, count in sorted(totals.items()):
        print(f"  {name}: {count}")
    print("read across a border: 0")
    return 0


if __name__ == "__main__":
    raise SystemExit(
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 10_000,
            int(sys.argv[2]) if len(sys.argv) > 2 else int.from_bytes(os.urandom(3)),
        )
    )
