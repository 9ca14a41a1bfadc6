"""Which areas there are, what lies in what, and what old codes became."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from eenheidsbeeld.areas import queries
from eenheidsbeeld.areas.rules import Level, NotKnown

pytestmark = pytest.mark.usefixtures("areas")


def test_all_342_municipalities_lie_in_a_unit_and_a_province():
    rows = queries.municipalities_of("NL")

    assert len(rows) == 342
    for row in rows:
        levels = {parent.level for parent in queries.parents(row.code)}
        assert {"unit", "province", "safety_region", "country"} <= levels


def test_midden_nederland_is_38_municipalities_in_five_districts():
    districts = queries.areas_of_level(Level.DISTRICT, within="PU-midden-nederland")

    assert len(queries.municipalities_of("PU-midden-nederland")) == 38
    assert Counter(len(queries.municipalities_of(one.code)) for one in districts) == Counter([15, 10, 6, 6, 1])


def test_west_utrecht_is_ten_municipalities_by_name():
    assert [one.name for one in queries.municipalities_of("PD-west-utrecht")] == [
        "De Ronde Venen",
        "Houten",
        "IJsselstein",
        "Lopik",
        "Montfoort",
        "Nieuwegein",
        "Oudewater",
        "Stichtse Vecht",
        "Vijfheerenlanden",
        "Woerden",
    ]


def test_woerden_lies_in_its_team_district_unit_region_province_and_country():
    assert [one.code for one in queries.parents("GM0632")] == [
        "BT-de-copen",
        "PD-west-utrecht",
        "PU-midden-nederland",
        "VR09",
        "PV26",
        "NL",
    ]


def test_a_year_beyond_the_newest_is_answered_by_the_newest_and_says_so():
    woerden = queries.area("GM0632", year=2027)

    with translation.override("en"):
        assert (woerden.name, woerden.year, woerden.is_reused) == ("Woerden", 2025, True)
        assert "2025" in woerden.division_note
        assert "2027" in woerden.division_note
    assert queries.municipalities_of("PD-west-utrecht", year=2027)[0].is_reused


def test_the_year_itself_says_nothing():
    assert queries.area("GM0632", year=2025).division_note == ""
    assert queries.area("GM0632").division_note == ""


def test_woudrichem_became_altena():
    old = queries.resolve_old_code("GM0874")

    assert (old.name, old.begins, old.ends) == ("Woudrichem", date(1970, 1, 1), date(2019, 1, 1))
    assert old.present == ("GM1959",)
    assert queries.area(old.present[0]).name == "Altena"
    assert old.successors[0].whole
    assert old.successors[0].source.startswith("http")


@pytest.mark.parametrize(
    ("code", "name", "became"),
    [
        ("GM0620", "Vianen", ["Vijfheerenlanden"]),
        ("GM0333", "Maarssen", ["Stichtse Vecht"]),
        ("GM0381", "Bussum", ["Gooise Meren"]),
        ("GM0457", "Weesp", ["Amsterdam"]),
        ("GM0501", "Brielle", ["Voorne aan Zee"]),
        ("GM0788", "Haaren", ["Boxtel", "Oisterwijk", "Tilburg", "Vught"]),
    ],
)
def test_old_municipalities_resolve_to_what_they_became(code, name, became):
    old = queries.resolve_old_code(code)

    assert old.name == name
    assert sorted(queries.names_of(old.present).values()) == became
    assert old.is_divided == (len(became) > 1)


def test_an_old_code_without_a_sourced_successor_gives_name_and_period_only():
    old = queries.resolve_old_code("GM0412")

    assert (old.name, old.ends, old.successors, old.present) == ("Niedorp", date(2012, 1, 1), (), ())


def test_a_code_of_today_is_its_own_present():
    old = queries.resolve_old_code("GM0632")

    assert old.is_current
    assert old.present == ("GM0632",)


def test_an_unknown_code_says_so():
    with translation.override("en"), pytest.raises(NotKnown) as refused:
        queries.resolve_old_code("GM9999")

    assert str(refused.value.reason) == "There has been no municipality with code GM9999 since 1970."


def test_asking_for_an_old_code_as_area_tells_its_name():
    with translation.override("en"), pytest.raises(NotKnown) as refused:
        queries.area("GM0874", year=2025)

    assert str(refused.value.reason) == "GM0874 was Woudrichem until 01-01-2019."


@pytest.mark.parametrize("code", ["", "GM9999", "Woerden", "<script>", "BU99999999", "PD-nergens"])
def test_what_is_no_area_is_not_known(code):
    with pytest.raises(NotKnown):
        queries.area(code)


def test_a_list_of_names_never_fails_on_one_unknown_code():
    assert queries.names_of(["GM0632", "GM0874"]) == {"GM0632": "Woerden", "GM0874": "GM0874"}


def test_two_municipalities_of_the_same_name_are_told_apart_in_a_choice():
    names = [name for _code, name in queries.options(Level.MUNICIPALITY) if name.startswith("Bergen (")]

    assert names == ["Bergen (L)", "Bergen (NH)"]
    assert ("GM0417", "Laren") in queries.options(Level.MUNICIPALITY)


def test_areas_are_found_by_the_beginning_of_a_name_first():
    assert queries.find_by_name("woer")[0].code == "GM0632"
    assert queries.find_by_name("SUDWEST")[0].name == "Súdwest-Fryslân"
    assert queries.find_by_name("den haag")[0].name == "'s-Gravenhage"
    assert queries.find_by_name("west-ut", within="PU-midden-nederland")[0].code == "PD-west-utrecht"
    assert queries.find_by_name("woer", within="PU-limburg") == ()
    assert queries.find_by_name("  ") == ()


def test_a_point_finds_its_municipality():
    found = queries.find_by_point(52.0859, 4.8836, year=2026)

    assert found is not None
    assert (found.name, found.is_reused) == ("Woerden", True)
    assert queries.find_by_point(51.5, -0.12) is None


def test_the_map_of_a_district_holds_its_ten_municipalities_with_the_values_given():
    codes = queries.codes_in("PD-west-utrecht")
    collected = queries.features(codes, properties={"GM0632": {"level": 2}})

    assert {one["id"] for one in collected["features"]} == codes
    woerden = next(one for one in collected["features"] if one["id"] == "GM0632")
    assert woerden["properties"] == {"code": "GM0632", "name": "Woerden", "level": 2}
    assert woerden["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert queries.outline("PD-west-utrecht")["coordinates"]


def test_many_questions_cost_a_constant_number_of_database_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        for code in queries.codes_in("PU-midden-nederland", year=2026):
            queries.parents(code, year=2026)
            queries.area(code, year=2026)


def test_years_that_somebody_types_do_not_fill_the_memory():
    for year in range(2026, 2126):
        queries.area("NL", year=year)

    assert len(queries._divisions) <= queries.MOST_KEPT
