"""From a panel and named options to the columns of an answer: expected counts.

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
from .reasons import Reason
from .reporting import held_open
from .tables import Panel, number, read_rows

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


def frame(panel: Panel, weeks: list[int]) -> Columns:
    """The first columns of every answer: series by series, week by week."""
    out: Columns = {"unit": [u for u in panel.units for _ in weeks]}
    if panel.phenomena is not None:
        out["area"] = [a for a in panel.areas for _ in weeks]
        out["phenomenon"] = [p for p in panel.phenomena for _ in weeks]
    out["t"] = [w + 1 for w in weeks] * len(panel.units)
    rows = panel.counts.shape[1]
    out["week"] = [panel.labels[w] if w < rows else "" for w in weeks] * len(panel.units)
    return out


def column(values: np.ndarray[Any, Any], unknown: bool = False) -> list[Any]:
    """Values as a column; codes below zero are unknown when asked."""
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
        base = replace(SOUND, classic=classic, no_periods=1, past_weeks_not_included=None) if classic else SOUND
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
        found = farrington_classic(filled, weeks, control, dates=dates, engine=options["engine"], series=panel.units)
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
    late = options.get("incomplete") or 0
    alarm, p, reason = held_open(found.alarm, found.p, found.reason, weeks, counts.shape[1] - 1 - late)
    return frame(panel, weeks) | _expected_part(replace(found, alarm=alarm, p=p, reason=reason))


def _expected_part(e: Expected) -> Columns:
    return {
        "observed": column(e.observed), "alarm": column(e.alarm, unknown=True),
        "upperbound": column(e.upper),
        "expected": column(e.expected), "mu0": column(e.mu0), "phi": column(e.phi),
        "trend": column(e.trend, unknown=True), "trend_coef": column(e.slope), "score": column(e.score),
        "pvalue": column(e.p), "reason": reasons(e.reason),
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
    late = options.get("incomplete") or 0
    alarm, _, reason = held_open(e.alarm, e.expected, e.reason, weeks, panel.counts.shape[1] - 1 - late)
    return frame(panel, weeks) | {
        "observed": column(e.observed), "alarm": column(alarm, unknown=True),
        "upperbound": column(e.upper),
        "expected": column(e.expected), "reason": reasons(reason),
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
    return np.array([[number(row[u], i, u) for i, row in enumerate(rows)] for u in panel.units])


def by_area(path: Path, column: str, areas: tuple[str, ...]) -> Floats:
    """One number per area from a file; an area that is not in it is an error by name."""
    known = {row["area"]: number(row[column], i, column) for i, row in enumerate(read_rows(path))}
    lost = [a for a in areas if a not in known]
    if lost:
        raise BadCounts(f"{path.name} has no area {lost[0]!r}")
    return np.array([known[a] for a in areas])
