"""Fit what the families of signs weigh for protest and riot, on the development texts only; prints signs_weights.tsv.

python benchmarks/text/fit_signs.py BACKGROUND... > src/eenheidsbeeld/reference/text/signs_weights.tsv

BACKGROUND are files of ordinary texts, nearly all about something else (ntrex_nl_nieuws.jsonl.gz of which every
second document is used, wikiann_nl_train.jsonl.gz): they teach how often a sign occurs by chance. They are no part of
this project; without them the rules see protest in too much ordinary news.

A logistic regression whose signs are fixed beforehand: what speaks for protest cannot count against it, and the
other way round. A text is as strong as its strongest two sentences, so each round fits on those.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from eenheidsbeeld.text.phenomena.signs import Signs, windows
from eenheidsbeeld.text.tokens import tokenise

HERE = Path(__file__).parent
TOGETHER = {
    "demonstration": (
        "people+deed", "people+deed+aim", "people+deed+where", "deed+aim", "name+people", "name+aim", "name+order",
        "name+where", "people+order", "people+aim+where", "people+deed+order",
    ),
    "riot": ("people+harm", "harm+order", "people+harm+where", "name+harm", "deed+harm", "people+order"),
}  # fmt: skip
NOT_A_PROTEST_BY_NAME = {"blockade", "occupation", "farmers_protest"}  # labels that leave open whether it is one
HARM = {"harm.riotnamed", "harm.violence", "harm.clash"}
STRENGTH = 3.0
BACKGROUND_WEIGHT = {"zinnen": 0.6, "tokens": 0.22}  # of one window, beside 1 for a text whose answer is known
ABOUT_PROTEST = {12, 15, 18, 23, 44, 47, 68}  # documents of NTREX that do tell of a protest or a riot, or nearly so
MOST_SENTENCES = 2000
ROUNDS = 3
STEPS = 800

Numbers = NDArray[np.float64]


class Example(NamedTuple):
    text: str
    protest: bool | None  # None: the label does not say
    riot: bool | None


def main() -> None:
    examples = [*sentences(), *longer_texts()]
    found = [list(windows(tokenise(e.text))) or [{}] for e in examples]
    background = [pair for path in sys.argv[1:] for pair in ordinary(Path(path))]
    print("# What the families of signs.tsv weigh; fitted by benchmarks/text/fit_signs.py. code<TAB>sign<TAB>weight")
    for code, answers in (
        ("demonstration", [protest_of(e, signs) for e, signs in zip(examples, found, strict=True)]),
        ("riot", [riot_of(e, signs) for e, signs in zip(examples, found, strict=True)]),
    ):
        known = [(signs, answer) for signs, answer in zip(found, answers, strict=True) if answer is not None]
        for sign, weight in fit([s for s, _ in known], [a for _, a in known], background, TOGETHER[code]).items():
            if round(weight, 2):
                print(f"{code}\t{sign}\t{weight:.2f}")


def sentences() -> Iterable[Example]:
    """English rows only say unrest: those with signs of harm count as riot, the others as protest."""
    for name in ("protest_dev.tsv", "snippets.tsv"):
        for line in (HERE / name).read_text("utf-8").splitlines():
            if line.startswith("dev\t"):
                _, lang, label, text = line.split("\t")
                yes = label == "1"
                yield Example(text, yes, None if yes or lang == "nl" else False)


def longer_texts() -> Iterable[Example]:
    """One of each four that were made from one frame."""
    for line in (HERE / "texts_dev.jsonl").read_text("utf-8").splitlines()[::4]:
        row = json.loads(line)
        codes = set(row["phenomena"])
        protest = True if "demonstration" in codes else None if codes & NOT_A_PROTEST_BY_NAME else False
        yield Example(row["text"], protest, "riot" in codes)


def ordinary(path: Path) -> Iterable[tuple[Signs, float]]:
    """The windows of ordinary texts, with what each counts for."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts: list[str]
    if "zinnen" in rows[0]:
        kind, texts = "zinnen", [
            row["titel"] + "\n" + " ".join(row["zinnen"])
            for place, row in enumerate(rows)
            if place % 2 == 0 and place not in ABOUT_PROTEST
        ]
    else:
        long = [" ".join(row["tokens"]) for row in rows if len(row["tokens"]) >= 8]
        kind, texts = "tokens", long[:: max(1, len(long) // MOST_SENTENCES)]
    for text in texts:
        for signs in windows(tokenise(text)):
            if signs:
                yield signs, BACKGROUND_WEIGHT[kind]


def riot_of(example: Example, found: Sequence[Signs]) -> bool | None:
    """What the label says, or, where English rows only say unrest, whether harm is done in it."""
    if example.riot is not None or not example.protest:
        return example.riot
    return any(HARM & signs.keys() for signs in found) or None


def protest_of(example: Example, found: Sequence[Signs]) -> bool | None:
    """Unrest with harm and nothing of a protest leaves open whether it is one."""
    if example.protest and any(HARM & signs.keys() for signs in found):
        return True if any(signs.keys() & {"name", "deed"} for signs in found) else None
    return example.protest


def fit(
    found: Sequence[Sequence[Signs]],
    answers: Sequence[bool],
    background: Sequence[tuple[Signs, float]],
    together: Sequence[str],
) -> dict[str, float]:
    """From sign to weight, the bias first."""
    families = sorted({family for signs in found for one in signs for family in one if "." in family})
    columns = [*families, *together]
    parts = [frozenset(column.split("+")) for column in columns]


    def table_of(signs: Iterable[Signs]) -> Numbers:
        rows = [[float(part <= one.keys()) for part in parts] for one in signs]
        return np.array(rows).reshape(-1, len(parts))

    tables = [table_of(signs) for signs in found]
    ordinary_rows, counts = table_of(signs for signs, _ in background), np.array([count for _, count in background])
    least = np.array([0.0 if not column.startswith("other") else -np.inf for column in columns])
    most = np.array([np.inf if not column.startswith("other") else 0.0 for column in columns])
    yes = np.concatenate([np.array(answers, dtype=float), np.zeros(len(background))])
    counts = np.concatenate([np.ones(len(answers)), counts])
    strongest = [int(table.sum(axis=1).argmax()) for table in tables]
    weights, bias = np.zeros(len(columns)), 0.0
    for _ in range(ROUNDS):
        chosen = np.array([table[row] for table, row in zip(tables, strongest, strict=True)])
        rows = np.vstack([chosen, ordinary_rows])
        weights, bias = _descend(rows, yes, counts, (weights, bias), (least, most))
        strongest = [int((table @ weights).argmax()) for table in tables]
    return {"bias": bias, **dict(zip(columns, (float(w) for w in weights), strict=True))}


def _descend(
    table: Numbers, yes: Numbers, counts: Numbers, start: tuple[Numbers, float], bounds: tuple[Numbers, Numbers]
) -> tuple[Numbers, float]:
    """Accelerated steps downhill, each weight kept on its own side of zero."""
    step = 1.0 / (0.25 * np.linalg.norm(np.hstack([table, np.ones((len(table), 1))]), 2) ** 2 + 1.0 / STRENGTH)
    (weights, bias), pace = start, 1.0
    ahead, bias_ahead = weights, bias
    for _ in range(STEPS):
        off = 1.0 / (1.0 + np.exp(-(table @ ahead + bias_ahead))) - yes
        off *= counts
        moved = np.clip(ahead - step * (table.T @ off + ahead / STRENGTH), *bounds)
        bias_moved = bias_ahead - step * float(off.sum())
        quicker = (1.0 + (1.0 + 4.0 * pace * pace) ** 0.5) / 2.0
        push = (pace - 1.0) / quicker
        ahead, bias_ahead = moved + push * (moved - weights), bias_moved + push * (bias_moved - bias)
        weights, bias, pace = moved, bias_moved, quicker
    return weights, bias


if __name__ == "__main__":
    main()
