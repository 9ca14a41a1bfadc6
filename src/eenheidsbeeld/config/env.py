"""Settings from the environment, checked at start. Secrets come from the environment or from files in the data
folder that only this account can read; never from the database."""

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


def default_data_folder() -> Path:
    """Where data lies when nobody chose: beside the checkout, else in the user's own folder."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists():
        return checkout / "data"
    return Path.home() / ".local" / "share" / "eenheidsbeeld"


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
    step_up_minutes: int = Field(default=15, ge=1, le=240)
    mail_url: str = ""
    log_level: str = "INFO"

    @field_validator("data")
    @classmethod
    def whole_path(cls, folder: Path) -> Path:
        """`data` and `/srv/data` alike: a part of a path would mean another folder for each place we start from."""
        return folder.expanduser().resolve()

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
            "OPTIONS": {"options": FOR_SHORT_QUESTIONS, **dict(parse_qsl(parts.query))},
        }
    sys.exit(f"DATABASE_URL starts with '{parts.scheme}': use sqlite:///… or postgresql://…")


environment = Environment()
