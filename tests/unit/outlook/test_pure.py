"""The pure parts of looking ahead: the same whatever the order, and drawn as said."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.core.periods import DUTCH_TIME, Week
from eenheidsbeeld.outlook import rules
from eenheidsbeeld.outlook.drawings import draw_curve, draw_series
from eenheidsbeeld.outlook.panel import panel_of, places_of
from eenheidsbeeld.outlook.scoring import Told, match, score

WEEKS = [Week(2026, 1).plus(number) for number in range(10)]
REPORTED = datetime(2026, 3, 16, 9, tzinfo=DUTCH_TIME)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (None, REPORTED),
        (REPORTED + timedelta(days=3), REPORTED),  # announced
        (REPORTED - timedelta(days=3), REPORTED - timedelta(days=3)),
        (REPORTED - timedelta(weeks=9), REPORTED),  # long ago
    ],
)
def test_a_signal_counts_when_it_happened_unless_that_is_ahead_unknown_or_long_ago(event, expected):
    assert rules.counted_on(event_from=event, reported_at=REPORTED) == expected


@given(text=st.text(max_size=8))
def test_an_odd_number_in_the_address_gives_the_usual_list(text):
    assert rules.budget_of(text) in rules.BUDGETS


def test_before_the_first_count_nothing_is_known_and_after_it_silence_is_zero():
    panel = panel_of({("GM0632", "riot", str(WEEKS[3])): 2}, places_of(["GM0632", "GM0321"]), ["riot"], WEEKS)

    woerden = [place.code for place in panel.places].index("GM0632")
    assert np.isnan(panel.counts[:, 0, :3]).all()
    assert panel.counts[woerden, 0, 3:].tolist() == [2, 0, 0, 0, 0, 0, 0]
    assert [place.code for place in panel.seen().places] == ["GM0632"]


def test_the_same_counts_have_the_same_digest_and_other_counts_another():
    places = places_of(["GM0632"])
    one, same, other = (
        panel_of({("GM0632", "riot", str(WEEKS[3])): number}, places, ["riot"], WEEKS) for number in (2, 2, 3)
    )
    assert one.digest == same.digest != other.digest


def test_an_alert_over_two_places_is_right_when_something_happened_in_one_of_them_within_four_weeks():
    alerts = [("a", ["GM1", "GM2"], "riot", 10), ("b", ["GM3"], "riot", 10), ("c", ["GM3"], "riot", 29)]
    found = match(alerts, [("x", "GM2", "riot", 14), ("y", "GM3", "riot", 15)], now=30, holds=4)

    assert dict(found.outcome) == {"a": "hit", "b": "false_alarm", "c": "open"}
    assert found.seen == {"x"}


def test_a_forecast_that_is_always_right_beats_looking_back_and_nothing_gives_no_score():
    told = [Told(week, {"p_any": [0.99, 0.01], "climatology_p_any": [0.5, 0.5]}, [1, 0]) for week in range(40)]
    found = score(told)

    assert found.verdict == "gain" and not found.drifts
    assert found.skill is not None and found.skill > 0.9
    assert score([]).verdict == "too_few"


def test_a_forecast_that_went_wrong_in_the_last_quarter_says_so():
    good = [Told(week, {"p_any": [0.9], "climatology_p_any": [0.5]}, [1]) for week in range(39)]
    bad = [Told(week, {"p_any": [0.9], "climatology_p_any": [0.5]}, [0]) for week in range(39, 52)]

    assert score([*good, *bad]).drifts


@given(
    counts=st.lists(st.integers(0, 500), min_size=1, max_size=30),
    known=st.booleans(),
)
def test_every_week_is_drawn_inside_the_picture_and_the_unusual_is_marked(counts, known):
    upper = [3.0 if known else None] * len(counts)
    drawn = draw_series([f"2026-W{1 + number:02d}" for number in range(len(counts))], counts, upper, upper)

    assert len(drawn.dots) == len(counts)
    assert all(0 <= dot.x <= drawn.width and 0 <= dot.y <= drawn.base for dot in drawn.dots)
    assert [dot.is_unusual for dot in drawn.dots] == [known and count > 3 for count in counts]


def test_the_curve_runs_up_and_to_the_right():
    drawn = draw_curve([(0.1, 0.1, 0.0, 0.2), (0.9, 0.8, 0.7, 1.0)])

    first, last = drawn.dots
    assert first.x < last.x and first.y > last.y
