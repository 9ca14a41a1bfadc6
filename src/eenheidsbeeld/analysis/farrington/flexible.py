"""Farrington flexible: what is usual for this week, from the same season in earlier years, batched over
series.

Noufaily, Enki, Farrington, Garthwaite, Andrews and Charlett (2013), "An improved algorithm for outbreak
detection in multiple surveillance systems", Statistics in Medicine 32(7); Farrington et al. (1996), JRSS A
159(3). Reference mode gives the numbers of R `surveillance` 1.20.3 `farringtonFlexible`; it is written from
the papers and from the outputs, without its code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..arrays import Codes, Flags, Floats, Ints, SmallInts, checked_counts, frozen
from ..reasons import Reason
from .bounds import bounds_of
from .control import SOUND, Control
from .design import Design, Fit, design_for
from .engines import Engine, fitter
from .windows import Dates, reference_window


@dataclass(frozen=True)
class Expected:
    """Answers per series (rows) and evaluated week (columns).

    alarm is 1, 0 or -1 (unknown); trend likewise. score is the reference's exceedance score; on screen use
    `expected`, `upper` and `p`. `reason` says why there is no bound.
    """

    weeks: Ints
    observed: Floats
    upper: Floats
    expected: Floats
    mu0: Floats
    phi: Floats
    alarm: SmallInts
    trend: SmallInts
    slope: Floats
    score: Floats
    p: Floats
    reason: Codes


def farrington_flexible(
    counts: ArrayLike,
    weeks: Sequence[int],
    control: Control = SOUND,
    *,
    dates: ArrayLike | None = None,
    population: ArrayLike | None = None,
    engine: Engine = "auto",
    series: Sequence[str] | None = None,
) -> Expected:
    """Compare each week in `weeks` (row positions from 0) with its reference weeks, for every series.

    counts: series by weeks, NaN is missing. dates: the first day of each week; with them a year back is a
    date, without them it is `control.frequency` rows. population: one number per week, or one per series and
    week.
    """
    y = checked_counts(counts, rows=series, row_kind="series", column_kind="week")
    offsets = _population(population, y.shape, control)
    days = None if dates is None else np.asarray(dates, dtype="datetime64[D]")
    fit_weeks = _fit_all(y, list(weeks), control, days, offsets, engine)
    return _answers(y, list(weeks), control, offsets, fit_weeks)


def _population(population: ArrayLike | None, shape: tuple[int, ...], control: Control) -> Floats | None:
    if not control.population_offset:
        return None
    if population is None:
        raise ValueError("a population offset needs a population")
    pop = np.asarray(population, dtype=np.float64)
    if pop.shape not in {(shape[1],), shape}:
        raise ValueError(f"population has shape {pop.shape}, expected {(shape[1],)} or {shape}")
    if not (np.isfinite(pop) & (pop > 0)).all():
        place = np.argwhere(~(np.isfinite(pop) & (pop > 0)))[0] + 1
        raise ValueError(f"the population at position {', '.join(map(str, place))} is not a positive number")
    return pop


def _fit_all(
    y: Floats,
    weeks: list[int],
    control: Control,
    days: Dates | None,
    population: Floats | None,
    engine: Engine,
) -> tuple[Fit, Flags]:
    size, many = y.shape[0], len(weeks)
    names = ("eta", "unscaled_variance", "phi", "se_dispersion", "slope")
    whole = {name: np.full((size, many), np.nan) for name in names}
    trend, fitted = np.zeros((size, many), dtype=bool), np.zeros((size, many), dtype=bool)
    young = np.ones((size, many), dtype=bool)
    by_week = np.ascontiguousarray(y.T)
    fit_block, width = fitter(engine)
    for column, week in enumerate(weeks):
        window = None
        if 0 <= week < y.shape[1]:
            window = reference_window(
                week, b=control.b, w=control.w, no_periods=control.no_periods, skip=control.skip,
                frequency=control.frequency, dates=days,
            )  # fmt: skip
        if window is None:
            continue
        known = np.isfinite(by_week[window.index]).sum(axis=0)
        young[:, column] = known < (control.least_weeks if control.mode == "sound" else 1)
        for start in range(0, size, width):
            part = slice(start, min(start + width, size))
            for rows, pop in _same_population(population, part):
                d: Design = design_for(window, control, pop, week)
                fit = fit_block(by_week[window.index, rows], d)
                for name in names:
                    whole[name][rows, column] = getattr(fit, name)
                trend[rows, column], fitted[rows, column] = fit.trend, fit.fitted
    eta, variance, phi, scale, slope = (whole[name] for name in names)
    everything = Fit(eta, variance, phi, scale, slope, trend, fitted)
    return everything, young


def _same_population(population: Floats | None, part: slice) -> list[tuple[slice, Floats | None]]:
    """A design is shared by series with one population; with a population per series each stands alone."""
    if population is None or population.ndim == 1:
        return [(part, population)]
    return [(slice(i, i + 1), population[i]) for i in range(part.start, part.stop)]


def _answers(
    y: Floats, weeks: list[int], control: Control, population: Floats | None, fitted: tuple[Fit, Flags]
) -> Expected:
    fit, young = fitted
    within = np.array([0 <= week < y.shape[1] for week in weeks], dtype=bool)
    position = np.clip(weeks, 0, y.shape[1] - 1) if weeks else np.zeros(0, dtype=np.int64)
    observed = np.where(within[None, :], y[:, position], np.nan)
    b = bounds_of(observed, fit, control)
    cases, span = control.limit54
    recent = np.zeros(observed.shape)
    for back in range(span):
        recent += np.where(position - back >= 0, y[:, np.maximum(position - back, 0)], 0.0)
    missing = np.isnan(recent) if control.mode == "reference" else np.isnan(observed)
    enough = np.nan_to_num(recent) >= cases
    reason = np.full(observed.shape, Reason.OK, dtype=np.uint8)
    reason[~enough] = Reason.SILENCED_BY_MINIMUM
    reason[missing] = Reason.MISSING_COUNT
    reason[~fit.fitted] = Reason.NOT_FITTED
    reason[young] = Reason.TOO_LITTLE_HISTORY
    answered = reason == Reason.OK
    alarm = np.where(answered, b.exceeds & (observed > 0), 0).astype(np.int8)
    unknown = (reason == Reason.NOT_FITTED) | (reason == Reason.TOO_LITTLE_HISTORY)
    if control.mode == "reference":  # there a missing count is no alarm, and no bound means no expectation
        shown, known = answered & ~np.isnan(b.upper), fit.fitted
    else:
        shown, known, unknown = fit.fitted & ~young, fit.fitted & ~missing & ~young, unknown | missing
    alarm[unknown] = -1
    return Expected(
        weeks=frozen(np.asarray(weeks, dtype=np.int64)),
        observed=frozen(observed),
        upper=frozen(np.where(answered, b.upper, np.nan)),
        expected=frozen(np.where(shown, b.expected, np.nan)),
        mu0=frozen(b.mu0),
        phi=frozen(fit.phi),
        alarm=frozen(alarm),
        trend=frozen(np.where(fit.fitted, fit.trend, -1).astype(np.int8)),
        slope=frozen(fit.slope),
        score=frozen(np.where(known, b.score, np.nan)),
        p=frozen(np.where(known, b.p, np.nan)),
        reason=frozen(reason),
    )
