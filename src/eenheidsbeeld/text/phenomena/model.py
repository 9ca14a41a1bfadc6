"""A small model that learns from the organisation's own decisions, locally; it joins the rules, never replaces them.

One logistic regression per phenomenon over the score of the rules and the presence of word stems in the
cleaned text. It is kept as plain numbers (JSON), so that anyone can see which words weigh what. With too
few decisions a phenomenon keeps its rules alone. Trained parts are off until the organisation turns them on.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eenheidsbeeld.text.phenomena.rules import BIAS, CODES, weigh
from eenheidsbeeld.text.sketches import stem_of
from eenheidsbeeld.text.tokens import tokenise

MIN_DECISIONS = 200
MIN_YES = 20
MIN_SEEN = 3
MOST_WORDS = 2000
_MASK = re.compile(r"\[[a-z-]{3,16}(?: \d{1,4})?\]")


@dataclass(frozen=True, slots=True)
class CodeModel:
    """For one phenomenon: score = bias + rules x slope + the weights of the stems that are present."""

    bias: float
    slope: float
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned, per phenomenon, and from how many decisions."""

    codes: dict[str, CodeModel]
    decisions: int

    def shifts(self, text: str, scores: Mapping[str, float]) -> dict[str, tuple[float, tuple[str, ...]]]:
        """The joined score for every phenomenon that has learned, with the words that moved it most."""
        stems = stems_of(text)
        found = {}
        for code, model in self.codes.items():
            parts = {stem: model.weights[stem] for stem in stems if stem in model.weights}
            score = model.bias + model.slope * scores.get(code, BIAS) + sum(parts.values())
            heaviest = sorted((s for s in parts if parts[s] > 0.2), key=lambda s: -parts[s])[:3]
            found[code] = (score, tuple(stems[s] for s in heaviest))
        return found

    def as_json(self) -> dict[str, Any]:
        return {
            "decisions": self.decisions,
            "codes": {c: {"bias": m.bias, "slope": m.slope, "weights": m.weights} for c, m in self.codes.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Model":
        codes = {c: CodeModel(m["bias"], m["slope"], dict(m["weights"])) for c, m in data["codes"].items()}
        return cls(codes, data["decisions"])


def stems_of(text: str) -> dict[str, str]:
    """Stem -> the word as it stands; masks and numbers say nothing."""
    tokens = tokenise(_MASK.sub(" ", text))
    return {stem_of(low): low for low in tokens.lows if len(low) > 2 and low[0].isalpha()}


def train(texts: Sequence[str], decisions: Sequence[frozenset[str] | set[str]]) -> Model:
    """Learn from cleaned texts and the phenomena that people gave them."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    stems = [stems_of(t) for t in texts]
    seen = Counter(stem for found in stems for stem in found)
    vocabulary = [s for s, n in seen.most_common(MOST_WORDS) if n >= MIN_SEEN]
    place = {stem: i for i, stem in enumerate(vocabulary)}
    words = np.zeros((len(texts), len(vocabulary)))
    for row, found in enumerate(stems):
        words[row, [place[s] for s in found if s in place]] = 1.0
    rules = [{e.code: e.score for e in weigh(tokenise(t))} for t in texts]
    learned = {}
    for code in CODES:
        answers = np.array([code in d for d in decisions])
        if len(texts) < MIN_DECISIONS or not MIN_YES <= answers.sum() <= len(texts) - MIN_YES:
            continue
        scores = np.array([[r.get(code, BIAS)] for r in rules])
        # The rules weigh more than one word: their column is scaled up, so that shrinkage touches it less.
        fitted = LogisticRegression(C=0.3, max_iter=500).fit(np.hstack([scores * 2.0, words]), answers)
        weights = {
            s: round(float(w), 3) for s, w in zip(vocabulary, fitted.coef_[0][1:], strict=True) if abs(w) > 0.05
        }
        learned[code] = CodeModel(
            round(float(fitted.intercept_[0]), 3), round(float(fitted.coef_[0][0]) * 2.0, 3), weights
        )
    return Model(learned, len(texts))
