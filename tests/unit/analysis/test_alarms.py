"""From many comparisons to a short list that people can trust, and in words."""

import re
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest
from babel.messages.pofile import read_po

from eenheidsbeeld.analysis import words
from eenheidsbeeld.analysis.alarms.budget import bh, bh_discrete, rank_signals, weekly_list
from eenheidsbeeld.analysis.alarms.candidates import Candidate, Level, Source
from eenheidsbeeld.analysis.alarms.events import continued, one_event_each
from eenheidsbeeld.analysis.alarms.hierarchy import is_coherent, opened, summed
from eenheidsbeeld.analysis.alarms.tail import recalibrated_p, tail_ratio
from eenheidsbeeld.analysis.arrays import BadCounts
from eenheidsbeeld.analysis.charts import calibration_chart, map_of_counts, series_chart, small_multiples
from eenheidsbeeld.analysis.disclosure import protect_series
from eenheidsbeeld.analysis.reasons import MESSAGE_IDS, Reason
from eenheidsbeeld.analysis.scores.probability import calibration
from eenheidsbeeld.analysis.words import (
    FEW,
    MANY_SERIES,
    OFTEN_RARE,
    OFTEN_WEEKS,
    OFTEN_YEARS,
    explain,
    how_often,
)

UNIT = frozenset({"woerden", "houten", "zeist", "soest"})


def seen(area: str, p: float, level: Level = Level.MUNICIPALITY, **more) -> Candidate:
    areas = UNIT if level is Level.UNIT else frozenset({area})
    usual = {"first_week": 100, "last_week": 100, "observed": 4, "expected": 0.6, "upper": 2}
    return Candidate(f"{area}-{level}", "football", level, areas, p=p, area=area, **(usual | more))


def test_the_most_unusual_things_are_shown_with_what_chance_would_bring():
    ranking = rank_signals([0.2, 0.001, np.nan, 0.0004, 0.03], 2)

    assert ranking.order.tolist() == [3, 1]
    assert ranking.by_chance == pytest.approx(4 * 0.001)


def test_a_tie_at_the_edge_of_the_budget_is_not_cut_in_two():
    assert rank_signals([0.01, 0.02, 0.02, 0.02], 2).order.tolist() == [0]


def test_an_empty_week_shows_nothing():
    assert rank_signals([0.4, np.nan], 5).order.tolist() == []
    assert weekly_list([], 5, tested=100).events == ()


def test_a_tail_that_promised_too_little_is_corrected_and_order_kept():
    rng = np.random.default_rng(0)
    p = np.where(rng.random(100_000) < 0.5, rng.random(100_000), rng.random(100_000) / 2)

    tail = tail_ratio(p, [1000, 500, 100])
    fresh = recalibrated_p(np.sort(p), tail)

    assert tail.ratio[0] == pytest.approx(1.5, rel=0.1)
    assert (np.diff(fresh) >= 0).all() and (fresh <= 1).all()
    assert recalibrated_p(1e-9, tail) == pytest.approx(1e-9 * tail.ratio[2])


def test_a_tail_without_history_is_left_alone():
    assert tail_ratio([], [0, 0, 0]).ratio.tolist() == [1, 1, 1]


def test_a_municipality_is_shown_when_its_unit_is_unusual_or_it_is_extreme_itself():
    quiet, busy = seen("unit", 0.4, Level.UNIT), seen("unit", 0.02, Level.UNIT)
    mild, extreme = seen("woerden", 0.01), seen("houten", 1e-5)

    assert opened([quiet, mild, extreme]) == [quiet, extreme]
    assert opened([busy, mild, extreme]) == [busy, mild, extreme]
    assert opened([mild]) == [mild]  # nothing above was tested


def test_one_event_is_one_alert():
    series, unit = seen("woerden", 1e-4), seen("unit", 0.01, Level.UNIT)
    cluster = replace(seen("woerden", 0.001), key="c1", source=Source.CLUSTER, areas=frozenset({"woerden", "houten"}))
    elsewhere = seen("zeist", 0.002)

    events = one_event_each([unit, cluster, elsewhere, series])

    assert [e.lead for e in events] == [series, elsewhere]
    assert set(events[0].also) == {cluster, unit}


def test_an_event_that_goes_on_stays_the_same_alert():
    before = one_event_each([seen("woerden", 0.001)])
    after = one_event_each([seen("woerden", 0.003, first_week=102, last_week=102), seen("zeist", 0.001)])

    marked = {e.lead.area: e.continues for e in continued(after, before)}

    assert marked == {"woerden": before[0].lead.key, "zeist": None}


