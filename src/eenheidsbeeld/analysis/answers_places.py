"""From a panel and named options to the columns of an answer: the pooled model and the scan."""

from pathlib import Path
from typing import Any

import numpy as np

from .answers import Columns, Options, by_area, column, frame, reasons, weeks_of
from .arrays import BadCounts, Floats
from .pooled.exceedance import chance_of_alarm, exceedance, upper_bound
from .pooled.model import Reference, pooled_expectation
from .reasons import Reason
from .reporting import held_open
from .scan.neighbours import Neighbours, neighbours, neighbours_by_adjacency
from .scan.replicates import Null
from .scan.scan import scan
from .tables import Panel, number, read_rows


def _cube(panel: Panel) -> tuple[tuple[str, ...], tuple[str, ...], Floats]:
    """Areas by phenomena by weeks; a pair that the table does not hold is missing."""
    areas = tuple(dict.fromkeys(panel.areas))
    kinds = tuple(dict.fromkeys(panel.phenomena or ("",)))
    cube = np.full((len(areas), len(kinds), panel.counts.shape[1]), np.nan)
    for i, area in enumerate(panel.areas):
        kind = panel.phenomena[i] if panel.phenomena is not None else ""
        cube[areas.index(area), kinds.index(kind)] = panel.counts[i]
    return areas, kinds, cube


def _sizes(panel: Panel, options: Options, areas: tuple[str, ...]) -> Floats:
    if options.get("population") is not None:
        return by_area(options["population"], "population", areas)
    if panel.population is not None:
        mean = {a: panel.population[i] for i, a in enumerate(panel.areas)}
        return np.array([np.nanmean(mean[a]) for a in areas])
    return np.ones(len(areas))


