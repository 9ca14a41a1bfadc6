"""The ladder, the year that answers, and old codes: no database needed."""

from __future__ import annotations

from datetime import date

import pytest

from eenheidsbeeld.areas.labels import CERTAINTY_LABELS, LEVEL_LABELS
from eenheidsbeeld.areas.rules import (
    HEIGHT,
    MENDABLE,
    Certainty,
    Level,
    NotMendable,
    Reuse,
    Successor,
    check_may_set_team,
    division_for,
    level_of,
    lies_above,
    present_codes,
    sorting_key,
    team_code,
    weakest,
)


def test_every_level_and_certainty_has_a_height_and_a_label():
    assert set(HEIGHT) == set(LEVEL_LABELS) == set(Level)
    assert set(CERTAINTY_LABELS) == set(Certainty)


def test_the_ladder_goes_from_neighbourhood_to_country():
    ladder = ["BU06320101", "GM0632", "BT-de-copen", "PD-west-utrecht", "PU-midden-nederland", "VR09", "NL"]
    levels = [level_of(code) for code in ladder]

    assert all(lies_above(upper, lower) for lower, upper in zip(levels, levels[1:], strict=False))


def test_safety_region_and_province_stand_beside_each_other():
    assert not lies_above(Level.PROVINCE, Level.SAFETY_REGION)
    assert not lies_above(Level.SAFETY_REGION, Level.PROVINCE)


@pytest.mark.parametrize(
    "text", ["", "G", "0632", "GM632", "GM06321", "BU0632", "Woerden", "NL1", "BT-", "PD-" + "x" * 60]
)
def test_what_is_no_code_has_no_level(text):
    assert level_of(text) is None


@pytest.mark.parametrize(
    ("asked", "used", "how"),
    [
        (2025, 2025, Reuse.EXACT),
        (2026, 2025, Reuse.NEWEST_FOR_LATER),
        (2024, 2023, Reuse.LAST_BEFORE),
        (2019, 2023, Reuse.OLDEST_FOR_EARLIER),
    ],
)
def test_each_year_is_answered_by_a_division_that_says_how(asked, used, how):
    assert division_for(asked, {2023, 2025}) == (used, how)


def step(code: str, *, whole: bool = True) -> Successor:
    return Successor(code, date(2018, 1, 1), whole, "a page")


def test_an_old_code_is_followed_through_two_mergers():
    steps = {"GM0693": (step("GM1927"),), "GM1927": (step("GM1978"),)}

    assert present_codes("GM0693", steps) == ("GM1978",)


def test_a_divided_municipality_leads_to_each_part_once():
    steps = {"A": (step("B", whole=False), step("C", whole=False)), "B": (step("C"),)}

    assert present_codes("A", steps) == ("C",)


def test_a_code_without_known_successor_leads_nowhere_and_a_circle_ends():
    assert present_codes("A", {}) == ()
    assert present_codes("A", {"A": (step("B"),), "B": (step("A"),)}) == ()


def test_the_weakest_certainty_counts():
    assert weakest([Certainty.SOURCED, Certainty.UNVERIFIED, Certainty.BY_ELIMINATION]) == Certainty.UNVERIFIED


def test_only_a_team_that_no_source_names_can_be_filled_in():
    for certainty in Certainty:
        if certainty in MENDABLE:
            check_may_set_team({"analyst"}, "PU-a", "PU-a", certainty)
        else:
            with pytest.raises(NotMendable):
                check_may_set_team({"analyst"}, "PU-a", "PU-a", certainty)


@pytest.mark.parametrize(
    ("roles", "unit"), [({"reader", "contributor"}, "PU-a"), ({"analyst"}, "PU-b"), (set(), "PU-a")]
)
def test_a_reader_or_another_unit_fills_in_no_team(roles, unit):
    with pytest.raises(NotMendable):
        check_may_set_team(roles, unit, "PU-a", Certainty.UNKNOWN)


def test_names_become_codes_and_sort_as_a_dutch_list():
    assert team_code("De Copen") == "BT-de-copen"
    assert len(team_code("Een heel lange naam voor een basisteam in het westen")) <= 40
    assert sorted(["Ärnhem", "'s-Gravenhage", "Zeist", "Súdwest"], key=sorting_key) == [
        "Ärnhem",
        "'s-Gravenhage",
        "Súdwest",
        "Zeist",
    ]
