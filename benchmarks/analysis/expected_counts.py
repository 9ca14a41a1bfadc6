"""Farrington: speed by engine, against lstsq and against R in the same minutes; growth with series and
weeks.
"""

import csv
import shutil
import subprocess
import tempfile
from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from measure import Line, cpu, one_lstsq
from panel import make_panel

from eenheidsbeeld.analysis.farrington.control import REFERENCE, SOUND
from eenheidsbeeld.analysis.farrington.flexible import farrington_flexible

R_SCRIPT = """
suppressMessages(library(surveillance))
y <- as.matrix(read.csv(commandArgs(TRUE)[1])[, -1])
x <- sts(observed = y, start = c(2012, 1), frequency = 52)
ctl <- list(range = 573:624, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
            pThresholdTrend = 1, alpha = .005, thresholdMethod = "nbPlugin", limit54 = c(0, 4))
t0 <- proc.time(); invisible(capture.output(suppressWarnings(farringtonFlexible(x, ctl))))
cat(sum((proc.time() - t0)[1:2]) / (52 * ncol(y)))
"""
SETTINGS = replace(
    REFERENCE, no_periods=10, past_weeks_not_included=26, p_threshold_trend=1.0, alpha=0.005,
    threshold_method="nbPlugin", limit54=(0, 4),
)  # fmt: skip


def series() -> np.ndarray:
    with (files("eenheidsbeeld.reference") / "analysis/farrington/series.csv").open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    return np.nan_to_num(np.array([[float(v) if v else np.nan for v in row[1:]] for row in rows]).T)


def r_seconds(y: np.ndarray) -> float | None:
    """CPU seconds per evaluation of R surveillance, None where it is not installed."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        data, script = Path(folder) / "y.csv", Path(folder) / "time.R"
        lines = ["t," + ",".join(f"s{i}" for i in range(len(y)))]
        lines += [f"{t + 1}," + ",".join(f"{v:.0f}" for v in y[:, t]) for t in range(y.shape[1])]
        data.write_text("\n".join(lines))
        script.write_text(R_SCRIPT)
        done = subprocess.run(["Rscript", str(script), str(data)], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 and done.stdout else None


def run(quick: bool = False) -> list[Line]:
    engines = ["numba", "numpy"] if find_spec("numba") else ["numpy"]
    dense = np.tile(series(), (25, 1))
    reference = r_seconds(series()[:4] if quick else series())
    unit, lines = one_lstsq(), []
    weeks = list(range(572, 624))
    for engine in engines:
        farrington_flexible(dense[:40], [600], SETTINGS, engine=engine)  # compile before the clock runs
        each = cpu(lambda e=engine: farrington_flexible(dense, [600, 610], SETTINGS, engine=e), 3) / (2 * len(dense))
        compiled = engine == "numba"
        lines.append(Line(f"one evaluation in units of lstsq(224x11), {engine}", each / unit, 1 if compiled else 3))
        if reference is not None:
            goal = 350 if compiled else 100
            lines.append(
                Line(f"times faster than R in this run, {engine}", reference / each, goal, "at least", unit="x")
            )
        full = np.tile(series(), (342, 1))
        week = cpu(lambda e=engine, y=full: farrington_flexible(y, [600], SETTINGS, engine=e), 2)
        lines.append(Line(f"6,840 series, one week, {engine}", week, 1, unit="s"))
        if not quick:
            goal = 15 if compiled else 90
            year = cpu(lambda e=engine, y=full: farrington_flexible(y, weeks, SETTINGS, engine=e))
            lines.append(Line(f"6,840 series, 52 weeks, {engine}", year, goal, unit="s"))
        sparse = make_panel(3).counts.reshape(6840, -1)[:, :]
        short = cpu(lambda e=engine, y=sparse: farrington_flexible(y, [360], SOUND, engine=e), 2)
        lines.append(Line(f"6,840 sparse series, one week, sound mode, {engine}", short, 1, unit="s"))
        half = cpu(lambda e=engine: farrington_flexible(dense[:250], weeks[:4], SETTINGS, engine=e), 3)
        more = cpu(lambda e=engine: farrington_flexible(dense, weeks[:4], SETTINGS, engine=e), 3)
        longer = cpu(lambda e=engine: farrington_flexible(dense[:250], weeks[:8], SETTINGS, engine=e), 3)
        lines.append(Line(f"twice the series, {engine}", more / half, 2.1, unit="x"))
        lines.append(Line(f"twice the weeks, {engine}", longer / half, 2.1, unit="x"))
    if reference is None:
        print("R with surveillance is not installed here: no ratio against it")
    else:
        print(f"R surveillance: {1000 * reference:.2f} ms per evaluation; lstsq: {1e6 * unit:.1f} microseconds")
    return lines
