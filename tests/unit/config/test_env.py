"""Settings: everything that is wrong is told at once, in Dutch, per variable, and no value is ever shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from eenheidsbeeld.config.env import Environment
from eenheidsbeeld.config.env_checks import WrongSettings, is_weak, read, words
from eenheidsbeeld.config.mail_servers import mail_servers

KEY = "kZ3vQ9xT2mB7nR5wY8cF1hJ4pL6sD0gA"
OTHER = "aL8sJ2kD9fG3hQ7wE5rT1yU6iO4pZ0xC"
GOOD = {
    "EB_MODE": "production", "EB_SECRET_KEY": KEY, "EB_FINGERPRINT_KEY": OTHER,
    "EB_ALLOWED_HOSTS": "beeld.voorbeeld.invalid", "DATABASE_URL": "postgresql:///beeld?host=/run/postgresql",
}  # fmt: skip


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    for name in os.environ:
        if name.startswith("EB_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)

    def with_settings(**variables: str) -> Environment:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return read(Environment, {name: os.environ[name] for name in os.environ})

    return with_settings


@pytest.fixture
def told(start: Any) -> Any:
    """The lines that somebody gets to read."""

    def lines(**variables: str) -> list[str]:
        with pytest.raises(WrongSettings) as refused:
            start(**variables)
        return refused.value.lines

    return lines


def test_good_settings_for_production_are_accepted(start: Any) -> None:
    environment = start(**GOOD)

    assert environment.in_production
    assert environment.hosts[0] == "beeld.voorbeeld.invalid"
    assert environment.proxies == ["127.0.0.1", "::1"]


def test_everything_that_is_wrong_is_told_in_one_go(told: Any) -> None:
    lines = told(EB_MODE="production", EB_DEBUG="true", EB_TRUSTED_ORIGINS="http://beeld.voorbeeld.invalid")

    assert [line.split(":")[0] for line in lines] == [
        "EB_SECRET_KEY", "EB_FINGERPRINT_KEY", "EB_DEBUG", "EB_ALLOWED_HOSTS", "EB_TRUSTED_ORIGINS",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("EB_MODE", "produktie", "kies local of production"),
        ("EB_PORT", "achtduizend", "1 tot en met 65535"),
        ("EB_PORT", "70000", "1 tot en met 65535"),
        ("EB_DEMO", "misschien", "kies true of false"),
        ("EB_LOG_LEVEL", "alles", "kies DEBUG"),
        ("EB_BACKUP_KEEP_DAYS", "0", "minstens 1"),
        ("DATABASE_URL", "mysql://beeld", "postgresql://"),
        ("DATABASE_URL", "postgresql://naam:geheim@machine:poort/beeld", "geen adres"),
        ("EB_METRICS_FROM", "overal", "geen adres"),
    ],
)
def test_a_value_that_cannot_be_is_told_with_the_cure_and_not_shown(
    told: Any, name: str, value: str, cure: str
) -> None:
    (line,) = told(**{name: value})

    assert line.startswith(f"{name}:")
    assert cure in line
    assert value not in line or value == "0"


@pytest.mark.parametrize("weak", ["x7q", "a" * 60, KEY[:31]])
def test_a_weak_secret_is_refused_in_production(told: Any, weak: str) -> None:
    (line,) = told(**GOOD | {"EB_SECRET_KEY": weak})

    assert line.startswith("EB_SECRET_KEY:")
    assert weak not in line
    assert "openssl rand" in line


@pytest.mark.parametrize("value", ["False", "false", "0", ""])
def test_the_protection_when_reading_excel_files_cannot_be_left_out(told: Any, value: str) -> None:
    """Also on one machine: the library looks for the word True and takes anything else for no."""
    lines = told(OPENPYXL_DEFUSEDXML=value)

    assert any(line.startswith("OPENPYXL_DEFUSEDXML: zet de bescherming") for line in lines)


def test_the_protection_when_reading_excel_files_may_be_named(start: Any) -> None:
    assert start(**GOOD, OPENPYXL_DEFUSEDXML="True").in_production


def test_one_secret_for_two_purposes_is_refused(told: Any) -> None:
    (line,) = told(**GOOD | {"EB_FINGERPRINT_KEY": KEY})

    assert line.startswith("EB_FINGERPRINT_KEY:")


def test_a_variable_that_nobody_reads_is_named_with_what_was_meant(told: Any) -> None:
    first, second = told(**GOOD | {"EB_ALOWED_HOSTS": "x", "EB_KLEUR": "rood"})

    assert "Bedoelt u EB_ALLOWED_HOSTS?" in first
    assert second == "EB_KLEUR: bestaat niet. Haal deze regel weg."


def test_a_secret_may_stand_in_a_file(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "secret_key"
    file.write_text(f"{KEY}\n")
    given = {name: value for name, value in GOOD.items() if name != "EB_SECRET_KEY"}

    assert start(**given, EB_SECRET_KEY_FILE=str(file)).secret("secret_key") == KEY


def test_a_database_address_may_stand_in_a_file(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "database_url"
    file.write_text("postgresql://beeld@db.voorbeeld.invalid/beeld")

    assert start(EB_DATABASE_URL_FILE=str(file)).databases["default"]["HOST"] == "db.voorbeeld.invalid"


def test_a_secret_given_twice_or_in_a_file_that_is_not_there_is_refused(told: Any, tmp_path: Path) -> None:
    twice = told(**GOOD | {"EB_SECRET_KEY_FILE": str(tmp_path / "er-is-niets")})

    assert twice == ["EB_SECRET_KEY en EB_SECRET_KEY_FILE zijn allebei gezet. Haal er een weg."]
    assert "kan niet worden gelezen" in told(EB_METRICS_TOKEN_FILE=str(tmp_path / "er-is-niets"), EB_SECRET_KEY="")[0]


def test_production_starts_with_exit_code_two_and_words_when_settings_are_wrong(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "eenheidsbeeld.cli.main", "serve"], capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "EB_DATA": str(tmp_path), "EB_MODE": "production", "EB_SECRET_KEY": "kanarie1"},
    )  # fmt: skip

    assert ran.returncode == 2
    assert "Deze instellingen kloppen niet:" in ran.stderr
    assert "EB_SECRET_KEY: is te kort" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert "kanarie1" not in ran.stderr


def test_lists_may_have_commas_or_lines() -> None:
    assert words("a, b,,c") == words("a\nb\nc\n") == ["a", "b", "c"]
    assert is_weak("a" * 40) and not is_weak(KEY)


OWN_SERVER = "gemeente-x beeld@voorbeeld.invalid smtp+tls://naam:geheim-woord@mail.voorbeeld.invalid:587"
MAIL = {"EB_MAIL_URL": "smtps://mail.voorbeeld.invalid", "EB_MAIL_FROM": "beeld@voorbeeld.invalid"}


def test_an_organisation_may_have_a_mail_server_of_its_own(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "servers"
    file.write_text(f"\n{OWN_SERVER}\n")

    known = mail_servers(start(**GOOD, **MAIL, EB_MAIL_SERVERS_FILE=str(file)).mail_servers)

    assert list(known) == ["gemeente-x"]
    assert known["gemeente-x"].url.endswith("@mail.voorbeeld.invalid:587")
    assert "geheim-woord" not in repr(known)


@pytest.mark.parametrize(
    "line",
    [
        "gemeente-x smtp+tls://mail.voorbeeld.invalid", OWN_SERVER.replace("smtp+tls", "smtp"),
        OWN_SERVER.replace("beeld@", "beeld."), "gemeente-x beeld@voorbeeld.invalid file:///tmp",
    ],
)  # fmt: skip
def test_a_line_that_would_send_nothing_or_without_tls_is_refused_without_showing_it(told: Any, line: str) -> None:
    lines = told(**GOOD, **MAIL, EB_MAIL_SERVERS=line)

    assert len(lines) == 1 and lines[0].startswith("EB_MAIL_SERVERS: ")
    assert "geheim-woord" not in lines[0]


def test_an_own_mail_server_needs_one_for_the_others(told: Any) -> None:
    assert told(**GOOD, EB_MAIL_SERVERS=OWN_SERVER) == [
        "EB_MAIL_SERVERS: zet ook EB_MAIL_URL, voor de organisaties zonder eigen mailserver."
    ]


def test_the_demo_keeps_its_mail_in_its_own_folder(start: Any, tmp_path: Path) -> None:
    assert start(EB_DEMO="true", EB_DATA=str(tmp_path)).mail_address == (tmp_path / "demo-mail").as_uri()
    assert start(EB_DATA=str(tmp_path), EB_DEMO="false").mail_address == ""
