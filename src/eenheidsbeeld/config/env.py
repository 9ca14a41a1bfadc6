"""Settings from the environment, checked at start. Secrets come from the environment, from files that are named there
(EB_SECRET_KEY_FILE), or on one machine from the data folder; never from the database."""

from __future__ import annotations

import os
import secrets
import sys
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from eenheidsbeeld.config.env_checks import WrongSettings, read, words

ON_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def default_data_folder() -> Path:
    """Where data lies when nobody chose: beside the checkout, else in the user's own folder."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / "data"
    return Path.home() / ".local" / "share" / "eenheidsbeeld"


STRONG_ROLES = ("administrator", "privacy_officer", "signatory", "analyst", "editor")


class Environment(BaseSettings):
    """Every setting there is; README.md tells people what each means."""

    model_config = SettingsConfigDict(
        env_prefix="EB_", extra="ignore", env_ignore_empty=True, populate_by_name=True, hide_input_in_errors=True
    )

    data: Path = Field(default_factory=default_data_folder)
    database_url: str = Field(default="", validation_alias=AliasChoices("DATABASE_URL", "EB_DATABASE_URL"))
    mode: Literal["local", "production"] = "local"
    debug: bool = False
    closed: bool = False
    allowed_hosts: str = ""
    trusted_origins: str = ""
    trusted_proxies: str = ""
    secret_key: str = ""
    secret_key_fallbacks: str = ""
    fingerprint_key: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8017, ge=1, le=65535)
    demo: bool = False
    feeds_may_use_loopback: bool = False
    forecast_trees: bool = False
    sentence_model: Path | None = None
    step_up_minutes: int = Field(default=15, ge=1, le=240)
    mail_url: str = ""
    mail_from: str = ""
    mail_servers: str = ""
    public_url: str = ""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    metrics_token: str = ""
    metrics_from: str = ""
    least_disk_mb: int = Field(default=500, ge=0)
    backup_folder: Path | None = None
    backup_key: str = ""
    backup_keep_days: int = Field(default=35, ge=1)
    scratch_database_url: str = ""
    local_sign_in: bool = True
    sso_issuer: str = ""
    sso_client_id: str = ""
    sso_client_secret: str = ""
    sso_name: str = ""
    sso_second_factor_amr: str = "mfa"
    sso_second_factor_acr: str = ""
    sso_ask_acr: str = ""
    second_factor_for: str | None = None
    session_idle_minutes: int = Field(default=60, ge=5, le=12 * 60)
    session_hours: int = Field(default=12, ge=1, le=24)

    @field_validator("data", "backup_folder")
    @classmethod
    def whole_path(cls, folder: Path | None) -> Path | None:
        """`data` and `/srv/data` alike: a part of a path would mean another folder for each place we start from."""
        return folder and folder.expanduser().resolve()

    @property
    def in_production(self) -> bool:
        return self.mode == "production"

    @property
    def roles_with_second_factor(self) -> frozenset[str]:
        """Roles that need a second factor: as chosen, else the strong ones in production; never in a demo."""
        if self.demo:
            return frozenset()
        if self.second_factor_for is not None:
            return frozenset(words(self.second_factor_for))
        return frozenset(STRONG_ROLES) if self.mode == "production" else frozenset()

    @property
    def address(self) -> str:
        """Where people reach this installation: written in mails."""
        if self.public_url:
            return self.public_url.rstrip("/")
        return f"https://{self.hosts[0]}" if self.in_production else f"http://localhost:{self.port}"

    @cached_property
    def databases(self) -> dict[str, Any]:
        return {"default": database_from_url(self.database_url or f"sqlite:///{self.data / 'eenheidsbeeld.db'}")}

    @cached_property
    def hosts(self) -> list[str]:
        """Names under which it is reached. The machine itself may always ask: its watchman and its metrics do."""
        return [*dict.fromkeys([*words(self.allowed_hosts), *ON_THIS_MACHINE])]

    @cached_property
    def proxies(self) -> list[str]:
        """Addresses whose word about who asks is believed: in production the proxy on the same machine."""
        return words(self.trusted_proxies) or (["127.0.0.1", "::1"] if self.in_production else [])

    @cached_property
    def mail_address(self) -> str:
        """Where mail goes; the demo keeps it in a folder, to be read on a page, and sends nothing."""
        return self.mail_url or ((self.data / "demo-mail").as_uri() if self.demo else "")

    @cached_property
    def demo_password(self) -> str:
        """One password for all invented accounts, made anew for each data folder; only the demo has it."""
        return stable_secret(self.data / "secrets" / "demo_password")[:16] if self.demo else ""

    def secret(self, name: Literal["secret_key", "fingerprint_key"]) -> str:
        """The secret that was given, or a stable one kept in the data folder on one machine."""
        given: str = getattr(self, name)
        return given if given or self.in_production else stable_secret(self.data / "secrets" / name)


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


# Pages ask much that is small: extra processes and compiled questions take longer to start than such an answer takes.
FOR_SHORT_QUESTIONS = "-c max_parallel_workers_per_gather=0 -c jit=off"


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
                " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
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
            "OPTIONS": {"options": FOR_SHORT_QUESTIONS, **dict(parse_qsl(parts.query))},
        }
    raise ValueError("an unknown kind of database")


def read_or_stop() -> Environment:
    """The settings; or what is wrong with them, a line for each, and the exit code for "not understood"."""
    try:
        return read(Environment, os.environ)
    except WrongSettings as wrong:
        print("Deze instellingen kloppen niet:", *wrong.lines, sep="\n  ", file=sys.stderr)  # noqa: T201
        sys.exit(2)


environment = read_or_stop()
