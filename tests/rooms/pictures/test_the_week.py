"""The week opens the edition and reminds people once; the computed sections say what was there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eenheidsbeeld.accounts.models import Notice
from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.pictures.actions import open_due_editions, remind_before_deadline
from eenheidsbeeld.pictures.queries import snapshot_now
from eenheidsbeeld.publishing import blocks
from eenheidsbeeld.publishing.actions.edit import Rhythm, set_rhythm
from eenheidsbeeld.publishing.models import Edition
from eenheidsbeeld.publishing.rules import RhythmNotInOrder
from eenheidsbeeld.signals.actions import nil_return
from eenheidsbeeld.situations.actions import propose_level, set_level
from tests.conftest import MONDAY, TUESDAY, WEDNESDAY, WEEK_12
from tests.rooms.publishing.conftest import draft, publication, section, written  # noqa: F401

SYSTEM = System("tests")


def blocks_of(snapshot, key):
    return next(part for part in snapshot.sections if part.key == key).blocks


def test_monday_opens_the_edition_once(publication):  # noqa: F811
    opened = open_due_editions(by=SYSTEM, at=MONDAY)
    again = open_due_editions(by=SYSTEM, at=TUESDAY)
    assert [one.week for one in opened] == ["2026-W12"]
    assert again == []
    assert Edition.objects.count() == 1


def test_who_is_silent_is_reminded_once_a_day_before_the_deadline(region, draft):  # noqa: F811
    nil_return(by=region.viewer("woerden_oov"), at=TUESDAY)
    assert remind_before_deadline(by=SYSTEM, at=MONDAY) == 0
    remind_before_deadline(by=SYSTEM, at=WEDNESDAY)
    remind_before_deadline(by=SYSTEM, at=WEDNESDAY + timedelta(hours=1))

    reminded = Notice.objects.filter(kind="return_missing").values_list("organisation__slug", flat=True)
    assert sorted(reminded) == ["houten", "om", "politie"]


def test_the_map_draws_what_municipalities_set_and_never_what_was_proposed(region, draft):  # noqa: F811
    analyst, woerden = region.viewer("analyst"), region.viewer("woerden_mayor")
    for code in ("GM0632", "GM0321"):
        propose_level(
            area_code=code, week=WEEK_12, level=Level.HIGH, direction=Direction.UP, reason="Onrust.", by=analyst,
            at=MONDAY,
        )  # fmt: skip
    set_level(
        area_code="GM0632", week=WEEK_12, level=Level.RAISED, direction=Direction.UP, reason="Raadsavond.",
        by=woerden, at=TUESDAY,
    )  # fmt: skip

    found = blocks_of(snapshot_now(draft, at=WEDNESDAY), "glance")
    drawn = {area.name: area.level for block in found if isinstance(block, blocks.LevelMap) for area in block.areas}
    listed = {
        row.area_name: row.level for block in found if isinstance(block, blocks.LevelTable) for row in block.rows
    }
    assert drawn == listed
    assert (drawn["Woerden"], drawn["Houten"]) == (2, None)


def test_the_gap_names_who_sent_nothing(region, draft):  # noqa: F811
    nil_return(by=region.viewer("woerden_oov"), at=TUESDAY)
    found = blocks_of(snapshot_now(draft, at=WEDNESDAY), "contributions")
    gap = next(block for block in found if isinstance(block, blocks.Gap))
    assert "Gemeente Houten" in gap.text
    assert "Woerden" not in gap.text


def test_a_rhythm_out_of_order_is_refused(region, publication):  # noqa: F811
    with pytest.raises(RhythmNotInOrder):
        set_rhythm(publication=publication, rhythm=Rhythm(4, 3, 17, 2, 10), by=region.viewer("editor"), at=MONDAY)
