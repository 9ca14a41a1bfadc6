"""A publication of district West-Utrecht with its editor, police and prosecution."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.areas import actions as areas_actions
from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.publishing.actions import edit
from eenheidsbeeld.publishing.rules import EditionKind, Party
from tests.conftest import MONDAY, WEEK_12, WEST, Region


@pytest.fixture
def publication(region: Region) -> Any:
    areas_actions.load_reference(by=System("tests"), at=MONDAY)
    areas.forget()
    made = edit.start_publication(
        slug="oov-west", kind=EditionKind.WEEKLY_PICTURE, title="OOV-beeld West-Utrecht", area_code=WEST,
        owner=region.organisations["bureau"], group=region.groups["west"], by=System("tests"), at=MONDAY,
    )  # fmt: skip
    for member, party, is_editor in [
        ("editor", Party.REGIONAL_BUREAU, True), ("police_chief", Party.POLICE, False), ("prosecutor", Party.OM, False),
    ]:  # fmt: skip
        edit.give_task(
            publication=made, membership=region.membership(member).pk, party=party, is_editor=is_editor,
            is_deputy=False, by=System("tests"), at=MONDAY,
        )  # fmt: skip
    return made


@pytest.fixture
def draft(region: Region, publication: Any) -> Any:
    return edit.open_edition(
        publication=publication, week=WEEK_12, area_year=2026, by=region.viewer("editor"), at=MONDAY
    )


def section(edition: Any, key: str) -> Any:
    return edition.sections.get(key=key)


@pytest.fixture
def written(region: Region, draft: Any) -> Any:
    """A draft with a message, an assessment by the editor, and words of the police."""
    editor, police = region.viewer("editor"), region.viewer("police_chief")
    edit.add_statement(section=section(draft, "glance"), text="Rustige week in West.", by=editor, at=MONDAY)
    edit.add_statement(
        section=section(draft, "assessment"), text="De spanning in Woerden neemt toe.", by=editor, at=MONDAY,
        likelihood="likely", confidence="moderate",
    )  # fmt: skip
    edit.add_statement(
        section=section(draft, "assessment"), text="De politie verwacht een rustig verloop.", by=police, at=MONDAY,
        party="police",
    )  # fmt: skip
    return draft
