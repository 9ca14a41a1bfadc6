# ruff: noqa: DTZ001, E501
"""What grouping costs when the stream grows: invented headlines over one year, in blocks as the command line does.

`python benchmarks/text/measure_growth.py 20000 40000 80000` prints processor time and memory per size; `1000000` is
the goal of the project and takes the better part of an hour, so `make bench-text` does not run it.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime

import make_events

from eenheidsbeeld.text.lists import read_shipped
from eenheidsbeeld.text.similarity import Index
from eenheidsbeeld.text.sketches import sketch_text

BLOCK = 5000


def stream(size: int) -> Iterator[tuple[str, list[str], float]]:
    """Text, codes of places and moment, in order of time; an event is told one to five times, within two days."""
    rng = random.Random(size)
    places = [line.split("\t") for line in read_shipped("places_nl.tsv")]
    kinds = [frames for half in make_events.KINDS.values() for frames in half.values()]
    fillers = read_shipped("words_nl.txt")
    told: list[tuple[float, str, list[str]]] = []
    while len(told) < size:
        name, _, code, _ = rng.choice(places)
        slots = make_events.draw(rng, rng.choice(("dev", "held"))) | {"place": name}
        when = rng.random() * 365
        frames = rng.choice(kinds)
        extra = " ".join(rng.sample(fillers, 3))
        for frame in rng.sample(frames, rng.choice((1, 1, 2, 3, 5))):
            told.append((when + rng.random() * 2, f"{frame.format(**slots)}, {extra}", [code]))
    told.sort()
    first = datetime(2025, 1, 1).toordinal()
    yield from ((text, codes, first + round(moment, 2)) for moment, text, codes in told[:size])


def run(size: int) -> tuple[float, float, int]:
    """Seconds of processor time for the signatures and for the grouping, and how many events."""
    index, signing, grouping, events = Index(), 0.0, 0.0, 0
    for number, (text, codes, published) in enumerate(stream(size), start=1):
        start = time.process_time()
        signed = sketch_text(text, places=codes, published=published)
        middle = time.process_time()
        index.note(f"{number:08d}", signed)
        if number % BLOCK == 0 or number == size:
            owner = index.settle()
            events += sum(1 for id, event in owner.items() if id == event)
        signing, grouping = signing + middle - start, grouping + time.process_time() - middle
        if number % 100_000 == 0:
            print(f"  {number} texts: {signing:.0f} s + {grouping:.0f} s", flush=True)
    return signing, grouping, events


if __name__ == "__main__":
    before = 0.0
    for size in [int(a) for a in sys.argv[1:]] or [20_000, 40_000]:
        signing, grouping, events = run(size)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        factor = f", {(signing + grouping) / before:.2f} x the one before" if before else ""
        print(
            f"{size} texts: signatures {signing:.0f} s, grouping {grouping:.0f} s, {events} events, {memory:.0f} MB{factor}",
            flush=True,
        )
        before = signing + grouping
