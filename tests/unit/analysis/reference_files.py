"""Reads the outputs of the reference engines and compares with the written exemptions only."""

import csv
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

ROOT = files("eenheidsbeeld.reference") / "analysis"
TOLERANCE = 1e-6


def read_rows(name: str) -> list[dict[str, str]]:
    with (ROOT / name).open(newline="") as file:
        return list(csv.DictReader(file))


def read_json(name: str) -> Any:
    return json.loads((ROOT / name).read_text())


def number(text: str) -> float:
    return float(text) if text not in ("", "NA") else np.nan


@cache
def matrix(name: str, first_column: str) -> np.ndarray:
    rows = read_rows(name)
    names = [c for c in rows[0] if c != first_column]
    return np.array([[number(row[c]) for c in names] for row in rows])


def column(rows: Iterable[dict[str, str]], name: str) -> np.ndarray:
    return np.array([number(row[name]) for row in rows])


def close(a: np.ndarray, b: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Equal to 1e-6, or missing on both sides."""
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= TOLERANCE * np.maximum(np.abs(a), np.abs(b)) + 1e-9 * np.maximum(1, scale)
    return near | (np.isnan(a) & np.isnan(b)) | (a == b)


def exempt(name: str, golden: list[dict[str, str]], method: str) -> np.ndarray:
    """What is undefined in the reference itself: a bound on an empty history, a slope that is rounding
    noise.
    """
    upper = column(golden, "upperbound")
    free = (upper > 0) & (upper < 1e-3) & (name in {"upperbound", "score", "pvalue", "mu0"})
    if "mu0" in golden[0]:
        mu0, slope, expected = (column(golden, c) for c in ("mu0", "trend_coef", "expected"))
        if method == "muan":
            free |= (mu0 > 1e7) & (name in {"upperbound", "score", "pvalue", "mu0"})
        free |= (expected == 0) & np.isnan(upper) & (name == "expected")
        free |= np.abs(slope) < 1e-9
        free |= np.isnan(column(golden, "phi")) & (name == "trend")
    return free
