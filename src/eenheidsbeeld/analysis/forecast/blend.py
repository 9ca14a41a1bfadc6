"""Who may speak: weights of the models by their score on past weeks.

Stacking of distributions: Yao, Vehtari, Simpson and Gelman (2018), Bayesian Analysis 13, by
expectation-maximisation, newer weeks counting more.
"""

import numpy as np

from ..arrays import Floats

EM_ROUNDS = 60
# Belief never outweighs a fiftieth of what was seen: in a district of ten places a newcomer could earn nothing.
MOST_BELIEF = 0.02


def stacking_weights(log_score: Floats, importance: Floats, start: Floats, pull: float = 200.0) -> Floats:
    """Weights that maximise the past log probability of the blend; at most `pull` rows of belief in `start`.

    log_score: past forecasts by models, log of the probability given to what came; -inf for a model that did
    not speak then.
    """
    if not len(log_score):
        return start
    belief = min(pull, MOST_BELIEF * float(importance.sum()))
    top = log_score.max(axis=1, keepdims=True)
    evidence = np.exp(log_score - np.where(np.isfinite(top), top, 0.0))
    weight = np.full(len(start), 1 / len(start))
    for _ in range(EM_ROUNDS):
        posterior = weight * evidence
        posterior *= (importance / np.maximum(posterior.sum(axis=1), 1e-300))[:, None]
        weight = posterior.sum(axis=0) + belief * start
        weight /= weight.sum()
    return np.asarray(weight)
