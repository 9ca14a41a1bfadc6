"""Counting on columns gives what the filter of every list gives: for the same viewer, number for number."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eenheidsbeeld.core.periods import Week
from eenheidsbeeld.core.viewer import Audience, NoViewer
from eenheidsbeeld.outlook.actions.count import in_week
from eenheidsbeeld.outlook.columns import as_columns, table_of_counts, visible_counts
from eenheidsbeeld.outlook.models import WeeklyCount
from eenheidsbeeld.outlook.rules import counted_on
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.models import Compartment
from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import Signal
from tests.conftest import MONDAY, WEEK_12
from tests.rooms.situations.conftest import make_signal  # noqa: F401

VIEWERS = (
    "woerden_oov",
    "houten_oov",
    "police_desk",
    "prosecutor",
    "analyst",
    "zeist_oov",
    "stranger",
    "woerden_admin",
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["woerden", "houten", "politie", "om", "bureau", "zeist", "groningen"]),
        st.sampled_from(["red", "amber_strict", "amber", "green", "clear"]),
        st.sampled_from(["avg", "wpg", "wjsg"]),
        st.booleans(),  # released
        st.booleans(),  # in a compartment
        st.booleans(),  # practice
        st.sampled_from(["oov_picture", "demonstration", "learning", "practice"]),
        st.sampled_from(["GM0632", "GM0321"]),
        st.integers(1, 40),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    names=st.lists(st.sampled_from(VIEWERS), min_size=1, max_size=3),
    purpose=st.sampled_from(["", "oov_picture"]),
)
def test_columns_count_what_the_query_counts(rows: list[Any], names: list[str], purpose: str, region: Any) -> None:
    WeeklyCount.objects.all().delete()
    scope = scope_of([region.groups["west"].pk], [region.memberships["houten_oov"].person_id])
    locked = Compartment.objects.get_or_create(
        slug="kast", defaults={"name": "Kast", "owner": region.organisations["politie"]}
    )[0]
    for owner, marking, regime, released, in_locked, practice, held_for, area, number in rows:
        WeeklyCount.objects.create(
            owner=region.organisations[owner], marking=marking, regime=regime, scope=scope,
            released_scope=scope if released else None, compartment=locked if in_locked else None,
            practice_run=practice, purpose=held_for, week="2026-W11", week_starts_at=MONDAY, area_code=area,
            area_year=2026, phenomenon="riot", count=number, counted_at=MONDAY,
        )  # fmt: skip
    viewers = tuple(region.viewer(name) for name in names)
    looker = Audience(viewers, purpose) if len(viewers) > 1 or purpose else viewers[0]

    by_columns = visible_counts(looker, table_of_counts(["GM0632", "GM0321"])).to_pydict()
    by_query: dict[str, int] = {}
    for one in visible_to(looker, WeeklyCount.objects.all()):
        by_query[one.area_code] = by_query.get(one.area_code, 0) + one.count

    assert dict(zip(by_columns["area_code"], by_columns["total"], strict=True)) == by_query


def test_without_a_viewer_nothing_is_counted(region: Any) -> None:
    with pytest.raises(NoViewer):
        visible_counts(None, table_of_counts(["GM0632"]))  # type: ignore[arg-type]


def test_a_condition_that_columns_do_not_know_is_an_error_and_no_guess() -> None:
    with pytest.raises(LookupError):
        as_columns(Q(marking__startswith="a"))


DAYS = st.one_of(st.none(), st.integers(-90, 20))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(DAYS, min_size=1, max_size=6))
def test_each_signal_counts_in_the_one_week_that_the_rule_says(days: list[int | None], make_signal: Any) -> None:  # noqa: F811
    from datetime import timedelta

    Signal.objects.all().delete()
    made = [
        make_signal(event_from=None if one is None else MONDAY + timedelta(days=one), received=MONDAY) for one in days
    ]
    weeks = [WEEK_12.plus(shift) for shift in range(-14, 5)]
    found = {week: set(Signal.objects.filter(in_week(week)).values_list("pk", flat=True)) for week in weeks}

    for one in made:
        said = Week.of(counted_on(event_from=one.event_from, reported_at=one.reported_at))
        assert [week for week in weeks if one.pk in found[week]] == [said]
