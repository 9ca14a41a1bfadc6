"""Signals as the inbox finds them, made directly: intake has its own stories in the room of signals."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import MONDAY, UNIT, WEST

_number = itertools.count(1)


@pytest.fixture
def areas(db: None) -> None:
    """The few municipalities of the invented region."""
    from eenheidsbeeld.areas import queries
    from eenheidsbeeld.areas.models import AreaVersion

    made = [("NL", "country", "Nederland"), (UNIT, "unit", "Midden-Nederland"), (WEST, "district", "West-Utrecht")]
    for code, level, name in made:
        unit = UNIT if level == "district" else ""
        AreaVersion.objects.create(level=level, code=code, year=2025, name=name, unit=unit)
    for code, name in (("GM0632", "Woerden"), ("GM0321", "Houten")):
        AreaVersion.objects.create(level="municipality", code=code, year=2025, name=name, district=WEST, unit=UNIT)
    queries.forget()


@pytest.fixture
def make_signal(region: Any) -> Any:
    """`make_signal("Onrust over de opvang", owner="politie", regime="wpg", released="…")`."""
    from eenheidsbeeld.sharing.actions import scope_of
    from eenheidsbeeld.signals.models import Signal

    def make(
        text: str = "Onrust bij het gemeentehuis over de opvang",
        *,
        owner: str = "woerden",
        marking: str = "amber",
        area: str = "GM0632",
        phenomenon: str = "asylum_tension",
        received: datetime = MONDAY,
        groups: tuple[str, ...] = ("west",),
        people: tuple[str, ...] = (),
        released: str = "",
        **more: Any,
    ) -> Any:
        scope = scope_of(
            [region.groups[name].pk for name in groups], [region.memberships[name].person_id for name in people]
        )
        return Signal.objects.create(
            owner=region.organisations[owner],
            marking=marking,
            scope=scope,
            released_scope=scope if released else None,
            released_text=released,
            fingerprint=f"{next(_number):064d}",
            channel="form",
            text=text,
            reported_at=received,
            received_at=received,
            keep_from=received,
            area_code=area,
            area_year=2025,
            phenomenon=phenomenon,
            **more,
        )

    return make


@pytest.fixture
def signals(make_signal: Any) -> list[Any]:
    """Five signals about the same thing in Woerden, an hour apart."""
    return [make_signal(received=MONDAY + timedelta(hours=hour)) for hour in range(5)]


@pytest.fixture
def analyst(region: Any) -> Any:
    return region.viewer("analyst")


@pytest.fixture
def start(analyst: Any) -> Any:
    """Start a situation from signals and answer it."""
    from eenheidsbeeld.situations import actions

    def begin(chosen: list[Any], title: str = "Onrust over de opvang", **more: Any) -> Any:
        values = {"phenomenon": "asylum_tension", "by": analyst, "at": MONDAY} | more
        step = actions.start_situation(signals=[one.reference for one in chosen], title=title, **values)
        return step.situation

    return begin
