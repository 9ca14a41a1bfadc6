# ruff: noqa: B007, DTZ001, E501, SIM115
"""Grouping by others: MinHash (datasketch) and single-pass TF-IDF, each with its best threshold on the half to tune on."""

from collections.abc import Sequence
from datetime import datetime


def tfidf(rows: Sequence[dict], threshold: float = 0.3, days: int = 14) -> list[str]:
    """Single pass: each text joins the group of its nearest earlier text, if near enough."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\b\w+\b").fit_transform(
        [r["text"] for r in rows]
    )
    alike = (vectors @ vectors.T).toarray()
    moments = [datetime.fromisoformat(r["published"]) for r in rows]
    groups: list[str] = []
    for i, row in enumerate(rows):
        best, group = threshold, row["id"]
        for j in range(i):
            if alike[i, j] >= best and abs((moments[i] - moments[j]).days) <= days:
                best, group = alike[i, j], groups[j]
        groups.append(group)
    return groups


def minhash(rows: Sequence[dict], threshold: float = 0.3) -> list[str]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)
    groups: dict[str, str] = {}
    for row in rows:
        sketch = MinHash(num_perm=128)
        for word in row["text"].lower().split():
            sketch.update(word.encode())
        near = sorted(index.query(sketch))
        groups[row["id"]] = groups[near[0]] if near else row["id"]
        index.insert(row["id"], sketch)
    return [groups[r["id"]] for r in rows]
