from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from eenheidsbeeld.areas import actions, queries
from eenheidsbeeld.core.viewer import System, Viewer

MONDAY = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What a process remembers of areas outlives the rollback of a test."""
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def areas(db: None) -> None:
    actions.load_reference(by=System("tests"), at=MONDAY)


@pytest.fixture
def somebody() -> Callable[..., Viewer]:
    """A viewer with these roles, in Midden-Nederland unless told otherwise."""

    def make(*roles: str, unit: str = "PU-midden-nederland") -> Viewer:
        return Viewer(
            person=1,
            membership=1,
            organisation=1,
            organisation_kind="regional_bureau",
            unit=unit,
            roles=frozenset(roles),
        )

    return make
