"""What a partner agrees to, and what the desk draws again: no more than has to be."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.core.judgement import Direction, Level
from eenheidsbeeld.pictures import queries
from eenheidsbeeld.publishing import compile, files
from eenheidsbeeld.publishing.actions import agree
from eenheidsbeeld.publishing.models import Statement
from eenheidsbeeld.situations.actions import set_level
from tests.conftest import TUESDAY, WEDNESDAY, WEEK_12

OWN, OF_THE_EDITOR = "De politie verwacht een rustig verloop.", "De spanning in Woerden neemt toe."


def test_a_partner_reads_and_answers_its_own_words_without_the_whole_being_compiled(
    region: Any, written: Any, signed_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=region.viewer("editor"), at=TUESDAY)
    monkeypatch.setattr(compile, "compile_snapshot", lambda *_of, **_how: pytest.fail("the whole edition"))

    page = signed_in("police_chief").get(f"/beelden/{written.reference}/instemmen/").content.decode()

    assert OWN in page
    assert OF_THE_EDITOR not in page
    assert 'name="dissent"' in page


def test_a_word_that_changes_draws_no_picture_again(
    real_areas: None, region: Any, written: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = queries.workbench(region.viewer("editor"), written.reference, at=TUESDAY)
    assert before.figures
    monkeypatch.setattr(files, "draw", lambda *_of: pytest.fail("drawn again"))

    Statement.objects.filter(text=OF_THE_EDITOR).update(text="De spanning in Woerden neemt af.")
    after = queries.workbench(region.viewer("editor"), written.reference, at=TUESDAY)

    assert after.figures == before.figures


def test_a_level_that_changes_draws_the_map_again(real_areas: None, region: Any, written: Any) -> None:
    before = queries.workbench(region.viewer("editor"), written.reference, at=TUESDAY)
    set_level(
        area_code="GM0632", week=WEEK_12, level=Level.HIGH, direction=Direction.UP, reason="Onrust op het plein.",
        by=region.viewer("woerden_mayor"), at=TUESDAY,
    )  # fmt: skip

    after = queries.workbench(region.viewer("editor"), written.reference, at=TUESDAY)

    assert after.figures["glance-1"] != before.figures["glance-1"]
