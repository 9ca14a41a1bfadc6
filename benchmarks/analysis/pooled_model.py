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


def run(quick: bool = False, seeds: tuple[int, ...] = (201, 202, 203, 204, 205)) -> list[Line]:
    lines = []
    for name, effect, goal in (("A", 0.0, 0.60), ("B", 0.8, 0.52)):
        ratios: dict[float, list[float]] = {level: [] for level in LEVELS}
        found = []
        for seed in seeds[:1] if quick else seeds:
            panel = make_panel(seed, unknown_effect=effect)
            weeks = list(range(HISTORY, HISTORY + TEST))
            model = pooled_expectation(panel.counts, panel.size, weeks)
            p = exceedance(panel.counts[:, :, weeks], model).p
            burst = panel.burst[:, :, weeks]
            clean = burst < 0
            for level, per_seed in ratios.items():
                per_seed.append(float(((p <= level) & clean).sum() / chance_of_alarm(model, level)[clean].sum()))
            cut = np.sort(p[clean])[PER_WEEK * TEST]
            found.append(len(np.unique(burst[(p < cut) & ~clean])) / panel.bursts)
        for level, (low, high) in LEVELS.items():
            for which, value in (("lowest", min(ratios[level])), ("highest", max(ratios[level]))):
                what = f"set {name}: seen over promised false alarms at {level:g}, {which} of {len(found)} seeds"
                lines.append(Line(what, value, low, "between", high))
        for which, share in (("mean", float(np.mean(found))), ("least", min(found))):
            what = f"set {name}: found at {PER_WEEK} false alarms a week, {which} of {len(found)} seeds"
            lines.append(Line(what, share, goal, "at least"))
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
