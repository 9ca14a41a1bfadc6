"""Suggestions with their words: rules alone, or rules and the organisation's own trained model together."""

from collections.abc import Mapping
from typing import Protocol

from eenheidsbeeld.text.findings import Suggestion
from eenheidsbeeld.text.phenomena.rules import probability, weigh
from eenheidsbeeld.text.tokens import Tokens

MIN_SHOWN = 0.2


class Learned(Protocol):
    """What a trained model must give: a shift of the score per phenomenon, with the words behind it."""

    def shifts(self, text: str, scores: Mapping[str, float]) -> Mapping[str, tuple[float, tuple[str, ...]]]: ...


def suggest(tokens: Tokens, learned: Learned | None = None) -> tuple[Suggestion, ...]:
    """Phenomena with a probability worth showing, the likeliest first."""
    evidence = {e.code: e for e in weigh(tokens)}
    scores = {code: e.score for code, e in evidence.items()}
    words = {code: e.words for code, e in evidence.items()}
    reason = dict.fromkeys(scores, "words of this phenomenon")
    if learned is not None:
        for code, (score, extra) in learned.shifts(tokens.text, scores).items():
            scores[code] = score
            words[code] = tuple(dict.fromkeys((*words.get(code, ()), *extra)))[:6]
            reason[code] = "words of this phenomenon and earlier decisions of the organisation"
    found = [
        Suggestion(code, round(likely, 3), words.get(code, ()), reason[code])
        for code, score in scores.items()
        if (likely := probability(score)) >= MIN_SHOWN
    ]
    return tuple(sorted(found, key=lambda s: (-s.probability, s.code)))
