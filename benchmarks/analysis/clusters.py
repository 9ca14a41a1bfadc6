"""Scan: speed, and how often an empty map gets a cluster when the variance is one to two times the mean."""

import time
from importlib.util import find_spec

import numpy as np
from measure import Line, cpu
from panel import draw

from eenheidsbeeld.analysis.scan.neighbours import neighbours
from eenheidsbeeld.analysis.scan.replicates import Null
from eenheidsbeeld.analysis.scan.scan import scan

AREAS = 342


def country(seed: int, weeks: int = 8) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    people = rng.lognormal(10.4, 0.75, AREAS)
    mean = np.tile(people / people.mean() * 0.4, (weeks, 1))
    return rng.uniform(0, 300, (AREAS, 2)), mean, people


def run(quick: bool = False) -> list[Line]:
    xy, mean, people = country(1)
    near = neighbours(xy, k=20)
    rng = np.random.default_rng(2)
    y = draw(rng, mean, np.array(1.5))
    lines = []
    for engine in ["numba", "numpy"] if find_spec("numba") else ["numpy"]:
        scan(y, mean, neighbours=near, replicates=9, engine=engine)
        for name, extra in (
            ("expectation", {"null": Null("nb", 1.5)}),
            ("kulldorff", {"population": people}),
        ):
            base = mean if name == "expectation" else None
            seconds = cpu(
                lambda n=name, e=engine, b=base, x=extra: scan(y, b, neighbours=near, model=n, engine=e, **x),
                3,
            )
            goal = 0.35 if engine == "numba" else 1.5
            lines.append(Line(f"scan 342 areas x 8 weeks x 999, {name}, {engine}", seconds, goal, unit="s"))
    twenty = cpu(lambda: [scan(y, mean, neighbours=near, seed=i) for i in range(20)])
    lines.append(Line("twenty phenomena, 999 replicates each", twenty, 12, unit="s"))
    maps = 100 if quick else 1000
    for phi in (1.0, 1.3, 1.6, 2.0):
        xy, mean, _ = country(5, 60)
        near = neighbours(xy, k=20)
        false, start = 0, time.process_time()
        for i in range(maps):
            y = draw(np.random.default_rng(1000 + i), mean, np.array(phi))
            result = scan(y, mean, neighbours=near, replicates=99, seed=i, max_p=0.05)
            false += bool(result.clusters)
        what = f"false clusters at 5 %, variance {phi:g} x mean, {maps} maps, phi fitted"
        lines.append(Line(what, false / maps, 0.03, "between", 0.07))
        print(f"  {what}: {time.process_time() - start:.0f} s")
    return lines
