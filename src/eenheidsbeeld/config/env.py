"""Settings from the environment, checked at start. Secrets come from the environment or from files in the data
folder that only this account can read; never from the database."""

from __future__ import annotations

import os
import secrets
import sys
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_folder() -> Path:
    """Where data lies when nobody chose: beside the checkout, else in the user's own folder."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / "data"
    return Path.home() / ".local" / "share" / "eenheidsbeeld"


STRONG_ROLES = ("administrator", "privacy_officer", "signatory", "analyst", "editor")


def words_of(listed: str) -> list[str]:
    """`a, b,c` as three words."""
    return [word.strip() for word in listed.split(",") if word.strip()]


class Environment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="EB_", extra="ignore")

    data: Path = Field(default_factory=default_data_folder)
    database_url: str = Field(default="", validation_alias=AliasChoices("DATABASE_URL", "EB_DATABASE_URL"))
    mode: Literal["local", "production"] = "local"
    debug: bool = False
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    trusted_origins: str = ""
    secret_key: str = ""
    fingerprint_key: str = ""
    host: str = "127.0.0.1"
    port: int = 8017
    demo: bool = False
    feeds_may_use_loopback: bool = False
    mail_url: str = ""
    public_url: str = ""
    trusted_proxies: str = ""
    local_sign_in: bool = True
    sso_issuer: str = ""
    sso_client_id: str = ""
    sso_client_secret: str = ""
    sso_client_secret_file: Path | None = None
    sso_name: str = ""
    sso_second_factor_amr: str = "mfa"
    sso_second_factor_acr: str = ""
    sso_ask_acr: str = ""
    second_factor_for: str | None = None
    session_idle_minutes: int = Field(default=60, ge=5, le=12 * 60)
    session_hours: int = Field(default=12, ge=1, le=24)
    log_level: str = "INFO"

    @field_validator("data")
    @classmethod
    def whole_path(cls, folder: Path) -> Path:
        """`data` and `/srv/data` alike: a part of a path would mean another folder for each place we start from."""
        return folder.expanduser().resolve()

    @field_validator("sso_issuer")
    @classmethod
    def over_tls(cls, issuer: str) -> str:
        """What the provider says decides who comes in, so nobody on the way may change it."""
        parts = urlsplit(issuer)
        if issuer and parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise ValueError("EB_SSO_ISSUER has to start with https://")
        return issuer.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def real_networks(cls, proxies: str) -> str:
        for proxy in words_of(proxies):
            if proxy != "unix":
                ip_network(proxy, strict=False)
        return proxies

    @model_validator(mode="after")
    def somebody_can_sign_in(self) -> Environment:
        """A half setting is found at start, not by the first person who cannot sign in."""
        if self.sso_issuer and not (self.sso_client_id and self.sso_secret):
            raise ValueError("EB_SSO_ISSUER is set: set EB_SSO_CLIENT_ID and EB_SSO_CLIENT_SECRET (or _FILE) as well")
        if not self.local_sign_in and not self.sso_issuer:
            raise ValueError("EB_LOCAL_SIGN_IN is off and EB_SSO_ISSUER is not set: nobody could sign in")
        return self

    @property
    def sso_secret(self) -> str:
        """The secret that the provider gave, from the environment or from a file; never from the database."""
        if self.sso_client_secret_file is not None:
            return self.sso_client_secret_file.read_text(encoding="utf-8").strip()
        return self.sso_client_secret

    @property
    def roles_with_second_factor(self) -> frozenset[str]:
        """Roles that need a second factor: as chosen, else the strong ones in production; never in a demo."""
        if self.demo:
            return frozenset()
        if self.second_factor_for is not None:
            return frozenset(words_of(self.second_factor_for))
        return frozenset(STRONG_ROLES) if self.mode == "production" else frozenset()

    @property
    def address(self) -> str:
        """Where people reach this installation: written in mails."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = words_of(self.allowed_hosts)[0]
        return f"https://{host}" if self.mode == "production" else f"http://localhost:{self.port}"

    @cached_property
    def databases(self) -> dict[str, Any]:
        return {"default": database_from_url(self.database_url or f"sqlite:///{self.data / 'eenheidsbeeld.db'}")}

    @cached_property
    def demo_password(self) -> str:
        """One password for all invented accounts, made anew for each data folder; only the demo has it."""
        return stable_secret(self.data / "secrets" / "demo_password")[:16] if self.demo else ""

    def secret(self, name: Literal["secret_key", "fingerprint_key"]) -> str:
        """The secret from the environment, or a stable one kept in the data folder on one machine."""
        given: str = getattr(self, name)
        if given:
            return given
        if self.mode == "production":
            sys.exit(f"EB_{name.upper()} is not set. Set it to a long random value and start again.")
        return stable_secret(self.data / "secrets" / name)


def stable_secret(path: Path) -> str:
    """Read the secret, or make it: the file appears whole, so two first starts agree on one value."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def database_from_url(url: str) -> dict[str, Any]:
    """Turn `sqlite:///path` or `postgresql://user:password@host:port/name?option=value` into Django's form."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:] if parts.path.startswith("//") else parts.path or ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
                " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    sys.exit(f"DATABASE_URL starts with '{parts.scheme}': use sqlite:///… or postgresql://…")


def read_environment() -> Environment:
    """The settings, or the end with a line for each that is wrong; without its value, which may be secret."""
    try:
        return Environment()
    except ValidationError as problem:
        sys.exit("\n".join(_line(one["loc"], one["msg"]) for one in problem.errors()))


def _line(place: tuple[int | str, ...], message: str) -> str:
    said = message.removeprefix("Value error, ")
    return f"EB_{str(place[0]).upper()}: {said}" if place else said


environment = read_environment()
