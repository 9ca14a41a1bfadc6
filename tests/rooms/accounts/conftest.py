"""Somebody with a password, and with an app for codes; a browser for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from eenheidsbeeld.core import clock, queue
from tests.conftest import PASSWORD, Region
from tests.rooms.situations.conftest import analyst, make_signal, start  # noqa: F401

SIGN_IN = "/inloggen/login/"
SECOND_STEP = "/inloggen/tweede-stap/authenticate/"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing is slow on purpose; these stories sign in hundreds of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def mail_on(settings: Any) -> None:
    """A server is set, so links go by mail; Django keeps what is sent in memory."""
    settings.MAIL_URL = "smtp+tls://mail.voorbeeld.invalid"


@pytest.fixture
def with_password(region: Region) -> Callable[[str], Any]:
    """Give somebody of the region a password: `with_password("analyst")` is the person."""

    def give(name: str) -> Any:
        person = region.membership(name).person
        person.set_password(PASSWORD)
        person.save()
        return person

    return give


class App:
    """The app for codes on somebody's phone, whose clock can be put forward."""

    def __init__(self, person: Any) -> None:
        self.secret = generate_totp_secret()
        TOTP.activate(person, self.secret)
        self.spare = RecoveryCodes.activate(person)

    def code(self, step: int) -> str:
        return format_hotp_value(hotp_value(self.secret, step))


@pytest.fixture
def with_app(with_password: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], App]:
    """Somebody with a password and an app; the phone and we agree that it is now step 1000."""
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.yield_hotp_counters_from_time", lambda: iter([999, 1000, 1001])
    )

    return lambda name: App(with_password(name))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Put the clock of the product at a moment."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def sign_in(email: str, password: str = PASSWORD, client: Client | None = None, **headers: str) -> tuple[Client, Any]:
    client = client or Client()
    return client, client.post(SIGN_IN, {"login": email, "password": password}, **headers)  # type: ignore[arg-type]


def is_in(client: Client) -> bool:
    """Whether the start page opens."""
    return client.get("/").status_code == 200


def last_link(settings: Any) -> str:
    """What the mail of the last task leads to, as a path."""
    queue.run_due()
    words = mail.outbox[-1].body
    return next(line for line in words.splitlines() if line.startswith("http")).removeprefix(settings.PUBLIC_URL)


def forget_second_step(person: Any) -> None:
    Authenticator.objects.filter(user=person).delete()
