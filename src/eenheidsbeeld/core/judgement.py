"""The scales on which people judge: level, direction, likelihood, confidence. Every room uses these same ones."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """Tension level, our own five steps."""

    NONE = 0
    WATCH = 1
    RAISED = 2
    HIGH = 3
    ACUTE = 4


class Direction(StrEnum):
    DOWN = "down"
    STABLE = "stable"
    UP = "up"
    UNKNOWN = "unknown"


class Likelihood(StrEnum):
    """Seven fixed words, bound to ranges of probability."""

    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    POSSIBLE = "possible"
    REALISTIC = "realistic"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"


LIKELIHOOD_RANGES = {
    Likelihood.VERY_UNLIKELY: (0.00, 0.05),
    Likelihood.UNLIKELY: (0.05, 0.20),
    Likelihood.POSSIBLE: (0.20, 0.40),
    Likelihood.REALISTIC: (0.40, 0.55),
    Likelihood.LIKELY: (0.55, 0.80),
    Likelihood.VERY_LIKELY: (0.80, 0.95),
    Likelihood.ALMOST_CERTAIN: (0.95, 1.00),
}


class Confidence(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
