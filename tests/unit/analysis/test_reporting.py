"""Reports come in late: what is not complete yet neither alarms nor calms."""

import numpy as np
import pytest

from eenheidsbeeld.analysis.reasons import Reason
from eenheidsbeeld.analysis.reporting import held_open, share_received, weeks_incomplete


def test_reports_of_the_same_day_leave_no_week_open():
    assert weeks_incomplete([0, 0, 0]) == 0 and weeks_incomplete([]) == 0


def test_slow_reports_leave_the_last_weeks_open():
    delays = [0] * 50 + [10] * 50

    assert share_received(delays, 0) == pytest.approx(0.5)
    assert share_received(delays, 1) == pytest.approx(0.5 + 0.5 * 4 / 7)
    assert weeks_incomplete(delays) == 2


def test_a_week_that_is_open_has_no_alarm_and_no_p():
    alarm, p, reason = held_open(
        np.array([[1, 1]], dtype=np.int8), np.array([[0.01, 0.01]]), np.zeros((1, 2), dtype=np.uint8), [8, 9], 8
    )

    assert alarm.tolist() == [[1, -1]] and np.isnan(p[0, 1]) and reason[0, 1] == Reason.INCOMPLETE_WEEK
