"""What is set wrong is said at start, in a line, without repeating what may be secret."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pydantic import ValidationError

from eenheidsbeeld.config import env
from eenheidsbeeld.config.env import Environment

PROVIDER = {
    "sso_issuer": "https://inloggen.voorbeeld.invalid",
    "sso_client_id": "beeld",
    "sso_client_secret": "geheim",
}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"sso_issuer": "https://inloggen.voorbeeld.invalid"}, "EB_SSO_CLIENT_ID"),
        ({**PROVIDER, "sso_issuer": "http://inloggen.voorbeeld.invalid"}, "https://"),
        ({"local_sign_in": False}, "nobody could sign in"),
        ({"trusted_proxies": "proxy.voorbeeld.invalid"}, "proxy.voorbeeld.invalid"),
        ({"session_idle_minutes": 1}, "session_idle_minutes"),
    ],
)
def test_a_half_setting_stops_the_start(chosen: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Environment(**chosen)


def test_what_is_said_does_not_repeat_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EB_SESSION_HOURS", "canary-value")

    with pytest.raises(SystemExit) as stopped:
        env.read_environment()

    assert "EB_SESSION_HOURS" in str(stopped.value)
    assert "canary-value" not in str(stopped.value)


def test_the_secret_of_the_provider_can_come_from_a_file(tmp_path) -> None:
    file = tmp_path / "secret"
    file.write_text("uit-een-bestand\n")

    assert (
        Environment(**{**PROVIDER, "sso_client_secret": "", "sso_client_secret_file": file}).sso_secret
        == "uit-een-bestand"
    )


@pytest.mark.parametrize(
    ("chosen", "roles"),
    [
        ({"mode": "production"}, {"administrator", "privacy_officer", "signatory", "analyst", "editor"}),
        ({"mode": "production", "second_factor_for": ""}, set()),
        ({"mode": "production", "demo": True}, set()),
        ({"mode": "local"}, set()),
        ({"mode": "local", "second_factor_for": "analyst, editor"}, {"analyst", "editor"}),
    ],
)
def test_the_second_factor_belongs_to_the_strong_roles_in_production_and_never_to_the_demo(chosen, roles) -> None:
    assert Environment(**chosen).roles_with_second_factor == roles


def test_in_production_cookies_are_for_this_host_over_tls_alone(tmp_path) -> None:
    script = (
        "from eenheidsbeeld.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, "
        "s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY and s.CSRF_COOKIE_HTTPONLY, "
        "s.SESSION_COOKIE_SAMESITE, hasattr(s, 'SESSION_COOKIE_DOMAIN'), s.PUBLIC_URL, s.MFA_SUPPORTED_TYPES)"
    )
    chosen = {
        "EB_MODE": "production", "EB_SECRET_KEY": "a" * 50, "EB_FINGERPRINT_KEY": "b" * 50, "EB_DATA": str(tmp_path),
        "EB_ALLOWED_HOSTS": "beeld.voorbeeld.invalid",
    }  # fmt: skip

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ, **chosen}
    ).stdout

    assert said.split(" [")[0] == "__Host-session __Host-csrf True True Lax False https://beeld.voorbeeld.invalid"
    assert "webauthn" in said
