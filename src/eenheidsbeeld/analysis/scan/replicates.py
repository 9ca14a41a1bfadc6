"""Maps drawn as if nothing were going on: the yardstick for a cluster.

The null is negative binomial with the fitted dispersion by default. A Poisson null is a trap: with a variance
of 1.3 times the mean half of all empty maps get a "significant" cluster. All draws come from one seeded
generator in one fixed order, so they depend on neither threads nor engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..arrays import Floats, Ints, Maps

CHUNK = 111
SMALL_MEAN = 25.0


@dataclass(frozen=True)
class Null:
    """How chance is drawn; `phi` is variance over mean, only used for "nb"; None is: fitted."""

    kind: Literal["poisson", "nb"] = "nb"
    phi: float | None = None


def fitted_phi(counts: Floats, expected: Floats) -> float:
    """Pearson's estimate of variance over mean, weighted by what was expected; never under 1."""
    known = np.isfinite(counts) & (expected > 0)
    y, m = counts[known], expected[known]
    if not len(y):
        return 1.0
    return max(1.0, float(np.sum((y - m) ** 2) / np.sum(m)))


def expectation_maps(
    expected: Floats, null: Null, phi: float, replicates: int, rng: np.random.Generator
) -> Iterator[Maps]:
    """Chunks of maps (replicates by weeks by areas) with independent cells around `expected`."""
    mean = expected.ravel()
    small = mean <= SMALL_MEAN
    table = _tail_table(mean[small], phi if null.kind == "nb" else 1.0)
    for start in range(0, replicates, CHUNK):
        many = min(CHUNK, replicates - start)
        out = np.zeros((many, len(mean)), dtype=np.int32)
        uniform = rng.random((many, int(small.sum())))
        out[:, small] = _by_inversion(uniform, table)
        if not small.all():
            out[:, ~small] = _drawn(mean[~small], phi if null.kind == "nb" else 1.0, many, rng)
        yield out.reshape(many, *expected.shape)


def _drawn(mean: Floats, phi: float, many: int, rng: np.random.Generator) -> Maps:
    if phi <= 1 + 1e-9:
        return rng.poisson(mean, (many, len(mean))).astype(np.int32)
    return rng.negative_binomial(mean / (phi - 1), 1 / phi, (many, len(mean))).astype(np.int32)


def _tail_table(mean: Floats, phi: float) -> Floats:
    """table[j] is P(Y <= j) per cell, until the tail is beyond what a double can draw."""
    rows: list[Floats] = []
    if phi <= 1 + 1e-9:
        term = np.exp(-mean)
        first, share = mean, 0.0
    else:
        size = mean / (phi - 1)
        term = np.exp(-size * np.log(phi))
        share = (phi - 1) / phi
        first = size * share
    below = term.copy()
    j = 0
    while len(mean) and (not rows or (1 - rows[-1]).max() > 1e-15) and j < 2000:
        rows.append(below.copy())
        term = term * (first + j * share) / (j + 1)  # P(Y = j + 1) from P(Y = j)
        below = below + term
        j += 1
    return np.array(rows)


def _by_inversion(uniform: Floats, table: Floats) -> Maps:
    """The number of table rows under each uniform: a draw per cell, most of them settled in the first
    rows.
    """
    out = np.zeros(uniform.shape, dtype=np.int32)
    if not len(table):
        return out
    flat, result = uniform.ravel(), out.ravel()
    cells = uniform.shape[1]
    above = np.flatnonzero((uniform > table[0]).ravel())
    cell, value = above % cells if cells else above, flat[above]
    for row in table[1:]:
        result[above] += 1
        stay = value > row[cell]
        above, cell, value = above[stay], cell[stay], value[stay]
        if not len(above):
            break
    return out


def fixed_total_maps(share: Floats, total: int, replicates: int, rng: np.random.Generator) -> Iterator[Maps]:
    """Maps in which `total` cases fall over the study by `share`; what is left of 1 falls outside the
    window.
    """
    cells = share.size
    edge = np.cumsum(share.ravel())
    inside = min(float(edge[-1]), 1.0)
    for start in range(0, replicates, CHUNK):
        many = min(CHUNK, replicates - start)
        cases = rng.binomial(total, inside, many)
        label = np.searchsorted(edge, rng.random(int(cases.sum())) * edge[-1], "right")
        which = np.repeat(np.arange(many), cases) * cells + np.minimum(label, cells - 1)
        yield np.bincount(which, minlength=many * cells).reshape(many, *share.shape).astype(np.int32)


def permuted_maps(counts: Ints, durations: int, replicates: int, rng: np.random.Generator) -> Iterator[Maps]:
    """Maps with the same total per week and per area, the weeks dealt out anew over the cases (Kulldorff et
    al., 2005, PLoS Medicine 2); only the last `durations` weeks are given."""
    weeks, areas = counts.shape
    week, area = np.nonzero(counts)
    many_of = counts[week, area]
    week, area = np.repeat(week, many_of), np.repeat(area, many_of)
    recent = week - (weeks - durations)
    for start in range(0, replicates, CHUNK):
        many = min(CHUNK, replicates - start)
        dealt = rng.permuted(np.broadcast_to(recent, (many, len(recent))), axis=1)
        row, case = np.nonzero(dealt >= 0)
        which = (row * durations + dealt[row, case]) * areas + area[case]
        size = many * durations * areas
        yield np.bincount(which, minlength=size).reshape(many, durations, areas).astype(np.int32)
