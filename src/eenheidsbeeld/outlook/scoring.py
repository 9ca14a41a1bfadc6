"""Scores of what was said beforehand, from numbers as they were stored. Nothing is read here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eenheidsbeeld.analysis.charts import CalibrationPoint, calibration_chart
from eenheidsbeeld.analysis.scores.compare import compare_losses
from eenheidsbeeld.analysis.scores.probability import calibration, score_brier, score_log_binary, skill
from eenheidsbeeld.analysis.scores.track_record import Came, Outcome, Said, track_record

RECENT_WEEKS = 13


@dataclass(frozen=True)
class Told:
    """One stored sheet: its week counted from the first, its numbers per area and the counts that came."""

    week: int
    numbers: Mapping[str, Sequence[float]]
    observed: Sequence[int | None]


@dataclass(frozen=True)
class Scored:
    number: int = 0
    came: int = 0
    measures: tuple[tuple[str, float | None, float | None], ...] = ()
    skill: float | None = None
    gain: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: str = "too_few"
    # Over the last quarter the model did worse than looking back, by more than luck gives.
    drifts: bool = False
    curve: tuple[CalibrationPoint, ...] = ()


def score(told: Sequence[Told]) -> Scored:
    """Brier, log score, calibration with looking back beside them, and whether the difference is more than luck."""
    rows = [
        (one.week, said, usual, float(came > 0))
        for one in told
        for said, usual, came in zip(
            one.numbers["p_any"], one.numbers["climatology_p_any"], one.observed, strict=True
        )
        if came is not None
    ]  # fmt: skip
    if not rows:
        return Scored()
    week, said, usual, came = (np.array(column) for column in zip(*rows, strict=True))
    brier, brier_usual = score_brier(said, came), score_brier(usual, came)
    line, line_usual = calibration(said, came), calibration(usual, came)
    measures = (
        ("brier", brier, brier_usual), ("log", score_log_binary(said, came), score_log_binary(usual, came)),
        ("slope", _or_none(line.slope), _or_none(line_usual.slope)),
        ("error", line.expected_error, line_usual.expected_error),
    )  # fmt: skip
    losses, losses_usual = (said - came) ** 2, (usual - came) ** 2
    better = compare_losses(losses, losses_usual, week)
    late = week > week.max() - RECENT_WEEKS
    recent = compare_losses(losses[late], losses_usual[late], week[late], block=1)
    return Scored(
        len(rows), int(came.sum()), measures, _or_none(skill(brier, brier_usual)), _or_none(better.gain),
        _or_none(better.low), _or_none(better.high), better.verdict, recent.verdict == "loss",
        calibration_chart(line),
    )  # fmt: skip


def _or_none(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


@dataclass(frozen=True)
class Matched:
    """outcome per alert; seen: the happenings that some alert came before."""

    outcome: Mapping[str, Outcome]
    seen: frozenset[str]

    def count(self, wanted: Outcome) -> int:
        return sum(one == wanted for one in self.outcome.values())


def match(
    alerts: Sequence[tuple[str, Collection[str], str, int]], happened: Sequence[tuple[str, str, str, int]], *,
    now: int, holds: int,
) -> Matched:  # fmt: skip
    """Alerts (key, areas, phenomenon, week) against happenings (key, area, phenomenon, week).

    An alert over several areas is right when something happened in one of them; it holds for `holds` weeks.
    """
    said = [
        Said(f"{key}@{area}", area, phenomenon, week, week + holds)
        for key, areas, phenomenon, week in alerts for area in sorted(areas)
    ]  # fmt: skip
    record = track_record(said, [Came(*one) for one in happened], now=now)
    outcome: dict[str, Any] = {}
    for name, found in record.said:
        key = name.rpartition("@")[0]
        best = ("hit", "open", "false_alarm")
        outcome[key] = min(outcome.get(key, found), found, key=best.index)
    return Matched(outcome, frozenset(key for key, found in record.came if found == "hit"))
