"""The endemic-epidemic model: a seasonal level, plus what follows from last week here and next door.

Held, Hoehle and Hofmann (2005), Statistical Modelling 5; Paul and Held (2011), Statistics in Medicine 30
(hhh4 of R `surveillance`). mean(i, t) = offset(i) exp(level + season) + exp(own) y(i, t-1) + exp(near) sum_j
w(j, i) y(j, t-1), negative binomial with one dispersion. Protests spread by calendar and news more than by
adjacency: this model has to earn its weight.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import digamma, gammaln

from ..arrays import BadCounts, Floats, checked_counts, frozen
from ..prediction import Prediction, single

Family = Literal["negbin", "poisson"]


@dataclass(frozen=True)
class EndemicEpidemic:
    """A fitted model. `coefficients` by name, as in R: ar and ne on the log scale, overdisp is 1 / size."""

    coefficients: dict[str, float]
    log_likelihood: float
    converged: bool
    period: float
    harmonics: int
    offset: Floats
    weights: Floats | None
    family: Family


@dataclass(frozen=True)
class _Terms:
    """What the likelihood needs, flattened over areas and weeks."""

    y: Floats
    endemic: Floats
    log_offset: Floats
    own: Floats | None
    near: Floats | None
    negbin: bool


def season_terms(weeks: Floats, period: float, harmonics: int) -> Floats:
    """Columns: one, then sine and cosine of each harmonic; weeks are counted from 0."""
    columns = [np.ones_like(weeks)]
    for number in range(1, harmonics + 1):
        columns += [np.sin(2 * np.pi * number * weeks / period), np.cos(2 * np.pi * number * weeks / period)]
    return np.stack(columns, axis=1)


def fit_endemic_epidemic(
    counts: ArrayLike,
    offset: ArrayLike,
    adjacency: ArrayLike | None = None,
    *,
    own_week: bool = True,
    harmonics: int = 1,
    period: float = 52.0,
    family: Family = "negbin",
    start: dict[str, float] | None = None,
) -> EndemicEpidemic:
    """Maximum likelihood over rows 2 to the last. counts: areas by weeks, NaN missing; offset: a share per
    area.

    adjacency: 1 where two areas touch; each row is divided by its sum. None leaves neighbours out.
    """
    y = checked_counts(counts, row_kind="area", column_kind="week")
    share = np.asarray(offset, dtype=np.float64)
    if share.shape != (len(y),) or not (share > 0).all():
        raise BadCounts("the offset must be one positive number per area")
    weights = None if adjacency is None else _normalised(adjacency, len(y))
    terms = _terms(y, share, weights, own_week, harmonics, period, family)
    names = _names(terms, harmonics)
    first = np.array([(start or {}).get(n, _start(n, terms)) for n in names])
    found = minimize(_loss, first, args=(terms,), jac=True, method="BFGS", options={"gtol": 1e-5, "maxiter": 500})
    best, settled = _polished(found.x, terms)
    log_likelihood = -_loss(best, terms)[0]
    natural = dict(zip(names, best.tolist(), strict=True))
    if family == "negbin":
        natural["overdisp"] = float(np.exp(natural.pop("log_overdisp")))
    return EndemicEpidemic(
        natural, float(log_likelihood), settled, period, harmonics, frozen(share), weights, family
    )  # fmt: skip


def predict_next(model: EndemicEpidemic, counts: ArrayLike, week: int, horizon: int = 1) -> Prediction:
    """The distribution of week `week` + `horizon` - 1 when everything before `week` is known.

    Further ahead the expected counts stand in for the unknown ones.
    """
    y = np.nan_to_num(np.asarray(counts, dtype=np.float64))
    c = model.coefficients
    last = y[:, week - 1]
    for step in range(horizon):
        terms = season_terms(np.array([float(week + step)]), model.period, model.harmonics)[0]
        level = np.array([c[name] for name in _season_names(model.harmonics)])
        mean = model.offset * np.exp(float(terms @ level))
        if "ar" in c:
            mean = mean + np.exp(c["ar"]) * last
        if "ne" in c and model.weights is not None:
            mean = mean + np.exp(c["ne"]) * (model.weights.T @ last)
        last = mean
    size = 1 / c["overdisp"] if model.family == "negbin" else np.inf
    return single(last, np.full(last.shape, size))


def _normalised(adjacency: ArrayLike, n: int) -> Floats:
    w = np.array(adjacency, dtype=np.float64)
    if w.shape != (n, n):
        raise BadCounts(f"adjacency has shape {w.shape}, expected {(n, n)}")
    total = w.sum(axis=1, keepdims=True)
    return np.asarray(np.divide(w, total, out=np.zeros_like(w), where=total > 0))


def _season_names(harmonics: int) -> list[str]:
    return ["end"] + [f"{kind}{n}" for n in range(1, harmonics + 1) for kind in ("sin", "cos")]


def _names(terms: _Terms, harmonics: int) -> list[str]:
    epidemic = (["ar"] if terms.own is not None else []) + (["ne"] if terms.near is not None else [])
    return _season_names(harmonics) + epidemic + (["log_overdisp"] if terms.negbin else [])


def _start(name: str, terms: _Terms) -> float:
    mean = max(float(terms.y.mean()), 1e-6) / float(np.exp(terms.log_offset).mean())
    return {"end": float(np.log(mean * 0.7)), "ar": -1.5, "ne": -2.0, "log_overdisp": -0.5}.get(name, 0.0)


def _terms(
    y: Floats, share: Floats, weights: Floats | None, own: bool, harmonics: int, period: float, family: Family
) -> _Terms:
    areas, weeks = y.shape
    earlier, now = y[:, :-1], y[:, 1:]
    known = np.isfinite(now) & (np.isfinite(earlier) | (not own))
    filled = np.nan_to_num(earlier)
    season = season_terms(np.arange(1.0, weeks), period, harmonics)
    near = None if weights is None else (weights.T @ filled)[known]
    return _Terms(
        y=now[known],
        endemic=np.broadcast_to(season[None], (areas, weeks - 1, season.shape[1]))[known],
        log_offset=np.broadcast_to(np.log(share)[:, None], now.shape)[known],
        own=filled[known] if own else None,
        near=near,
        negbin=family == "negbin",
    )


def _loss(theta: Floats, t: _Terms) -> tuple[float, Floats]:
    """Minus the log likelihood (with its constants) and its gradient."""
    n_season = t.endemic.shape[1]
    parts = [np.exp(np.clip(t.endemic @ theta[:n_season] + t.log_offset, -500, 500))]
    place = n_season
    for earlier in (t.own, t.near):
        if earlier is not None:
            parts.append(np.exp(np.clip(theta[place], -500, 500)) * earlier)
            place += 1
    mean = np.maximum(sum(parts[1:], parts[0]), 1e-300)
    y = t.y
    if t.negbin:
        size = float(np.exp(-theta[-1]))
        log = (
            gammaln(y + size) - gammaln(size) - gammaln(y + 1)
            - size * np.log1p(mean / size) + y * (np.log(mean) - np.log(size + mean))
        )  # fmt: skip
        slope = y / mean - (y + size) / (size + mean)
        by_size = digamma(y + size) - digamma(size) - np.log1p(mean / size) + (mean - y) / (size + mean)
    else:
        log = y * np.log(mean) - mean - gammaln(y + 1)
        slope = y / mean - 1
    gradient = np.empty_like(theta)
    gradient[:n_season] = t.endemic.T @ (slope * parts[0])
    for number, part in enumerate(parts[1:]):
        gradient[n_season + number] = float(slope @ part)
    if t.negbin:
        gradient[-1] = -size * float(by_size.sum())
    return -float(log.sum()), -gradient


def _polished(theta: Floats, terms: _Terms) -> tuple[Floats, bool]:
    """A few Newton rounds with a numerical Hessian, so that the last digits do not hang on the line
    search.
    """
    value, gradient = _loss(theta, terms)
    for _ in range(6):
        step = 1e-5
        hessian = np.stack(
            [
                (_loss(theta + step * e, terms)[1] - _loss(theta - step * e, terms)[1]) / (2 * step)
                for e in np.eye(len(theta))
            ]
        )
        hessian = (hessian + hessian.T) / 2 + 1e-9 * np.eye(len(theta))
        try:
            move = -np.linalg.solve(hessian, gradient)
        except np.linalg.LinAlgError:
            break
        fresh, fresh_gradient = _loss(theta + move, terms)
        if not np.isfinite(fresh) or fresh > value + 1e-9 * abs(value):
            break
        theta, value, gradient = theta + move, fresh, fresh_gradient
        if np.abs(move).max() < 1e-9:
            break
    return theta, bool(np.abs(gradient).max() < 1e-3 * max(1.0, abs(value) * 1e-4))
