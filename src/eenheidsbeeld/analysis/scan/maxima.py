"""The best score on each drawn map, in plain numpy or compiled; both look at the same windows in the same
way.

Before a logarithm is taken a cheap upper limit is tried: for more cases than expected, the score is at most
(C - B)^2 / 2B, because its second derivative in C is 1/C (times N / (N - B) where the total is fixed).
"""

from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from ..arrays import Floats, Maps
from .windows import Scheme, scores

Engine = Literal["auto", "numpy", "numba"]
GROUP = 37


def best_scores(maps: Maps, scheme: Scheme, engine: Engine = "auto") -> Floats:
    """The highest score per map; maps are replicates by weeks by areas, the last week last."""
    compiled = engine == "numba" or (engine == "auto" and find_spec("numba") is not None)
    if compiled:
        from .maxima_numba import run_compiled

        return run_compiled(maps, scheme)
    return np.concatenate([_group(maps[i : i + GROUP], scheme) for i in range(0, len(maps), GROUP)])


def _group(maps: Maps, scheme: Scheme) -> Floats:
    many, durations, areas = maps.shape
    held = np.cumsum(maps[:, ::-1], axis=1).transpose(0, 2, 1).astype(np.float64)
    held = np.concatenate([held, np.zeros((many, 1, durations))], axis=1)
    cases = np.zeros((many, areas, durations))
    best = np.zeros(many)
    each = np.arange(many)
    for rank in range(scheme.index.shape[1]):
        cases += held[:, scheme.index[:, rank]]
        limit = _limit(cases, scheme, rank)
        flat = limit.reshape(many, -1)
        most = flat.argmax(axis=1)
        if not (flat[each, most] > best).any():
            continue
        # first the most promising window of each map, then all that can still beat it
        first = (each, *np.unravel_index(most, (areas, durations)))
        _raise_best(best, first, cases, limit, scheme, rank)
        _raise_best(best, np.nonzero(limit > best[:, None, None]), cases, limit, scheme, rank)
    return best


def _limit(cases: Floats, scheme: Scheme, rank: int) -> Floats:
    """No score of this window can be higher; -1 where there is no window or nothing was expected in it."""
    base = scheme.base[:, rank]
    over = cases - base
    with np.errstate(divide="ignore", invalid="ignore"):
        limit = over * np.abs(over) / (2 * base)
        if scheme.total is not None:
            limit *= scheme.total / (scheme.total - base)
            limit[cases > scheme.total - base] = np.inf
    limit[:, base <= 0] = -1
    limit[:, rank >= scheme.used] = -1
    return np.nan_to_num(limit, nan=-1, posinf=np.inf)


def _raise_best(best: Floats, pick: tuple[Any, ...], cases: Floats, limit: Floats, scheme: Scheme, rank: int) -> None:
    found = scores(cases[pick], scheme.base[pick[1], rank, pick[2]], scheme.total, scheme.min_cases)
    np.maximum.at(best, pick[0], np.where(limit[pick] >= 0, found, 0.0))
