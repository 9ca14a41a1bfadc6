"""How long one edition takes to draw: pictures, page, PDF and Word file, first and warm.

    python benchmarks/render.py [rounds]

The edition is the invented weekly picture of the unit tests. Warm figures are medians; each round has another
title, so that nothing can be served from memory of the round before.
"""

import csv
import gzip
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "unit" / "publishing")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eenheidsbeeld.config.settings")

import django  # noqa: E402

django.setup()

from example import example  # noqa: E402

from eenheidsbeeld.publishing.blocks import Snapshot, from_json, to_json  # noqa: E402
from eenheidsbeeld.publishing.render import docx, page, pdf  # noqa: E402
from eenheidsbeeld.publishing.render.figures import draw_figures  # noqa: E402
from eenheidsbeeld.publishing.render.maps import Shape, shapes_from_geojson  # noqa: E402

GOAL_PDF_WARM = 0.150


def country() -> tuple[Shape, ...]:
    folder = ROOT / "src" / "eenheidsbeeld" / "reference" / "geo"
    with gzip.open(folder / "municipalities_detail.geojson.gz") as source:
        features = json.load(source)["features"]
    with (folder / "municipalities.csv").open(encoding="utf-8") as source:
        return shapes_from_geojson(features, {row["code"]: row["name"] for row in csv.DictReader(source)})


def measure(name: str, work: Callable[[Snapshot], object], rounds: int) -> float:
    times, work_done = [], []
    for number in range(rounds + 1):
        snapshot = replace(example(), title=f"OOV-beeld district West-Utrecht, ronde {number}")
        start, used = time.perf_counter(), time.process_time()
        work(snapshot)
        times.append(time.perf_counter() - start)
        work_done.append(time.process_time() - used)
    warm, cpu = statistics.median(times[1:]), statistics.median(work_done[1:])
    print(f"{name:<34} first {times[0] * 1000:8.1f} ms   warm {warm * 1000:8.1f} ms   processor {cpu * 1000:8.1f} ms")
    return warm


def main(rounds: int) -> int:
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {rounds} rounds"
    )
    shapes = country()
    figures = draw_figures(example(), shapes)
    measure("snapshot to bytes and back", lambda s: from_json(to_json(s)), rounds)
    drawn = measure("pictures (3 charts, 1 map)", lambda s: draw_figures(s, shapes), rounds)
    on_page = measure("page", lambda s: page.render(s, figures=figures), rounds)
    in_pdf = measure("PDF, pictures at hand", lambda s: pdf.render(s, figures=figures), rounds)
    in_word = measure("Word file, pictures at hand", lambda s: docx.render(s, figures=figures), rounds)
    print(f"all together, warm: {(drawn + on_page + in_pdf + in_word) * 1000:.0f} ms")
    print(f"PDF warm against its goal of {GOAL_PDF_WARM * 1000:.0f} ms: {in_pdf / GOAL_PDF_WARM:.2f}")
    return 0 if in_pdf < GOAL_PDF_WARM else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
