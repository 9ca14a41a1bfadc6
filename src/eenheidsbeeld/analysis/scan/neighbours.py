"""The windows that are scanned: for each area a list of areas to add one by one, itself first.

By distance on a plane in kilometres (RD or local; islands and the border need nothing special), by a list of
travel times, or by adjacency. A window is shown as its list of areas, not as a circle on a map.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Floats, Ints, frozen


@dataclass(frozen=True)
class Neighbours:
    """index[a, :used[a]] are the areas added around area a, in order; beyond that -1."""

    index: Ints
    used: Ints


def neighbours(
    xy: ArrayLike, *, k: int | None = None, share: float | None = None, population: ArrayLike | None = None
) -> Neighbours:
    """Nearest areas by distance: at most `k` of them, or as many as hold at most `share` of the population.

    Equal distances are ordered by place, so that the lists do not depend on the order of the areas.
    """
    place = np.asarray(xy, dtype=np.float64)
    if place.ndim != 2 or place.shape[1] != 2 or not np.isfinite(place).all():
        raise ValueError("xy must be two finite coordinates per area")
    distance = np.hypot(place[:, None, 0] - place[None, :, 0], place[:, None, 1] - place[None, :, 1])
    return _listed(distance, k, share, population, place)


def neighbours_by_travel(minutes: ArrayLike, *, k: int) -> Neighbours:
    """Nearest areas by a table of travel times, from row to column; endless where there is no way."""
    table = np.array(minutes, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or np.isnan(table).any():
        raise ValueError("travel times must be a square table without gaps")
    np.fill_diagonal(table, -1.0)
    return _listed(table, k, None, None, None)


def neighbours_by_adjacency(adjacent: ArrayLike, *, k: int) -> Neighbours:
    """Areas by the number of borders between, ring after ring."""
    touch = np.asarray(adjacent, dtype=bool)
    if touch.ndim != 2 or touch.shape[0] != touch.shape[1]:
        raise ValueError("adjacency must be a square table")
    n = len(touch)
    steps = np.full((n, n), np.inf)
    reached = np.eye(n, dtype=bool)
    ring, number = reached.copy(), 0
    while ring.any():
        steps[ring] = number
        ring = (ring.astype(np.float64) @ touch > 0) & ~reached
        reached |= ring
        number += 1
    return _listed(steps, k, None, None, None)


def _listed(
    distance: Floats, k: int | None, share: float | None, population: ArrayLike | None, place: Floats | None
) -> Neighbours:
    n = len(distance)
    most = n if k is None else min(max(k, 1), n)
    index, used = np.full((n, most), -1, dtype=np.int64), np.zeros(n, dtype=np.int64)
    people = None if population is None else np.asarray(population, dtype=np.float64)
    if share is not None and people is None:
        raise ValueError("a share of the population needs a population")
    tie = (place[:, 1], place[:, 0]) if place is not None else (np.arange(n),)
    for area in range(n):
        order = np.lexsort((*tie, distance[area]))
        order = np.concatenate([[area], order[order != area]])[:most]
        order = order[np.isfinite(distance[area][order])]
        if share is not None and people is not None:
            held = np.cumsum(people[order])
            order = order[: max(int(np.searchsorted(held, share * people.sum() * (1 + 1e-12), "right")), 1)]
        index[area, : len(order)], used[area] = order, len(order)
    width = int(used.max()) if n else 0
    return Neighbours(frozen(np.ascontiguousarray(index[:, :width])), frozen(used))
