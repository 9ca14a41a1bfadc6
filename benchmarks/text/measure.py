# ruff: noqa: B007, DTZ001, E501, SIM115
"""Score findings against labels: masks by character and whole, places, dates, phenomena. Pure counting."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
Span = tuple[int, int, str]
When = tuple[int, int, str, str]
PERSONAL = ("person", "handle", "email", "phone", "bsn", "iban", "plate", "address", "birthdate", "id", "url")


@dataclass
class Answer:
    """What one tool says about one text."""

    masks: list[Span] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)  # the third is a code, or a name for tools without codes
    dates: list[When] = field(default_factory=list)  # days as ISO dates
    phenomena: dict[str, float] = field(default_factory=dict)


def rows_of(half: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / f"texts_{half}.jsonl").read_text("utf-8").splitlines()]


def product(rows: Sequence[dict]) -> list[Answer]:
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.pipeline import analyse

    found = analyse([Document(r["id"], r["text"], published=datetime.fromisoformat(r["published"])) for r in rows])
    return [
        Answer(
            [(m.start, m.end, m.kind) for m in f.masks],
            [(p.start, p.end, p.code) for p in f.places if p.level != "street"],
            [(d.start, d.end, d.first.date().isoformat(), d.last.date().isoformat()) for d in f.dates],
            {s.code: s.probability for s in f.phenomena},
        )
        for f in found
    ]


def covered(size: int, spans: Sequence[Span]) -> bytearray:
    marks = bytearray(size)
    for start, end, *_ in spans:
        marks[start:end] = b"\x01" * (end - start)
    return marks


def masks(
    rows: Sequence[dict], answers: Sequence[Answer], show: Callable[[str], None] | None = None
) -> dict[str, float]:
    """Four figures together: characters masked, persons whole, over-masking, places lost; and recall per kind."""
    total, hit, whole, over, rest, lost, places, clean, untouched = (0,) * 9
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row, answer in zip(rows, answers, strict=True):
        size = len(row["text"])
        mine = covered(size, answer.masks)
        gold = covered(size, row["spans"])
        for start, end, kind in row["spans"]:
            done = sum(mine[start:end]) == end - start
            kinds[kind][0] += done
            kinds[kind][1] += 1
            if kind == "person":
                total += end - start
                hit += sum(mine[start:end])
                whole += done
            if not done and show:
                show(f"MISS {kind}: {row['text'][start:end]!r} in {row['text'][max(0, start - 40) : end + 30]!r}")
        wrong = [i for i in range(size) if mine[i] and not gold[i]]
        over += len(wrong)
        rest += size - sum(gold)
        if wrong and show:
            for start, end, kind in answer.masks:
                if any(not gold[i] for i in range(start, end)):
                    show(f"OVER {kind}: {row['text'][start:end]!r} in {row['text'][max(0, start - 40) : end + 30]!r}")
        for start, end, _ in row["places"]:
            places += 1
            lost += any(mine[start:end])
        if not row["spans"]:
            clean += 1
            untouched += not answer.masks
    figures = {
        "person characters": hit / max(1, total), "persons whole": whole / max(1, kinds["person"][1]), "over-masking": over / rest,
        "places lost": lost / max(1, places), "clean untouched": untouched / max(1, clean),
    }  # fmt: skip
    figures |= {f"recall {k}": v[0] / v[1] for k, v in sorted(kinds.items())}
    phones = [m for a in answers for m in a.masks if m[2] == "phone"]
    if phones:
        right = sum(
            1
            for r, a in zip(rows, answers, strict=True)
            for m in a.masks
            if m[2] == "phone" and any(s[2] == "phone" and s[0] < m[1] and m[0] < s[1] for s in r["spans"])
        )
        figures["precision phone"] = right / len(phones)
    return figures


def places(
    rows: Sequence[dict], answers: Sequence[Answer], codes: dict[str, str], show: Callable[[str], None] | None = None
) -> dict[str, float]:
    """Precision and recall of places by span; and, for names that several places share, the right code."""
    found, right, gold, ambiguous, told = 0, 0, 0, 0, 0
    for row, answer in zip(rows, answers, strict=True):
        wanted = {(s, e): code for s, e, code in row["places"]}
        found += len(answer.places)
        gold += len(wanted)
        mine = {(s, e): code for s, e, code in answer.places}
        for span, code in wanted.items():
            truth = code if code.startswith("GM") else codes.get(code.lower(), code)
            hit = next((c for s, c in mine.items() if s[0] < span[1] and span[0] < s[1]), None)
            right += hit is not None and (hit == truth or not hit.startswith("GM"))
            if code.startswith("GM"):
                ambiguous += 1
                told += hit == truth
            if show and hit != truth:
                show(
                    f"PLACE {row['text'][span[0] : span[1]]!r} -> {hit} not {truth}: {row['text'][max(0, span[0] - 40) : span[1] + 30]!r}"
                )
        for s, e in mine:
            if show and not any(s < w[1] and w[0] < e for w in wanted):
                show(f"EXTRA {row['text'][s:e]!r} in {row['text'][max(0, s - 40) : e + 30]!r}")
    return {
        "places precision": right / max(1, found),
        "places recall": right / max(1, gold),
        "ambiguous right": told / max(1, ambiguous),
    }


def dates(
    rows: Sequence[dict], answers: Sequence[Answer], show: Callable[[str], None] | None = None
) -> dict[str, float]:
    """Right value for plain dates and ranges; span F1 with any overlap counted once."""
    counts = Counter()
    for row, answer in zip(rows, answers, strict=True):
        mine = list(answer.dates)
        gold = row["dates"]
        for start, end, first, last, sort in gold:
            counts[sort] += 1
            hits = [d for d in mine if d[0] < end and start < d[1]]
            counts["span gold"] += 1
            exact = [d for d in hits if abs(d[0] - start) <= 6]
            counts["span hit"] += bool(exact)
            ok = any(
                d[2] == first and d[3] == last or (sort == "plain" and d[2] == first and first == last) for d in hits
            )
            counts[f"{sort} right"] += ok
            if show and not ok:
                show(
                    f"DATE {row['text'][start:end]!r} {row['published'][:10]} -> {[(d[2], d[3]) for d in hits]} not {first}..{last}: {row['text'][max(0, start - 30) : end + 30]!r}"
                )
    return {
        "plain dates right": counts["plain right"] / max(1, counts["plain"]),
        "ranges right": counts["range right"] / max(1, counts["range"]),
        "date spans found": counts["span hit"] / max(1, counts["span gold"]),
    }


def phenomena(
    rows: Sequence[dict], answers: Sequence[Answer], threshold: float = 0.5, show: Callable[[str], None] | None = None
) -> dict[str, float]:
    """F1 over all phenomena together, and of demonstrations alone."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for row, answer in zip(rows, answers, strict=True):
        mine = {c for c, p in answer.phenomena.items() if p >= threshold}
        for code in mine | set(row["phenomena"]):
            sort = "tp" if code in mine and code in row["phenomena"] else "fp" if code in mine else "fn"
            counts[code][sort] += 1
            counts["all"][sort] += 1
            if show and sort != "tp":
                show(f"PHEN {sort} {code}: {row['text'][:140]!r} {answer.phenomena}")
    return {f"F1 {c}": f1(counts[c]) for c in ("all", "demonstration")}


