"""Cells as people write them: dates, times and numbers; whatever stands there, nothing breaks or is repeated."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.signals.imports.values import NotADate, read_moment, read_number, read_text, read_time

TODAY = date(2026, 11, 23)
CELLS = st.one_of(
    st.text(max_size=80), st.integers(), st.floats(), st.booleans(), st.none(), st.datetimes(), st.dates(), st.times()
)


@pytest.mark.parametrize(
    ("cell", "expected", "time_known"),
    [
        ("3-12-2026", "2026-12-03T00:00", False),
        ("di 3/12/2026", "2026-12-03T00:00", False),
        ("donderdag 3 december 2026", "2026-12-03T00:00", False),
        ("3 dec 2026 14.30 uur", "2026-12-03T14:30", True),
        ("3 dec. 2026, 14:30", "2026-12-03T14:30", True),
        ("03-12-26", "2026-12-03T00:00", False),
        ("3/12", "2026-12-03T00:00", False),
        ("2 jan", "2027-01-02T00:00", False),
        ("2026-12-03", "2026-12-03T00:00", False),
        ("2026-12-03T14:30:00", "2026-12-03T14:30", True),
        ("2026-12-03 14:30:00+01:00", "2026-12-03T14:30", True),
        ("3.12.2026", "2026-12-03T00:00", False),
        ("3 maart 2026", "2026-03-03T00:00", False),
        ("20261203", "2026-12-03T00:00", False),
        ("3-12-2026 om 20 uur", "2026-12-03T20:00", True),
        (46359, "2026-12-03T00:00", False),
        (46359.5, "2026-12-03T12:00", True),
        (20261203, "2026-12-03T00:00", False),
        (
            datetime(2026, 12, 3, 9, 15),  # noqa: DTZ001 (a cell knows no time zone)
            "2026-12-03T09:15",
            True,
        ),
        (date(2026, 12, 3), "2026-12-03T00:00", False),
    ],
)
def test_dates_as_the_dutch_write_them(cell, expected, time_known):
    found = read_moment(cell, today=TODAY)

    assert found is not None
    assert found.at.strftime("%Y-%m-%dT%H:%M") == expected
    assert found.time_known is time_known


@pytest.mark.parametrize(
    "cell",
    ["99-99-2026", "gisteren", "31-02-2026", "3-13-2026", "12", 7, "3 foo 2026", True, "x" * 100],
)
def test_what_is_no_date_is_refused_without_repeating_it(cell):
    with pytest.raises(NotADate) as refused:
        read_moment(cell, today=TODAY)

    assert str(refused.value) == ""


def test_a_weekday_that_does_not_fit_is_noticed():
    assert read_moment("di 3/12/2026", today=TODAY).other_weekday
    assert not read_moment("do 3/12/2026", today=TODAY).other_weekday


@given(CELLS)
def test_any_cell_is_a_moment_or_a_refusal(cell):
    with suppress(NotADate):
        found = read_moment(cell, today=TODAY)
        assert found is None or found.at.tzinfo is not None
    read_text(cell)
    read_number(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("14.30", "14:30"), ("19 uur", "19:00"), ("8:05", "08:05"), (0.5, "12:00"), ("om 7 u", "07:00")],
)
def test_times(cell, expected):
    assert read_time(cell).strftime("%H:%M") == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1.250,5", 1250.5), ("0,75", 0.75), ("12", 12.0), ("1.250", 1250.0), ("abc", None), (3, 3.0)],
)
def test_decimal_commas(cell, expected):
    assert read_number(cell) == expected
