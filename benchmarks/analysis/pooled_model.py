"""The pooled model on fresh simulations: are false alarms as many as promised, and how many bursts are
found.
"""

import numpy as np
from measure import Line, cpu
from panel import HISTORY, TEST, make_panel

from eenheidsbeeld.analysis.pooled.exceedance import chance_of_alarm, exceedance
from eenheidsbeeld.analysis.pooled.model import pooled_expectation

LEVELS = {0.01: (0.8, 1.25), 0.005: (0.8, 1.25), 0.001: (0.8, 1.25)}
PER_WEEK = 10


def run(quick: bool = False, seeds: tuple[int, ...] = (101, 102, 103)) -> list[Line]:
    lines = []
    for name, effect, goal in (("A", 0.0, 0.60), ("B", 0.8, 0.52)):
        seen, promised = dict.fromkeys(LEVELS, 0.0), dict.fromkeys(LEVELS, 0.0)
        found = []
        for seed in seeds[:1] if quick else seeds:
            panel = make_panel(seed, unknown_effect=effect)
            weeks = list(range(HISTORY, HISTORY + TEST))
            model = pooled_expectation(panel.counts, panel.size, weeks)
            p = exceedance(panel.counts[:, :, weeks], model).p
            burst = panel.burst[:, :, weeks]
            clean = burst < 0
            for level in LEVELS:
                seen[level] += ((p <= level) & clean).sum()
                promised[level] += chance_of_alarm(model, level)[clean].sum()
            cut = np.sort(p[clean])[PER_WEEK * TEST]
            found.append(len(np.unique(burst[(p < cut) & ~clean])) / panel.bursts)
        for level, (low, high) in LEVELS.items():
            what = f"set {name}: seen over promised false alarms at {level:g}"
            lines.append(Line(what, seen[level] / promised[level], low, "between", high))
        lines.append(
            Line(
                f"set {name}: found at {PER_WEEK} false alarms a week",
                float(np.mean(found)),
                goal,
                "at least",
            )
        )
    panel = make_panel(1)
    lines.append(
        Line(
            "pooled, 6,840 series, one week",
            cpu(lambda: pooled_expectation(panel.counts, panel.size, [340])),
            1,
            unit="s",
        )
    )
    return lines
