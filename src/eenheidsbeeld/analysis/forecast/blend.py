"""Who may speak: weights of the models by their score on past weeks, and a rolling recalibration.

Stacking of distributions: Yao, Vehtari, Simpson and Gelman (2018), Bayesian Analysis 13, by
expectation-maximisation, newer weeks counting more. Recalibration: Platt (1999), pulled to "leave as it is".
"""

import numpy as np
from scipy.special import expit, logit

from ..arrays import Floats

EM_ROUNDS = 60
CLIP = 1e-6


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


def recalibration_line(p: Floats, happened: Floats, importance: Floats) -> tuple[float, float]:
    """Intercept and slope on the log odds; with few past weeks close to 0 and 1."""
    if not len(p):
        return 0.0, 1.0
    x = logit(np.clip(p, CLIP, 1 - CLIP))
    beta = np.array([0.0, 1.0])
    tight = np.array([1 / 0.3**2, 1 / 0.2**2])
    for _ in range(50):
        mu = expit(beta[0] + beta[1] * x)
        miss, spread = importance * (happened - mu), importance * mu * (1 - mu)
        score = np.array([miss.sum(), (miss * x).sum()]) - tight * (beta - [0.0, 1.0])
        cross = (spread * x).sum()
        information = np.array([[spread.sum() + tight[0], cross], [cross, (spread * x * x).sum() + tight[1]]])
        step = np.clip(np.linalg.solve(information, score), -1, 1)
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    return float(beta[0]), float(beta[1])


def recalibrated(p: Floats, line: tuple[float, float]) -> Floats:
    """The probability after recalibration; 0 and 1 stay."""
    return np.where((p <= 0) | (p >= 1), p, expit(line[0] + line[1] * logit(np.clip(p, CLIP, 1 - CLIP))))
