"""From a panel and named options to the columns of an answer: forecasts, scores, what may be published."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np

from .answers import Columns, Options, column, frame, reasons, weeks_of
from .answers_places import read_matrix
from .arrays import BadCounts, Floats
from .disclosure import protect
from .disclosure_rules import AreaKind, PeriodKind, Shown
from .forecast.results import MODELS, Forecast, Settings
from .forecast.rolling import rolling_forecast
from .scores.compare import compare_losses
from .scores.probability import average_precision, calibration, score_brier, score_log_binary, skill
from .tables import Panel, number, read_rows

SHOWN = (
    "mean", "p_zero", "p_any", "surge_from", "p_surge", "low", "high", "climatology_mean",
    "climatology_p_any", "climatology_p_surge", "log_score",
)  # fmt: skip


def forecast_columns(panel: Panel, options: Options) -> Columns:
    """The answer of `forecast`: per horizon, series and target week. A phenomenon is a panel of its own."""
    try:
        horizons = [int(h) for h in str(options["horizon"]).split(",")]
    except ValueError:
        raise BadCounts(f"--horizon {options['horizon']!r} is not a list of weeks") from None
    whole: Columns = defaultdict(list)
    for horizon in horizons:
        incomplete = options["incomplete"]
        weeks = weeks_of(panel, options, beyond=horizon - incomplete)
        part = frame(panel, weeks) | {"horizon": [horizon] * (len(panel.units) * len(weeks))}
        observed = np.full((len(panel.units), len(weeks)), np.nan)
        inside = [i for i, w in enumerate(weeks) if w < panel.counts.shape[1]]
        observed[:, inside] = panel.counts[:, [weeks[i] for i in inside]]
        part["observed"] = column(observed)
        models = tuple(options["models"].split(",")) if options.get("models") else MODELS
        settings = Settings(horizon=horizon, models=models, incomplete=incomplete)
        part |= _forecast_part(panel, weeks, settings, options)
        for name, values in part.items():
            whole[name] += values
    return dict(whole)


def _forecast_part(panel: Panel, weeks: list[int], settings: Settings, options: Options) -> Columns:
    many = len(panel.units)
    tables = {name: np.full((many, len(weeks)), np.nan) for name in SHOWN}
    codes = np.zeros((many, len(weeks)), dtype=np.uint8)
    kinds = panel.phenomena or ("",) * many
    for kind in dict.fromkeys(kinds):
        rows = [i for i, k in enumerate(kinds) if k == kind]
        areas = tuple(panel.areas[i] for i in rows)
        touch = read_matrix(options["adjacency"], areas) if options.get("adjacency") else None
        last = panel.counts.shape[1] + settings.horizon
        events = _announced(options["announced"], areas, panel, last) if options.get("announced") else None
        f: Forecast = rolling_forecast(
            panel.counts[rows], weeks, settings, adjacency=touch, announced=events, areas=areas
        )
        for name in SHOWN:
            tables[name][rows] = getattr(f, name)
        codes[rows] = f.reason
    return {name: column(values) for name, values in tables.items()} | {"reason": reasons(codes)}


def _announced(path: Path, areas: tuple[str, ...], panel: Panel, last: int) -> Floats:
    """Kinds by areas by weeks; a week beyond the counts is written as its row number."""
    rows = read_rows(path)
    kinds = sorted({row["kind"] for row in rows})
    place = {label: i for i, label in enumerate(panel.labels)}
    place |= {str(t + 1): t for t in range(last)} if panel.labels[0] == "1" or panel.dates is not None else {}
    out = np.zeros((len(kinds), len(areas), last))
    for i, row in enumerate(rows):
        if row["area"] in areas and row["week"] in place:
            count = number(row.get("count", "1") or "1", i, "count")
            out[kinds.index(row["kind"]), areas.index(row["area"]), place[row["week"]]] += count
    return out


def score_columns(panel: Panel, options: Options) -> Columns:
    """The answer of `score`: one row per measure, with the baseline beside it."""
    rows = read_rows(options["forecasts"])
    needed = {"unit", "t", "p_any", "climatology_p_any"}
    if not rows or needed - set(rows[0]):
        raise BadCounts(f"{options['forecasts'].name} needs the columns {', '.join(sorted(needed))}")
    place = {unit: i for i, unit in enumerate(panel.units)}
    came, said, base, weeks = [], [], [], []
    for i, row in enumerate(rows):
        t = int(number(row["t"], i, "t"))
        if row["unit"] not in place:
            raise BadCounts(f"row {i + 2}, column 'unit': the counts have no {row['unit']!r}")
        known = 1 <= t <= panel.counts.shape[1]
        count = panel.counts[place[row["unit"]], t - 1] if known else np.nan
        came.append(np.nan if np.isnan(count) else float(count > 0))
        said.append(number(row["p_any"], i, "p_any"))
        base.append(number(row["climatology_p_any"], i, "climatology_p_any"))
        weeks.append(t)
    y, p, b = np.array(came), np.array(said), np.array(base)
    c = calibration(p, y)
    better = compare_losses((p - y) ** 2, (b - y) ** 2, np.array(weeks), block=options["block"])
    brier, brier_base = score_brier(p, y), score_brier(b, y)
    table: list[tuple[str, float | str, float | str]] = [
        ("number", float(np.isfinite(y).sum()), ""),
        ("base_rate", float(np.nanmean(y)) if len(y) else np.nan, ""),
        ("brier", brier, brier_base), ("brier_skill", skill(brier, brier_base), 0.0),
        ("log_score", score_log_binary(p, y), score_log_binary(b, y)),
        ("average_precision", average_precision(p, y), average_precision(b, y)),
        ("calibration_slope", c.slope, calibration(b, y).slope),
        ("calibration_intercept", c.intercept, calibration(b, y).intercept),
        ("expected_calibration_error", c.expected_error, calibration(b, y).expected_error),
        ("brier_gain", better.gain, ""),
        ("brier_gain_low", better.low, ""), ("brier_gain_high", better.high, ""),
        ("verdict", better.verdict, ""),
    ]  # fmt: skip
    return {
        "measure": [row[0] for row in table], "value": [row[1] for row in table],
        "climatology": [row[2] for row in table],
    }  # fmt: skip


def _period_of(panel: Panel, t: int, kind: PeriodKind) -> str:
    if kind is PeriodKind.WEEK:
        return panel.labels[t]
    if panel.dates is None:
        raise BadCounts("quarters and years need weeks with a date")
    # an ISO week belongs to the period that holds its Thursday
    day: date = (panel.dates[t] + np.timedelta64(3, "D")).astype(object)
    return f"{day.year}" if kind is PeriodKind.YEAR else f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def protect_columns(panel: Panel, options: Options) -> Columns:
    """The answer of `protect`: per period a table of areas by phenomena, totals under the name TOTAL."""
    kind, area = PeriodKind(options["period"]), AreaKind(options["area"])
    labels = [_period_of(panel, t, kind) for t in range(panel.counts.shape[1])]
    periods = list(dict.fromkeys(labels))
    areas = tuple(dict.fromkeys(panel.areas))
    phenomena = tuple(dict.fromkeys(panel.phenomena)) if panel.phenomena is not None else None
    out: Columns = {"area": [], "phenomenon": [], "period": [], "published": [], "shown": []}
    columns = phenomena or ("",)
    # a unit stands for many municipalities; its own totals are no totals of fewer than three
    members = np.full(len(areas), 1 if area is AreaKind.MUNICIPALITY else 3)
    for period in periods:
        weeks = [t for t, label in enumerate(labels) if label == period]
        table = np.full((len(areas), len(columns)), np.nan)
        for i, name in enumerate(panel.areas):
            place = phenomena.index(panel.phenomena[i]) if phenomena and panel.phenomena else 0
            part = panel.counts[i, weeks]
            if np.isfinite(part).any():
                table[areas.index(name), place] = np.nansum(part)
        done = protect(
            table, rows=areas, columns=columns, phenomena=phenomena, area=area, period=kind, members=members
        )
        cells = [
            (a, p, done.cells.text(i, j), done.cells.shown[i, j])
            for i, a in enumerate(areas) for j, p in enumerate(columns)
        ]  # fmt: skip
        if len(columns) > 1:
            cells += [(a, "TOTAL", done.row_totals.text(i), done.row_totals.shown[i]) for i, a in enumerate(areas)]
        totals = done.column_totals
        cells += [("TOTAL", p, totals.text(j), totals.shown[j]) for j, p in enumerate(columns)]
        if len(columns) > 1:
            cells.append(("TOTAL", "TOTAL", done.grand_total.text(0), done.grand_total.shown[0]))
        for name, column_name, text, shown in cells:
            row = (name, column_name, period, text, Shown(int(shown)).name.lower())
            for key, value in zip(out, row, strict=True):
                out[key].append(value)
    if phenomena is None:
        del out["phenomenon"]
    return out
