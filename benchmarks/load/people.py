"""Fifty people working for ten minutes on 100,000 signals, on the product as deploy/ runs it.

    python benchmarks/load/people.py [--minutes 10] [--signals 100000] [--pace 1.0]

Web processes and worker apart, PostgreSQL of its own, rights on. People come in during the first minute and think as
people do; a lower pace makes them think shorter. The goal: no error, and 95 of 100 answers within 400 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import httpx  # noqa: E402
from serving import Place, machine_used, memory_mb, processor_seconds, running  # noqa: E402
from visitor import Journal, Measured, Visitor  # noqa: E402
from work import Day, person  # noqa: E402

GOAL = 400.0


async def work(place: Place, measured: Measured, day: Day, *, patient: bool = False) -> None:
    """Everybody at once, on one event loop."""
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{place.server.port}", timeout=60, trust_env=False,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
    ) as client:  # fmt: skip
        visitors = [
            Visitor(one, number, client, measured, patient=patient) for number, one in enumerate(place.people)
        ]
        await asyncio.gather(
            *(person(one, day, number, len(visitors)) for number, one in enumerate(visitors)), return_exceptions=False
        )


def some_of(people: list[dict[str, str]], number: int) -> list[dict[str, str]]:
    """So many of them, of each kind of work in proportion."""
    return [people[place * len(people) // number] for place in range(min(number, len(people)))]


def until_minutes(minutes: float) -> tuple[float, float]:
    begun = time.monotonic()
    return begun, begun + minutes * 60


def share(values: list[float], part: float) -> float:
    """The value under which this part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def told(measured: Measured) -> list[float]:
    """Per page: how often, and how long it took. Answers all times together."""
    print(f"{'page':<26} {'count':>6} {'median':>8} {'p95':>8} {'p99':>8} {'most':>8}  (ms)")
    everything: list[float] = []
    for page, times in sorted(measured.times.items(), key=lambda pair: -share(pair[1], 0.95)):
        everything += times
        print(f"{page:<26} {len(times):6} {statistics.median(times):8.0f} {share(times, 0.95):8.0f} "
              f"{share(times, 0.99):8.0f} {max(times):8.0f}")  # fmt: skip
    print(f"{'all':<26} {len(everything):6} {statistics.median(everything):8.0f} {share(everything, 0.95):8.0f} "
          f"{share(everything, 0.99):8.0f} {max(everything):8.0f}")  # fmt: skip
    return everything


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--signals", type=int, default=100_000)
    asked.add_argument("--pace", type=float, default=1.0)
    asked.add_argument("--people", type=int, default=50, help="fewer, spread over all kinds of work: to try things")
    asked.add_argument("--seed", type=int, default=1)
    chosen = asked.parse_args()
    with running(chosen.signals) as place:
        place.people = some_of(place.people, chosen.people)
        measured, journal = Measured(), Journal(place.folder / "journal.jsonl")
        begun, end = until_minutes(chosen.minutes)
        day = Day(journal, place.texts, lambda: time.monotonic() >= end, random.Random(chosen.seed), chosen.pace)  # noqa: S311
        before, ours = processor_seconds(place), time.process_time()
        used_before, idle_before = machine_used()
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        asyncio.run(work(place, measured, day))
        took, ours = time.monotonic() - begun, time.process_time() - ours
        used_after, idle_after = machine_used()
        after = processor_seconds(place)
        print(f"{len(place.people)} people, {chosen.minutes:g} minutes, {chosen.signals} signals, pace {chosen.pace:g}, "
              f"{os.cpu_count()} cores, load at the start {load}")  # fmt: skip
        everything = told(measured)
        print(f"{measured.asked / took:.1f} answers per second; stored and acknowledged: {_kinds(journal)}")
        shown = {name: after[name] - before.get(name, 0.0) for name in after}
        for name, spent in shown.items():
            print(f"processor {name:<20} {spent:7.1f} s ({spent / took * 100:5.1f}% of one core)")
        print(f"processor {'these fifty people':<20} {ours:7.1f} s ({ours / took * 100:5.1f}%)")
        other = used_after - used_before - sum(shown.values()) - ours
        print(f"processor {'other work here':<20} {other:7.1f} s ({other / took * 100:5.1f}%); "
              f"idle {(idle_after - idle_before) / took * 100:.1f}% of {100 * (os.cpu_count() or 1)}%")  # fmt: skip
        print("memory of the web processes: "
              + ", ".join(f"{memory_mb(pid):.0f} MB" for pid in place.web_processes()))  # fmt: skip
        for line in measured.wrong[:20]:
            print("WRONG", line)
        high = share(everything, 0.95)
        print(f"errors {len(measured.wrong)}; p95 {high:.0f} ms against its goal of {GOAL:.0f} ms: {high / GOAL:.2f}")
    return 0 if not measured.wrong and high < GOAL else 1


def _kinds(journal: Journal) -> str:
    counted: dict[str, int] = {}
    for one in journal.stored.values():
        counted[one["kind"]] = counted.get(one["kind"], 0) + 1
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counted.items()))


if __name__ == "__main__":
    raise SystemExit(main())
