"""Three invented years of counts in West-Utrecht, with something going on in Woerden and Houten in the last week."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from eenheidsbeeld.areas import queries as areas
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.viewer import System
from eenheidsbeeld.outlook import actions
from eenheidsbeeld.outlook.actions import look as looks
from eenheidsbeeld.outlook.actions.count import HistoryCount
from eenheidsbeeld.sharing.actions import scope_of
from eenheidsbeeld.sharing.rules import Marking
from tests.conftest import MONDAY, TUESDAY, WEEK_12, WEST
from tests.rooms.publishing.conftest import draft, publication, written  # noqa: F401

LAST = WEEK_12.plus(-1)
WEEKS = 156
TESTS = System("tests")


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)
    looks._answers.clear()


@pytest.fixture
def count(region: Any) -> Any:
    """`count("GM0632", "riot", 9, owner="politie", marking=Marking.AMBER_STRICT)`: counts of a week."""

    def add(area: str, phenomenon: str, number: int, *, week: Any = LAST, owner: str = "bureau", **more: Any) -> None:
        group = more.pop("group", "west")
        scope = scope_of([region.groups[group].pk]).pk if group else None
        one = HistoryCount(week, area, phenomenon, number, scope)
        actions.add_history(
            counts=[one], owner=region.organisations[owner].pk, marking=more.pop("marking", Marking.AMBER),
            by=TESTS, at=MONDAY,
        )  # fmt: skip

    return add


@pytest.fixture
def history(region: Any, publication: Any) -> list[str]:  # noqa: F811
    """Quiet years in every municipality of the district; answers their codes."""
    codes = sorted(areas.codes_in(WEST))
    draw, scope = np.random.default_rng(1), scope_of([region.groups["west"].pk]).pk
    rows = []
    for back in range(WEEKS):
        for code in codes:
            for phenomenon, mean in (("riot", 0.5), ("demonstration", 1.0)):
                if number := int(draw.poisson(mean)):
                    rows.append(HistoryCount(LAST.plus(-back), code, phenomenon, number, scope))
    actions.add_history(
        counts=rows, owner=region.organisations["bureau"].pk, marking=Marking.AMBER, by=TESTS, at=MONDAY
    )  # fmt: skip
    return codes


@pytest.fixture
def look(region: Any) -> Any:
    """`look("bureau")`: what that organisation sees in the last week."""

    def at(name: str, **more: Any) -> Any:
        return actions.look_at_week(
            organisation=region.organisations[name], week=more.pop("week", LAST), by=TESTS, at=TUESDAY, **more
        )

    return at
