"""A week of the country, 20,000 invented signals, from text to stored and searchable.

    python benchmarks/speed/intake.py [signals]

The goal is 500 signals a second on SQLite with two cores. The text work alone is measured in the same run, so that
one sees where the time goes: it can be done beside the writing, the writing cannot.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from place import NOW, machine, owner_of, place, settle_country  # noqa: E402

GOAL = 500


def main(number: int) -> int:
    with place(os.environ.get("DATABASE_URL", "")):
        from eenheidsbeeld.core.viewer import System
        from eenheidsbeeld.reference import geo
        from eenheidsbeeld.reference.demo.country_week import country_signals
        from eenheidsbeeld.signals.intake import SignalDraft, steps, stories
        from eenheidsbeeld.signals.intake.receive import BATCH, receive_all
        from eenheidsbeeld.signals.models import Signal
        from eenheidsbeeld.signals.rules import Channel

        made = settle_country()
        unit_of = {row.code: row.unit for row in geo.municipalities()}
        signals = sorted(country_signals(number, week=NOW.date()), key=lambda one: one.at)
        drafts = [
            SignalDraft(
                text=one.text, organisation=owner_of(one, made, unit_of).pk, channel=Channel(one.channel),
                source_key=f"{one.channel}:{one.source}:{one.id}", reported_at=one.at, area_code=one.municipality,
                fallback_area=one.municipality,
            )
            for one in signals
        ]  # fmt: skip
        print(machine())
        sample = drafts[: min(2000, number)]
        steps.clean(sample[:50])
        start, used = time.perf_counter(), time.process_time()
        cleaned = steps.clean(sample)
        text, text_cpu = len(sample) / (time.perf_counter() - start), len(sample) / (time.process_time() - used)
        print(f"text alone, one process:     {text:7.0f} signals/s ({text_cpu:.0f} per second of processor)")
        start, used = time.perf_counter(), time.process_time()
        for one in cleaned:
            stories.sketch(one)
        print(f"sketches to compare with:    {len(sample) / (time.perf_counter() - start):7.0f} signals/s")
        start, used = time.perf_counter(), time.process_time()
        outcomes = Counter(one.outcome.value for one in receive_all(iter(drafts), by=System("benchmark"), at=NOW))
        took, own = time.perf_counter() - start, time.process_time() - used
        spent = os.times()
        rate = number / took
        print(f"end to end, batches of {BATCH}: {rate:9.0f} signals/s ({took:.1f} s; this process {own:.1f} s, "
              f"the others {spent.children_user + spent.children_system:.1f} s of processor)")  # fmt: skip
        start = time.perf_counter()
        again = Counter(one.outcome.value for one in receive_all(iter(drafts), by=System("benchmark"), at=NOW))
        print(f"the same once more:          {number / (time.perf_counter() - start):7.0f} signals/s, {dict(again)}")
        print(f"outcomes {dict(outcomes)}; stored {Signal.objects.count()}")
        found = Signal.objects.filter(text__has_words="vuurwerk").count()
        print(f"searchable: {found} hold the word vuurwerk")
        print(f"against the goal of {GOAL}/s: {rate / GOAL:.2f}")
    return 0 if rate >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
