"""A small model that learns from the organisation's own decisions, locally; it joins the rules, never replaces them.

One logistic regression per phenomenon over the score of the rules and the presence of word stems in the
cleaned text. It is kept as plain numbers (JSON), so that anyone can see which words weigh what. With too
few decisions, or when the rules alone did as well, a phenomenon keeps its rules. Trained parts are off until
the organisation turns them on. The probability is calibrated on decisions that the model did not learn from
(five parts in turn), and how far it can be trusted is measured there and kept with the model.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eenheidsbeeld.text.lists import word_group
from eenheidsbeeld.text.phenomena.rules import BIAS, CODES, probability, weigh
from eenheidsbeeld.text.sketch_words import stem_of
from eenheidsbeeld.text.tokens import tokenise

MIN_DECISIONS = 200
MIN_YES = 20
MIN_SEEN = 3
FOLDS = 5
RULES_SCALE = 2.0  # the rules weigh more than one word: scaled up, so that shrinkage touches them less
MOST_WORDS = 2000
_SAYS_NOTHING = frozenset(
    word
    for group in ("sketches.stop", "language.nl", "language.en", "phenomena.says_nothing")
    for word in word_group(group)
)
_MASK = re.compile(r"\[[a-z-]{3,16}(?: \d{1,4})?\]")


Numbers = NDArray[np.float64]
Answers = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Measured on decisions that were left out: mean squared error with the model and with the rules alone, how
    far the stated probabilities are from what happened (0 is perfect), and how many decisions said yes."""

    brier: float
    brier_rules: float
    calibration_error: float
    yes: int


@dataclass(frozen=True, slots=True)
class CodeModel:
    """For one phenomenon: score = bias + rules x slope + the weights of the stems that are present."""

    bias: float
    slope: float
    weights: dict[str, float]
    reliability: Reliability | None = None


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
            "codes": {code: asdict(model) for code, model in self.codes.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Model":
        codes = {}
        for code, kept in data["codes"].items():
            measured = kept.get("reliability")
            codes[code] = CodeModel(
                kept["bias"], kept["slope"], dict(kept["weights"]), Reliability(**measured) if measured else None
            )
        return cls(codes, data["decisions"])


def stems_of(text: str) -> dict[str, str]:
    """Stem -> the word as it stands; masks, numbers and words without meaning say nothing ("het", "rond")."""
    tokens = tokenise(_MASK.sub(" ", text))
    return {
        stem_of(low): low for low in tokens.lows if len(low) > 2 and low[0].isalpha() and low not in _SAYS_NOTHING
    }


def train(texts: Sequence[str], decisions: Sequence[frozenset[str] | set[str]]) -> Model:
    """Learn from cleaned texts and the phenomena that people gave them."""
    words, vocabulary = _presence([stems_of(t) for t in texts])
    rules = [{e.code: e.score for e in weigh(tokenise(t))} for t in texts]
    learned = {}
    for code in CODES:
        answers = np.array([code in d for d in decisions], dtype=bool)
        if len(texts) < MIN_DECISIONS or not MIN_YES <= answers.sum() <= len(texts) - MIN_YES:
            continue
        scores = np.array([r.get(code, BIAS) for r in rules])
        model = _learn(np.hstack([scores[:, None] * RULES_SCALE, words]), scores, answers, vocabulary)
        if model.reliability and model.reliability.brier < model.reliability.brier_rules:
            learned[code] = model
    return Model(learned, len(texts))


def _presence(stems: Sequence[Mapping[str, str]]) -> tuple[Numbers, list[str]]:
    """Which text has which stem; only stems that come back."""
    seen = Counter(stem for found in stems for stem in found)
    vocabulary = [s for s, n in seen.most_common(MOST_WORDS) if n >= MIN_SEEN]
    place = {stem: i for i, stem in enumerate(vocabulary)}
    words = np.zeros((len(stems), len(vocabulary)))
    for row, found in enumerate(stems):
        words[row, [place[s] for s in found if s in place]] = 1.0
    return words, vocabulary


def _learn(features: Numbers, scores: Numbers, answers: Answers, vocabulary: Sequence[str]) -> CodeModel:
    left_out = _scores_left_out(features, answers)
    scale, shift = _fit(left_out[:, None], answers, strength=1.0)
    said = _probabilities(left_out * scale[0] + shift)
    by_rules = np.array([probability(s) for s in scores])
    measured = Reliability(
        round(float(np.mean((said - answers) ** 2)), 4),
        round(float(np.mean((by_rules - answers) ** 2)), 4),
        round(calibration_error(said, answers), 4),
        int(answers.sum()),
    )
    fitted, bias = _fit(features, answers)
    fitted, bias = fitted * scale[0], bias * scale[0] + shift
    weights = {s: round(float(w), 3) for s, w in zip(vocabulary, fitted[1:], strict=True) if abs(w) > 0.05}
    return CodeModel(round(bias, 3), round(float(fitted[0]) * RULES_SCALE, 3), weights, measured)


def _scores_left_out(features: Numbers, answers: Answers) -> Numbers:
    """The score of each text by a model that did not see it; yes and no are spread evenly over the parts."""
    order = np.argsort(answers, kind="stable")
    part = np.empty(len(answers), dtype=int)
    part[order] = np.arange(len(answers)) % FOLDS
    scores = np.empty(len(answers))
    for turn in range(FOLDS):
        weights, bias = _fit(features[part != turn], answers[part != turn])
        scores[part == turn] = features[part == turn] @ weights + bias
    return scores


def _fit(features: Numbers, answers: Answers, strength: float = 0.3) -> tuple[Numbers, float]:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    fitted = LogisticRegression(C=strength, max_iter=500).fit(features, answers)
    return fitted.coef_[0], float(fitted.intercept_[0])


def _probabilities(scores: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -30.0, 30.0))), dtype=np.float64)


def calibration_error(said: Numbers, answers: Answers, bins: int = 10) -> float:
    """The mean distance between stated probability and share of yes, over tenths of the range."""
    place = np.minimum((said * bins).astype(int), bins - 1)
    parts = [place == b for b in range(bins) if (place == b).any()]
    return float(sum(p.sum() * abs(said[p].mean() - answers[p].mean()) for p in parts) / len(said))
