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

from .arrays import LARGEST_COUNT, BadCounts, Floats

ISO_WEEK = re.compile(r"^(\d{4})-?W(\d{1,2})$")
EMPTY = {"", "NA", "nan", "NaN", "null", "None"}
MOST_WEEKS = 10_000
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
    """The rows of a CSV or Parquet file as text; a double column or a row of another length is refused."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as parquet

        rows = parquet.read_table(path).to_pylist()
        return [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    with path.open(newline="", encoding="utf-8-sig") as file:
        lines = [line for line in csv.reader(file) if line]
    if not lines:
        return []
    head = [name.strip() for name in lines[0]]
    twice = [name for i, name in enumerate(head) if name in head[:i]]
    if twice:
        raise BadCounts(f"row 1, column {twice[0]!r}: this column is there twice")
    for i, line in enumerate(lines):
        if len(line) != len(head):
            raise BadCounts(f"row {i + 1} has {len(line)} cells where {len(head)} were expected")
    return [dict(zip(head, line, strict=True)) for line in lines[1:]]


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
    labels = [row[head[0]].strip() for row in rows]
    place, axis, dates = _places(labels, head[0])
    counts = np.full((len(names), len(axis)), np.nan)
    for i, row in enumerate(rows):
        counts[:, place[i]] = [_count(row[c], i, c) for c in names]
    if "epoch" in head:
        dates = _epoch([row["epoch"] for row in rows])
    return Panel(counts, tuple(names), None, tuple(axis), dates, None)


def _places(labels: Sequence[str], name: str) -> tuple[list[int], list[str], NDArray[np.datetime64] | None]:
    """Where each row of a wide table belongs: rows in any order, a week that is left out is missing."""
    if name == "t":
        for i, label in enumerate(labels):
            if label != str(i + 1):
                raise BadCounts(f"row {i + 2}, column 't': {label!r} where {i + 1} was expected")
        return list(range(len(labels))), list(labels), None
    axis = _axis(labels)
    found: dict[int, int] = {}
    for i, label in enumerate(labels):
        at = axis.place[label]
        if at in found:
            raise BadCounts(f"row {i + 2}, column 'week': {label!r} is there twice, also in row {found[at] + 2}")
        found[at] = i
    return [axis.place[label] for label in labels], axis.labels, axis.dates


def _count(text: str, row: int, column: str) -> float:
    """A whole number from zero, or NaN for an empty cell."""
    value = number(text, row, column)
    if value < 0 or value > LARGEST_COUNT or (np.isfinite(value) and value != np.floor(value)):
        problem = "negative" if value < 0 else "too large" if value > LARGEST_COUNT else "not a whole number"
        raise BadCounts(f"row {row + 2}, column {column!r}: {value:g} is {problem}")
    return value


def _epoch(texts: Sequence[str]) -> NDArray[np.datetime64]:
    days = []
    for i, text in enumerate(texts):
        if re.fullmatch(r"-?\d+(\.0)?", text):
            days.append(date(1970, 1, 1) + timedelta(days=int(float(text))))
        elif (day := first_day(text)) is not None:
            days.append(day)
        else:
            raise BadCounts(f"row {i + 2}, column 'epoch': {text!r} is not a date")
    for i in range(1, len(days)):
        if days[i] <= days[i - 1]:
            raise BadCounts(f"row {i + 2}, column 'epoch': {days[i]} does not come after {days[i - 1]}")
    return np.array(days, dtype="datetime64[D]")


def _long(rows: Sequence[Row], absent: str) -> Panel:
    lost = {"area", "week", "count"} - set(rows[0])
    if lost:
        raise BadCounts(f"the table has no column {min(lost)!r}")
    for name in ("area", "phenomenon", "week"):
        if (
            name in rows[0]
            and (empty := next((i for i, row in enumerate(rows) if not row[name].strip()), None)) is not None
        ):
            raise BadCounts(f"row {empty + 2}, column {name!r} is empty")
    kinds = "phenomenon" in rows[0]
    axis = _axis([row["week"].strip() for row in rows])
    labels, dates, place = axis.labels, axis.dates, axis.place
    keys = sorted({(row["area"], row.get("phenomenon", "")) for row in rows})
    series = {key: i for i, key in enumerate(keys)}
    counts = np.full((len(keys), len(labels)), np.nan)
    population = np.full(counts.shape, np.nan)
    filled: dict[tuple[int, int], int] = {}
    for i, row in enumerate(rows):
        cell = series[row["area"], row.get("phenomenon", "")], place[row["week"].strip()]
        if cell in filled:
            raise BadCounts(f"row {i + 2}, column 'week': {row['area']} {row['week']} is also in row {filled[cell]}")
        filled[cell] = i + 2
        counts[cell] = _count(row["count"], i, "count")
        if "population" in row:
            population[cell] = _people(row["population"], i)
    if absent == "zero":
        for a in range(len(keys)):
            for t in range(len(labels)):
                if (a, t) not in filled:
                    counts[a, t] = 0.0
    people = population if np.isfinite(population).any() else None
    areas, phenomena = tuple(k[0] for k in keys), tuple(k[1] for k in keys) if kinds else None
    return Panel(counts, areas, phenomena, tuple(labels), dates, people)


def _people(text: str, row: int) -> float:
    value = number(text, row, "population")
    if value <= 0 or np.isinf(value):
        raise BadCounts(f"row {row + 2}, column 'population': {value:g} is not a positive number")
    return value


def _plain(label: str) -> str:
    found = ISO_WEEK.match(label)
    return f"{found[1]}-W{int(found[2]):02d}" if found else label


@dataclass(frozen=True)
class _Axis:
    """Every week from the first to the last, also those that no row is about; `place` by label as written."""

    labels: list[str]
    dates: NDArray[np.datetime64] | None
    place: dict[str, int]


def _axis(weeks: Sequence[str]) -> _Axis:
    present = set(weeks)
    days = {w: first_day(w) for w in present}
    if all(day is not None for day in days.values()):
        return _axis_of_dates({w: day for w, day in days.items() if day is not None})
    if all(re.fullmatch(r"-?\d+", w) for w in present):
        first, last = min(map(int, present)), max(map(int, present))
        _check_length(last - first + 1)
        return _Axis([str(n) for n in range(first, last + 1)], None, {w: int(w) - first for w in present})
    odd = min(w for w in present if days[w] is None and not re.fullmatch(r"-?\d+", w))
    raise BadCounts(f"row {list(weeks).index(odd) + 2}, column 'week': {odd!r} is not a week")


def _axis_of_dates(days: dict[str, date]) -> _Axis:
    first, last = min(days.values()), max(days.values())
    if any((day - first).days % 7 for day in days.values()):
        raise BadCounts("the dates in column 'week' do not lie whole weeks apart")
    _check_length((last - first).days // 7 + 1)
    axis = [first + timedelta(days=d) for d in range(0, (last - first).days + 1, 7)]
    named = {day: _plain(label) for label, day in sorted(days.items())}
    labels = [named.get(day) or "{}-W{:02d}".format(*day.isocalendar()[:2]) for day in axis]
    return _Axis(labels, np.array(axis, dtype="datetime64[D]"), {w: (d - first).days // 7 for w, d in days.items()})


def _check_length(weeks: int) -> None:
    if weeks > MOST_WEEKS:
        raise BadCounts(f"column 'week' runs over {weeks} weeks; more than {MOST_WEEKS} is surely a mistyped week")


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
