"""What is set wrong is said at start, in a line, without repeating what may be secret."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from eenheidsbeeld.config.env import Environment
from eenheidsbeeld.config.env_checks import WrongSettings, read

PROVIDER = {
    "EB_SSO_ISSUER": "https://inloggen.voorbeeld.invalid",
    "EB_SSO_CLIENT_ID": "beeld",
    "EB_SSO_CLIENT_SECRET": "geheim",
}


def start_with(monkeypatch: pytest.MonkeyPatch, chosen: dict[str, str]) -> Environment:
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return read(Environment, {**os.environ, **chosen})


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"EB_SSO_ISSUER": "https://inloggen.voorbeeld.invalid"}, "EB_SSO_CLIENT_ID"),
        ({**PROVIDER, "EB_SSO_ISSUER": "http://inloggen.voorbeeld.invalid"}, "https://"),
        ({"EB_LOCAL_SIGN_IN": "false"}, "niemand inloggen"),
        ({"EB_TRUSTED_PROXIES": "proxy.voorbeeld.invalid"}, "EB_TRUSTED_PROXIES"),
        ({"EB_SESSION_IDLE_MINUTES": "1"}, "EB_SESSION_IDLE_MINUTES"),
        ({"EB_SESSION_HOURS": "canary-value"}, "EB_SESSION_HOURS"),
    ],
)
def test_a_half_setting_stops_the_start_and_its_value_is_not_repeated(monkeypatch, chosen, said) -> None:
    with pytest.raises(WrongSettings) as stopped:
        start_with(monkeypatch, chosen)

    told = " ".join(stopped.value.lines)
    assert said in told
    assert "canary-value" not in told and "proxy.voorbeeld" not in told


def test_the_secret_of_the_provider_can_come_from_a_file(tmp_path, monkeypatch) -> None:
    file = tmp_path / "secret"
    file.write_text("uit-een-bestand\n")
    chosen = {**PROVIDER, "EB_SSO_CLIENT_SECRET": "", "EB_SSO_CLIENT_SECRET_FILE": str(file)}

    assert start_with(monkeypatch, chosen).sso_client_secret == "uit-een-bestand"


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
        "EB_MODE": "production", "EB_SECRET_KEY": "abcdefghijkl" * 4, "EB_FINGERPRINT_KEY": "lkjihgfedcba" * 4, "EB_DATA": str(tmp_path),
        "EB_ALLOWED_HOSTS": "beeld.voorbeeld.invalid",
    }  # fmt: skip

    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ, **chosen}
    ).stdout

    assert said.split(" [")[0] == "__Host-session __Host-csrf True True Lax False https://beeld.voorbeeld.invalid"
    assert "webauthn" in said
