"""A sign-in ends: when nothing happens, after a day, everywhere at once, and when rights change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from eenheidsbeeld.accounts.actions import end_membership
from eenheidsbeeld.accounts.actions.people import Wanted, administer
from eenheidsbeeld.accounts.models import SignIn
from eenheidsbeeld.accounts.rules import Act, Device, device_of
from eenheidsbeeld.audit.models import AuditEntry
from eenheidsbeeld.core import queue
from eenheidsbeeld.core.viewer import System
from tests.conftest import MONDAY, PASSWORD
from tests.rooms.accounts.conftest import is_in, sign_in

ANALYST = "analyst@voorbeeld.invalid"
NEW = "drie-eenden-fietsen"
HOUR = timedelta(hours=1)


def browser(email: str = ANALYST, **headers: str) -> Client:
    client, _answer = sign_in(email, **headers)
    assert is_in(client)
    return client


def test_after_an_hour_without_doing_anything_somebody_is_out(with_password, at):
    with_password("analyst")
    at(MONDAY)
    client = browser()
    at(MONDAY + 0.9 * HOUR)
    assert is_in(client)
    at(MONDAY + 1.8 * HOUR)
    assert is_in(client)

    at(MONDAY + 2.9 * HOUR)

    page = client.get("/situaties/", follow=True)
    assert page.redirect_chain == [("/inloggen/login/?next=/situaties/", 302)]
    assert "omdat er een tijd niets gebeurde" in page.content.decode()


def test_after_twelve_hours_also_who_is_busy_signs_in_again(with_password, at):
    with_password("analyst")
    at(MONDAY)
    client = browser()
    for half_hours in range(1, 24):
        at(MONDAY + half_hours * HOUR / 2)
        assert is_in(client)

    at(MONDAY + 12 * HOUR)

    assert not is_in(client)


def test_signing_out_everywhere_ends_all_devices(with_password):
    with_password("analyst")
    one, other = browser(), browser()

    one.post("/account/overal-afmelden/")

    assert not is_in(one) and not is_in(other)


def test_one_device_is_signed_out_and_nobody_elses(with_password):
    with_password("analyst"), with_password("editor")
    mine, lost, others = browser(), browser(), browser("editor@voorbeeld.invalid")
    first, second, foreign = SignIn.objects.order_by("pk").values_list("reference", flat=True)

    mine.post(f"/account/aangemeld/{second}/beeindigen/")
    mine.post(f"/account/aangemeld/{foreign}/beeindigen/")

    assert (is_in(mine), is_in(lost), is_in(others)) == (True, False, True)
    assert first not in (second, foreign)


def test_a_new_password_ends_the_other_devices(with_password):
    with_password("analyst")
    here, elsewhere = browser(), browser()

    answer = here.post("/inloggen/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert answer.status_code == 302
    assert is_in(here) and not is_in(elsewhere)
    assert is_in(sign_in(ANALYST, NEW)[0])
    assert AuditEntry.objects.filter(event="password_changed").exists()
    queue.run_due()
    assert "is gewijzigd" in mail.outbox[-1].subject and mail.outbox[-1].to == [ANALYST]


def test_other_roles_and_an_ended_function_end_all_devices(with_password, region):
    with_password("woerden_oov"), with_password("houten_oov")
    woerden, houten = browser("woerden_oov@voorbeeld.invalid"), browser("houten_oov@voorbeeld.invalid")

    administer(
        act=Act.CHANGE_ROLES, reference=region.membership("woerden_oov").reference, by=region.viewer("woerden_admin"),
        at=MONDAY, wanted=Wanted(roles=("reader",)),
    )  # fmt: skip
    end_membership(membership=region.membership("houten_oov"), by=System("tests"), at=MONDAY)

    assert not is_in(woerden) and not is_in(houten)
    assert is_in(sign_in("woerden_oov@voorbeeld.invalid")[0])
    assert not is_in(sign_in("houten_oov@voorbeeld.invalid")[0])


def test_a_cookie_of_a_sign_in_that_ended_does_not_come_back(with_password):
    """Not even when the row of the session itself was still there."""
    with_password("analyst")
    client = browser()
    cookie = client.cookies["sessionid"].value
    client.post("/inloggen/logout/")

    thief = Client()
    thief.cookies["sessionid"] = cookie

    assert not is_in(thief)


def test_the_page_shows_kind_of_device_and_moment_and_nothing_more(with_password):
    with_password("analyst")
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
    browser(HTTP_USER_AGENT=phone)
    page = browser(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64)").get("/account/").content.decode()

    assert "Telefoon" in page and "Computer (dit apparaat)" in page
    kept = {field.name for field in SignIn._meta.get_fields()}
    assert kept == {"id", "reference", "person", "device", "started_at", "last_active_at", "ended_at", "ended_why"}
    assert "iPhone" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130", Device.COMPUTER),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130 Mobile Safari/537.36", Device.PHONE),
        ("Mozilla/5.0 (Linux; Android 14; SM-X700) Chrome/130 Safari/537.36", Device.TABLET),
        ("curl/8", Device.OTHER),
        ("", Device.OTHER),
    ],
)
def test_the_kind_of_device(agent: str, device: Device) -> None:
    assert device_of(agent) == device


@pytest.mark.parametrize(
    "header", [{"HTTP_X_AUTOSAVE": "1"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_ACCEPT": "application/json"}]
)
def test_a_script_is_told_instead_of_sent_on(client: Any, db: None, header: dict[str, str]) -> None:
    """Otherwise the page would take the sign-in page for an answer, and say that what was typed is kept."""
    answer = client.post("/beelden/deel/7K3MQ9TX01/", {"text": "wat ik typte"}, **header)

    assert answer.status_code == 401
    assert "Log in in een nieuw tabblad" in answer.content.decode()


def test_the_page_gets_a_token_for_the_new_sign_in(with_password):
    with_password("analyst")
    client = browser()

    answer = client.get("/account/nog-aangemeld/", headers={"Accept": "application/json"})

    assert len(answer.json()["csrf"]) == 64
    assert Client().get("/account/nog-aangemeld/", headers={"Accept": "application/json"}).status_code == 401
