"""`make bench-text`: everything measured in one run on the held-out half, beside others; prints a table, writes a plot.

python benchmarks/text/run.py [--half held] [--skip deduce,dateparser] [--out folder]
"""

# ruff: noqa: E501
import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import measure as m
import measure_events as events
import measure_headlines as headlines
import measure_protest as protest
import measure_snippets as snippets
import peers
import peers_events

KINDS = {"note": "officers' notes", "police": "police information", "news": "news", "announce": "announcements"}
Row = tuple[str, str, str, str]  # what, ours, the other, goal


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", default="held")
    parser.add_argument("--skip", default="")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    skip = set(options.skip.split(","))
    rows = m.rows_of(options.half)
    table: list[Row] = []
    ours = m.product(rows)
    theirs = {
        name: tool(rows)
        for name, tool in (
            ("deduce", peers.deduce),
            ("dateparser", peers.dateparser),
            ("gazetteer", peers.bare_gazetteer),
        )
        if name not in skip
    }
    table += redaction(rows, ours, theirs.get("deduce"))
    table += places(rows, ours, theirs.get("gazetteer"))
    table += dates(rows, ours, theirs.get("dateparser"))
    table += grouping("headlines as they occur", headlines.rows_of(options.half), headlines.rows_of("dev"))
    table += grouping("look-alike headlines", events.rows_of(options.half), events.rows_of("dev"))
    for name, half in (("", options.half), (", unseen", "unseen")):
        table += [
            (k + name, f"{v:.3f}", "", "0.90" if "demonstration" in k else "0.92")
            for k, v in snippets.measure(half).items()
        ]
    table += [
        (f"{name}, new texts: {figure}", f"{value:.3f}", "", goal if figure == "F1" else "")
        for (name, values), goal in zip(protest.measure(options.half).items(), ("0.90", "0.92"), strict=True)
        for figure, value in zip(("F1", "precision", "recall"), values, strict=False)
    ]
    table += speed()
    text = as_markdown(table)
    print(text)
    (options.out / "results.md").write_text(text, "utf-8")
    (options.out / "results.svg").write_text(as_plot(table), "utf-8")


def of_kind(
    rows: Sequence[dict[str, Any]], answers: Sequence[m.Answer], kind: str
) -> tuple[list[dict[str, Any]], list[m.Answer]]:
    chosen = [(r, a) for r, a in zip(rows, answers, strict=True) if r["kind"] == kind]
    return [r for r, _ in chosen], [a for _, a in chosen]


def redaction(
    rows: Sequence[dict[str, Any]], ours: Sequence[m.Answer], theirs: Sequence[m.Answer] | None
) -> list[Row]:
    table: list[Row] = []
    goals = {
        ("note", "person characters"): "0.90",
        ("news", "person characters"): "0.92",
        ("news", "over-masking"): "<= 0.03",
        ("news", "places lost"): "<= 0.05",
    }
    for kind, name in KINDS.items():
        mine = m.masks(*of_kind(rows, ours, kind))
        other = m.masks(*of_kind(rows, theirs, kind)) if theirs else {}
        for figure in ("person characters", "persons whole", "over-masking", "places lost", "clean untouched"):
            table.append(
                (
                    f"{name}: {figure}",
                    f"{mine[figure]:.3f}",
                    f"{other[figure]:.3f} deduce" if other else "",
                    goals.get((kind, figure), "0.95" if figure == "clean untouched" else ""),
                )
            )
    mine, other = m.masks(rows, ours), m.masks(rows, theirs) if theirs else {}
    for figure in [k for k in mine if k.startswith(("recall", "precision"))]:
        beside = f"{other.get(figure, 0.0):.3f} deduce" if other else ""
        goal = {
            "recall email": "1.00",
            "recall iban": "1.00",
            "recall bsn": "1.00",
            "recall plate": "1.00",
            "recall phone": "1.00",
            "precision phone": "0.95",
        }.get(figure, "")
        table.append((f"all kinds: {figure}", f"{mine[figure]:.3f}", beside, goal))
    return table


def places(rows: Sequence[dict[str, Any]], ours: Sequence[m.Answer], theirs: Sequence[m.Answer] | None) -> list[Row]:
    codes = m.name_codes()
    goals = {"places precision": "0.92", "places recall": "0.95", "ambiguous right": "0.90"}
    table: list[Row] = []
    for kind in ("news", None):
        chosen = of_kind(rows, ours, kind) if kind else (rows, ours)
        other = (of_kind(rows, theirs, kind) if kind else (rows, theirs)) if theirs else None
        mine, beside = m.places(*chosen, codes), m.places(*other, codes) if other else {}
        for figure, value in mine.items():
            table.append(
                (
                    f"{KINDS.get(kind or '', 'all kinds')}: {figure}",
                    f"{value:.3f}",
                    f"{beside[figure]:.3f} bare gazetteer" if beside else "",
                    goals[figure],
                )
            )
    return table


