"""What was known of a place `horizon` weeks before: the features of the boosted trees.

Discounted rates over half-lives from a week to a year, the last counts, the time since the last event and between
the last two, the same weeks last year, series that come every second or fourth week, the course of the whole panel,
the time of year, the neighbours and the calendar. All from earlier weeks only.
"""

from itertools import pairwise

import numpy as np

from ..arrays import Floats
from .components import running

HALF_LIVES = (1, 2, 4, 8, 16, 32, 64)
LAGS = range(6)
YEARS = (51, 52, 103)
STEPS = (2, 4)
LONGEST_GAP = 60.0
LARGEST_LAG = 50.0
YEAR = 365.25 / 7
SMALL = 0.01


def happened(y: Floats) -> Floats:
    """1 where something was counted, 0 where nothing was, NaN where nothing is known."""
    return np.where(np.isfinite(y), (y > 0).astype(np.float64), np.nan)


def known_share(any_: Floats, horizon: int, prior_weeks: float = 1.0) -> Floats:
    """The climatology of "at least one": the share of all earlier weeks, shrunk to that of the whole panel."""
    events, weeks = running(any_, 1.0)
    pooled = (events.sum(axis=0) + 0.5) / (weeks.sum(axis=0) + 1.0)
    return _later((prior_weeks * pooled + events) / (prior_weeks + weeks), horizon, 0.5)


def _later(x: Floats, horizon: int, before: float = np.nan) -> Floats:
    """Put at each target week what was known `horizon` weeks earlier."""
    out = np.full((*x.shape[:-1], x.shape[-1] + horizon), before)
    out[..., horizon:] = x
    return out


def make_features(y: Floats, horizon: int, *, announced: Floats | None = None, near: Floats | None = None) -> Floats:
    """Features by areas by target weeks, which run `horizon` beyond the counts; NaN where nothing is known yet."""
    any_ = happened(y)
    targets = y.shape[1] + horizon
    parts = [*_rates(y, any_, horizon), *_last_counts(y, horizon), *_gaps(y, horizon)]
    parts += _returning(any_, horizon)
    parts += [np.broadcast_to(row, (len(y), targets)) for row in _panel_wide(y, any_, horizon)]
    if near is not None:
        parts += [_later(near @ _discounted(np.nan_to_num(y), 0.5 ** (1 / life)), horizon) for life in (1, 4)]
    if announced is not None:
        parts += [kind[:, :targets] for kind in announced]
    return np.stack(parts)


def _discounted(x: Floats, discount: float) -> Floats:
    events, weeks = running(x, discount)
    return events / np.maximum(weeks, 1e-9)


def _rates(y: Floats, any_: Floats, horizon: int) -> list[Floats]:
    share = known_share(any_, horizon)
    n, e = running(y, 1.0)
    pooled = (n.sum(axis=0) + 0.5) / (e.sum(axis=0) + 1.0)
    mean = (pooled + n) / (1.0 + e)
    out = [share, np.log(_later(mean, horizon, 0.5) + SMALL)]
    usual = share[:, horizon:]
    for life in HALF_LIVES:
        discount = 0.5 ** (1 / life)
        n, e = running(any_, discount)
        out.append(_later((2 * usual + n) / (2 + e), horizon))
        n, e = running(y, discount)
        out.append(np.log(_later((mean + n) / (1 + e), horizon) + SMALL))
    return out


def _last_counts(y: Floats, horizon: int) -> list[Floats]:
    weeks = y.shape[1]
    out = []
    for lag in [horizon + k for k in LAGS] + [max(k, horizon) for k in YEARS]:
        seen = np.full((len(y), weeks + horizon), np.nan)
        if lag < weeks + horizon:
            seen[:, lag:] = np.minimum(y, LARGEST_LAG)[:, : weeks + horizon - lag]
        out.append(seen)
    return out


def _gaps(y: Floats, horizon: int) -> list[Floats]:
    """Weeks since the last event, and between that one and the one before."""
    since, between = np.empty_like(y), np.empty_like(y)
    now, gap = np.full(len(y), LONGEST_GAP), np.full(len(y), LONGEST_GAP)
    for t in range(y.shape[1]):
        hit = y[:, t] > 0
        gap = np.where(hit, now + 1, gap)
        now = np.where(hit, 0.0, np.minimum(now + 1, LONGEST_GAP))
        since[:, t], between[:, t] = now, np.minimum(gap, LONGEST_GAP)
    return [_later(since, horizon, LONGEST_GAP), _later(between, horizon, LONGEST_GAP)]


def _mean_of(x: Floats, weeks: list[int]) -> Floats:
    """Mean per area over the weeks that are known; NaN where none is."""
    part = x[:, weeks]
    known = np.isfinite(part)
    number = known.sum(axis=1)
    total = np.where(known, part, 0.0).sum(axis=1)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


def _returning(any_: Floats, horizon: int) -> list[Floats]:
    """The same weeks of earlier years, and the same place in a rhythm of two or four weeks."""
    targets = any_.shape[1] + horizon
    year, rhythm = np.full((len(any_), targets), np.nan), np.full((len(STEPS), len(any_), targets), np.nan)
    for t in range(targets):
        year[:, t] = _mean_of(any_, [w for w in _same_season(t, 3, 1) if 0 <= w <= t - horizon])
        for row, step in enumerate(STEPS):
            back = [t - step * k for k in range(1, 9) if 0 <= t - step * k <= t - horizon][:4]
            rhythm[row, :, t] = _mean_of(any_, back)
    return [year, *rhythm]


def _same_season(week: int, years: int, around: int) -> list[int]:
    return [week - round(YEAR * j) + d for j in range(1, years + 1) for d in range(-around, around + 1)]


def _panel_wide(y: Floats, any_: Floats, horizon: int) -> list[Floats]:
    """The course of the whole against its own past, its season, and the time of year; one value per week."""
    events, weeks = running(any_, 1.0)
    pooled = (events.sum(axis=0) + 0.5) / (weeks.sum(axis=0) + 1.0)
    known = np.isfinite(any_).sum(axis=0)
    active = np.where(known > 0, np.nansum(any_, axis=0) / np.maximum(known, 1), np.nan)
    whole = [_discounted(active[None], 0.5 ** (1 / life))[0] for life in (1, 4, 13)]
    out = [_later(np.log((x + 1e-4) / (pooled + 1e-4)), horizon) for x in whole]
    out += [_later(np.log((a + 1e-4) / (b + 1e-4)), horizon) for a, b in pairwise(whole)]
    count = np.where(known > 0, np.nansum(y, axis=0) / np.maximum(known, 1), np.nan)[None]
    out.append(_later(np.log((_discounted(count, 0.7) + 1e-4) / (_discounted(count, 1.0) + 1e-4))[0], horizon))
    time = np.arange(y.shape[1] + horizon)
    angle = 2 * np.pi * time / YEAR
    return [*out, _season_factor(active, horizon), time % YEAR // 1, np.sin(angle), np.cos(angle)]


def _season_factor(active: Floats, horizon: int) -> Floats:
    """How busy the same weeks of earlier years were beside the half-year around them."""
    out = np.zeros(len(active) + horizon)
    filled = np.nan_to_num(active)
    for t in range(len(out)):
        last = t - horizon + 1
        same = [w for w in _same_season(t, 5, 1) if 0 <= w < last]
        around = [filled[max(w - 13, 0) : min(w + 14, last)].mean() for w in same]
        out[t] = np.log((filled[same].sum() + 0.05) / (sum(around) + 0.05)) if same else 0.0
    return out
