"""Files of CBS: what is right goes in, what is wrong is told with its row."""

from __future__ import annotations

import json

import pytest

from eenheidsbeeld.areas.neighbourhood_files import NotReadable, read

CBS = """gwb_code_10;regio;gm_naam;recs;gwb_code_8;a_inw
NL00;Nederland;Nederland;Land;0;17942942
GM0632;Woerden;Woerden;Gemeente;632;53308
WK063201;Wijk 01 Binnenstad;Woerden;Wijk;63201;1.234
BU06320101;Centrum;Woerden;Buurt;6320101;800
BU06320102;Staatsliedenkwartier;Woerden;Buurt;6320102;.
"""
SQUARE = [[4.88, 52.08], [4.9, 52.08], [4.9, 52.1], [4.88, 52.1], [4.88, 52.08]]


def feature(geometry: object = None, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_key_figures_of_cbs_are_read_and_the_rows_on_larger_areas_passed_over():
    found = read(CBS.encode())

    assert [(row.code, row.name, row.municipality, row.population) for row in found.neighbourhoods] == [
        ("WK063201", "Wijk 01 Binnenstad", "GM0632", 1234),
        ("BU06320101", "Centrum", "GM0632", 800),
        ("BU06320102", "Staatsliedenkwartier", "GM0632", None),
    ]
    assert (found.other_rows, found.errors) == (2, [])


def test_each_wrong_row_is_told_with_its_number_and_the_others_go_in():
    wrong = CBS + ";Zonder code;;Buurt;;5\nXX12;Iets;;Buurt;;5\nBU06320103;;;Buurt;;5\nBU06320104;Goed;;Buurt;;veel\n"
    wrong += "BU06320101;Dubbel;;Buurt;;1\nBU06320105;Ook goed;;Buurt;;7\n"
    found = read(wrong.encode())

    assert [error.row for error in found.errors] == [7, 8, 9, 10, 11]
    assert "XX12" in str(found.errors[1])
    assert "veel" in str(found.errors[3])
    assert found.neighbourhoods[-1].name == "Ook goed"


def test_a_file_from_an_older_excel_with_commas_is_read():
    found = read('buurtcode,buurtnaam,gemeentecode\nBU19000101,"Súdwest, centrum",GM1900\n'.encode("latin-1"))

    assert found.neighbourhoods[0].name == "Súdwest, centrum"


def test_borders_are_read_in_degrees():
    found = read(
        collection(feature({"type": "Polygon", "coordinates": [SQUARE]}, statcode="BU06320101", statnaam="Centrum"))
    )

    assert found.neighbourhoods[0].geometry == {"type": "Polygon", "coordinates": [SQUARE]}


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [4.9, 52.1]},
        {"type": "Polygon", "coordinates": [[[120000, 455000]] * 4]},
        {"type": "Polygon", "coordinates": [[[4.9, 52.1]]]},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon"},
        {"type": "MultiPolygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon", "coordinates": [SQUARE * 2000]},
        "square",
    ],
)
def test_a_border_that_cannot_be_right_is_an_error_of_its_own_row(geometry):
    found = read(
        collection(
            feature(geometry, statcode="BU06320101", statnaam="Scheef"),
            feature(None, statcode="BU06320102", statnaam="Zonder grens"),
        )
    )

    assert [error.row for error in found.errors] == [1]
    assert [row.name for row in found.neighbourhoods] == ["Zonder grens"]


def test_a_feature_that_is_no_feature_is_an_error_of_its_own_row():
    found = read(collection(None, 3, {"properties": []}, feature(statcode="BU06320102", statnaam="Goed")))

    assert [error.row for error in found.errors] == [1, 2, 3]
    assert len(found.neighbourhoods) == 1


def test_a_code_that_belongs_to_another_municipality_is_told():
    found = read(b"buurtcode;buurtnaam;gemeentecode\nBU06320101;Centrum;GM0344\n")

    assert "GM0344" in str(found.errors[0])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"{",
        b"[1, 2]",
        b'{"type": "Feature"}',
        b'{"features": 4}',
        b"naam;plaats\nCentrum;Woerden\n",
        b"PK\x03\x04\x00\x00 a workbook",
        b"[" * 100_000,
        b'gwb_code_10;regio\nBU06320101;"' + b"x" * 200_000 + b'"\n',
    ],
)
def test_a_file_that_is_something_else_says_so(content):
    with pytest.raises(NotReadable) as refused:
        read(content)

    assert str(refused.value.reason)
