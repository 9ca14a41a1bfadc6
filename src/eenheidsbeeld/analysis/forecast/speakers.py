"""The models of one panel, each with fits that are renewed at fixed weeks.

A fit belongs to a week of the panel and not to the question: the forecast of a week is the same whichever other
weeks are asked with it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import Floats
from ..prediction import Prediction
from .boosting import chance_of_trees, fit_trees, mean_of_trees
from .components import Components, make_components
from .discounted import additive_means, choose_dgp, dgp_means, fit_additive, importance_of
from .dispersion import fit_dispersion, with_dispersion
from .endemic_epidemic import EndemicEpidemic, fit_endemic_epidemic, predict_next
from .features import happened, known_share, make_features
from .results import Settings

SLOW = {"boosting", "endemic_epidemic", "discounted"}
YEARS_FOR_SLOW = 104
LEAST_EVENTS = 50


@dataclass(frozen=True)
class Panel:
    """Areas by weeks, shares of the whole, which areas touch, and kinds by areas by weeks on the calendar."""

    y: Floats
    share: Floats
    touch: Floats | None
    announced: Floats | None


class Speakers:
    """What each model says of a week, from what was known `horizon` weeks before."""

    def __init__(self, panel: Panel, settings: Settings) -> None:
        self.y, self.panel, self.s = panel.y, panel, settings
        near = _normalised(panel.touch)
        self.parts: Components = make_components(self.y, settings.horizon, near=near)
        self.models = settings.models
        # A model of its own, so that the calendar earns its weight like the others and can lose it.
        self.with_calendar: Components | None = None
        if panel.announced is not None and "calendar" in self.models:
            self.with_calendar = make_components(self.y, settings.horizon, announced=panel.announced, near=near)
        self.features: Floats | None = None
        if "boosting" in self.models:
            self.features = make_features(self.y, settings.horizon, announced=panel.announced, near=near)
        self.usual = known_share(happened(self.y), settings.horizon)
        self.fits: dict[str, tuple[int, Any]] = {}

    def says(self, model: str, target: int) -> Prediction | None:
        """The distribution per area, or None for a model that cannot speak yet."""
        every = self.s.refit_slow if model in SLOW else self.s.refit
        found = self._renewed(model, target, every)
        if found is None:
            return None
        fit, spread = found
        return with_dispersion(self._means(model, fit, target, target + 1)[:, 0], spread)

    def chance(self, target: int) -> Floats | None:
        """P(at least one) by the boosted trees, or None."""
        if self.features is None:
            return None
        model = self._renewed("chance", target, self.s.refit_slow)
        return None if model is None else chance_of_trees(model, self.features, target)

    def _renewed(self, model: str, target: int, every: int) -> Any:
        first = self.s.least_history + self.s.horizon
        at = max(target - target % every, first)
        if model not in self.fits or self.fits[model][0] != at:
            self.fits[model] = (at, self._fit(model, min(at - self.s.horizon + 1, self.y.shape[1])))
        return self.fits[model][1]

    def _fit(self, model: str, known_to: int) -> Any:
        first = max(known_to - self.s.training, min(self.s.least_history, known_to - 1), self.s.horizon)
        if model in {"boosting", "chance"}:
            if self.features is None or known_to < YEARS_FOR_SLOW:
                return None
            what = "mean" if model == "boosting" else "chance"
            trees = fit_trees(self.y, self.features, first, known_to, what)  # type: ignore[arg-type]
            return (
                trees if model == "chance" or trees is None else (trees, self._spread(model, trees, first, known_to))
            )
        fit = self._fit_plain(model, known_to)
        return None if fit is None else (fit, self._spread(model, fit, first, known_to))

    def _fit_plain(self, model: str, known_to: int) -> Any:
        y = self.y[:, :known_to]
        if model == "climatology":
            return 0.0
        if model == "discounted":
            return dgp_means(self.y, *choose_dgp(y, self.s.horizon), self.s.horizon)
        if model in {"additive", "calendar"}:
            parts = self._parts(model)
            first = max(known_to - 156, min(self.s.least_history, known_to - 1), self.s.horizon)
            return None if parts is None else fit_additive(self.y, parts, first, known_to)
        if known_to < YEARS_FOR_SLOW or np.nansum(y) < LEAST_EVENTS:
            return None
        return fit_endemic_epidemic(y, self.panel.share, self.panel.touch)

    def _parts(self, model: str) -> Components | None:
        return self.with_calendar if model == "calendar" else self.parts

    def _spread(self, model: str, fit: Any, first: int, known_to: int) -> Floats:
        """How the counts of the last two years scatter around the means of this fit."""
        begin = max(known_to - 104, first)
        means = self._means(model, fit, begin, known_to)
        part = self.y[:, begin:known_to]
        known = np.isfinite(part)
        weeks = np.broadcast_to(np.arange(begin, known_to, dtype=np.float64), part.shape)
        importance = importance_of(weeks.T[known.T], float(known_to))
        return fit_dispersion(part.T[known.T], means.T[known.T], importance)

    def _means(self, model: str, fit: Any, first: int, last: int) -> Floats:
        """Means for target weeks `first` to `last` (not included) under a fit; areas by weeks."""
        if model == "climatology":
            return np.asarray(self.parts.climatology[:, first:last])
        if model == "discounted":
            return np.asarray(fit)[:, first:last]
        parts = self._parts(model)
        if model in {"additive", "calendar"} and parts is not None:
            return additive_means(np.asarray(fit), parts, first, last)
        if model == "boosting":
            assert self.features is not None
            return mean_of_trees(fit, self.features, first, last)
        assert isinstance(fit, EndemicEpidemic)
        horizon = self.s.horizon
        weeks = range(first, last)
        return np.stack([predict_next(fit, self.y, t - horizon + 1, horizon).expected for t in weeks], axis=1)


def _normalised(touch: Floats | None) -> Floats | None:
    if touch is None:
        return None
    total = touch.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(touch, total, out=np.zeros_like(touch), where=total > 0))
