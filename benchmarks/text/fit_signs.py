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
        "name+where", "people.who+order.police", "people.who_en+order.police", "order.call+where", "order.call+aim",
        "people.who+deed.thing+where", "people.who+deed.hold", "people.who+deed.standing+where", "deed.thing+aim",
    ),
    "riot": ("people+harm", "harm+order", "people+harm+where", "name+harm", "deed+harm"),
}  # fmt: skip
NOT_A_PROTEST_BY_NAME = {"blockade", "occupation", "farmers_protest"}  # labels that leave open whether it is one
HARM = {"harm.riotnamed", "harm.riotweak", "harm.attack", "harm.violence", "harm.clash", "harm.hurt", "harm.fight"}
BIAS = -3.0  # nothing said yet: one in twenty
# What names it should be enough alone, unless something speaks against it.
LEAST = {
    "demonstration": {
        "name.named": 3.6,
        "name.demo": 3.3,
        "name.protestsure": 3.2,
        "name.protest": 3.05,
        "deed.strike": 2.4,
        "deed.blocksure": 2.6,
        "deed.action": 2.4,
        "deed.strikesure": 3.1,
        "deed.marchsure": 3.1,
        "deed.streetsure": 3.1,
    },
    "riot": {"harm.riotnamed": 3.6, "harm.attack": 3.1},
}
MOST = {
    "demonstration": {
        "other.accident": -2.6,
        "other.military": -2.6,
        "other.product": -2.6,
        "other.policy": -3.0,
        "other.otherstrike": -2.2,
        "other.remembrance": -4.0,
    },
    "riot": {"other.military": -2.6, "other.culture": -2.0},
}
LEFT_OUT = {"demonstration": "harm", "riot": "aim"}  # kinds that say nothing about it
STRENGTH = 2.0
BACKGROUND_WEIGHT = {"zinnen": 0.5, "tokens": 0.18}  # of one window, beside 1 for a text whose answer is known
ABOUT_PROTEST = {12, 15, 18, 23, 44, 47, 68}  # documents of NTREX that do tell of a protest or a riot, or nearly so
MOST_SENTENCES = 2000
ROUNDS = 3
STEPS = 800

Numbers = NDArray[np.float64]


class Example(NamedTuple):
    text: str
    protest: bool | None  # None: the label does not say
    riot: bool | None
    counts: float = 1.0


def main() -> None:
    examples = [*sentences(), *longer_texts()]
    found: list[list[Signs]] = [list(windows(tokenise(e.text))) or [{}] for e in examples]
    background = [pair for path in sys.argv[1:] for pair in ordinary(Path(path))]
    print("# What the families of signs.tsv weigh; fitted by benchmarks/text/fit_signs.py. code<TAB>sign<TAB>weight")
    for code, answers in (
        ("demonstration", [protest_of(e, signs) for e, signs in zip(examples, found, strict=True)]),
        ("riot", [riot_of(e, signs) for e, signs in zip(examples, found, strict=True)]),
    ):
        known = [
            (signs, answer, example.counts)
            for signs, answer, example in zip(found, answers, examples, strict=True)
            if answer is not None
        ]
        for sign, weight in fit(*zip(*known, strict=True), background, code).items():
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
        yield Example(row["text"], protest, "riot" in codes, 2.0)


def ordinary(path: Path) -> Iterable[tuple[Signs, float]]:
    """The windows of ordinary texts, with what each counts for."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    texts: list[str]
    if "zinnen" in rows[0]:
        kind, texts = (
            "zinnen",
            [
                row["titel"] + "\n" + " ".join(row["zinnen"])
                for place, row in enumerate(rows)
                if place % 2 == 0 and place not in ABOUT_PROTEST
            ],
        )
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
    counted: Sequence[float],
    background: Sequence[tuple[Signs, float]],
    code: str,
) -> dict[str, float]:
    """From sign to weight, the bias first."""
    seen = {family for signs in found for one in signs for family in one if "." in family}
    seen = {family for family in seen if not family.startswith("elsewhere.")}
    seen |= LEAST[code].keys() | MOST[code].keys()
    columns = [*sorted(f for f in seen if not f.startswith(LEFT_OUT[code])), *TOGETHER[code]]
    parts = [frozenset(column.split("+")) for column in columns]

    def table_of(signs: Iterable[Signs]) -> Numbers:
        rows = [[float(part <= one.keys()) for part in parts] for one in signs]
        return np.array(rows).reshape(-1, len(parts))

    tables = [table_of(signs) for signs in found]
    ordinary_rows, counts = table_of(signs for signs, _ in background), np.array([count for _, count in background])
    least = np.array([LEAST[code].get(c, 0.0) if not c.startswith("other") else -np.inf for c in columns])
    most = np.array([MOST[code].get(c, 0.0) if c.startswith("other") else np.inf for c in columns])
    yes = np.concatenate([np.array(answers, dtype=float), np.zeros(len(background))])
    counts = np.concatenate([counted, counts])
    strongest = [int(table.sum(axis=1).argmax()) for table in tables]
    weights = np.clip(np.zeros(len(columns)), least, most)
    for _ in range(ROUNDS):
        chosen = np.array([table[row] for table, row in zip(tables, strongest, strict=True)])
        rows = np.vstack([chosen, ordinary_rows])
        weights = _descend(rows, yes, counts, weights, (least, most))
        strongest = [int((table @ weights).argmax()) for table in tables]
    return {"bias": BIAS, **dict(zip(columns, (float(w) for w in weights), strict=True))}


def _descend(
    table: Numbers, yes: Numbers, counts: Numbers, weights: Numbers, bounds: tuple[Numbers, Numbers]
) -> Numbers:
    """Accelerated steps downhill, each weight kept within its bounds."""
    step = 1.0 / (0.25 * np.linalg.norm(table, 2) ** 2 + 1.0 / STRENGTH)
    ahead, pace = weights, 1.0
    for _ in range(STEPS):
        off = (1.0 / (1.0 + np.exp(-(table @ ahead + BIAS))) - yes) * counts
        moved = np.clip(ahead - step * (table.T @ off + ahead / STRENGTH), *bounds)
        quicker = (1.0 + (1.0 + 4.0 * pace * pace) ** 0.5) / 2.0
        ahead, weights, pace = moved + (pace - 1.0) / quicker * (moved - weights), moved, quicker
    return weights


if __name__ == "__main__":
    main()
