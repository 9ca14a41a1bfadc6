"""Loading what ships, filling in teams, and bringing in neighbourhoods."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest

from eenheidsbeeld.areas import actions, queries
from eenheidsbeeld.areas.models import AreaSuccessor, AreaVersion
from eenheidsbeeld.areas.rules import Certainty, Level, NotKnown, NotMendable
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core.viewer import System

TUESDAY = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)
CBS = b"""gwb_code_10;regio;gm_naam;recs;a_inw
GM0632;Woerden;Woerden;Gemeente;53308
WK063201;Wijk 01;Woerden;Wijk;1234
BU06320101;Centrum;Woerden;Buurt;800
"""


@pytest.fixture
def import_file(somebody):
    def bring_in(content: bytes, by=None):
        by = by or somebody("administrator")
        return actions.import_neighbourhoods(file=io.BytesIO(content), by=by, at=TUESDAY)

    return bring_in


def events() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("event", flat=True))


def test_before_anything_is_loaded_a_question_says_what_to_run(db):
    with pytest.raises(NotKnown) as refused:
        queries.area("GM0632")

    assert "doctor" in str(refused.value.reason)


def test_loading_twice_changes_nothing_and_is_written_in_the_log_once(areas):
    again = actions.load_reference(by=System("tests"), at=TUESDAY)

    assert (again.created, again.changed, again.unchanged) == (0, 0, 342 + 60)
    assert AreaSuccessor.objects.count() == 81
    assert events() == ["areas_loaded"]


def test_loading_mends_what_was_changed_by_accident_but_keeps_a_team_that_people_filled_in(areas, somebody):
    actions.set_basic_team(area="GM0034", team="Almere Haven", by=somebody("analyst"), at=TUESDAY)
    AreaVersion.objects.filter(code="GM0632").update(name="Woerd")

    outcome = actions.load_reference(by=System("tests"), at=TUESDAY)

    assert (outcome.created, outcome.changed) == (0, 1)
    assert queries.area("GM0632").name == "Woerden"
    assert queries.area("GM0034").basic_team == "BT-almere-haven"


def test_only_an_administrator_loads(areas, somebody):
    with pytest.raises(NotMendable):
        actions.load_reference(by=somebody("analyst"), at=TUESDAY)


def test_an_analyst_fills_in_a_team_that_was_unknown(areas, somebody):
    assert queries.area("GM0034").basic_team == ""

    actions.set_basic_team(area="GM0034", team="Almere Haven", by=somebody("analyst"), at=TUESDAY)

    almere = queries.area("GM0034")
    assert (almere.basic_team, almere.basic_team_certainty) == ("BT-almere-haven", Certainty.ENTERED)
    assert queries.parents("GM0034")[0].name == "Almere Haven"
    assert queries.parents("BT-almere-haven")[0].code == "PD-flevoland"
    assert AuditEntry.objects.get(event="basic_team_set").details == {"before": "", "after": "BT-almere-haven"}


def test_a_team_can_be_made_unknown_again(areas, somebody):
    actions.set_basic_team(area="GM0034", team="Almere Haven", by=somebody("editor"), at=TUESDAY)
    actions.set_basic_team(area="GM0034", team="", by=somebody("editor"), at=TUESDAY)

    assert queries.area("GM0034").basic_team_certainty == Certainty.UNKNOWN


def test_an_unverified_team_may_be_replaced_by_another_of_the_district(areas, somebody):
    actions.set_basic_team(area="GM0321", team="BT-de-copen", by=somebody("analyst"), at=TUESDAY)

    assert "GM0321" in queries.codes_in("BT-de-copen")


def test_a_sourced_team_a_team_elsewhere_and_a_nameless_team_are_refused(areas, somebody):
    for area, team in [("GM0632", "Iets"), ("GM0034", "BT-de-copen"), ("GM0034", "..."), ("GM0034", "x" * 81)]:
        with pytest.raises(NotMendable):
            actions.set_basic_team(area=area, team=team, by=somebody("analyst"), at=TUESDAY)
    assert events() == ["areas_loaded"]


def test_a_reader_and_an_analyst_of_another_unit_fill_in_nothing(areas, somebody):
    for by in (somebody("reader"), somebody("analyst", unit="PU-limburg")):
        with pytest.raises(NotMendable):
            actions.set_basic_team(area="GM0034", team="Almere Haven", by=by, at=TUESDAY)


def test_only_a_municipality_has_a_team_to_fill_in(areas):
    with pytest.raises(NotKnown):
        actions.set_basic_team(area="PD-flevoland", team="Iets", by=System("tests"), at=TUESDAY)


def test_neighbourhoods_of_a_cbs_file_come_in_once(areas, import_file):
    first, second = import_file(CBS), import_file(CBS)

    assert (first.created, first.other_rows, first.errors) == (2, 1, ())
    assert (second.created, second.changed, second.unchanged) == (0, 0, 2)
    assert [one.name for one in queries.areas_of_level(Level.NEIGHBOURHOOD, within="GM0632")] == [
        "Centrum",
        "Wijk 01",
    ]
    assert [one.code for one in queries.parents("BU06320101")][:2] == ["GM0632", "PD-west-utrecht"]
    assert queries.municipalities_of("BU06320101")[0].name == "Woerden"
    assert queries.names_of(["BU06320101"], year=2026) == {"BU06320101": "Centrum"}
    assert events().count("neighbourhoods_imported") == 2


def test_borders_that_come_later_are_added_and_figures_stay(areas, import_file):
    import_file(CBS)
    square = [[4.87, 52.07], [4.9, 52.07], [4.9, 52.1], [4.87, 52.1], [4.87, 52.07]]
    properties = {"statcode": "BU06320101", "statnaam": "Centrum"}
    geometry = {"type": "Polygon", "coordinates": [square]}
    outcome = import_file(json.dumps({"features": [{"properties": properties, "geometry": geometry}]}).encode())

    assert outcome.changed == 1
    found = queries.neighbourhood_by_point(52.0859, 4.8836)
    assert found is not None
    assert (found.code, found.population) == ("BU06320101", 800)


def test_a_municipality_outside_the_unit_or_the_division_is_told_per_row(areas, import_file):
    outcome = import_file(CBS + b"BU00140101;Binnenstad;Groningen;Buurt;5\nBU08740101;Centrum;Woudrichem;Buurt;5\n")

    assert outcome.created == 2
    assert [error.row for error in outcome.errors] == [5, 6]
    assert "GM0014" in str(outcome.errors[0])
    assert import_file(b"code;naam\nBU00140101;Binnenstad\n", by=System("tests")).created == 1


def test_only_an_administrator_brings_in_neighbourhoods(areas, somebody, import_file):
    with pytest.raises(NotMendable):
        import_file(CBS, by=somebody("analyst"))
