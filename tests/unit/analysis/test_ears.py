"""This week against the last seven, for lack of a longer history."""

import numpy as np
import pytest

from eenheidsbeeld.analysis.ears import ears
from eenheidsbeeld.analysis.reasons import Reason

from .reference_files import close, column, matrix, read_rows


@pytest.mark.parametrize(("method", "sigma", "alpha"), [("C1", 0, 0.001), ("C2", 0.5, 0.001), ("C3", 0.5, 0.025)])
def test_the_numbers_are_those_of_the_reference(method, sigma, alpha):
    golden = read_rows(f"farrington/golden_ears_{method}.csv")
    counts = np.nan_to_num(matrix("farrington/series.csv", "t").T)

    ours = ears(counts, range(572, 624), method, min_sigma=sigma, alpha=alpha, mode="reference")

    assert close(column(golden, "upperbound"), ours.upper.ravel(), column(golden, "observed")).all()
    alarm = np.where(ours.alarm < 0, np.nan, ours.alarm).ravel()
    assert close(column(golden, "alarm"), alarm, column(golden, "observed")).all()


def test_seven_equal_weeks_leave_c3_without_a_bound_unless_sigma_has_a_floor():
    y = [[2.0] * 20]

    assert ears(y, [19], "C3", min_sigma=0).reason[0, 0] == Reason.CONSTANT_BASELINE
    assert ears(y, [19], "C3", min_sigma=0.2).alarm[0, 0] == 0


def test_the_sound_c3_looks_at_this_week_where_the_reference_looks_only_at_the_two_before():
    jump = [[2.0, 1, 2, 3, 2, 1, 2, 2, 3, 1, 2, 2, 30]]

    assert ears(jump, [12], "C3").alarm[0, 0] == 1
    assert ears(jump, [12], "C3", mode="reference").alarm[0, 0] == 0


def test_too_little_history_and_missing_weeks_are_reasons():
    y = [[1.0, 2, np.nan, 1, 2, 1, 3, 1, 2, 1, 4, 1, 2]]

    e = ears(y, [3, 10, 12], "C2")

    assert e.reason[0].tolist() == [Reason.TOO_LITTLE_HISTORY, Reason.MISSING_COUNT, Reason.OK]
