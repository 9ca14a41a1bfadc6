# ruff: noqa: B007, DTZ001, E501, SIM115
"""BCubed F1 of grouping, and the share of look-alike pairs kept apart."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path


def rows_of(half: str) -> list[dict]:
    return [
        json.loads(line) for line in (Path(__file__).parent / f"events_{half}.jsonl").read_text("utf-8").splitlines()
    ]


def product(rows: Sequence[dict]) -> list[str]:
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.pipeline import analyse
    from eenheidsbeeld.text.similarity import Index, signature

    index = Index()
    found = analyse(
        [Document(r["id"], r["text"], published=datetime.fromisoformat(r["published"])) for r in rows],
        steps={"places", "dates", "redact"},
    )
    for f in found:
        index.add(f.id, signature(f))
    owner = index.groups()
    return [owner[r["id"]] for r in rows]


def bcubed(truth: Sequence[str], said: Sequence[str]) -> tuple[float, float, float]:
    by_truth, by_said = defaultdict(set), defaultdict(set)
    for i, (t, s) in enumerate(zip(truth, said, strict=True)):
        by_truth[t].add(i)
        by_said[s].add(i)
    precision = recall = 0.0
    for i, (t, s) in enumerate(zip(truth, said, strict=True)):
        both = len(by_truth[t] & by_said[s])
        precision += both / len(by_said[s])
        recall += both / len(by_truth[t])
    precision, recall = precision / len(truth), recall / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def apart(rows: Sequence[dict], said: Sequence[str]) -> float:
    """Of all pairs of texts of an event and of its look-alike: how many are in different groups."""
    groups = defaultdict(list)
    for row, group in zip(rows, said, strict=True):
        groups[row["event"]].append(group)
    pairs = kept = 0
    for event, other in {(r["event"], r["twin_of"]) for r in rows if r["twin_of"]}:
        for a in groups[event]:
            for b in groups[other]:
                pairs += 1
                kept += a != b
    return kept / max(1, pairs)


def measure(rows: Sequence[dict], tool: Callable[[Sequence[dict]], list[str]] = product) -> dict[str, float]:
    said = tool(rows)
    precision, recall, f1 = bcubed([r["event"] for r in rows], said)
    return {
        "BCubed precision": precision,
        "BCubed recall": recall,
        "BCubed F1": f1,
        "look-alikes apart": apart(rows, said),
    }


if __name__ == "__main__":
    rows = rows_of(sys.argv[1] if len(sys.argv) > 1 else "dev")
    print({k: round(v, 3) for k, v in measure(rows).items()})
    if "--show" in sys.argv:
        said = product(rows)
        groups = defaultdict(list)
        for r, s in zip(rows, said, strict=True):
            groups[r["event"]].append((s, r["text"], r["published"][:10]))
        for event, texts in list(groups.items())[:25]:
            if len({s for s, *_ in texts}) > 1:
                print(event, *texts, sep="\n   ")
