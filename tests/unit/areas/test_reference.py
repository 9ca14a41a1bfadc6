"""What ships: complete, consistent, small enough, and every row says where it comes from."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from eenheidsbeeld.areas.rules import Certainty, Level, level_of
from eenheidsbeeld.reference import codelists, geo
from eenheidsbeeld.reference.geo import shapes

MIDDEN = [row for row in geo.municipalities() if row.unit == "PU-midden-nederland"]


def test_all_342_municipalities_have_a_unit_a_province_and_a_safety_region():
    rows = geo.municipalities()

    assert len({row.code for row in rows}) == 342
    assert all(row.unit and row.province and row.safety_region and row.population > 0 for row in rows)
    assert {level_of(row.code) for row in rows} == {Level.MUNICIPALITY}


def test_midden_nederland_has_38_municipalities_in_five_districts():
    districts = Counter(row.district for row in MIDDEN)

    assert districts == {
        "PD-oost-utrecht": 15,
        "PD-west-utrecht": 10,
        "PD-flevoland": 6,
        "PD-gooi-en-vechtstreek": 6,
        "PD-utrecht-stad": 1,
    }


def test_no_name_carries_a_suffix_and_the_two_bergens_can_be_told_apart():
    rows = geo.municipalities()

    assert not [row.name for row in rows if "(" in row.name]
    assert {(row.name, row.qualifier) for row in rows if row.name in ("Bergen", "Laren")} == {
        ("Bergen", "NH"),
        ("Bergen", "L"),
        ("Laren", "NH"),
    }


def test_everything_a_municipality_lies_in_ships_too():
    above = {row.code: row for row in geo.areas_above()}

    for row in geo.municipalities():
        for code in (row.province, row.safety_region, row.unit, row.district, row.basic_team):
            assert not code or code in above
        if row.basic_team:
            assert (above[row.basic_team].unit, above[row.basic_team].district) == (row.unit, row.district)
    assert Counter(row.level for row in above.values()) == {
        "country": 1,
        "province": 12,
        "safety_region": 25,
        "unit": 10,
        "district": 5,
        "basic_team": 7,
    }
    assert all(level_of(row.code) == row.level for row in above.values())


def test_what_is_not_certain_says_so():
    houten = next(row for row in MIDDEN if row.name == "Houten")
    woerden = next(row for row in MIDDEN if row.name == "Woerden")

    assert (houten.district_certainty, houten.basic_team_certainty) == ("by_elimination", "unverified")
    assert (woerden.basic_team, woerden.basic_team_certainty) == ("BT-de-copen", "sourced")
    for row in geo.municipalities():
        assert bool(row.basic_team) == (row.basic_team_certainty != Certainty.UNKNOWN)
        assert bool(row.district) == (row.district_certainty != Certainty.UNKNOWN)


def test_the_history_ends_in_the_342_of_today():
    current = {code for code, row in geo.history().items() if row.ends is None}

    assert current == {row.code for row in geo.municipalities()}
    assert geo.history()["GM0620"].begins == date(1970, 1, 1)  # Vianen changed province in 2002, not its code


def test_each_successor_has_a_source_and_fits_the_history():
    history = geo.history()

    for row in geo.successors():
        assert row.source.startswith("http")
        assert history[row.code].ends == row.date
        assert history[row.successor].begins <= row.date
        assert row.code != row.successor


def test_a_divided_municipality_has_several_successors_and_a_merged_one_has_one():
    for code, number in Counter(row.code for row in geo.successors()).items():
        kinds = {row.kind for row in geo.successors() if row.code == code}
        assert kinds == ({"split"} if number > 1 else {"merged"})


def test_the_point_of_each_municipality_lies_in_its_own_shape():
    assert [row.code for row in geo.municipalities() if shapes.municipality_at(row.lat, row.lon) != row.code] == []


def test_the_light_map_is_light_and_complete():
    light = shapes.light_shapes()

    assert (geo.FOLDER / "municipalities_map.topo.json").stat().st_size < 200_000
    assert set(light) == {row.code for row in geo.municipalities()}
    for geometry in light.values():
        for polygon in shapes.polygons(geometry):
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in polygon)


@pytest.mark.parametrize(("lat", "lon"), [(51.5, -0.1), (0.0, 0.0), (52.5, 3.5), (50.85, 4.35)])
def test_london_the_sea_and_brussels_lie_in_no_municipality(lat, lon):
    assert shapes.municipality_at(lat, lon) is None


def test_the_outline_of_a_district_leaves_inner_borders_out():
    codes = [row.code for row in MIDDEN if row.district == "PD-west-utrecht"]
    apart = sum(len(shapes.outline([code])["coordinates"]) for code in codes)

    assert 0 < len(shapes.outline(codes)["coordinates"]) < apart


def test_each_phenomenon_says_what_it_is_and_what_it_is_not_in_both_languages():
    rows = codelists.phenomena()

    assert len({row.code for row in rows}) == len(rows) >= 15
    for row in rows:
        assert row.is_not.startswith("Not: ")
        assert row.is_not_nl.startswith("Niet: ")
        assert row.label
        assert row.label_nl
        assert row.definition.endswith(".")
        assert row.definition_nl.endswith(".")


def test_every_text_of_the_list_has_its_dutch_in_the_messages():
    words = (geo.FOLDER.parents[1] / "locale" / "nl" / "parts" / "reference.po").read_text(encoding="utf-8")

    for row in codelists.phenomena():
        for english, dutch in [
            (row.label, row.label_nl),
            (row.definition, row.definition_nl),
            (row.is_not, row.is_not_nl),
        ]:
            assert f'msgid "{english}"\nmsgstr "{dutch}"' in words
