"""How common four letters in a row are in short Dutch texts about safety: python benchmarks/text/make_grams.py

Counted over the texts of this benchmark to tune on and the demonstration signals, all written for this project;
`reference/text/grams.tsv` gives per run of letters its share of texts in thousandths.
"""

import json
from collections import Counter
from importlib import resources
from pathlib import Path

import measure_headlines

from eenheidsbeeld.text.sketches import grams_in

HERE = Path(__file__).parent
LEAST = 5  # thousandths


def texts() -> list[str]:
    found = [row["text"] for row in measure_headlines.rows_of("dev")]
    found += [json.loads(line)["text"] for line in (HERE / "texts_dev.jsonl").read_text("utf-8").splitlines()[::4]]
    demo = resources.files("eenheidsbeeld.reference.demo").joinpath("signals.jsonl").read_text("utf-8")
    return found + [json.loads(line)["text"] for line in demo.splitlines()]


def main() -> None:
    chosen = texts()
    seen = Counter(gram for text in chosen for gram in grams_in(text))
    rows = [(round(1000 * n / len(chosen)), gram) for gram, n in seen.items()]
    lines = ["# share of texts in thousandths<TAB>four letters in a row, _ is the edge of a word; see make_grams.py"]
    lines += [f"{share}\t{gram}" for share, gram in sorted(rows, key=lambda r: (-r[0], r[1])) if share >= LEAST]
    target = HERE.parents[1] / "src/eenheidsbeeld/reference/text/grams.tsv"
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(len(chosen), "texts,", len(lines) - 1, "runs")


if __name__ == "__main__":
    main()
