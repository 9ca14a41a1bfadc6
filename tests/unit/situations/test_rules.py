"""What may follow what, and with whom a situation may be shared: plain values, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eenheidsbeeld.core.viewer import Viewer
from eenheidsbeeld.sharing.rules import Marking, Regime, Rights, may_see
from eenheidsbeeld.situations import labels, rules
from eenheidsbeeld.situations.rules import NEXT_STATES, SituationState, StepKind, shares_of
from tests.conftest import MONDAY, WEEK_12

OWNER, OTHER = 1, 2


def test_every_state_has_its_next_states_and_every_word_its_label():
    assert set(NEXT_STATES) == set(SituationState)
    assert set(labels.STATE_LABELS) == set(SituationState)
    assert set(labels.STEP_LABELS) == set(StepKind)
    assert set(labels.PHASE_LABELS) == set(rules.Phase)
    assert set(labels.LEVEL_LABELS) == set(labels.LEVEL_MEANINGS) == set(rules.Level)
    assert set(labels.TRIGGER_KIND_LABELS) == set(rules.TriggerKind)
    assert set(labels.CALENDAR_KIND_LABELS) == set(rules.CalendarKind)


@pytest.mark.parametrize("current", SituationState)
@pytest.mark.parametrize("wanted", SituationState)
def test_each_step_is_taken_or_refused_with_a_reason(current, wanted):
    if wanted in NEXT_STATES[current]:
        rules.check_step(current, wanted)
    else:
        with pytest.raises(rules.StepNotAllowed) as refused:
            rules.check_step(current, wanted)
        assert str(refused.value.reason)


def test_a_merged_situation_never_comes_back_by_a_step():
    assert not NEXT_STATES[SituationState.MERGED]


@pytest.mark.parametrize(("back", "is_open"), [(-5, False), (-4, True), (0, True), (1, True), (2, False)])
def test_levels_are_set_for_weeks_that_people_can_judge(back, is_open):
    week = WEEK_12.plus(back)
    if is_open:
        rules.check_week(week, MONDAY)
    else:
        with pytest.raises(rules.WeekNotOpen):
            rules.check_week(week, MONDAY)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(rules.MomentsNotInOrder):
        rules.check_moments(MONDAY, MONDAY - timedelta(minutes=1))


def test_an_amber_basis_without_a_shared_group_stays_with_the_owner():
    basis = [
        Rights(OTHER, "", Marking.AMBER, groups=frozenset({1})),
        Rights(OTHER, "", Marking.AMBER, groups=frozenset({2})),
    ]

    assert shares_of(basis, organisation=OWNER).marking == Marking.AMBER_STRICT


def test_a_borrowed_police_record_takes_only_its_readers_along():
    police = Rights(
        OTHER,
        "",
        Marking.GREEN,
        Regime.WPG,
        is_released=True,
        released_groups=frozenset({2}),
    )
    basis = [Rights(OWNER, "", Marking.AMBER, groups=frozenset({1, 2})), police]

    shares = shares_of(basis, organisation=OWNER)

    assert (shares.marking, shares.groups, shares.regime) == (Marking.AMBER, frozenset({2}), Regime.AVG)


def test_an_own_police_record_makes_a_police_record():
    own = Rights(OWNER, "", Marking.AMBER, Regime.WPG, groups=frozenset({1}))

    assert shares_of([own], organisation=OWNER).regime == Regime.WPG


def test_two_compartments_do_not_become_one():
    basis = [Rights(OWNER, "", Marking.AMBER, compartment=key) for key in (1, 2)]

    with pytest.raises(rules.CompartmentsDiffer):
        shares_of(basis, organisation=OWNER)


groups = st.frozensets(st.integers(1, 3))
people = st.frozensets(st.integers(1, 3))
rights = st.builds(
    Rights,
    owner=st.integers(1, 3),
    unit=st.just("u"),
    marking=st.sampled_from(Marking),
    regime=st.sampled_from(Regime),
    groups=groups,
    people=people,
    compartment=st.sampled_from([None, 7]),
    is_released=st.booleans(),
    released_groups=groups,
)
viewers = st.builds(
    Viewer,
    person=st.integers(1, 3),
    membership=st.integers(1, 3),
    organisation=st.integers(1, 3),
    organisation_kind=st.just("municipality"),
    unit=st.sampled_from(["u", "elsewhere"]),
    groups=groups,
    compartments=st.sampled_from([frozenset(), frozenset({7})]),
).map(
    # Groups are of one unit. Whom a keeper lets in from another unit reads the situation and not the GREEN record
    # under it: GREEN ends at the border of the unit, a group does not.
    lambda one: one if one.unit == "u" else replace(one, groups=frozenset())
)


@given(basis=st.lists(rights, min_size=1, max_size=4), viewer=viewers, maker=viewers)
def test_whoever_sees_a_situation_may_see_all_it_rests_on_or_belongs_to_its_owner(basis, viewer, maker):
    basis = [one for one in basis if may_see(maker, one)]
    if not basis:
        return
    try:
        shares = shares_of(basis, organisation=maker.organisation)
    except rules.OnlyForNamedPeople:
        return  # refused: nobody sees more than may be seen
    situation = Rights(
        owner=maker.organisation,
        unit="u",
        marking=shares.marking,
        regime=shares.regime,
        groups=shares.groups,
        people=shares.people,
        compartment=shares.compartment,
    )

    if may_see(viewer, situation) and viewer.organisation != maker.organisation:
        assert all(may_see(viewer, one) for one in basis)
