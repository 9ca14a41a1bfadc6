"""What came of the expectations in the editions of the demo, invented: so that there is a score of a year."""

from __future__ import annotations

from eenheidsbeeld.core.judgement import LIKELIHOOD_RANGES, Likelihood
from eenheidsbeeld.outlook.rules import Outcome

# The surest word comes a little less often than it says.
TOO_SURE = {Likelihood.ALMOST_CERTAIN: 0.85}


def invented_outcome(word: Likelihood, number: int) -> Outcome:
    """About as often as the word says, spread over the year, the same every time; of some nobody can say."""
    if number % 13 == 12:
        return Outcome.CANNOT_SAY
    low, high = LIKELIHOOD_RANGES[word]
    draw = (number * 37 + 11) % 100 / 100
    return Outcome.CAME if draw < TOO_SURE.get(word, (low + high) / 2) else Outcome.DID_NOT
