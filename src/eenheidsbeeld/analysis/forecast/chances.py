"""The chance of at least one: two opinions and the climatology put together on past weeks, and a guard.

Logistic stacking (Wolpert, 1992, Neural Networks 5; Platt, 1999) on the log odds, with bends, pulled to a plain
average: with few past weeks little is learnt. The guard is the optimal linear combination of Bates and Granger
(1969), Operational Research Quarterly 20: how far the stack may move away from the climatology follows from the
squared errors of the last months. Under drift it goes back to the climatology, all the way if need be.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from ..arrays import Floats

CLIP = 1e-6
KNOTS = (-2.5, -1.0, 0.0, 1.0, 2.0)
TREES = 0.65
CENTRE = np.array([0.0, 1.0, *(0.0 for _ in KNOTS), 0.0, 0.0])
PULL = np.array([1 / 0.3**2, 1 / 0.2**2, *(1 / 0.5**2 for _ in KNOTS), 1 / 0.5**2, 1 / 0.3**2])
MINIMAL_SLOPE = 0.1
ROUNDS, TOLERANCE = 50, 1e-10


@dataclass(frozen=True)
class Opinions:
    """Per cell: the chance by the blend of distributions, by the boosted trees (equal to the blend where they do not
    speak), and by the climatology.
    """

    blend: Floats
    trees: Floats
    usual: Floats


def _design(said: Opinions) -> Floats:
    blend, trees, usual = (logit(np.clip(p, CLIP, 1 - CLIP)) for p in (said.blend, said.trees, said.usual))
    middle = TREES * trees + (1 - TREES) * blend
    bends = [np.maximum(middle - knot, 0.0) for knot in KNOTS]
    return np.stack([np.ones_like(middle), middle, *bends, trees - blend, usual - middle], axis=-1)


def fit_stack(said: Opinions, happened: Floats, importance: Floats) -> Floats:
    """Coefficients on the log odds by penalised maximum likelihood; without past weeks the plain average."""
    beta = CENTRE.copy()
    if not len(happened):
        return beta
    x = _design(said)
    for _ in range(ROUNDS):
        mu = expit(x @ beta)
        miss, spread = importance * (happened - mu), importance * mu * (1 - mu)
        score = x.T @ miss - PULL * (beta - CENTRE)
        information = (x * spread[:, None]).T @ x + np.diag(PULL)
        step = np.clip(np.linalg.solve(information, score), -1, 1)
        beta = beta + step
        if np.abs(step).max() < TOLERANCE:
            break
    rising = np.cumsum(beta[1 : 2 + len(KNOTS)]) > MINIMAL_SLOPE
    # a curve that turns back would put a likelier week below a less likely one
    return beta if rising.all() else CENTRE.copy()


def stacked(said: Opinions, beta: Floats) -> Floats:
    """The chance of at least one under these coefficients."""
    return np.asarray(expit(_design(said) @ beta))


def trust(stack: Floats, usual: Floats, happened: Floats, importance: Floats, prior_weeks: float = 2.0) -> float:
    """How far the stack may move from the climatology, 0 to 1: least squares on the last months.

    `prior_weeks` weeks of an average month that say it may go all the way.
    """
    if not len(happened):
        return 1.0
    move = stack - usual
    power = float(np.sum(importance * move**2))
    if power <= 0:
        return 1.0
    weeks = float(np.unique(importance).sum())  # cells of one week share one importance
    prior = prior_weeks * power / weeks
    share = (float(np.sum(importance * move * (happened - usual))) + prior) / (power + prior)
    return float(np.clip(share, 0.0, 1.0))