def f1(counts: Counter) -> float:
    return 2 * counts["tp"] / max(1, 2 * counts["tp"] + counts["fp"] + counts["fn"])


def name_codes() -> dict[str, str]:
    """The code of every name that has one: the largest place of that name."""
    from eenheidsbeeld.text.places.gazetteer import load

    best: dict[str, tuple[int, str]] = {}
    names = load()
    meanings = list(names.single.values())
    meanings += [
        entries for seconds in names.longer.values() for options in seconds.values() for _, entries in options
    ]
    for entries in meanings:
        for e in entries:
            if e.code.startswith("GM"):
                best[e.name.lower()] = max(best.get(e.name.lower(), (0, "")), (e.people, e.code))
    return {name: code for name, (_, code) in best.items()}


if __name__ == "__main__":
    import sys

    half = sys.argv[1] if len(sys.argv) > 1 else "dev"
    loud = print if "--show" in sys.argv and half == "dev" else None
    every = rows_of(half)
    codes = name_codes()
    for kind in ("note", "police", "news", "announce"):
        rows = [r for r in every if r["kind"] == kind]
        answers = product(rows)
        figures = (
            masks(rows, answers, loud)
            | places(rows, answers, codes, loud)
            | dates(rows, answers, loud)
            | phenomena(rows, answers, show=loud)
        )
        print(kind, " ".join(f"{k}={v:.3f}" for k, v in figures.items()))
