"""Invented weekly counts of signals per area and phenomenon: season, slow trend, overdispersion and bursts.

The background of a calendar week depends on that week alone, so counts do not change when the demo rolls on.
The bursts follow the situations of the last year, and no cell holds fewer than the texts that were written for it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from eenheidsbeeld.reference import geo

from .codes import PHENOMENA
from .loading import signals, situations
from .moments import AMSTERDAM, monday_of, week_of
from .records import Situation

UNIT = "PU-midden-nederland"
WEEKS_OF_SIX_YEARS = 313
SEED = 20241
FIRST_MONDAY = date(2015, 1, 5)  # the trend is counted from here, so that it does not move with today

# Signals per week in a municipality of 50,000 people.
WEEKLY_MEAN = {
    "demonstration": 0.55,
    "riot": 0.45,
    "blockade": 0.06,
    "occupation": 0.03,
    "online_incited_disorder": 0.40,
    "polarisation": 0.60,
    "distant_conflict": 0.22,
    "sovereigns": 0.35,
    "asylum_tension": 0.30,
    "farmers_protest": 0.10,
    "football_disorder": 0.12,
    "new_year": 0.05,
    "vigilantism": 0.07,
    "threat_to_officials": 0.28,
}
# Growth per year, as a share.
YEARLY_GROWTH = {"online_incited_disorder": 0.10, "sovereigns": 0.14, "threat_to_officials": 0.07, "riot": -0.02}
EXTRA_AT_LEVEL = {0: 0.0, 1: 1.0, 2: 3.5, 3: 8.0, 4: 14.0}
DISPERSION = 2.5  # variance is mean + mean² / dispersion


@dataclass(frozen=True)
class WeeklyCounts:
    """`values[week, area, phenomenon]`; weeks are Mondays, oldest first and without gaps."""

    mondays: tuple[date, ...]
    areas: tuple[str, ...]
    phenomena: tuple[str, ...]
    values: NDArray[np.int32]

    @property
    def weeks(self) -> tuple[str, ...]:
        return tuple(week_of(monday) for monday in self.mondays)

    def series(self, area: str, phenomenon: str) -> NDArray[np.int32]:
        return self.values[:, self.areas.index(area), self.phenomena.index(phenomenon)]


def unit_counts(today: date, *, weeks: int = WEEKS_OF_SIX_YEARS, seed: int = SEED) -> WeeklyCounts:
    """The 38 municipalities of Midden-Nederland, the live week last, with the storylines of the last year in it."""
    rows = [row for row in geo.municipalities() if row.unit == UNIT]
    counts = _background([(row.code, row.population) for row in rows], today, weeks, seed, share=1.0)
    _add_bursts(counts, today, seed)
    _hold_texts(counts, today)
    return counts


def country_counts(today: date, *, weeks: int = WEEKS_OF_SIX_YEARS, seed: int = SEED) -> WeeklyCounts:
    """All 342 municipalities, lighter and without storylines outside Midden-Nederland."""
    rows = geo.municipalities()
    counts = _background([(row.code, row.population) for row in rows], today, weeks, seed, share=0.35)
    _add_bursts(counts, today, seed)
    return counts


def _background(areas: list[tuple[str, int]], today: date, weeks: int, seed: int, *, share: float) -> WeeklyCounts:
    last = monday_of(today)
    mondays = tuple(last - timedelta(weeks=weeks - 1 - number) for number in range(weeks))
    base = share * _area_means(areas, seed)
    values = np.empty((weeks, len(areas), len(PHENOMENA)), dtype=np.int32)
    for number, monday in enumerate(mondays):
        mean = base * _season(monday) * _trend(monday)
        draw = np.random.default_rng([seed, monday.toordinal()])
        values[number] = draw.poisson(mean * draw.gamma(DISPERSION, 1 / DISPERSION, mean.shape))
    return WeeklyCounts(mondays, tuple(code for code, _ in areas), PHENOMENA, values)


def _area_means(areas: list[tuple[str, int]], seed: int) -> NDArray[np.float64]:
    """Larger places report more, though less than in proportion; each place has its own habits."""
    size = np.array([(people / 50_000) ** 0.8 for _, people in areas])
    habits = np.stack(
        [
            np.random.default_rng([seed, int(code.removeprefix("GM"))]).lognormal(0.0, 0.35, len(PHENOMENA))
            for code, _ in areas
        ]
    )
    means = np.array([WEEKLY_MEAN[name] for name in PHENOMENA])
    return np.asarray(size[:, None] * habits * means, dtype=np.float64)


def _season(monday: date) -> NDArray[np.float64]:
    """New Year and the weeks before it, the summer, and quiet holidays."""
    factor = np.ones(len(PHENOMENA))
    thursday = monday + timedelta(days=3)
    week = thursday.isocalendar().week
    of = PHENOMENA.index
    summer = 28 <= week <= 34
    factor[of("riot")] *= 1.4 if 18 <= week <= 36 else 1.0
    factor[of("demonstration")] *= 0.7 if summer else 1.1
    factor[of("polarisation")] *= 0.7 if summer else 1.0
    factor[of("football_disorder")] *= 0.2 if 24 <= week <= 33 else 1.2
    factor[of("farmers_protest")] *= 1.5 if week <= 12 else 0.9
    factor[of("threat_to_officials")] *= 0.75 if summer else 1.0
    if week >= 51 or week == 1:
        factor[of("new_year")] *= 60.0
        factor[of("riot")] *= 2.2
    elif week >= 45:
        factor[of("new_year")] *= 4.0 + 4.0 * (week - 45)
    return factor


def _trend(monday: date) -> NDArray[np.float64]:
    years = (monday - FIRST_MONDAY).days / 365.25
    capped = min(years, 15.0) - 9.0  # equal to the weekly mean early in 2024
    return np.array([(1 + YEARLY_GROWTH.get(name, 0.0)) ** capped for name in PHENOMENA])


def _add_bursts(counts: WeeklyCounts, today: date, seed: int) -> None:
    for number, situation in enumerate(situations()):
        draw = np.random.default_rng([seed, 7, number])
        phenomenon = PHENOMENA.index(situation.phenomenon)
        for week, monday in enumerate(counts.mondays):
            level = level_in_week(situation, monday, today)
            if not level:
                continue
            for rank, code in enumerate(situation.municipalities):
                if code in counts.areas:
                    mean = EXTRA_AT_LEVEL[level] / (1 + rank)
                    counts.values[week, counts.areas.index(code), phenomenon] += draw.poisson(mean)


def level_in_week(situation: Situation, monday: date, today: date) -> int:
    """The highest level that a situation had in a week; 0 before it opened and after it closed."""
    sunday = monday + timedelta(days=6)
    if situation.opened.day(today) > sunday or monday > monday_of(today):
        return 0
    if situation.closed and situation.closed.day(today) < monday:
        return 0
    steps = [(step.at.day(today), step.level) for step in situation.tension]
    before = [level for day, level in steps if day < monday]
    within = [level for day, level in steps if monday <= day <= sunday]
    return max(before[-1:] + within, default=0)


def _hold_texts(counts: WeeklyCounts, today: date) -> None:
    evening = datetime.combine(today, time(23, 59), tzinfo=AMSTERDAM)
    told = np.zeros_like(counts.values)
    place = {monday: number for number, monday in enumerate(counts.mondays)}
    for signal in signals():
        week = place.get(monday_of(signal.at.before(evening).date()))
        if week is None or not signal.fits_season(evening):
            continue
        if signal.municipality in counts.areas and signal.phenomenon:
            area = counts.areas.index(signal.municipality)
            told[week, area, PHENOMENA.index(signal.phenomenon)] += 1
    np.maximum(counts.values, told, out=counts.values)
