"""Who may speak: weights of the models by their score on past weeks, and a rolling recalibration.

Stacking of distributions: Yao, Vehtari, Simpson and Gelman (2018), Bayesian Analysis 13, by
expectation-maximisation, newer weeks counting more. Recalibration: Platt (1999), with bends, pulled to "leave as
it is".
"""

import numpy as np
from scipy.special import expit, logit

from ..arrays import Floats

EM_ROUNDS = 60
CLIP = 1e-6
KNOTS = (-2.5, -1.0, 0.0, 1.0, 2.0)
IDENTITY = np.array([0.0, 1.0, *(0.0 for _ in KNOTS)])
PULL = np.array([1 / 0.3**2, 1 / 0.2**2, *(1 / 0.5**2 for _ in KNOTS)])
MINIMAL_SLOPE = 0.1


def stacking_weights(log_score: Floats, importance: Floats, start: Floats, pull: float = 200.0) -> Floats:
    """Weights that maximise the past log probability of the blend; `pull` rows of belief in `start`.

    log_score: past forecasts by models, log of the probability given to what came; -inf for a model that did
    not speak then.
    """
    if not len(log_score):
        return start
    top = log_score.max(axis=1, keepdims=True)
    evidence = np.exp(log_score - np.where(np.isfinite(top), top, 0.0))
    weight = np.full(len(start), 1 / len(start))
    for _ in range(EM_ROUNDS):
        posterior = weight * evidence
        posterior *= (importance / np.maximum(posterior.sum(axis=1), 1e-300))[:, None]
        weight = posterior.sum(axis=0) + pull * start
        weight /= weight.sum()
    return np.asarray(weight)


def recalibration_curve(p: Floats, happened: Floats, importance: Floats) -> Floats:
    """Intercept, slope and bends on the log odds; with few past weeks close to "leave as it is"."""
    beta = IDENTITY.copy()
    if not len(p):
        return beta
    x = _bends(p)
    for _ in range(50):
        mu = expit(x @ beta)
        miss, spread = importance * (happened - mu), importance * mu * (1 - mu)
        score = x.T @ miss - PULL * (beta - IDENTITY)
        information = (x * spread[:, None]).T @ x + np.diag(PULL)
        step = np.clip(np.linalg.solve(information, score), -1, 1)
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    rising = np.cumsum(beta[1:]) > MINIMAL_SLOPE
    # a curve that turns back would put a likelier week below a less likely one
    return beta if rising.all() else IDENTITY.copy()


def _bends(p: Floats) -> Floats:
    x = logit(np.clip(p, CLIP, 1 - CLIP))
    return np.stack([np.ones_like(x), x, *(np.maximum(x - knot, 0.0) for knot in KNOTS)], axis=-1)


def recalibrated(p: Floats, curve: Floats) -> Floats:
    """The probability after recalibration; 0 and 1 stay."""
    return np.where((p <= 0) | (p >= 1), p, expit(_bends(p) @ curve))
