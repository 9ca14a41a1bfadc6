"""The invented region with its real geography, signals, and an edition that was released."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from eenheidsbeeld.core import clock
from eenheidsbeeld.publishing.actions import agree, release
from tests.conftest import THURSDAY, TUESDAY, WEDNESDAY
from tests.rooms.publishing.conftest import draft, publication, written  # noqa: F401
from tests.rooms.situations.conftest import analyst, make_signal, signals, start  # noqa: F401


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: TUESDAY)


@pytest.fixture
def said(signed_in: Any) -> Any:
    """`said("analyst", "/")`: the words of a page, as one line, as somebody reads it."""

    def ask(name: str, address: str = "/") -> str:
        answer = signed_in(name).get(address)
        assert answer.status_code == 200, f"{address} answers {name} with {answer.status_code}"
        return " ".join(answer.content.decode().split())

    return ask


@pytest.fixture
def released(region: Any, written: Any, settings: Any, tmp_path: Any) -> Any:  # noqa: F811
    """The edition of week 12, agreed by the police and released on Thursday."""
    settings.DATA = tmp_path
    editor = region.viewer("editor")
    agree.send_round(edition=written, answer_before=WEDNESDAY, by=editor, at=TUESDAY)
    agree.agree_to_part(edition=written, by=region.viewer("police_chief"), at=TUESDAY)
    release.adopt(edition=written, by=editor, at=THURSDAY)
    return release.release(edition=written, by=editor, at=THURSDAY)


@pytest.fixture
def friday(monkeypatch: Any) -> None:
    monkeypatch.setattr(clock, "now", lambda: THURSDAY + timedelta(days=1))
