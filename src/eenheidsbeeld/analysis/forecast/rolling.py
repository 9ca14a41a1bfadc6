"""Forecasts week after week, each from what was known then, with weights by the score on the weeks before.

One run gives the forecast that is shown and the record that stands beside it: nothing is fitted with
hindsight.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import BadCounts, Floats, Ints, checked_counts, frozen
from ..prediction import Prediction, blended
from ..reasons import Reason
from ..scores.counts import score_log, score_rps
from .blend import stacking_weights
from .chances import Opinions, fit_stack, stacked, trust
from .results import NUMBERS, Forecast, Settings
from .speakers import Panel, Speakers

# Who is not named here begins with nothing and speaks only as far as past weeks say so.
START = {"climatology": 0.15, "discounted": 0.35, "additive": 0.5}
HALF_LIFE, GUARD_HALF_LIFE = 26.0, 8.0
SHORT_RECORD = 8


def rolling_forecast(
    counts: ArrayLike,
    weeks: Sequence[int],
    settings: Settings = Settings(),  # noqa: B008  (frozen)
    *,
    offset: ArrayLike | None = None,
    adjacency: ArrayLike | None = None,
    announced: ArrayLike | None = None,
    areas: Sequence[str] | None = None,
) -> Forecast:
    """Forecast each week in `weeks` from what was known `settings.horizon` weeks before.

    counts: areas by weeks, NaN missing. announced: the forward calendar, kinds by areas by weeks, running at
    least to the last target. adjacency and offset: for the endemic-epidemic model.
    """
    y = checked_counts(counts, rows=areas, row_kind="area", column_kind="week")
    if settings.incomplete:  # counts by event date that are still coming in teach nothing yet
        y = y[:, : y.shape[1] - settings.incomplete]
    wanted = sorted({int(w) for w in weeks})
    if wanted and not 0 <= wanted[0] <= wanted[-1] < y.shape[1] + settings.horizon:
        raise BadCounts(f"weeks must lie between 1 and {y.shape[1] + settings.horizon}")
    extra = None if announced is None else np.asarray(announced, dtype=np.float64)
    touch = None if adjacency is None else np.asarray(adjacency, dtype=np.float64)
    share = np.ones(len(y)) / len(y) if offset is None else np.asarray(offset, dtype=np.float64)
    order = np.array(sorted(range(len(y)), key=lambda a: (share[a], y[a].tobytes())), dtype=np.int64)
    panel = Panel(
        y[order], share[order], None if touch is None else touch[np.ix_(order, order)],
        None if extra is None else extra[:, order],
    )  # fmt: skip
    return _Run(panel, settings).forecast(wanted, list(weeks), np.argsort(order))


@dataclass(frozen=True)
class _Past:
    """What was said of one week and what came, for the cells that are known."""

    week: int
    log: Floats  # per model and cell: log of the probability given to what came
    any_of: Floats  # per model and cell: P(at least one)
    trees: Floats
    usual: Floats
    stack: Floats
    seen: Floats


@dataclass(frozen=True)
class _Weights:
    """How much each model weighs, its mean log score on the weeks this rests on, and how many weeks these are."""

    weight: Floats
    past_score: Floats
    weeks: int


class _Run:
    """One walk through the weeks, with the record so far."""

    def __init__(self, panel: Panel, settings: Settings) -> None:
        self.y, self.s = panel.y, settings
        self.models = settings.models
        self.speakers = Speakers(panel, settings)
        self.record: list[_Past] = []
        self.last_weights: tuple[int, _Weights] | None = None

    def forecast(self, wanted: list[int], asked: list[int], back: Ints) -> Forecast:
        s = self.s
        many, areas = len(wanted), len(self.y)
        earliest = s.least_history + s.horizon
        # the record that the first week leans on, and the record that those weeks leaned on
        first = max(min(wanted, default=0) - s.memory - s.guard - 2 * s.horizon - s.refit, earliest)
        tables = {name: np.full((areas, many), np.nan) for name in NUMBERS}
        weight, past_score = (np.full((many, len(self.models)), np.nan) for _table in range(2))
        record = np.zeros(many, dtype=np.int64)
        reason = np.full((areas, many), Reason.TOO_LITTLE_HISTORY, dtype=np.uint8)
        for target in range(first, max(wanted, default=-1) + 1):
            cells, found = self._one_week(target, target in wanted)
            if target in wanted:
                place = wanted.index(target)
                if not np.isfinite(self.y[:, : target - s.horizon + 1]).any():
                    reason[:, place] = Reason.MISSING_COUNT
                    continue
                for name, values in cells.items():
                    tables[name][:, place] = values
                weight[place], past_score[place], record[place] = found.weight, found.past_score, found.weeks
                silent = np.nansum(self.y[:, : target - s.horizon + 1], axis=1) == 0
                reason[:, place] = np.where(silent, Reason.PRIOR_ONLY, Reason.OK)
        pick = [wanted.index(int(w)) for w in asked]
        out = {name: frozen(values[back][:, pick]) for name, values in tables.items()}
        return Forecast(
            weeks=frozen(np.asarray(asked, dtype=np.int64)), weight=frozen(weight[pick]), models=self.models,
            past_score=frozen(past_score[pick]), record=frozen(record[pick]),
            reason=frozen(reason[back][:, pick]), **out,
        )  # fmt: skip

    def _one_week(self, target: int, shown: bool) -> tuple[dict[str, Floats], _Weights]:
        said = {m: p for m in self.models if (p := self.speakers.says(m, target)) is not None}
        found = self._weights(said, target)
        weight = found.weight
        any_of = np.stack([said[m].at_least(1.0) if m in said else np.zeros(len(self.y)) for m in self.models])
        any_raw, trees = weight @ any_of, self.speakers.chance(target)
        usual = self.speakers.usual[:, target]
        opinions = Opinions(any_raw, any_raw if trees is None else trees, usual)
        stack = stacked(opinions, self._stack(target, weight))
        p_any = usual + self._trust(target) * (stack - usual)
        self._remember(target, said, any_of, trees, usual, stack)
        if not shown:
            return {}, found
        return self._cells(target, said, weight, p_any, any_raw, usual), found

    def _cells(
        self, target: int, said: dict[str, Prediction], weight: Floats, p_any: Floats, any_raw: Floats, usual: Floats
    ) -> dict[str, Floats]:
        parts = [(said[m], np.full(len(self.y), w)) for m, w in zip(self.models, weight, strict=True) if w > 0]
        blend = blended(parts)
        lift = np.divide(p_any, any_raw, out=np.ones_like(p_any), where=any_raw > 0)
        climatology = said["climatology"]
        surge = np.maximum(climatology.quantile(1 - self.s.surge_share) + 1, self.s.least_surge)
        low, high = blend.interval(0.8)
        return {
            "mean": blend.expected * lift, "p_zero": 1 - p_any, "p_any": p_any, "surge_from": surge,
            "p_surge": np.minimum(blend.at_least(surge) * lift, p_any), "low": low, "high": high,
            "climatology_mean": climatology.expected, "climatology_p_any": usual,
            "climatology_p_surge": np.minimum(climatology.at_least(surge), usual),
        } | self._scores(target, blend, climatology)  # fmt: skip

    def _scores(self, target: int, blend: Prediction, climatology: Prediction) -> dict[str, Floats]:
        """How the whole distribution did, where the count is known by now; NaN where it is not."""
        seen = self.y[:, target] if target < self.y.shape[1] else np.full(len(self.y), np.nan)
        known = np.isfinite(seen)
        count = np.where(known, seen, 0.0)
        found = {
            "log_score": score_log(count, blend), "rps": score_rps(count, blend),
            "pit_low": np.where(count > 0, blend.at_most(np.maximum(count - 1, 0.0)), 0.0),
            "pit_high": blend.at_most(count), "climatology_log_score": score_log(count, climatology),
            "climatology_rps": score_rps(count, climatology),
        }  # fmt: skip
        return {name: np.where(known, values, np.nan) for name, values in found.items()}

    def _remember(
        self, target: int, said: dict[str, Prediction], any_of: Floats, trees: Floats | None, usual: Floats,
        stack: Floats,
    ) -> None:  # fmt: skip
        if target >= self.y.shape[1]:
            return
        seen = self.y[:, target]
        known = np.isfinite(seen)
        log = np.full((len(self.models), int(known.sum())), -np.inf)
        for row, model in enumerate(self.models):
            if model in said:
                log[row] = said[model].log_probability(np.where(known, seen, 0.0))[known]
        opinion = np.full(len(seen), np.nan) if trees is None else trees
        self.record.append(
            _Past(target, log, any_of[:, known], opinion[known], usual[known], stack[known], seen[known])
        )

    def _past(self, target: int, weeks: int) -> list[_Past]:
        """The record of the `weeks` weeks before, as far as it was known."""
        last = target - self.s.horizon
        return [r for r in self.record[-weeks - self.s.horizon - self.s.refit :] if last - weeks < r.week <= last]

    def _weights(self, said: dict[str, Prediction], target: int) -> _Weights:
        at = target - target % self.s.refit
        if self.last_weights is not None and self.last_weights[0] == at:
            return self.last_weights[1]
        start = np.array([START.get(m, 0.0) if m in said else 0.0 for m in self.models])
        start /= start.sum()
        past = self._past(at, self.s.memory)
        if len(past) < SHORT_RECORD:  # too short a record: only the default models speak
            return _Weights(start, np.full(len(start), np.nan), 0)
        log = np.concatenate([r.log for r in past], axis=1).T
        present = np.array([m in said for m in self.models])
        log[:, ~present] = -np.inf
        importance = _importance(past, at, HALF_LIFE)
        weight = stacking_weights(log, importance, start)
        weight = np.where(present & (weight > 1e-3), weight, 0.0)
        found = _Weights(np.asarray(weight / weight.sum()), _mean_score(log, importance), len(past))
        self.last_weights = (at, found)
        return found

    def _stack(self, target: int, weight: Floats) -> Floats:
        """How the opinions of the past year would best have been put together."""
        past = [r for r in self._past(target, self.s.memory) if len(r.seen)]
        if not past:
            nothing = np.zeros(0)
            return fit_stack(Opinions(nothing, nothing, nothing), nothing, nothing)
        blend = weight @ np.concatenate([r.any_of for r in past], axis=1)
        trees = np.concatenate([r.trees for r in past])
        said = Opinions(blend, np.where(np.isnan(trees), blend, trees), np.concatenate([r.usual for r in past]))
        came = (np.concatenate([r.seen for r in past]) > 0).astype(np.float64)
        return fit_stack(said, came, _importance(past, target, HALF_LIFE))

    def _trust(self, target: int) -> float:
        past = [r for r in self._past(target, self.s.guard) if len(r.seen)]
        if not past:
            return 1.0
        stack, usual, seen = (
            np.concatenate(x) for x in zip(*((r.stack, r.usual, r.seen) for r in past), strict=True)
        )
        return trust(stack, usual, (seen > 0).astype(np.float64), _importance(past, target, GUARD_HALF_LIFE))


def _mean_score(log: Floats, importance: Floats) -> Floats:
    """Minus the mean log probability of what came, per model, over the cells of which all who speak told."""
    speaks = np.isfinite(log).any(axis=0)
    told = np.isfinite(log[:, speaks]).all(axis=1)
    out = np.full(log.shape[1], np.nan)
    if told.any():
        out[speaks] = -(importance[told] @ log[told][:, speaks]) / importance[told].sum()
    return out


def _importance(past: list[_Past], now: int, half_life: float) -> Floats:
    """Per known cell: newer weeks teach more."""
    return np.concatenate([np.full(len(r.seen), 0.5 ** ((now - r.week) / half_life)) for r in past])
