"""Tables of counts from and to files: long or wide, CSV, Parquet or JSON; errors name row and column.

Missing is not zero: a cell that is empty, or an area and week that a long table does not hold, is missing,
unless the caller says that what is absent is zero.
"""

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .arrays import BadCounts, Floats, checked_counts

ISO_WEEK = re.compile(r"^(\d{4})-?W(\d{1,2})$")
EMPTY = {"", "NA", "nan", "NaN", "null", "None"}
Row = dict[str, str]


@dataclass(frozen=True)
class Panel:
    """Counts by series and row; a series is an area, or an area and a phenomenon. Dates where known."""

    counts: Floats
    areas: tuple[str, ...]
    phenomena: tuple[str, ...] | None
    labels: tuple[str, ...]
    dates: NDArray[np.datetime64] | None
    population: Floats | None

    @property
    def units(self) -> tuple[str, ...]:
        """The name of each series as it is written in answers."""
        if self.phenomena is None:
            return self.areas
        return tuple(f"{a}|{p}" for a, p in zip(self.areas, self.phenomena, strict=True))


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV or Parquet file as text."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as parquet

        rows = parquet.read_table(path).to_pylist()
        return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    with path.open(newline="", encoding="utf-8-sig") as file:
        return [{k: v or "" for k, v in row.items() if k is not None} for row in csv.DictReader(file)]


def number(text: str, row: int, column: str) -> float:
    """A number, NaN for an empty cell; anything else is an error with its place (row 1 is the header)."""
    text = text.strip()
    if text in EMPTY:
        return float("nan")
    try:
        return float(text)
    except ValueError:
        raise BadCounts(f"row {row + 2}, column {column!r}: {text!r} is not a number") from None


def first_day(label: str) -> date | None:
    """The Monday of an ISO week such as 2026-W48, or a date; None when the label is neither."""
    found = ISO_WEEK.match(label)
    try:
        if found:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return date.fromisoformat(label)
    except ValueError:
        if found:
            raise BadCounts(f"there is no week {label!r}") from None
        return None


def read_panel(path: Path, absent: Literal["missing", "zero"] = "missing") -> Panel:
    """Long when the file has a column `area`, else wide: first `t` or `week`, then one column per series."""
    rows = read_rows(path)
    if not rows:
        raise BadCounts(f"{path.name} holds no rows")
    return _long(rows, absent) if "area" in rows[0] else _wide(rows)


def _wide(rows: Sequence[Row]) -> Panel:
    head = list(rows[0])
    if head[0] not in {"t", "week"}:
        raise BadCounts(f"the first column is {head[0]!r}; expected t or week, or a long table with area and week")
    names = [c for c in head[1:] if c != "epoch"]
    labels = [row[head[0]] for row in rows]
    for i, label in enumerate(labels):
        if head[0] == "t" and label != str(i + 1):
            raise BadCounts(f"row {i + 2}, column 't': {label!r} where {i + 1} was expected")
    repeated = {label for label in labels if labels.count(label) > 1} if len(set(labels)) < len(labels) else set()
    if repeated:
        raise BadCounts(f"row {labels.index(min(repeated)) + 2}, column 'week': {min(repeated)!r} is there twice")
    values = np.array([[number(row[c], i, c) for i, row in enumerate(rows)] for c in names])
    dates = _epoch([row["epoch"] for row in rows]) if "epoch" in head else None
    counts = _checked(values.reshape(len(names), len(rows)), names, labels)
    return Panel(counts, tuple(names), None, tuple(labels), dates, None)


def _epoch(texts: Sequence[str]) -> NDArray[np.datetime64]:
    days = []
    for i, text in enumerate(texts):
        if re.fullmatch(r"-?\d+(\.0)?", text):
            days.append(date(1970, 1, 1) + timedelta(days=int(float(text))))
        elif (day := first_day(text)) is not None:
            days.append(day)
        else:
            raise BadCounts(f"row {i + 2}, column 'epoch': {text!r} is not a date")
    return np.array(days, dtype="datetime64[D]")


def _checked(values: Floats, series: Sequence[str], labels: Sequence[str]) -> Floats:
    return checked_counts(values, rows=series, columns=labels, row_kind="series", column_kind="week")


