"""Simple looks at the past, each a mean per area and week that was known `horizon` weeks before.

Discounted gamma-Poisson means over several spans (West and Harrison, 1997, Bayesian Forecasting and Dynamic
Models, ch. 14), all shrunk to the pooled mean; the wave of the whole country, the season, the same weeks last
year, the neighbours, and, for the model that knows the calendar, what is announced: each kind of event adds a mean
number of its own to its week (Poisson regression with identity link and no negative terms; Marschner, 2010, Journal
of Computational and Graphical Statistics 19).
"""

from dataclasses import dataclass

import numpy as np

from ..arrays import Floats

DISCOUNTS = (0.3, 0.6, 0.8, 0.9, 0.96, 0.985)
WAVES = (0.5, 0.85)
PRIOR_WEEKS = 0.5
FLOOR = 1e-9


@dataclass(frozen=True)
class Components:
    """value[j] is areas by target weeks; the target weeks run `horizon` beyond the counts. names say what
    each is.
    """

    names: tuple[str, ...]
    value: Floats
    horizon: int

    @property
    def climatology(self) -> Floats:
        """The mean of everything known of the area, shrunk to the pooled mean."""
        return np.asarray(self.value[0])


def running(y: Floats, discount: float) -> tuple[Floats, Floats]:
    """Discounted events and weeks up to and with each week; a missing week adds to neither."""
    known = np.isfinite(y)
    filled = np.where(known, y, 0.0)
    events, weeks = np.empty_like(filled), np.empty_like(filled)
    n, e = np.zeros(len(y)), np.zeros(len(y))
    for t in range(y.shape[1]):
        n = discount * n + filled[:, t]
        e = discount * e + known[:, t]
        events[:, t], weeks[:, t] = n, e
    return events, weeks


def _shifted(x: Floats, horizon: int) -> Floats:
    """Known at the target: the value of `horizon` weeks earlier; before the first count there is nothing."""
    out = np.zeros((*x.shape[:-1], x.shape[-1] + horizon))
    out[..., horizon:] = x
    return out


def make_components(
    y: Floats, horizon: int, *, announced: Floats | None = None, near: Floats | None = None, period: int = 52
) -> Components:
    """All components for all target weeks of a panel (areas by weeks, NaN missing).

    announced: events on the calendar, kinds by areas by target weeks (counts plus `horizon` columns or more).
    near: weights between areas, rows to columns, each row adding up to one.
    """
    names, values = ["climatology"], []
    events, weeks = running(y, 1.0)
    pooled = (events.sum(axis=0) + 0.5) / (weeks.sum(axis=0) + 1.0)
    long = (PRIOR_WEEKS * pooled + events) / (PRIOR_WEEKS + weeks)
    values.append(_shifted(long, horizon))
    for discount in DISCOUNTS:
        n, e = running(y, discount)
        names.append(f"own_{discount}")
        values.append(_shifted((PRIOR_WEEKS * pooled + n) / (PRIOR_WEEKS + e), horizon))
    for discount in WAVES:
        n, e = running(y, discount)
        now = (n.sum(axis=0) + pooled) / (e.sum(axis=0) + 1)
        names.append(f"wave_{discount}")
        values.append(_shifted(long * (now / pooled), horizon))
    names += ["season", "last_year"]
    season, last_year = _yearly(y, pooled, horizon, period)
    values += [values[0] * season, last_year]
    if near is not None:
        last = np.nan_to_num(y)
        names.append("neighbours")
        values.append(_shifted((near[:, :, None] * last[None]).sum(axis=1), horizon))
    if announced is not None:
        targets = y.shape[1] + horizon
        for kind in range(announced.shape[0]):
            names.append(f"announced_{kind + 1}")
            values.append(announced[kind][:, :targets].astype(np.float64))
    stacked = np.stack(values)
    stacked[: len(names) - (0 if announced is None else announced.shape[0])] += FLOOR
    return Components(tuple(names), stacked, horizon)


def _yearly(y: Floats, pooled: Floats, horizon: int, period: int) -> tuple[Floats, Floats]:
    """The country's factor for the season, and each area's own mean of the same weeks in earlier years."""
    areas, weeks = y.shape
    filled, known = np.nan_to_num(y), np.isfinite(y).astype(np.float64)
    total, seen = filled.sum(axis=0), known.sum(axis=0)
    factor, own = np.ones(weeks + horizon), np.empty((areas, weeks + horizon))
    for target in range(weeks + horizon):
        last = target - horizon
        level = pooled[last] if last >= 0 else 0.0
        wide = [target - period * j + d for j in range(1, 6) for d in range(-3, 4)]
        wide = [t for t in wide if 0 <= t <= last]
        narrow = [t for t in wide if abs((target - t + period // 2) % period - period // 2) <= 1]
        expected = level * seen[wide].sum()
        prior = 6.0 * level * areas
        factor[target] = (total[wide].sum() + prior + 1e-9) / (expected + prior + 1e-9)
        own[:, target] = (level + filled[:, narrow].sum(axis=1)) / (1.0 + known[:, narrow].sum(axis=1))
    return factor[None, :], own
