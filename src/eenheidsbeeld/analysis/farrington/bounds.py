"""From a fit to an upper bound, a score and how often such a count comes by itself.

Three ways: `delta` on a power scale (Farrington et al., 1996), `nbPlugin` the negative binomial quantile,
`muan` the same with the upper end of the mean (Salmon, Schumacher and Hoehle, 2016, J. Stat. Software 70).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from ..arrays import Flags, Floats
from ..distributions import quantile, upper_tail
from .control import POWERS, Control
from .design import Fit


@dataclass(frozen=True)
class Bounds:
    """Per evaluation; `exceeds` is the comparison with the bound, without the rules on minimum counts."""

    upper: Floats
    expected: Floats
    mu0: Floats
    score: Floats
    p: Floats
    exceeds: Flags


def nb_size(mean: Floats, phi: Floats) -> Floats:
    """Size of the negative binomial with variance phi times the mean; endless (Poisson) at phi = 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(phi > 1, mean / (phi - 1), np.inf)


def bounds_of(y: Floats, fit: Fit, control: Control) -> Bounds:
    """Bounds in the manner that the settings ask for."""
    with np.errstate(all="ignore"):
        if control.threshold_method == "delta":
            return _delta(y, fit, control)
        if control.mode == "sound":
            return _predictive(y, fit, control)
        return _negative_binomial(y, fit, control)


def _standard_error(fit: Fit) -> Floats:
    return np.asarray(np.sqrt(fit.se_dispersion * fit.unscaled_variance))


def _delta(y: Floats, fit: Fit, control: Control) -> Bounds:
    mean = np.exp(fit.eta)
    power = POWERS[control.powertrans]
    tau = fit.phi + mean * _standard_error(fit) ** 2
    spread = power * mean ** (power - 0.5) * np.sqrt(tau)
    z = ndtri(1 - (control.alpha / 2 if control.classic else control.alpha))
    upper = np.maximum(mean**power + z * spread, 0) ** (1 / power)
    score = (y - mean) / (upper - mean)
    p = ndtr(-(y**power - mean**power) / spread)
    return Bounds(upper, mean, mean, score, p, score > 1)


def _negative_binomial(y: Floats, fit: Fit, control: Control) -> Bounds:
    mean = np.exp(fit.eta)
    centre = mean
    if control.threshold_method == "muan":
        centre = np.exp(fit.eta + ndtri(1 - control.alpha) * _standard_error(fit))
    size = nb_size(centre, fit.phi)
    upper = quantile(1 - control.alpha, centre, size)
    # the reference mixes scales here: counts against the linear predictor; kept only to agree with it
    score = (y - fit.eta) / (upper - fit.eta)
    return Bounds(upper, mean, centre, score, upper_tail(y, centre, size), score > 1)


def _predictive(y: Floats, fit: Fit, control: Control) -> Bounds:
    """The sound bound: what a count may be when the mean is only an estimate.

    Variance phi * mean + (mean * se)^2, negative binomial; `muan` then asks for nothing more than `nbPlugin`.
    The bound is the smallest count that is exceeded with probability at most alpha, so alarm means p <=
    alpha.
    """
    mean = np.exp(fit.eta)
    se2 = _standard_error(fit) ** 2
    excess = (fit.phi - 1) * mean + mean * mean * se2
    size = np.where(excess > 0, mean * mean / excess, np.inf)
    upper = quantile(1 - control.alpha, mean, size)
    p = upper_tail(y, mean, size)
    score = (y - mean) / (upper - mean)
    return Bounds(upper, mean, mean, score, p, y > upper)
