"""Invented expectations of the year before the editions of the demo, and what came of them: so that there is a score.

Their sentences are not told: as in a region whose older editions have ended, only word and outcome are left.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import cycle

from eenheidsbeeld.cli.demo.organisations import WEST
from eenheidsbeeld.cli.demo.telling import BUREAU, EDITOR, Telling
from eenheidsbeeld.core.judgement import LIKELIHOOD_RANGES, Likelihood
from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.outlook.models import Claim
from eenheidsbeeld.outlook.rules import CLAIM_RUNS, Outcome
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.rules import Marking

FIRST, LAST = 52, 10  # weeks ago
# The words that editors use most; the surest of them comes a little less often than it says.
USED = (
    Likelihood.LIKELY, Likelihood.POSSIBLE, Likelihood.VERY_LIKELY, Likelihood.UNLIKELY, Likelihood.REALISTIC,
    Likelihood.LIKELY, Likelihood.VERY_UNLIKELY, Likelihood.ALMOST_CERTAIN,
)  # fmt: skip
TOO_SURE = {Likelihood.ALMOST_CERTAIN: 0.85}


def earlier_claims(told: Telling) -> None:
    """Two expectations a week, each judged a day after its time was over."""
    scope, editor = scope_of([told.groups["beeld-west-utrecht"].pk]), told.viewer(EDITOR)
    words, made = cycle(USED), []
    for number, back in enumerate(back for back in range(FIRST, LAST - 1, -1) for _twice in range(2)):
        week, word = Week.of(told.now).plus(-back), next(words)
        due = week.ends_at + CLAIM_RUNS
        made.append(
            Claim(
                owner=told.organisations[BUREAU], marking=Marking.AMBER.value, scope=scope, edition="", statement="",
                series=f"demo:{week}", digest=f"{number:064d}", week=str(week), area_code=WEST, likelihood=word.value,
                released_at=week.at(4, 15), due_at=due, outcome=invented_outcome(word, number).value,
                judged_by_id=editor.membership, judged_at=due + timedelta(days=1),
            )
        )  # fmt: skip
    Claim.objects.bulk_create(made)


def invented_outcome(word: Likelihood, number: int) -> Outcome:
    """About as often as the word says, spread over the year, the same every time; of some nobody can say."""
    if number % 13 == 12:
        return Outcome.CANNOT_SAY
    low, high = LIKELIHOOD_RANGES[word]
    draw = (number * 37 + 11) % 100 / 100
    return Outcome.CAME if draw < TOO_SURE.get(word, (low + high) / 2) else Outcome.DID_NOT
