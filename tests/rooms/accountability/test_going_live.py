"""Production stays closed until each line is confirmed by the right role; withdrawing one closes it again."""

from __future__ import annotations

from typing import Any

import pytest

from eenheidsbeeld.accountability import actions, queries
from eenheidsbeeld.accounts.rules import Role
from tests.conftest import MONDAY, TUESDAY

SEEN = "Verslag van 3 maart, nummer 12"


@pytest.fixture
def all_in_place(keepers: Any) -> Any:
    """What the software looks at itself: who is responsible, roles, and the second step at sign-in."""
    from allauth.mfa.models import Authenticator

    actions.name_controller(
        controller="Het bureau", contact="post", officer="FG", by=keepers.viewer("privacy"), at=MONDAY
    )
    for name in ("privacy", "woerden_privacy", "houten_privacy", "admin", "woerden_admin"):
        Authenticator.objects.create(user=keepers.memberships[name].person, type="totp", data={})
    return keepers


def confirm_all(region: Any) -> None:
    who = {Role.PRIVACY_OFFICER: region.viewer("privacy"), Role.ADMINISTRATOR: region.viewer("admin")}
    for one in queries.items(region.viewer("privacy")):
        actions.confirm_item(item=one.key, note=SEEN, by=who[one.role], at=MONDAY)


def test_it_is_closed_until_the_last_line_is_confirmed(all_in_place: Any) -> None:
    assert not queries.is_open()
    confirm_all(all_in_place)
    assert queries.is_open()


def test_withdrawing_one_line_closes_it_and_the_past_stays_readable(all_in_place: Any) -> None:
    confirm_all(all_in_place)
    officer = all_in_place.viewer("privacy")
    actions.withdraw_confirmation(item="dpia", by=officer, at=TUESDAY)

    assert not queries.is_open()
    assert [(one.note, by) for one, by, _withdrawn in queries.history(officer, "dpia")] == [
        (SEEN, "Privacyfunctionaris, Regionaal bureau")
    ]
    actions.confirm_item(item="dpia", note=SEEN, by=officer, at=TUESDAY)
    assert queries.is_open()


def test_what_the_software_sees_missing_cannot_be_confirmed(keepers: Any) -> None:
    with pytest.raises(Exception, match="Missing"):
        actions.confirm_item(item="register", note=SEEN, by=keepers.viewer("privacy"), at=MONDAY)
    with pytest.raises(Exception, match="Missing"):
        actions.confirm_item(item="second_factor", note=SEEN, by=keepers.viewer("admin"), at=MONDAY)


@pytest.mark.parametrize(
    ("who", "item"),
    [("admin", "dpia"), ("privacy", "restore"), ("woerden_privacy", "dpia"), ("woerden_admin", "restore"),
     ("analyst", "dpia")],
)  # fmt: skip
def test_each_line_belongs_to_one_role_at_the_bureau(keepers: Any, who: str, item: str) -> None:
    with pytest.raises(Exception, match="NotYourRole"):
        actions.confirm_item(item=item, note=SEEN, by=keepers.viewer(who), at=MONDAY)


def test_the_pages_show_and_confirm(keepers: Any, signed_in: Any) -> None:
    client = signed_in("privacy")
    assert "Het systeem blijft dicht in productie" in client.get("/verantwoording/livegang/").content.decode()
    client.post("/verantwoording/livegang/dpia/", {"note": SEEN})

    assert "Privacyfunctionaris" in client.get("/verantwoording/livegang/").content.decode()
    assert "Bevestiging intrekken" in client.get("/verantwoording/livegang/dpia/").content.decode()


def test_asking_costs_one_question(keepers: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        queries.is_open()
