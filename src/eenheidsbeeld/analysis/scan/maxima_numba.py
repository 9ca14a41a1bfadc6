"""The compiled search for the best score; only imported where numba is installed."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators
# compiled functions take their types from the first call; annotations would say nothing that is checked

import math

import numpy as np
from numba import njit

from ..arrays import Floats, Maps
from .windows import Scheme


@njit(cache=True, nogil=True, error_model="numpy")
def _search(maps, index, used, base, limit_base, total, min_cases, best):
    """Fill `best`; total 0 is the expectation-based score."""
    many, durations, areas = maps.shape
    last = durations - 1
    held = np.empty((areas, durations))
    cases = np.empty(durations)
    for r in range(many):
        for a in range(areas):
            so_far = 0.0
            for d in range(durations):
                so_far += maps[r, durations - 1 - d, a]
                held[a, d] = so_far
        top = 0.0
        for a in range(areas):
            for d in range(durations):
                cases[d] = 0.0
            for rank in range(used[a]):
                near = index[a, rank]
                promising = False
                for d in range(durations):
                    cases[d] += held[near, d]
                    over = cases[d] - base[a, rank, d]
                    promising |= (over > 0) & (over * over > top * limit_base[a, rank, d])
                # past half of the total the limit does not hold
                beyond = total > 0.0 and cases[last] > total - base[a, rank, last]
                if not promising and not beyond:
                    continue
                for d in range(durations):
                    c, b = cases[d], base[a, rank, d]
                    if c <= b or c < min_cases or b <= 0:
                        continue
                    score = c * math.log(c / b)
                    if total == 0.0:
                        score += b - c
                    elif c < total:
                        score += (total - c) * math.log((total - c) / (total - b))
                    top = max(top, score)
        best[r] = top


def run_compiled(maps: Maps, scheme: Scheme) -> Floats:
    """The highest score per map."""
    best = np.zeros(len(maps))
    total = 0.0 if scheme.total is None else float(scheme.total)
    limit = 2 * scheme.base
    if total:
        limit = limit * (total - scheme.base) / total
    _search(
        np.ascontiguousarray(maps),
        scheme.index,
        scheme.used,
        scheme.base,
        limit,
        total,
        scheme.min_cases,
        best,
    )
    return best
