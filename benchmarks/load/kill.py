"""Kill -9 for five minutes under the load of people.py: a web process, the worker, a connection, the whole database.

    python benchmarks/load/kill.py [--minutes 5] [--signals 100000] [--every 8] [--seed N]

The database is one of our own in a temporary folder, never the server of this machine. People go on working: an answer
that stays away is asked again, and what the server said that it stored goes into a journal outside it. Afterwards
everything is started, the queue is emptied, and journal and database are laid side by side: no acknowledged write
lost, none doubled, no release by half, and the chain of the log whole.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from people import some_of, until_minutes, work  # noqa: E402
from serving import DATABASE, WEB, WORKER, Place, running, until  # noqa: E402
from visitor import Journal, Measured  # noqa: E402
from work import Day  # noqa: E402

RESTART = 2.0  # what the units of deploy/systemd say


class Killer:
    """At random moments one of these dies; what systemd would start again after two seconds is started again."""

    def __init__(self, place: Place, choose: random.Random) -> None:
        self.place, self.choose, self.kills = place, choose, Counter[str]()
        # The database as a whole dies less often: each time everybody waits for its recovery.
        self.kinds = (
            (self.web_process, 4), (self.connection, 4), (self.worker, 3), (self.web_whole, 1), (self.database, 2),
        )  # fmt: skip

    async def run(self, until_over: Day, every: float) -> None:
        while not until_over.over():
            await asyncio.sleep(self.choose.uniform(0.4, 1.6) * every)
            if until_over.over():
                return
            kill = self.choose.choices([one for one, _weight in self.kinds], [weight for _one, weight in self.kinds])[
                0
            ]
            if await kill():
                self.kills[kill.__name__.replace("_", " ")] += 1

    async def web_process(self) -> bool:
        """The first process makes a new one by itself."""
        return _kill(self.choose.choice(self.place.web_processes() or [0]))

    async def web_whole(self) -> bool:
        """The first process; its children see that it is gone and end. The socket stays open with systemd."""
        return await self._again(WEB, with_socket=True)

    async def worker(self) -> bool:
        return await self._again(WORKER)

    async def _again(self, unit: str, *, with_socket: bool = False) -> bool:
        self.place.server.running[unit].kill()
        await asyncio.to_thread(self.place.server.running[unit].wait)
        await asyncio.sleep(RESTART)
        self.place.server.start(unit, with_socket=with_socket)
        return True

    async def connection(self) -> bool:
        """One PostgreSQL process: the server then throws all connections out and recovers."""
        try:
            found = await asyncio.to_thread(self.place.cluster.backends, DATABASE)
        except Exception:
            return False  # it is still recovering from the kill before
        return _kill(self.choose.choice(found or [0]))

    async def database(self) -> bool:
        await asyncio.to_thread(self.place.cluster.kill_whole)
        await asyncio.sleep(RESTART)
        await asyncio.to_thread(self.place.cluster.start)
        return True


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL) if pid else None
    except ProcessLookupError:
        return False
    return bool(pid)


async def killing(place: Place, measured: Measured, day: Day, killer: Killer, every: float) -> None:
    await asyncio.gather(work(place, measured, day, patient=True), killer.run(day, every))


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=5)
    asked.add_argument("--signals", type=int, default=100_000)
    asked.add_argument("--every", type=float, default=8, help="seconds between two kills, on average")
    asked.add_argument("--pace", type=float, default=0.5)
    asked.add_argument("--people", type=int, default=50)
    asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    chosen = asked.parse_args()
    choose = random.Random(chosen.seed)  # noqa: S311, moments to be killed at, no secret
    with running(chosen.signals) as place:
        place.people = some_of(place.people, chosen.people)
        measured, journal = Measured(), Journal(place.folder / "journal.jsonl")
        _begun, end = until_minutes(chosen.minutes)
        day = Day(journal, place.texts, lambda: time.monotonic() >= end, choose, chosen.pace)
        killer = Killer(place, choose)
        load = os.getloadavg()[0]
        asyncio.run(killing(place, measured, day, killer, chosen.every))
        until(place.cluster.answers)
        tried = place.folder / "tried.json"
        tried.write_text(json.dumps(journal.tried))
        place.server.running[WORKER].terminate()
        place.server.running[WORKER].wait(timeout=120)
        found = json.loads(
            place.program(Path(__file__).with_name("afterwards.py"), str(journal.path), str(tried))
        )  # fmt: skip
        verified = place.run("audit", "verify")
        print(f"{len(place.people)} people, {chosen.minutes:g} minutes, {chosen.signals} signals, seed {chosen.seed}, "
              f"load at the start {load:.1f}")  # fmt: skip
        print("killed:", ", ".join(f"{count} x {kind}" for kind, count in sorted(killer.kills.items())) or "nothing")
        print(f"asked {measured.asked} times; writes tried {len(journal.tried)}, acknowledged {len(journal.stored)}")
        for name, count in found["counted"].items():
            print(f"  {name}: {count}")
        print("log:", verified.stdout.strip().splitlines()[-1] if verified.stdout else verified.stderr[-500:])
        wrong = found["wrong"] + ([] if verified.returncode == 0 else ["the chain of the log is not whole"])
        unexpected = Counter(measured.wrong)
        for line in [*wrong[:40], *(f"{count} x {line}" for line, count in unexpected.most_common(20))]:
            print("WRONG", line)
        print(
            f"{len(wrong)} things lost, doubled or by half; {sum(unexpected.values())} answers that were not expected"
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
