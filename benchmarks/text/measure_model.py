"""Rules alone against rules with the trained model, on the half that neither has seen: F1 and Brier score."""

from collections.abc import Sequence

import measure as m
import numpy as np


def run() -> dict[str, dict[str, float]]:
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.phenomena.model import calibration_error, train
    from eenheidsbeeld.text.phenomena.rules import CODES
    from eenheidsbeeld.text.pipeline import analyse

    dev, held = m.rows_of("dev"), m.rows_of("held")
    clean = [f.text_clean for f in analyse([Document(r["id"], r["text"]) for r in dev], steps={"redact"})]
    model = train(clean, [set(r["phenomena"]) for r in dev])

    def brier(answers: Sequence[m.Answer]) -> float:
        wrong = sum(
            (a.phenomena.get(c, 0.0) - (c in r["phenomena"])) ** 2
            for r, a in zip(held, answers, strict=True)
            for c in CODES
        )
        return wrong / len(held) / len(CODES)

    def off(answers: Sequence[m.Answer]) -> float:
        said = np.array([a.phenomena.get(c, 0.0) for a in answers for c in CODES])
        return calibration_error(said, np.array([c in r["phenomena"] for r in held for c in CODES]))

    figures = {}
    for name, learned in (("rules", None), ("rules and model", model)):
        found = analyse([Document(r["id"], r["text"]) for r in held], steps={"phenomena"}, learned=learned)
        answers = [m.Answer(phenomena={s.code: s.probability for s in f.phenomena}) for f in found]
        figures[name] = m.phenomena(held, answers) | {"Brier": brier(answers), "calibration error": off(answers)}
    for code, learned_code in model.codes.items():
        print(code, learned_code.reliability)
    return figures


if __name__ == "__main__":
    for name, values in run().items():
        print(name, {k: round(v, 3) for k, v in values.items()})
