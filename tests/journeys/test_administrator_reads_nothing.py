"""Who only runs accounts reads no signal, situation or edition: not in a list, not by an address, not by a button."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve

from eenheidsbeeld.config.middleware import is_open_to_anyone
from tests.house.test_doors import every_page
from tests.journeys.test_pages_by_role import (  # noqa: F401
    addresses,
    analyst,
    draft,
    make_signal,
    publication,
    start,
    world,
    written,
)

pytestmark = pytest.mark.usefixtures("asking_without_end")
# Rooms whose pages hold no content at all, and the single pages of other rooms that say so.
HOLD_NO_CONTENT = ("accounts:", "accountability:", "desk:")
SETTINGS_AND_SOURCES = {
    "pictures:publication",
    "sharing:compartment",
    "sharing:compartments",
    "sharing:end_group",
    "sharing:group",
    "sharing:groups",
    "sharing:show_out",
    "sharing:take_key",
    "signals:fetch_now",
    "signals:new_source",
    "signals:resume_source",
    "signals:source",
    "signals:sources",
    "signals:stop_source",
}
WORDS_OF_OTHERS = (
    "Trekkers op de N204", "Groep bij het station", "Drukte in het centrum", "Spanning rond de opvang",
    "Raadsvergadering", "Uitspraak van de rechter", "Nog een zin",
)  # fmt: skip


def test_only_these_pages_open_for_who_reads_no_content() -> None:
    """A new page of a room is closed until it says that it holds no content, and then it stands here."""
    opened = {
        name for name, _address, view in every_page() if ":" in name and getattr(view, "without_content", False)
    }

    assert {name for name in opened if not name.startswith(HOLD_NO_CONTENT)} == SETTINGS_AND_SOURCES


def test_an_administrator_meets_no_word_of_a_record(world: dict[str, str], signed_in: Any) -> None:  # noqa: F811
    client = signed_in("woerden_admin")

    for address in addresses(world):
        if address.startswith("/account/"):  # signing out there would end this story
            continue
        for answer in (client.get(address), client.post(address, {})):
            shown = answer.content.decode(errors="replace")
            assert [word for word in WORDS_OF_OTHERS if word in shown] == [], address


def test_every_other_page_says_that_it_belongs_to_another_role(
    world: dict[str, str], signed_in: Any  # noqa: F811
) -> None:  # fmt: skip
    client = signed_in("woerden_admin")
    views = {address: resolve(address).func for address in addresses(world)}
    closed = [
        address
        for address, view in views.items()
        if not (getattr(view, "without_content", False) or getattr(view, "open_to_the_signed_in", False))
        and not is_open_to_anyone(view)
    ]

    answers = {address: client.get(address).status_code for address in closed}

    assert len(answers) > 60
    assert {address: code for address, code in answers.items() if code != 403} == {}


@pytest.mark.parametrize(
    "second_role", ["reader", "contributor", "analyst", "editor", "signatory", "privacy_officer"]
)
def test_with_another_role_beside_it_content_opens(region: Any, signed_in: Any, second_role: str) -> None:
    region.membership("woerden_admin").role_rows.create(role=second_role)

    assert signed_in("woerden_admin").get("/situaties/").status_code == 200
