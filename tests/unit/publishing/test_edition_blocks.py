"""A snapshot is frozen: the same bytes each time, and nothing we do not know slips in."""

import json
from dataclasses import FrozenInstanceError, replace

import pytest
from example import example

from eenheidsbeeld.publishing.blocks import (
    Chart,
    ChartSpec,
    Column,
    Heading,
    LevelRow,
    Paragraph,
    Section,
    SnapshotNotValid,
    Table,
    from_json,
    to_json,
)


def test_a_snapshot_comes_back_as_it_went():
    snapshot = example()

    assert from_json(to_json(snapshot)) == snapshot


def test_the_same_snapshot_has_the_same_bytes_and_the_same_hash():
    assert to_json(example()) == to_json(example())
    assert example().sha256 == from_json(to_json(example())).sha256


def test_one_changed_number_changes_the_hash():
    assert replace(example(), version=3).sha256 != example().sha256


def test_a_snapshot_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        example().title = "Iets anders"


def test_broken_characters_survive_the_round_trip():
    section = Section("a", 1, "A", (Paragraph("half \ud800 \x00 teken"),))
    snapshot = replace(example(), sections=(section,))

    assert from_json(to_json(snapshot)) == snapshot


def test_an_unknown_block_is_refused():
    content = json.loads(to_json(example()))
    content["snapshot"]["sections"][0]["blocks"][0]["block"] = "Script"

    with pytest.raises(SnapshotNotValid, match=r"sections\[0\]\.blocks\[0\]: unknown block"):
        from_json(json.dumps(content))


def test_a_field_that_would_get_lost_is_refused():
    content = json.loads(to_json(example()))
    content["snapshot"]["secret"] = "x"

    with pytest.raises(SnapshotNotValid, match="secret"):
        from_json(json.dumps(content))


def test_an_older_snapshot_without_a_newer_field_can_still_be_read():
    content = json.loads(to_json(example()))
    del content["snapshot"]["reference"]

    assert from_json(json.dumps(content)).reference == ""


def test_another_format_is_refused():
    with pytest.raises(SnapshotNotValid, match="format"):
        from_json(b'{"format": 99, "snapshot": {}}')


@pytest.mark.parametrize("levels", [(2,), (4,), (5,)])
def test_a_skipped_heading_level_is_refused(levels):
    with pytest.raises(SnapshotNotValid):
        Section("a", 1, "A", tuple(Heading(level, "kop") for level in levels))


def test_headings_in_order_are_fine():
    assert Section("a", 1, "A", (Heading(3, "a"), Heading(4, "b"), Heading(3, "c"))).blocks


@pytest.mark.parametrize("level", [-1, 5, 17])
def test_a_level_outside_the_scale_is_refused(level):
    with pytest.raises(SnapshotNotValid, match="Woerden"):
        LevelRow("GM0632", "Woerden", level)


def test_a_row_of_another_width_is_refused():
    with pytest.raises(SnapshotNotValid, match="row 2"):
        Table("t", (Column("a"), Column("b")), (("x", "y"), ("x",)))


def test_a_chart_with_the_wrong_columns_is_refused():
    with pytest.raises(SnapshotNotValid):
        Chart(ChartSpec.WEEKLY_COUNTS, "t", "s", "b", "p", "zin", (Column("Week"),), ())
