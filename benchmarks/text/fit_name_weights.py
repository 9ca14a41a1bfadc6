# ruff: noqa: E501, SIM115
"""Fit the weights of the evidence for a name: `python fit_name_weights.py <wikiann_nl_train.jsonl.gz>`.

Logistic regression over runs of capitalised words in tagged sentences. Titles, ages and verbs of speaking
are rare in an encyclopedia, so their weights are set by hand, as are the vetoes of places and things.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[2] / "src/eenheidsbeeld/reference/text/name_weights.tsv"
BY_HAND = {
    "title": 4.0, "age_after": 2.2, "says_after": 1.0, "says_before": 0.8, "initials_first": 1.6, "name_beside": 3.2, "place": -3.8,
    "weak_place": -1.5, "in_before": -1.9, "nation": -1.0, "not_person": -3.0, "not_person_first": -0.9, "place_as_surname": -0.4,
    "prefix": 0.3, "prefix_known": 0.7, "first_plain": 0.6, "opens_one": -0.8, "organisation_before": -0.8, "van_before": 0.8,
    "no_words": -3.0, "opens_more": 0.4, "first_known": 2.6, "and_before": -0.5, "comma_before": -0.6,
}  # fmt: skip


def sentences(path: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The text of each sentence of eight words or more, and where its persons stand."""
    for line in gzip.open(path, "rt", encoding="utf-8"):
        row = json.loads(line)
        if len(row["tokens"]) < 8:
            continue
        text, persons, before = "", [], ""
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            word = '"' if token in ("''", "``", "'") else token
            if text and word not in ".,;:!?)" and before not in "(":
                text += " "
            start = len(text)
            text, before = text + word, word
            if tag.endswith("PER"):
                persons.append((start, len(text)))
        yield text, persons


def examples(path: Path) -> Iterator[tuple[dict[str, float], bool]]:
    from eenheidsbeeld.text.lists import load
    from eenheidsbeeld.text.places.find import find_candidates
    from eenheidsbeeld.text.places.gazetteer import load as load_gazetteer
    from eenheidsbeeld.text.redact.name_evidence import evidence
    from eenheidsbeeld.text.redact.names import NameFinder
    from eenheidsbeeld.text.tokens import tokenise

    lists, gazetteer = load(), load_gazetteer()
    for text, persons in sentences(path):
        tokens = tokenise(text)
        found = find_candidates(tokens, gazetteer, lists)
        places = {j: c.score for c in found for j in range(c.first, c.last + 1)}
        finder: Any = NameFinder(tokens, lists, places=places)
        position, before = 0, (False, -9)
        while position < len(tokens):
            starts = finder.alpha[position] and finder.capital[position] and not finder.shouting
            if not starts or finder._opens_with_plain_word(position):
                position += 1
                continue
            run = finder._extend(position)
            gap = run.first - before[1]
            beside = before[0] and (gap == 1 or gap == 2 and tokens.lows[run.first - 1] in (",", "en", "&", "-", "/"))
            start, end = tokens.starts[run.first], tokens.ends[run.last]
            person = any(s < end and start < e for s, e in persons)
            yield evidence(tokens, lists, places, run.first, run.last, beside), person
            before, position = (person, run.last), run.last + 1


def main(path: Path) -> None:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    found, answers = zip(*examples(path), strict=True)
    vectors = DictVectorizer()
    fitted = LogisticRegression(C=0.5, max_iter=2000).fit(vectors.fit_transform(found), answers)
    weights = dict(zip(vectors.get_feature_names_out(), fitted.coef_[0], strict=True)) | BY_HAND
    with TARGET.open("w", encoding="utf-8") as file:
        file.write(
            "# Weights of the evidence for a name, as log odds; see text/redact/name_evidence.py. evidence<TAB>weight\n"
        )
        file.write(f"bias\t{fitted.intercept_[0]:.2f}\n")
        file.writelines(f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items(), key=lambda kv: -kv[1]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
