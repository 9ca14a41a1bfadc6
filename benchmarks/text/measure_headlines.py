"""The same figures as measure_events, on four weeks of headlines as they occur: wordings of several outlets."""

import sys
from collections import defaultdict
from pathlib import Path

import measure_events as events


def rows_of(half: str) -> list[dict]:
    rows: list[dict] = []
    name = twin = ""
    for line in (Path(__file__).parent / f"headlines_{half}.txt").read_text("utf-8").splitlines():
        if line.startswith("= "):
            name, _, twin = (part.strip() for part in line[2:].partition("~"))
        elif line and not line.startswith("#"):
            moment, text = line.split(" ", 1)
            rows.append({"event": name, "twin_of": twin, "text": text, "published": f"2025-{moment}:00:00"})
    rows.sort(key=lambda row: row["published"])
    for number, row in enumerate(rows):
        row["id"] = f"{number:05d}"
    return rows


def show(rows: list[dict]) -> None:
    """What was torn apart, and what was wrongly joined."""
    said = events.product(rows)
    for key, other, title in (("event", "said", "SPLIT"), ("said", "event", "JOINED")):
        groups = defaultdict(list)
        for row, group in zip(rows, said, strict=True):
            both = {"event": row["event"], "said": group}
            groups[both[key]].append((both[other], row["published"][5:13], row["text"]))
        for name, texts in groups.items():
            if len({t[0] for t in texts}) > 1:
                print(title, name, *texts, sep="\n   ")


if __name__ == "__main__":
    half = sys.argv[1] if len(sys.argv) > 1 else "dev"
    print({k: round(v, 3) for k, v in events.measure(rows_of(half)).items()})
    if "--show" in sys.argv:
        show(rows_of(half))
