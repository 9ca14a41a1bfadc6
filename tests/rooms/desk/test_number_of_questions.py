"""A page asks the database as many questions for two hundred signals as for ten: a million may follow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eenheidsbeeld.sharing.queries import visible_to
from eenheidsbeeld.signals.models import Signal, Story
from eenheidsbeeld.situations import actions
from tests.conftest import MONDAY

ADVISER, ANALYST = "woerden_oov", "analyst"
PAGES = [
    "/signalen/",
    "/signalen/?gebied=GM0632&stand=received",
    "/signalen/?zoek=opvang",
    "/signalen/mijn/",
    "/zoeken/?zoek=opvang",
    "/gebieden/GM0632/",
    "/gebieden/PD-west-utrecht/",
    "/situaties/{situation}/",
    "/",
]


@pytest.fixture
def grow(region: Any, real_areas: None, make_signal: Any, start: Any, analyst: Any) -> Any:
    """`grow(10)`: so many more signals of every kind, in stories and situations too; answers a situation."""
    situation = None

    def bring(number: int) -> Any:
        nonlocal situation
        mine = region.memberships[ADVISER]
        story = Story.objects.create(started_at=MONDAY)
        made = []
        for n in range(number):
            of_police = n % 5 == 4
            made.append(
                make_signal(
                    f"Onrust over de opvang, bericht {n}.",
                    owner="politie" if of_police else "woerden",
                    regime="wpg" if of_police else "avg",
                    released="Onrust over de opvang." if of_police else "",
                    marking=("amber", "green", "clear")[n % 3],
                    area=("GM0632", "GM0321")[n % 2],
                    phenomenon=("asylum_tension", "fireworks")[n % 2],
                    received=MONDAY - timedelta(minutes=n),
                    brought_in_by=None if of_police else mine,
                    story=story if n % 10 == 7 else None,
                    cannot_wait=n % 50 == 8,
                )
            )
        started = start(made[:2])
        situation = situation or started
        chosen = [one.reference for one in made[2 : number // 2]]
        actions.attach_signals(signals=chosen, situation=situation.reference, by=analyst, at=MONDAY)
        for n in range(number // 10):
            actions.add_fact(situation=situation.reference, text=f"Feit {n}.", by=analyst, at=MONDAY)
        return situation

    return bring


def asked_for(client: Any, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return [one["sql"][:160] for one in asked.captured_queries]


@pytest.mark.parametrize("name", [ADVISER, ANALYST])
def test_pages_ask_as_many_questions_for_ten_rows_as_for_two_hundred(name, grow, signed_in):
    situation = grow(10)
    client, addresses = signed_in(name), [page.format(situation=situation.reference) for page in PAGES]
    addresses += ["/inbox/", "/inbox/?zoek=opvang"] if name == ANALYST else []
    for address in addresses:
        client.get(address)  # areas and the like are read once
    few = {address: asked_for(client, address) for address in addresses}

    grow(200)
    many = {address: asked_for(client, address) for address in addresses}

    assert {address: len(asked) for address, asked in many.items()} == {
        address: len(asked) for address, asked in few.items()
    }, [
        question
        for address in addresses
        if len(few[address]) != len(many[address])
        for question in (address, *many[address])
    ]


def test_a_page_asks_once_which_scopes_there_are_and_the_next_page_asks_again(grow, signed_in, region):
    grow(10)
    client = signed_in(ANALYST)
    for _visit in range(2):
        asked = asked_for(client, "/gebieden/GM0632/")
        assert len([one for one in asked if "UNION ALL" in one]) == 1


def test_outside_a_page_a_new_scope_counts_at_once(grow, make_signal, region):
    """A write may stand between two questions, so only pages that are read keep an answer."""
    viewer = region.viewer("houten_oov")
    before = visible_to(viewer, Signal.objects.all()).count()
    grow(10)

    assert visible_to(viewer, Signal.objects.all()).count() > before
