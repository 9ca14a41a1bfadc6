"""Production stays closed until the go-live list is confirmed; only who keeps that list gets to its pages."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest

from eenheidsbeeld.config import gate

KEEPERS = ["woerden_admin", "privacy"]
USERS = ["woerden_oov", "woerden_mayor", "analyst", "editor", "stranger"]


@pytest.fixture
def confirmed(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """The room that keeps the list, which says what this fixture lets it say."""
    answer = {"open": False}
    room = ModuleType("go_live_list")
    room.is_open = lambda: answer["open"]  # type: ignore[attr-defined]
    room.__spec__ = object()  # type: ignore[assignment]
    monkeypatch.setitem(sys.modules, "go_live_list", room)
    settings.GO_LIVE = "go_live_list.is_open"
    return lambda is_open: answer.update(open=is_open)


@pytest.mark.parametrize("name", USERS)
def test_a_user_is_told_that_it_is_not_open_yet(signed_in: Any, confirmed: Any, real_areas: None, name: str) -> None:
    client = signed_in(name)
    for address in ("/", "/signalen/", "/zoeken/", "/hulp/", "/beheer/", "/verantwoording/"):
        answer = client.get(address)
        assert answer.status_code in (503, 404), address

    closed = client.get("/")
    assert closed.status_code == 503
    assert closed["Retry-After"] == "3600"
    assert "nog niet open" in closed.content.decode()


@pytest.mark.parametrize("name", KEEPERS)
def test_a_keeper_gets_no_further_than_administration_and_accountability(
    signed_in: Any, confirmed: Any, real_areas: None, name: str
) -> None:
    client = signed_in(name)

    assert client.get("/signalen/").status_code in (403, 503), "403: who only runs accounts reads no content"
    assert "Bevestig de lijst" in client.get("/").content.decode()
    assert client.get("/verantwoording/").status_code != 503
    assert client.get("/beheer/").status_code != 503


def test_nothing_is_written_while_it_is_closed(signed_in: Any, confirmed: Any, real_areas: None) -> None:
    from eenheidsbeeld.signals.models import Signal

    answer = signed_in("woerden_oov").post("/signalen/nieuw/", {"text": "Onrust op het plein."})

    assert answer.status_code == 503
    assert not Signal.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/inloggen/login/", "/gezond/", "/robots.txt"])
def test_signing_in_and_watching_stay_possible(client: Any, confirmed: Any, address: str) -> None:
    assert client.get(address).status_code == 200


def test_confirming_opens_it_and_withdrawing_closes_it_again(
    signed_in: Any, confirmed: Any, real_areas: None
) -> None:
    client = signed_in("woerden_oov")
    seen = []
    for is_open in (False, True, False):
        confirmed(is_open)
        seen.append(client.get("/").status_code)

    assert seen == [503, 200, 503]


def test_the_setting_closes_it_whatever_the_list_says(settings: Any, confirmed: Any) -> None:
    confirmed(True)
    assert gate.is_open()

    settings.CLOSED = True
    assert not gate.is_open()


def test_without_the_room_only_the_setting_decides(settings: Any) -> None:
    settings.GO_LIVE = "eenheidsbeeld.no_such_room.queries.is_open"

    assert gate.is_open()
