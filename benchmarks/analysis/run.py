"""All benchmarks of the analysis: `python benchmarks/analysis/run.py [--quick] [--only NAME] [--panel FILE]`.

Prints each figure beside its goal and draws them in one picture (analysis.svg beside --out).
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import clusters
import expected_counts
import forecasts
import pooled_model
from measure import Line

PARTS = {
    "expected": expected_counts.run,
    "scan": clusters.run,
    "pooled": pooled_model.run,
    "forecast": forecasts.run,
}


def picture(lines: list[Line], path: Path) -> None:
    """How far each figure is from its goal: 1 is the goal, below 1 is better."""
    import altair as alt

    def distance(line: Line) -> float:
        if line.kind == "at least":
            return line.goal / line.value if line.value > 0 else 2.0
        if line.kind == "between":
            middle, half = (line.goal + line.goal_high) / 2, (line.goal_high - line.goal) / 2
            return abs(line.value - middle) / half
        return line.value / line.goal

    far = "part of the goal"
    rows = [{"what": i.what, far: float(min(distance(i), 3.0)), "reached": i.reached} for i in lines]
    bars = alt.Chart(alt.Data(values=rows)).mark_bar().encode(
        x=alt.X("part of the goal:Q"),
        y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=500)),
        color=alt.Color("reached:N", scale=alt.Scale(domain=[True, False], range=["#1f6f8b", "#b3541e"])),
    )  # fmt: skip
    goal = alt.Chart(alt.Data(values=[{"x": 1}])).mark_rule().encode(x="x:Q")
    (bars + goal).properties(width=500).save(str(path))


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--only", choices=sorted(PARTS))
    asked.add_argument("--panel", type=Path)
    asked.add_argument("--out", type=Path, default=Path("var"))
    options = asked.parse_args()
    lines: list[Line] = []
    print("CPU seconds; load of the machine {:.1f} {:.1f} {:.1f}".format(*os.getloadavg()), flush=True)
    for name, run in PARTS.items():
        if options.only in (None, name):
            more = {}
            if name == "forecast" and options.panel:
                from eenheidsbeeld.analysis.tables import read_panel

                more = {"panel": read_panel(options.panel).counts}
            part = run(options.quick, **more)
            print(*part, sep="\n", flush=True)
            lines += part
    options.out.mkdir(parents=True, exist_ok=True)
    picture(lines, options.out / "analysis.svg")
    missed = sum(not line.reached for line in lines)
    print(f"{len(lines) - missed} of {len(lines)} goals reached; picture in {options.out / 'analysis.svg'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
