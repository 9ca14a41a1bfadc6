"""From a panel and named options to the columns of an answer: expected counts, pooled model, scan.

The columns are those of the reference files (unit, t, observed, alarm, upperbound, expected, ...), so that
answers can be laid beside the outputs of R.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from .arrays import BadCounts, Floats
from .ears import DEFAULT_ALPHA, EarsMethod, ears
from .farrington.classic import farrington_classic
from .farrington.control import CLASSIC_REFERENCE, REFERENCE, SOUND, Control
from .farrington.flexible import Expected, farrington_flexible
from .pooled.exceedance import chance_of_alarm, exceedance, upper_bound
from .pooled.model import Reference, pooled_expectation
from .reasons import Reason
from .scan.neighbours import Neighbours, neighbours, neighbours_by_adjacency
from .scan.replicates import Null
from .scan.scan import scan
from .tables import Panel, number, read_panel, read_rows

Options = Mapping[str, Any]
Columns = dict[str, list[Any]]
SETTINGS = (
    "frequency", "b", "w", "no_periods", "past_weeks_not_included", "alpha", "trend", "p_threshold_trend",
    "threshold_method", "weights_threshold", "powertrans", "limit54", "reweight", "population_offset",
)  # fmt: skip


def weeks_of(panel: Panel, options: Options, beyond: int = 0) -> list[int]:
    """Row positions from `first` to `last` (counted from 1 by people); the last row when neither is given."""
    rows = panel.counts.shape[1]
    last = options.get("last") or rows + beyond
    first = options.get("first") or (options.get("last") and 1) or last
    if not 1 <= first <= last <= rows + beyond:
        raise BadCounts(f"rows {first} to {last} do not lie between 1 and {rows + beyond}")
    return list(range(first - 1, last))


def _frame(panel: Panel, weeks: list[int]) -> Columns:
    """The first columns of every answer: series by series, week by week."""
    many = len(weeks)
    frame: Columns = {"unit": [u for u in panel.units for _ in weeks]}
    if panel.phenomena is not None:
        frame["area"] = [a for a in panel.areas for _ in weeks]
        frame["phenomenon"] = [p for p in panel.phenomena for _ in weeks]
    frame["t"] = [w + 1 for w in weeks] * len(panel.units)
    rows = panel.counts.shape[1]
    frame["week"] = [panel.labels[w] if w < rows else "" for w in weeks] * len(panel.units)
    assert many == 0 or len(frame["t"]) == many * len(panel.units)
    return frame


def _column(values: np.ndarray[Any, Any], unknown: bool = False) -> list[Any]:
    flat = np.asarray(values).ravel()
    if unknown:
        return [None if v < 0 else int(v) for v in flat]
    return [float(v) for v in flat]


def reasons(codes: np.ndarray[Any, Any]) -> list[str]:
    """Reason codes by name, in small letters."""
    return [Reason(int(c)).name.lower() for c in codes.ravel()]


def control_from(options: Options) -> Control:
    """The defaults of the asked method and mode, with what was given put over them."""
    classic = options["method"] == "farrington"
    if options["reference"]:
        base = CLASSIC_REFERENCE if classic else REFERENCE
    else:
        base = (
            replace(SOUND, classic=classic, no_periods=1, past_weeks_not_included=None) if classic else SOUND
        )
    given = {name: options[name] for name in SETTINGS if options.get(name) is not None}
    if options.get("no_trend"):
        given["trend"] = False
    if options.get("no_reweight"):
        given["reweight"] = False
    return replace(base, **given)


def expected_columns(panel: Panel, options: Options) -> Columns:
    """The answer of `expected`."""
    weeks = weeks_of(panel, options)
    counts = panel.counts
    if options["method"].startswith("ears"):
        return _ears_columns(panel, weeks, options)
    control = control_from(options)
    dates = None
    if options["calendar"] == "date":
        if panel.dates is None:
            raise BadCounts("--calendar date needs a column epoch, or weeks that are dates")
        dates = panel.dates
    if control.classic:
        # R leaves a missing count out of no sum: its users set it to 0, and so does the mode equal to R
        filled = np.nan_to_num(counts) if options["reference"] else counts
        found = farrington_classic(
            filled, weeks, control, dates=dates, engine=options["engine"], series=panel.units
        )
    else:
        people = _population(panel, options) if control.population_offset else None
        found = farrington_flexible(
            counts,
            weeks,
            control,
            dates=dates,
            population=people,
            engine=options["engine"],
            series=panel.units,
        )
    return _frame(panel, weeks) | _expected_part(found)


def _expected_part(e: Expected) -> Columns:
    return {
        "observed": _column(e.observed), "alarm": _column(e.alarm, unknown=True),
        "upperbound": _column(e.upper),
        "expected": _column(e.expected), "mu0": _column(e.mu0), "phi": _column(e.phi),
        "trend": _column(e.trend, unknown=True), "trend_coef": _column(e.slope), "score": _column(e.score),
        "pvalue": _column(e.p), "reason": reasons(e.reason),
    }  # fmt: skip


def _ears_columns(panel: Panel, weeks: list[int], options: Options) -> Columns:
    method: EarsMethod = {"ears-c1": "C1", "ears-c2": "C2", "ears-c3": "C3"}[options["method"]]  # type: ignore[assignment]
    reference = bool(options["reference"])
    sigma, alpha = options.get("min_sigma"), options.get("alpha")
    e = ears(
        np.nan_to_num(panel.counts) if reference else panel.counts, weeks, method,
        baseline=options["baseline"], min_sigma=(0.0 if reference else 0.2) if sigma is None else sigma,
        alpha=DEFAULT_ALPHA[method] if alpha is None else alpha, mode="reference" if reference else "sound",
        series=panel.units,
    )  # fmt: skip
    return _frame(panel, weeks) | {
        "observed": _column(e.observed), "alarm": _column(e.alarm, unknown=True),
        "upperbound": _column(e.upper),
        "expected": _column(e.expected), "reason": reasons(e.reason),
    }  # fmt: skip


def _population(panel: Panel, options: Options) -> Floats:
    """Per week (t,population), per series and week (wide), or from the table of counts itself."""
    path: Path | None = options.get("population")
    if path is None:
        if panel.population is None:
            raise BadCounts("--populationOffset needs --population, or a column population")
        return panel.population
    rows = read_rows(path)
    if "population" in rows[0] and "area" not in rows[0]:
        people = np.array([number(row["population"], i, "population") for i, row in enumerate(rows)])
        if len(people) != panel.counts.shape[1]:
            raise BadCounts(f"{path.name} has {len(people)} rows, the counts {panel.counts.shape[1]}")
        return people
    if "area" in rows[0]:
        size = by_area(path, "population", panel.areas)
        return np.repeat(size[:, None], panel.counts.shape[1], axis=1)
    wide = np.array([[number(row[u], i, u) for i, row in enumerate(rows)] for u in panel.units])
    return wide


def by_area(path: Path, column: str, areas: tuple[str, ...]) -> Floats:
    """One number per area from a file; an area that is not in it is an error by name."""
    known = {row["area"]: number(row[column], i, column) for i, row in enumerate(read_rows(path))}
    lost = [a for a in areas if a not in known]
    if lost:
        raise BadCounts(f"{path.name} has no area {lost[0]!r}")
    return np.array([known[a] for a in areas])


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
    place = [areas.index(a) for a in panel.areas]
    kind = [kinds.index(p) for p in panel.phenomena] if panel.phenomena is not None else [0] * len(place)

    def of(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.asarray(values)[place, kind]

    phi = np.broadcast_to(found.phi[None], seen.shape)
    return _frame(panel, weeks) | {
        "observed": _column(of(seen)), "alarm": _column(of(alarm), unknown=True),
        "upperbound": _column(of(bound)),
        "expected": _column(of(found.mean)), "phi": _column(of(phi)), "pvalue": _column(of(tail.p)),
        "p_mid": _column(of(tail.p_mid)), "return_period_weeks": _column(of(tail.return_period_weeks)),
        "chance_of_alarm": _column(of(chance)), "reason": reasons(of(reason)),
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
    rows = panel.counts.shape[1]
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
        if len(base) != cube.shape[2]:
            raise BadCounts(f"{len(base)} rows of expected counts for {cube.shape[2]} weeks")
        return base
    many = min(3 * options["max_weeks"], max(cube.shape[2] - 26, 1))
    weeks = list(range(cube.shape[2] - many, cube.shape[2]))
    mean = pooled_expectation(cube, people, weeks).mean[:, 0].T
    if not np.isfinite(mean).all():
        raise BadCounts("too little history to expect anything; give --expected")
    return mean


__all__ = ["Columns", "Options", "expected_columns", "pooled_columns", "read_panel", "scan_columns"]
