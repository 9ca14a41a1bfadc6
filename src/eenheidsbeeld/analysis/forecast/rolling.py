"""Forecasts week after week, each from what was known then, with weights by the score on the weeks before.

One run gives the forecast that is shown and the record that stands beside it: nothing is fitted with
hindsight.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import BadCounts, Floats, Ints, checked_counts, frozen
from ..prediction import Prediction, blended
from ..reasons import Reason
from .blend import recalibrated, recalibration_curve, stacking_weights
from .boosting import boosting_means, fit_boosting, make_features
from .components import Components, make_components
from .discounted import additive_means, choose_dgp, dgp_means, fit_additive, importance_of
from .dispersion import fit_dispersion, with_dispersion
from .endemic_epidemic import EndemicEpidemic, fit_endemic_epidemic, predict_next
from .results import NUMBERS, Forecast, Settings

START = {"climatology": 0.15, "discounted": 0.35, "additive": 0.5}


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
    run = _Run(
        y[order], settings, share[order], None if touch is None else touch[np.ix_(order, order)],
        None if extra is None else extra[:, order],
    )  # fmt: skip
    return run.forecast(wanted, list(weeks), np.argsort(order))


Record = tuple[int, Floats, Floats, Floats]  # week, log scores per model, probabilities said, counts


class _Run:
    """The state of one walk through the weeks: fits that are renewed now and then, and the record so far."""

    def __init__(
        self, y: Floats, settings: Settings, share: Floats, touch: Floats | None, announced: Floats | None
    ) -> None:
        self.y, self.s, self.share, self.touch = y, settings, share, touch
        near = None
        if touch is not None:
            total = touch.sum(axis=1, keepdims=True)
            near = np.divide(touch, total, out=np.zeros_like(touch), where=total > 0)
        self.parts: Components = make_components(y, settings.horizon, announced=announced, near=near)
        self.models = tuple(
            m for m in settings.models if not (m == "endemic_epidemic" and touch is None and share.size < 2)
        )
        self.features = make_features(y, self.parts) if "boosting" in self.models else None
        self.fits: dict[str, tuple[object, Floats]] = {}
        self.fitted_at: dict[str, int] = {}
        self.record: list[Record] = []
        self.last_weights: tuple[int, Floats] | None = None

    def forecast(self, wanted: list[int], asked: list[int], back: Ints) -> Forecast:
        s = self.s
        many, areas = len(wanted), len(self.y)
        first = max(min(wanted, default=0) - s.memory - 1, s.least_history + s.horizon)
        tables = {name: np.full((areas, many), np.nan) for name in NUMBERS}
        weight = np.full((many, len(self.models)), np.nan)
        reason = np.full((areas, many), Reason.TOO_LITTLE_HISTORY, dtype=np.uint8)
        for target in range(min([first, *wanted]) if wanted else 0, max(wanted, default=-1) + 1):
            if target < s.least_history + s.horizon:
                continue
            cells, blend_weight = self._one_week(target, target in wanted)
            if target in wanted:
                place = wanted.index(target)
                for name, values in cells.items():
                    tables[name][:, place] = values
                weight[place] = blend_weight
                silent = np.nansum(self.y[:, : target - s.horizon + 1], axis=1) == 0
                reason[:, place] = np.where(silent, Reason.PRIOR_ONLY, Reason.OK)
        pick = [wanted.index(int(w)) for w in asked]
        out = {name: frozen(values[back][:, pick]) for name, values in tables.items()}
        return Forecast(
            weeks=frozen(np.asarray(asked, dtype=np.int64)), weight=frozen(weight[pick]), models=self.models,
            reason=frozen(reason[back][:, pick]), **out,
        )  # fmt: skip

    def _one_week(self, target: int, shown: bool) -> tuple[dict[str, Floats], Floats]:
        said = {m: p for m in self.models if (p := self._say(m, target)) is not None}
        past = [r for r in self.record if r[0] <= target - self.s.horizon][-self.s.memory :]
        weight = self._weights(past, said, target)
        parts = [(said[m], np.full(len(self.y), w)) for m, w in zip(self.models, weight, strict=True) if w > 0]
        blend = blended(parts)
        any_raw, any_base = blend.at_least(1.0), said["climatology"].at_least(1.0)
        p_any = self._calibrated(any_raw, any_base, past, target)
        lift = np.divide(p_any, any_raw, out=np.ones_like(p_any), where=any_raw > 0)
        seen = self.y[:, target] if target < self.y.shape[1] else np.full(len(self.y), np.nan)
        known = np.isfinite(seen)
        log = np.full((len(self.y), len(self.models)), -np.inf)
        for column, model in enumerate(self.models):
            if model in said:
                log[:, column] = said[model].log_probability(np.where(known, seen, 0.0))
        together = np.full(len(self.y), np.nan)
        together[known] = -blend.log_probability(np.where(known, seen, 0.0))[known]
        if known.any():
            self.record.append((target, log[known], np.stack([any_raw, any_base, p_any])[:, known], seen[known]))
        if not shown:
            return {}, weight
        surge = self._surge_from(said["climatology"])
        low, high = blend.interval(0.8)
        cells = {
            "mean": blend.expected * lift, "p_zero": 1 - p_any, "p_any": p_any, "surge_from": surge,
            "p_surge": np.minimum(blend.at_least(surge) * lift, p_any), "low": low, "high": high,
            "climatology_mean": said["climatology"].expected, "climatology_p_any": any_base,
            "climatology_p_surge": said["climatology"].at_least(surge), "log_score": together,
        }  # fmt: skip
        return cells, weight

    def _weights(self, past: list[Record], said: dict[str, Prediction], target: int) -> Floats:
        start = np.array([START.get(m, 0.0) if m in said else 0.0 for m in self.models])
        start /= start.sum()
        if len(past) < 8:  # too short a record: only the default models speak
            return start
        if self.last_weights is not None and target - self.last_weights[0] < self.s.refit:
            return self.last_weights[1]
        log = np.concatenate([r[1] for r in past])
        weeks = np.concatenate([np.full(len(r[1]), float(r[0])) for r in past])
        present = np.array([m in said for m in self.models])
        log[:, ~present] = -np.inf
        weight = stacking_weights(log, 0.5 ** ((target - weeks) / 26.0), start)
        weight = np.where(present & (weight > 1e-3), weight, 0.0)
        self.last_weights = (target, np.asarray(weight / weight.sum()))
        return self.last_weights[1]

    def _calibrated(self, raw: Floats, base: Floats, past: list[Record], target: int) -> Floats:
        if len(past) < 8:
            return raw
        weeks = np.concatenate([np.full(len(r[3]), float(r[0])) for r in past])
        spoken, before, shown = np.concatenate([r[2] for r in past], axis=1)
        came = (np.concatenate([r[3] for r in past]) > 0).astype(np.float64)
        importance = 0.5 ** ((target - weeks) / 26.0)
        fresh = recalibrated(raw, recalibration_curve(spoken, came, importance))
        gain = np.sum(importance * ((before - came) ** 2 - (shown - came) ** 2))
        # a model that lost to the climatology over the record does not get to speak above it
        return fresh if gain >= 0 else base

    def _surge_from(self, climatology: Prediction) -> Floats:
        return np.maximum(climatology.quantile(1 - self.s.surge_share) + 1, self.s.least_surge)

    def _say(self, model: str, target: int) -> Prediction | None:
        """What this model says about the target week, from a fit on earlier weeks only."""
        known_to = min(target - self.s.horizon + 1, self.y.shape[1])
        slow = model in {"boosting", "endemic_epidemic", "discounted"}
        every = self.s.refit_slow if slow else self.s.refit
        if model not in self.fitted_at or target - self.fitted_at[model] >= every:
            self.fitted_at[model] = target
            self._fit(model, known_to)
        if model not in self.fits:
            return None
        fit, spread = self.fits[model]
        return with_dispersion(self._means(model, fit, target, target + 1)[:, 0], spread)

    def _means(self, model: str, fit: object, first: int, last: int) -> Floats:
        """Means for target weeks `first` to `last` (not included) under a fit; areas by weeks."""
        if model == "climatology":
            return np.asarray(self.parts.climatology[:, first:last])
        if model == "discounted":
            return np.asarray(fit)[:, first:last]
        if model == "additive":
            return additive_means(np.asarray(fit), self.parts, first, last)
        if model == "boosting":
            assert self.features is not None
            return boosting_means(fit, self.features, first, last)
        assert isinstance(fit, EndemicEpidemic)
        horizon = self.s.horizon
        weeks = range(first, last)
        return np.stack([predict_next(fit, self.y, t - horizon + 1, horizon).expected for t in weeks], axis=1)

    def _fit(self, model: str, known_to: int) -> None:
        first = max(known_to - self.s.training, min(self.s.least_history, known_to - 1), self.s.horizon)
        y = self.y[:, :known_to]
        fit: object | None = None
        if model == "climatology":
            fit = 0.0
        elif model == "discounted":
            fit = dgp_means(self.y, *choose_dgp(y, self.s.horizon), self.s.horizon)
        elif model == "additive":
            fit = fit_additive(self.y, self.parts, first, known_to)
        elif model == "boosting" and self.features is not None and known_to >= 104:
            fit = fit_boosting(self.y, self.features, first, known_to)
        elif model == "endemic_epidemic" and known_to >= 104 and np.nansum(y) >= 50:
            fit = fit_endemic_epidemic(y, self.share, self.touch)
        if fit is None:
            return
        begin = max(known_to - 104, first)
        means = self._means(model, fit, begin, known_to)
        part = self.y[:, begin:known_to]
        known = np.isfinite(part)
        weeks = np.broadcast_to(np.arange(begin, known_to, dtype=np.float64), part.shape)
        importance = importance_of(weeks.T[known.T], float(known_to))
        spread = fit_dispersion(part.T[known.T], means.T[known.T], importance)
        self.fits[model] = (fit, spread)
