"""The second step: whose role needs one sets it up before anything else opens, and its secrets are sealed."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from eenheidsbeeld.accounts.rules import Role
from tests.conftest import PASSWORD
from tests.rooms.accounts.conftest import SECOND_STEP, is_in, sign_in

NEEDED = "/account/tweede-stap-nodig/"
ANALYST = "analyst@voorbeeld.invalid"
SET_UP = "/inloggen/tweede-stap/totp/activate/"


@pytest.fixture
def production(settings):
    """The roles that need a second factor in production."""
    settings.SECOND_FACTOR_FOR = frozenset(
        {role.value for role in Role} - {Role.READER.value, Role.CONTRIBUTOR.value}
    )


@pytest.mark.parametrize("page", ["/", "/inbox/", "/beelden/", "/hulp/", "/beheer/"])
def test_without_a_second_step_only_setting_one_up_opens(production, with_password, page):
    with_password("analyst")
    client, _answer = sign_in(ANALYST)

    assert client.get(page).url == NEEDED
    assert "Eerst een tweede stap" in client.get(NEEDED).content.decode()
    assert client.get("/account/").status_code == 200


def test_a_role_that_does_not_need_one_comes_in(production, with_password):
    with_password("houten_oov")

    assert is_in(sign_in("houten_oov@voorbeeld.invalid")[0])


def test_who_sets_up_an_app_goes_on_at_once(production, with_password, monkeypatch):
    with_password("analyst")
    client, _answer = sign_in(ANALYST)
    secret = client.get(SET_UP).context["form"].secret
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([1000]))
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    answer = client.post(SET_UP, {"code": format_hotp_value(hotp_value(secret, 1000))})

    assert answer.url == "/inloggen/tweede-stap/recovery-codes/"
    assert "Ik heb ze bewaard, verder" in client.get(answer.url).content.decode()
    assert is_in(client)


def test_with_the_app_somebody_comes_in(production, with_app):
    app = with_app("analyst")
    client, answer = sign_in(ANALYST)
    assert answer.url == SECOND_STEP
    assert not is_in(client)

    client.post(SECOND_STEP, {"code": app.code(1000)})

    assert is_in(client)


def test_taking_the_second_step_away_oneself_closes_the_pages_again(production, with_app):
    app = with_app("analyst")
    client, _answer = sign_in(ANALYST)
    client.post(SECOND_STEP, {"code": app.code(1000)})

    client.post("/inloggen/tweede-stap/totp/deactivate/")
    fresh, _answer = sign_in(ANALYST)

    assert not is_in(fresh)


def test_the_demo_never_asks(with_password, settings):
    from eenheidsbeeld.config.env import Environment

    assert (
        Environment(demo=True, mode="production", second_factor_for="analyst").roles_with_second_factor == frozenset()
    )


def test_the_secrets_are_sealed_in_the_database(with_app):
    app = with_app("analyst")

    kept = " ".join(str(one.data) for one in Authenticator.objects.all())

    assert app.secret not in kept
    assert app.spare.get_unused_codes()[0] not in kept
    assert "gAAAA" in kept


def test_an_app_cannot_be_added_in_a_session_without_showing_once_more_who_it_is(with_password, at, monkeypatch):
    """A screen that was left open for half an hour is not enough to add a second step of one's own."""
    with_password("analyst")
    client, _answer = sign_in(ANALYST)
    assert client.get(SET_UP).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()

    assert client.get(SET_UP).url.startswith("/inloggen/reauthenticate/")


@pytest.mark.parametrize("page", ["webauthn/add/", "recovery-codes/", "totp/deactivate/"])
def test_with_the_password_alone_nobody_adds_a_second_step_beside_the_one_there_is(with_app, page):
    """A screen that was left open, and a password that somebody looked at: with a key of their own beside the app, or
    with the spare codes, they would pass wherever the second step is asked anew."""
    app, again = with_app("analyst"), "/inloggen/tweede-stap/reauthenticate/"
    client, _answer = sign_in(ANALYST)
    client.post(SECOND_STEP, {"code": app.code(1000)})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 16 * 60
    session.save()
    asked = f"/inloggen/tweede-stap/{page}"
    assert client.get(asked).url.startswith(again)

    client.post("/inloggen/reauthenticate/", {"password": PASSWORD})
    assert client.get(asked).url.startswith(again)
    client.post(again, {"code": app.code(1001)})

    assert client.get(asked).status_code == 200


def test_a_stranger_gets_no_second_step_page(db):
    assert Client().get(NEEDED).url.startswith("/inloggen/login/")