def test_the_list_of_the_week_says_how_many_are_chance_and_how_many_are_left_out():
    places = [seen(area, 0.0002 * (i + 1)) for i, area in enumerate(sorted(UNIT))]

    week = weekly_list(places, 3, tested=1000)

    assert len(week.events) == 3 and week.not_shown == 1
    assert week.by_chance == pytest.approx(1000 * 0.0006)


def test_levels_add_up():
    counts = np.array([[1.0, 2], [3, np.nan], [5, 6]])
    names, sums = summed(counts, ["a", "b", "c"], {"a": "west", "b": "west", "c": "east"})

    assert names == ("east", "west")
    assert sums[1, 0] == 4 and np.isnan(sums[1, 1])
    assert is_coherent(counts, np.array([9.0, 8.0]))
    with pytest.raises(BadCounts, match="'b' has no parent"):
        summed(counts, ["a", "b", "c"], {"a": "west", "c": "east"})


def test_false_discovery_control_by_hand():
    assert bh([0.01, 0.02, 0.5, np.nan], 0.05).tolist() == [True, True, False, False]
    support = [np.array([0.01, 0.3]), np.array([0.4])]
    assert bh_discrete([0.01, 0.4], support, 0.05).tolist() == [True, False]


def test_an_alert_says_what_how_often_and_why_it_may_be_nothing():
    week = weekly_list([seen("woerden", 0.0005)], 5, tested=600)

    said = explain(week.events[0], week)

    assert said[0].values["observed"] == 4
    assert said[1].values == {"expected": "0.6", "upper": 2}
    assert said[2].values == {"years": 38}
    assert FEW in [s.message_id for s in said]
    assert next(s.values for s in said if s.message_id == MANY_SERIES) == {"by_chance": "0.3", "shown": 1}
    for sentence in said:
        assert sentence.message_id % sentence.values  # every place is filled


def test_how_often_is_said_in_weeks_years_or_less_than_once_in_a_lifetime():
    assert how_often(0.05).message_id == OFTEN_WEEKS
    assert how_often(0.002).message_id == OFTEN_YEARS
    assert how_often(1e-30).message_id == OFTEN_RARE


def test_every_reason_and_every_sentence_of_an_alert_has_dutch_words():
    parts = files("eenheidsbeeld") / "locale" / "nl" / "parts" / "analysis.po"
    with parts.open("rb") as file:
        dutch = {message.id: message.string for message in read_po(file, locale="nl")}
    sentences = {v for k, v in vars(words).items() if k.isupper() and isinstance(v, str)}

    assert set(MESSAGE_IDS) == set(Reason)
    for english in sentences | set(MESSAGE_IDS.values()):
        assert dutch[english] and set(re.findall(r"%\(\w+\)\w", english)) == set(
            re.findall(r"%\(\w+\)\w", dutch[english])
        )


def test_the_last_open_week_is_drawn_but_never_an_alarm():
    nan = np.nan
    chart = series_chart(
        "Woerden", ["w1", "w2", "w3"], np.array([1.0, 9, 9]), np.array([1.0, 1, 1]), np.array([nan, 3, 3]),
        np.array([1, 0, 0], dtype=np.uint8), incomplete=1,
    )  # fmt: skip

    assert [p.alarm for p in chart.points] == [False, True, False]
    assert chart.points[0].upper is None and chart.points[0].reason == Reason.TOO_LITTLE_HISTORY.message_id
    other = replace(chart, highest=40.0)
    assert [c.highest for c in small_multiples([chart, other])] == [40, 40]


def test_a_map_tells_few_from_unknown():
    areas = map_of_counts(["a", "b", "c"], protect_series([3, np.nan, 27]))

    assert [a.fill for a in areas] == ["small", "no_data", "class"]
    assert areas[2].step == 3 and areas[2].text == "25"
    with pytest.raises(ValueError, match="multiples of five"):
        map_of_counts(["a"], protect_series([3]), steps=(5, 12))


def test_the_calibration_chart_shows_what_luck_alone_gives():
    points = calibration_chart(calibration([0.2] * 50, [1] * 10 + [0] * 40))

    assert points[0].low < 0.2 < points[0].high and points[0].came == pytest.approx(0.2)