def pooled_columns(panel: Panel, options: Options) -> Columns:
    """The answer of `pooled`."""
    weeks = weeks_of(panel, options)
    areas, kinds, cube = _cube(panel)
    groups = None
    if options.get("groups") is not None:
        named = {row["area"]: row["group"] for row in read_rows(options["groups"])}
        lost = [a for a in areas if a not in named]
        if lost:
            raise BadCounts(f"{options['groups'].name} has no area {lost[0]!r}")
        groups = np.array([named[a] for a in areas])
    reference = Reference(options["reference_from"], options["reference_to"])
    found = pooled_expectation(
        cube, _sizes(panel, options, areas), weeks, reference=reference, groups=groups, areas=areas
    )
    seen = cube[:, :, weeks]
    tail, bound = exceedance(seen, found), upper_bound(found, options["alpha"])
    chance = chance_of_alarm(found, options["alpha"])
    known = np.isfinite(seen) & np.isfinite(found.mean)
    alarm = np.where(known, seen > bound, -1)
    reason = np.where(np.isnan(seen) & np.isfinite(found.mean), Reason.MISSING_COUNT, found.reason)
    late = options.get("incomplete") or 0
    alarm, p, reason = held_open(alarm, tail.p, reason, weeks, cube.shape[2] - 1 - late)
    shown = np.isfinite(p)
    p_mid, period = (np.where(shown, x, np.nan) for x in (tail.p_mid, tail.return_period_weeks))
    place = [areas.index(a) for a in panel.areas]
    kind = [kinds.index(p) for p in panel.phenomena] if panel.phenomena is not None else [0] * len(place)

    def of(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.asarray(values)[place, kind]

    phi = np.broadcast_to(found.phi[None], seen.shape)
    return frame(panel, weeks) | {
        "observed": column(of(seen)), "alarm": column(of(alarm), unknown=True),
        "upperbound": column(of(bound)),
        "expected": column(of(found.mean)), "phi": column(of(phi)), "pvalue": column(of(p)),
        "p_mid": column(of(p_mid)), "return_period_weeks": column(of(period)),
        "chance_of_alarm": column(of(chance)), "reason": reasons(of(reason)),
    }  # fmt: skip


def _neighbours(options: Options, areas: tuple[str, ...], people: Floats) -> Neighbours:
    if options.get("adjacency") is not None:
        return neighbours_by_adjacency(read_matrix(options["adjacency"], areas), k=options["k"])
    xy = np.stack([by_area(options["areas"], c, areas) for c in ("x_km", "y_km")], axis=1)
    if options.get("share") is not None:
        return neighbours(xy, share=options["share"], population=people)
    return neighbours(xy, k=options["k"])


def read_matrix(path: Path, areas: tuple[str, ...]) -> Floats:
    """A square table with the areas as columns, rows in the same order as the columns."""
    rows = read_rows(path)
    names = [c for c in rows[0] if c != "area"]
    table = np.array([[number(row[c], i, c) for c in names] for i, row in enumerate(rows)])
    lost = [a for a in areas if a not in names]
    if lost or len(rows) != len(names):
        raise BadCounts(f"{path.name} is not a square table with every area ({lost[:1]})")
    order = [names.index(a) for a in areas]
    return table[np.ix_(order, order)]


def scan_columns(panel: Panel, options: Options) -> Columns:
    """The answer of `scan`: one row per cluster."""
    areas, kinds, cube = _cube(panel)
    if len(kinds) != 1:
        raise BadCounts("scan takes one phenomenon at a time")
    cube = cube[:, :, : cube.shape[2] - (options.get("incomplete") or 0)]  # a week still coming in hides a cluster
    counts = cube[:, 0].T
    people = by_area(options["areas"], "population", areas)
    expected = None
    if options["model"] == "expectation":
        expected = _expectation(options, areas, cube, people)
        counts = counts[-len(expected) :]
    weight = people if options["model"] != "permutation" else np.nansum(counts, axis=0)
    found = scan(
        counts, expected, neighbours=_neighbours(options, areas, weight), model=options["model"],
        population=people, max_weeks=options["max_weeks"], null=Null(options["null_kind"], options["phi"]),
        replicates=options["replicates"], seed=options["seed"], min_cases=options["min_cases"],
        max_p=options["max_p"], engine=options["engine"], areas=areas,
    )  # fmt: skip
    rows = cube.shape[2]
    return {
        "cluster": [i + 1 for i in range(len(found.clusters))],
        "centre": [areas[c.centre] for c in found.clusters],
        "areas": [" ".join(areas[a] for a in c.areas) for c in found.clusters],
        "from": [rows - c.weeks + 1 for c in found.clusters], "to": [rows for _ in found.clusters],
        "weeks": [c.weeks for c in found.clusters], "observed": [c.observed for c in found.clusters],
        "expected": [c.expected for c in found.clusters], "score": [c.score for c in found.clusters],
        "pvalue": [c.p_mc for c in found.clusters], "p_gumbel": [c.p_gumbel for c in found.clusters],
        "extrapolated": [int(c.extrapolated) for c in found.clusters],
        "phi": [found.phi for _ in found.clusters],
        "gumbel_mu": [found.gumbel.mu for _ in found.clusters],
        "gumbel_sigma": [found.gumbel.sigma for _ in found.clusters],
    }  # fmt: skip


def _expectation(options: Options, areas: tuple[str, ...], cube: Floats, people: Floats) -> Floats:
    """From the file, or by the pooled model for the scanned weeks and two windows before them (for phi)."""
    if options.get("expected_file") is not None:
        rows = read_rows(options["expected_file"])
        lost = [a for a in areas if a not in rows[0]]
        if lost:
            raise BadCounts(f"{options['expected_file'].name} has no column {lost[0]!r}")
        base = np.array([[number(row[a], i, a) for a in areas] for i, row in enumerate(rows)])
        late = options.get("incomplete") or 0
        base = base[: len(base) - late]
        if len(base) != cube.shape[2]:
            raise BadCounts(f"{len(base) + late} rows of expected counts for {cube.shape[2] + late} weeks")
        return base
    many = min(3 * options["max_weeks"], max(cube.shape[2] - 26, 1))
    weeks = list(range(cube.shape[2] - many, cube.shape[2]))
    mean = pooled_expectation(cube, people, weeks).mean[:, 0].T
    if not np.isfinite(mean).all():
        raise BadCounts("too little history to expect anything; give --expected")
    return mean
