"""The counts of six years: the same each time, with a season, and telling the same story as the texts."""

from datetime import date, timedelta

import numpy as np

from eenheidsbeeld.reference import demo
from eenheidsbeeld.reference.demo import country_week
from eenheidsbeeld.reference.demo.counts import country_counts, unit_counts
from eenheidsbeeld.reference.demo.moments import monday_of

TODAY = date(2026, 11, 23)


def test_six_years_of_weeks_without_gaps_for_every_municipality_of_the_unit():
    counts = unit_counts(TODAY)

    assert counts.values.shape == (313, 38, 14)
    assert counts.mondays[-1] == TODAY
    assert all(b - a == timedelta(weeks=1) for a, b in zip(counts.mondays, counts.mondays[1:], strict=False))
    assert counts.weeks[-1] == "2026-W48"


def test_the_same_day_gives_the_same_counts_and_the_past_stays_as_it_was():
    first, again = unit_counts(TODAY), unit_counts(TODAY)
    later = unit_counts(TODAY + timedelta(weeks=1))

    assert np.array_equal(first.values, again.values)
    assert np.array_equal(first.values[1:200], later.values[:199])


def test_counts_are_never_lower_than_the_texts_of_the_last_year():
    counts = unit_counts(TODAY)
    texts: dict[tuple[str, str, date], int] = {}
    for signal in demo.signals():
        if signal.municipality and signal.phenomenon and not signal.at.is_seasonal and not signal.months:
            key = (signal.municipality, signal.phenomenon, monday_of(signal.at.day(TODAY)))
            texts[key] = texts.get(key, 0) + 1

    for (area, phenomenon, monday), number in texts.items():
        assert counts.series(area, phenomenon)[counts.mondays.index(monday)] >= number


def test_a_storyline_stands_out_above_what_is_usual_there():
    series = unit_counts(TODAY).series("GM0356", "riot")

    assert series[-42] > 3 * np.median(series[:-60]) + 3, "the week after the stabbing"


def test_the_new_year_comes_back_each_year():
    counts = unit_counts(TODAY)
    new_year = counts.values[:, :, counts.phenomena.index("new_year")].sum(axis=1)
    weeks = np.array([monday.isocalendar().week for monday in counts.mondays])

    assert new_year[(weeks >= 51) | (weeks == 1)].mean() > 10 * new_year[(weeks > 2) & (weeks < 40)].mean()


def test_counts_vary_more_than_chance_alone_would():
    series = unit_counts(TODAY).series("GM0344", "demonstration")[:200]

    assert series.var() > 1.2 * series.mean()


def test_the_country_has_every_municipality_and_less_of_everything():
    country = country_counts(TODAY)

    assert country.values.shape == (313, 342, 14)
    assert country.values[:, country.areas.index("GM0344")].sum() < unit_counts(TODAY).values[:, 13].sum() * 5


def test_a_week_of_the_country_has_twenty_thousand_signals_with_repeats():
    signals = country_week.week_of_the_country(TODAY)

    assert len(signals) == len({signal.id for signal in signals}) == 20_000
    assert len({signal.text for signal in signals}) > 16_000
    assert 0.1 < sum(signal.same_report is not None for signal in signals) / 20_000 < 0.18
    assert len({signal.municipality for signal in signals}) > 330
    assert {signal.phenomenon for signal in signals} == set(country_week.OPENINGS)
    assert not [signal.text for signal in signals if "{" in signal.text]


def test_the_same_seed_writes_the_same_week_and_another_seed_another():
    first = list(country_week.country_signals(200, week=TODAY, seed=3))

    assert first == list(country_week.country_signals(200, week=TODAY, seed=3))
    assert first != list(country_week.country_signals(200, week=TODAY, seed=4))