def dates(rows: Sequence[dict[str, Any]], ours: Sequence[m.Answer], theirs: Sequence[m.Answer] | None) -> list[Row]:
    goals = {"plain dates right": "0.80", "ranges right": "0.55", "date spans found": "0.65"}
    mine, beside = m.dates(rows, ours), m.dates(rows, theirs) if theirs else {}
    return [
        (f"all kinds: {k}", f"{v:.3f}", f"{beside[k]:.3f} dateparser" if beside else "", goals[k])
        for k, v in mine.items()
    ]


def grouping(name: str, rows: Sequence[dict[str, Any]], dev: Sequence[dict[str, Any]]) -> list[Row]:
    """Beside two others, each with the threshold that was best on the half to tune on."""
    mine = events.measure(rows)

    def best(tool: Callable[..., list[str]], thresholds: Sequence[float]) -> dict[str, float]:
        chosen = max(thresholds, key=lambda t: events.measure(dev, lambda r: tool(r, t))["BCubed F1"])
        return events.measure(rows, lambda r: tool(r, chosen))

    tfidf = best(peers_events.tfidf, (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5))
    minhash = best(peers_events.minhash, (0.2, 0.3, 0.4, 0.5))
    goals = {"BCubed F1": "0.935", "look-alikes apart": "0.65"}
    return [
        (f"{name}: {k}", f"{v:.3f}", f"{tfidf[k]:.3f} TF-IDF, {minhash[k]:.3f} MinHash", goals.get(k, ""))
        for k, v in mine.items()
    ]


def speed() -> list[Row]:
    """Texts of 500 characters, all steps and grouping, in processor time of one core; start and memory in a new
    process; and the cost of twice as many texts."""
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.pipeline import analyse
    from eenheidsbeeld.text.similarity import Index, signature

    base = [((r["text"] + " ") * 4)[:500] for r in m.rows_of("dev")]

    def run(times: int) -> float:
        index, start = Index(), time.process_time()
        for turn in range(times):
            for position, found in enumerate(analyse([Document(str(i), t) for i, t in enumerate(base)])):
                index.note(f"{turn}-{position}", signature(found))
            index.settle()
        return time.process_time() - start

    run(1)
    one, two = min(run(2), run(2)), min(run(4), run(4))
    start, memory = (float(part) for part in subprocess.check_output([sys.executable, "-c", _START]).split())
    load = " ".join(f"{part:.1f}" for part in os.getloadavg())
    return [
        (f"texts of 500 characters per second and core (load {load})", f"{2 * len(base) / one:.0f}", "", ">= 500"),
        ("seconds of processor time to start, first text included", f"{start:.1f}", "", "< 2"),
        ("MB of memory after 352 texts of 500 characters", f"{memory:.0f}", "", "< 600"),
        ("cost of twice as many texts", f"{two / one:.2f} x", "", "<= 2.2 x"),
    ]


# VmHWM, not ru_maxrss: that one begins at the size of the process that started this one.
_START = """
import pathlib, time
from eenheidsbeeld.text.findings import Document
from eenheidsbeeld.text.pipeline import analyse
from eenheidsbeeld.text.similarity import Index, signature
index = Index()
index.note("1", signature(analyse([Document("1", "Boeren blokkeren de A12 bij Woerden, zegt Jan de Vries.")])[0]))
start = time.process_time()
for found in analyse([Document(str(i), f"Melding {i} uit Zeist over vuurwerk. " * 14) for i in range(2, 354)]):
    index.note(found.id, signature(found))
index.settle()
status = pathlib.Path("/proc/self/status").read_text()
print(start, int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def as_markdown(table: Sequence[Row]) -> str:
    lines = ["| what | here | beside | goal |", "| --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in table)]) + "\n"


def as_plot(table: Sequence[Row]) -> str:
    """Bars from 0 to 1: ours dark, the other light, the goal a line."""
    chosen = [r for r in table if r[1].replace(".", "").isdigit() and float(r[1]) <= 1 and "seconds" not in r[0]]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{len(chosen) * 22 + 20}" font-family="Fira Sans, sans-serif" font-size="12">',
        "<title>Text work beside others</title>",
    ]
    for i, (what, mine, other, goal) in enumerate(chosen):
        y = 10 + i * 22
        parts.append(
            f'<text x="300" y="{y + 12}" text-anchor="end">{what}</text><rect x="310" y="{y}" width="{float(mine) * 400:.0f}" height="9" fill="#154273"/>'
        )
        if other:
            parts.append(
                f'<rect x="310" y="{y + 9}" width="{float(other.split()[0]) * 400:.0f}" height="6" fill="#9db8d2"/>'
            )
        bare = goal.replace("<=", "").replace(">=", "").strip()
        if bare.replace(".", "").isdigit():
            parts.append(
                f'<line x1="{310 + float(bare) * 400:.0f}" x2="{310 + float(bare) * 400:.0f}" y1="{y - 2}" y2="{y + 17}" stroke="#b00020"/>'
            )
    return "\n".join([*parts, "</svg>"])


if __name__ == "__main__":
    main()