def _long(rows: Sequence[Row], absent: str) -> Panel:
    lost = {"area", "week", "count"} - set(rows[0])
    if lost:
        raise BadCounts(f"the table has no column {min(lost)!r}")
    kinds = "phenomenon" in rows[0]
    labels, dates = _axis([row["week"].strip() for row in rows])
    place = {label: i for i, label in enumerate(labels)}
    keys = sorted({(row["area"], row.get("phenomenon", "")) for row in rows})
    series = {key: i for i, key in enumerate(keys)}
    counts = np.full((len(keys), len(labels)), np.nan)
    population = np.full(counts.shape, np.nan)
    filled: dict[tuple[int, int], int] = {}
    for i, row in enumerate(rows):
        cell = series[row["area"], row.get("phenomenon", "")], place[_plain(row["week"].strip())]
        if cell in filled:
            raise BadCounts(f"row {i + 2}, column 'week': {row['area']} {row['week']} is also in row {filled[cell]}")
        filled[cell] = i + 2
        value = number(row["count"], i, "count")
        if value < 0 or (np.isfinite(value) and value != np.floor(value)):
            problem = "negative" if value < 0 else "not a whole number"
            raise BadCounts(f"row {i + 2}, column 'count': {value:g} is {problem}")
        counts[cell] = value
        if "population" in row:
            population[cell] = number(row["population"], i, "population")
    if absent == "zero":
        for a in range(len(keys)):
            for t in range(len(labels)):
                if (a, t) not in filled:
                    counts[a, t] = 0.0
    people = population if np.isfinite(population).any() else None
    areas, phenomena = tuple(k[0] for k in keys), tuple(k[1] for k in keys) if kinds else None
    return Panel(_checked(counts, areas, labels), areas, phenomena, tuple(labels), dates, people)


def _plain(label: str) -> str:
    found = ISO_WEEK.match(label)
    return f"{found[1]}-W{int(found[2]):02d}" if found else label


def _axis(weeks: Sequence[str]) -> tuple[list[str], NDArray[np.datetime64] | None]:
    """Every week from the first to the last, also those that no row is about."""
    present = {_plain(w) for w in weeks}
    days = {w: first_day(w) for w in present}
    if all(day is not None for day in days.values()):
        known = sorted(day for day in days.values() if day is not None)
        span = (known[-1] - known[0]).days
        if any((day - known[0]).days % 7 for day in known):
            raise BadCounts("the dates in column 'week' do not lie whole weeks apart")
        axis = [known[0] + timedelta(days=d) for d in range(0, span + 1, 7)]
        named = {day: label for label, day in days.items()}
        labels = [named.get(day) or "{}-W{:02d}".format(*day.isocalendar()[:2]) for day in axis]
        return labels, np.array(axis, dtype="datetime64[D]")
    if all(re.fullmatch(r"-?\d+", w) for w in present):
        numbers = sorted(int(w) for w in present)
        return [str(n) for n in range(numbers[0], numbers[-1] + 1)], None
    odd = min(w for w in present if days[w] is None and not re.fullmatch(r"-?\d+", w))
    raise BadCounts(f"row {[_plain(w) for w in weeks].index(odd) + 2}, column 'week': {odd!r} is not a week")


def text_of(value: Any) -> str:
    """A cell of an answer: empty for what is not known, all digits that a number has."""
    if value is None:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "1" if value else "0"
    if isinstance(value, (float, np.floating)):
        return "" if np.isnan(value) else f"{float(value):.15g}"
    return str(value)


def write_table(columns: Mapping[str, Sequence[Any]], path: Path | None) -> str:
    """Write columns as CSV, Parquet or JSON after the name's ending; without a path: CSV as text."""
    suffix = path.suffix if path is not None else ".csv"
    rows = list(zip(*columns.values(), strict=True))
    if path is not None and suffix == ".parquet":
        import pyarrow
        import pyarrow.parquet as parquet

        parquet.write_table(pyarrow.table({k: [_plain_value(v) for v in c] for k, c in columns.items()}), path)
        return ""
    if suffix == ".json":
        text = json.dumps([{k: _plain_value(v) for k, v in zip(columns, row, strict=True)} for row in rows], indent=1)
    else:
        lines = [",".join(columns)]
        lines += [",".join(_quoted(text_of(v)) for v in row) for row in rows]
        text = "\n".join(lines) + "\n"
    if path is not None:
        path.write_text(text, encoding="utf-8")
        return ""
    return text


def _plain_value(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text
