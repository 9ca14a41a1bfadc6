"""One line of the report: what was measured, against which goal. CPU seconds, never wall clock."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

os.environ.setdefault("OMP_NUM_THREADS", "1")


@dataclass(frozen=True)
class Line:
    """A figure and its goal; `kind` says on which side of the goal it should lie."""

    what: str
    value: float
    goal: float
    kind: Literal["at most", "at least", "between"] = "at most"
    goal_high: float = float("inf")
    unit: str = ""

    @property
    def reached(self) -> bool:
        if self.kind == "at most":
            return bool(self.value <= self.goal)
        if self.kind == "at least":
            return bool(self.value >= self.goal)
        return bool(self.goal <= self.value <= self.goal_high)

    def __str__(self) -> str:
        goal = f"{self.goal:g}" + (f" to {self.goal_high:g}" if self.kind == "between" else "")
        verdict = "ok  " if self.reached else "MISS"
        return f"{verdict} {self.what:<78} {self.value:10.4g} {self.unit:<5} {self.kind} {goal}"


def cpu(run: Callable[[], object], times: int = 1) -> float:
    """The least CPU seconds of `times` runs; the machine is shared."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def one_lstsq() -> float:
    """CPU seconds of numpy.linalg.lstsq on a 224 x 11 matrix in this process: a measure that travels with the
    machine.
    """
    rng = np.random.default_rng(0)
    x, b = rng.normal(size=(224, 11)), rng.normal(size=224)
    return cpu(lambda: [np.linalg.lstsq(x, b, rcond=None) for _ in range(500)], 5) / 500
