"""Gradient boosting on what was known: a second opinion that has to earn its weight.

Friedman (2001), Annals of Statistics 29, as in scikit-learn's histogram trees: one model for the mean count (Poisson
loss) and one for the chance of at least one (log loss). Under drift trees have been seen to fall below climatology;
stacking and the guard of `chances` then leave them out.
"""

from typing import Any, Literal

import numpy as np

from ..arrays import Floats

MOST_ROWS = 120_000
LEAST_ROWS = 2_000
LEAST_EVENTS = 200
SHAPE: dict[str, Any] = {
    "learning_rate": 0.06, "max_iter": 100, "max_leaf_nodes": 12, "min_samples_leaf": 60,
    "l2_regularization": 5.0, "early_stopping": False, "random_state": 0,
}  # fmt: skip


def fit_trees(y: Floats, features: Floats, first: int, last: int, what: Literal["mean", "chance"]) -> Any | None:
    """A model from target weeks `first` to `last` (not included), or None when there is too little to learn
    from.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    part = y[:, first:last].T  # by week, so that the newest rows stand last
    known = np.isfinite(part)
    counts = part[known][-MOST_ROWS:]
    events = int((counts > 0).sum())
    if len(counts) < LEAST_ROWS or events < LEAST_EVENTS or events == len(counts):
        return None
    x = features[:, :, first:last].transpose(2, 1, 0)[known][-MOST_ROWS:]
    with threadpool_limits(limits=1):  # sums in one order, whatever the machine
        if what == "chance":
            return HistGradientBoostingClassifier(**SHAPE).fit(x, counts > 0)
        return HistGradientBoostingRegressor(loss="poisson", **SHAPE).fit(x, counts)


def _rows(features: Floats, first: int, last: int) -> Floats:
    x = features[:, :, first:last]
    return np.ascontiguousarray(x.reshape(len(x), -1).T)


def mean_of_trees(model: Any, features: Floats, first: int, last: int) -> Floats:
    """The means for target weeks `first` to `last` (not included); areas by weeks."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(limits=1):
        mean = np.asarray(model.predict(_rows(features, first, last)), dtype=np.float64)
    return np.maximum(mean, 1e-9).reshape(features.shape[1], last - first)


def chance_of_trees(model: Any, features: Floats, target: int) -> Floats:
    """The chance of at least one in the target week, per area."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    with threadpool_limits(limits=1):
        return np.asarray(model.predict_proba(_rows(features, target, target + 1))[:, 1], dtype=np.float64)
