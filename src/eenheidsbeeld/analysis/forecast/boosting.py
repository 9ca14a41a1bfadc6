"""Gradient boosting on what was known: a second opinion that has to earn its weight.

Friedman (2001), Annals of Statistics 29, as in scikit-learn's histogram trees with Poisson loss. Under drift
it has been seen to fall below climatology; the blend then leaves it out by its score.
"""

from typing import Any

import numpy as np

from ..arrays import Floats
from .components import Components

MOST_ROWS = 40_000
LEAST_ROWS = 2_000
LEAST_EVENTS = 200


def make_features(y: Floats, components: Components, period: float = 52.1775) -> Floats:
    """Features by areas by target weeks: logs of the components, the last counts, and the time of year."""
    horizon, targets = components.horizon, components.value.shape[2]
    logs = np.log(components.value + 0.01)
    lags = np.zeros((4, y.shape[0], targets))
    for lag in range(4):
        seen = np.nan_to_num(y[:, : max(targets - horizon - lag, 0)])
        lags[lag, :, horizon + lag : horizon + lag + seen.shape[1]] = np.minimum(seen, 50)
    angle = 2 * np.pi * np.arange(targets) / period
    total = np.nan_to_num(y).sum(axis=0)
    wave = np.zeros(targets)
    wave[horizon:] = np.log1p(total)[: targets - horizon]
    shared = np.stack([np.sin(angle), np.cos(angle), wave])
    return np.concatenate([logs, lags, np.broadcast_to(shared[:, None, :], (3, y.shape[0], targets))])


def fit_boosting(y: Floats, features: Floats, first: int, last: int) -> Any | None:
    """A model from target weeks `first` to `last` (not included), or None when there is too little to learn
    from.
    """
    from sklearn.ensemble import HistGradientBoostingRegressor
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    part = y[:, first:last].T  # by week, so that the newest rows stand last
    known = np.isfinite(part)
    x = features[:, :, first:last].transpose(2, 1, 0)[known]
    counts = part[known]
    if len(counts) > MOST_ROWS:
        x, counts = x[-MOST_ROWS:], counts[-MOST_ROWS:]
    if len(counts) < LEAST_ROWS or counts.sum() < LEAST_EVENTS:
        return None
    model = HistGradientBoostingRegressor(
        loss="poisson", learning_rate=0.07, max_iter=80, max_leaf_nodes=12, min_samples_leaf=60,
        l2_regularization=5.0, early_stopping=False, random_state=0,
    )  # fmt: skip
    with threadpool_limits(limits=1):  # sums in one order, whatever the machine
        return model.fit(x, counts)


def boosting_means(model: Any, features: Floats, first: int, last: int) -> Floats:
    """The means for target weeks `first` to `last` (not included); areas by weeks."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    x = features[:, :, first:last]
    with threadpool_limits(limits=1):
        mean = np.asarray(model.predict(x.reshape(len(x), -1).T), dtype=np.float64)
    return np.maximum(mean, 1e-9).reshape(x.shape[1:])
