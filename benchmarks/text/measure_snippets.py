"""F1 of "is this a demonstration" (Dutch) and "is this unrest" (English) on the written snippets."""

import sys
from pathlib import Path

UNREST = {
    "demonstration",
    "riot",
    "blockade",
    "occupation",
    "online_incited_disorder",
    "farmers_protest",
    "football_disorder",
    "vigilantism",
}


def rows(half: str) -> list[tuple[str, bool, str]]:
    lines = (Path(__file__).parent / "snippets.tsv").read_text("utf-8").splitlines()
    split = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(lang, label == "1", text) for h, lang, label, text in split if h == half]


def measure(half: str, show: bool = False) -> dict[str, float]:
    from eenheidsbeeld.text.findings import Document
    from eenheidsbeeld.text.pipeline import analyse

    figures = {}
    for lang, codes in (("nl", {"demonstration"}), ("en", UNREST)):
        chosen = [r for r in rows(half) if r[0] == lang]
        found = analyse([Document(str(i), text) for i, (_, _, text) in enumerate(chosen)], steps={"phenomena"})
        tp = fp = fn = 0
        for (_, label, text), f in zip(chosen, found, strict=True):
            said = any(s.code in codes and s.probability >= 0.5 for s in f.phenomena)
            tp += said and label
            fp += said and not label
            fn += label and not said
            if show and said != label:
                print("FN" if label else "FP", lang, text, [(s.code, s.probability, s.words) for s in f.phenomena])
        figures[f"{'demonstration' if lang == 'nl' else 'unrest'} F1 {lang}"] = 2 * tp / max(1, 2 * tp + fp + fn)
    return figures


if __name__ == "__main__":
    half = sys.argv[1] if len(sys.argv) > 1 else "dev"
    print(measure(half, show=half == "dev"))
