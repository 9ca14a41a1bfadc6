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
from .forecast.results import MODELS, NUMBERS, Forecast, Settings
from .forecast.rolling import rolling_forecast
from .scores.compare import compare_losses
from .scores.counts import pit_of
from .scores.probability import average_precision, calibration, score_brier, score_log_binary, skill
from .tables import Panel, Row, first_day, number, read_rows


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
    tables = {name: np.full((many, len(weeks)), np.nan) for name in NUMBERS}
    codes = np.zeros((many, len(weeks)), dtype=np.uint8)
    kinds = panel.phenomena or ("",) * many
    for kind in dict.fromkeys(kinds):
        rows = [i for i, k in enumerate(kinds) if k == kind]
        areas = tuple(panel.areas[i] for i in rows)
        touch = read_matrix(options["adjacency"], areas) if options.get("adjacency") else None
        last = panel.counts.shape[1] + settings.horizon
        events = _announced(options["announced"], areas, panel, last) if options.get("announced") else None
        f: Forecast = rolling_forecast(
            panel.counts[rows], weeks, settings, offset=_shares(panel, rows), adjacency=touch, announced=events,
            areas=areas,
        )  # fmt: skip
        for name in NUMBERS:
            tables[name][rows] = getattr(f, name)
        codes[rows] = f.reason
    return {name: column(values) for name, values in tables.items()} | {"reason": reasons(codes)}


def _shares(panel: Panel, rows: list[int]) -> Floats | None:
    """Each area's part of the people, where the table names them."""
    if panel.population is None:
        return None
    people = np.nanmean(panel.population[rows], axis=1)
    return np.asarray(people / people.sum())


def _announced(path: Path, areas: tuple[str, ...], panel: Panel, last: int) -> Floats | None:
    """Kinds by areas by weeks; later weeks than are asked are left out, an unknown area or week is an error."""
    rows = read_rows(path)
    if not rows:
        return None
    kinds = sorted({row["kind"] for row in rows})
    out = np.zeros((len(kinds), len(areas), last))
    for i, row in enumerate(rows):
        if row["area"] not in panel.areas:
            raise BadCounts(f"{path.name}, row {i + 2}, column 'area': the counts have no {row['area']!r}")
        week = _row_of(row["week"].strip(), panel, f"{path.name}, row {i + 2}")
        if row["area"] in areas and 0 <= week < last:
            count = number(row.get("count", "1") or "1", i, "count")
            out[kinds.index(row["kind"]), areas.index(row["area"]), week] += count
    return out


def _row_of(label: str, panel: Panel, where: str) -> int:
    """The position of a week, also of one after the last that is counted."""
    if label in panel.labels:
        return panel.labels.index(label)
    day = first_day(label)
    if day is not None and panel.dates is not None:
        away = int((np.datetime64(day) - panel.dates[0]).astype("timedelta64[D]").astype(np.int64))
        return away // 7  # any day of the week
    if label.isdigit():
        # rows count from 1; a panel with numbered weeks goes on in its own numbers
        first = int(panel.labels[0]) if panel.labels[0].isdigit() else 1
        return int(label) - first
    raise BadCounts(f"{where}, column 'week': {label!r} is not a week of the counts")


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
    table += _count_scores(rows, y)
    return {
        "measure": [row[0] for row in table], "value": [row[1] for row in table],
        "climatology": [row[2] for row in table],
    }  # fmt: skip


def _count_scores(rows: list[Row], came: Floats) -> list[tuple[str, float | str, float | str]]:
    """Log score, RPS and PIT of the whole distribution, where the answer of `forecast` holds them."""
    known = np.isfinite(came)

    def of(name: str) -> Floats:
        return np.array([number(row[name], i, name) for i, row in enumerate(rows)])[known]

    if not known.any() or "pit_high" not in rows[0]:
        return []
    out: list[tuple[str, float | str, float | str]] = [
        (f"count_{name}", _mean(of(name)), _mean(of(f"climatology_{name}"))) for name in ("log_score", "rps")
    ]
    shares = pit_of(of("pit_low"), of("pit_high")).shares
    return out + [(f"pit_{i + 1}", float(share), 1 / len(shares)) for i, share in enumerate(shares)]


def _mean(values: Floats) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")


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
