"""What can be wrong with the settings, told in Dutch: one line per variable, with what to do. Values are never shown:
a password may stand in the wrong place."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import ValidationError

from eenheidsbeeld.config.mail_servers import rows, wrong_lines

if TYPE_CHECKING:
    from eenheidsbeeld.config.env import Environment

SECRETS = (
    "secret_key", "secret_key_fallbacks", "fingerprint_key", "metrics_token", "backup_key", "database_url",
    "scratch_database_url", "mail_url", "mail_servers", "sso_client_secret",
)  # fmt: skip
# Read by the scripts around the product, not by the product itself.
OF_SCRIPTS = {"EB_CHROMIUM", "EB_PYTHON", "EB_SHARED", "EB_WITHOUT_UV"}
LEAST_SECRET = 32
LEAST_LETTERS = 10
MAKE_ONE = "Maak er een met: openssl rand -base64 48"
KINDS_OF_DATABASE = ("", "sqlite", "postgresql", "postgres")


class WrongSettings(Exception):
    """The product cannot start with these settings; one line for each that is wrong."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("wrong settings")
        self.lines = lines


def words(listed: str) -> list[str]:
    """What stands between commas, or each on a line of its own."""
    return [word.strip() for word in listed.replace("\n", ",").split(",") if word.strip()]


def read(kind: type[Environment], variables: Mapping[str, str]) -> Environment:
    """Read and check everything before anything is refused, so that one start shows all that is wrong."""
    given, wrong = _from_files(variables)
    try:
        environment = kind(**given)  # type: ignore[arg-type]  # text, like what the environment holds
    except ValidationError as problem:
        raise WrongSettings([*wrong, *_of_each_value(problem)]) from None
    wrong += [*_everywhere(environment), *_of_libraries(variables)]
    if environment.in_production:
        wrong += [*_in_production(environment), *unknown(kind, variables)]
    if wrong:
        raise WrongSettings(wrong)
    return environment


def _from_files(variables: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """EB_SECRET_KEY_FILE=/path and the like: how systemd, and others, hand over a secret."""
    found, wrong = {}, []
    for field in SECRETS:
        name = f"EB_{field.upper()}"
        path = variables.get(f"{name}_FILE")
        if not path:
            continue
        if variables.get(name) or (field == "database_url" and variables.get("DATABASE_URL")):
            wrong.append(f"{name} en {name}_FILE zijn allebei gezet. Haal er een weg.")
            continue
        try:
            found[field] = Path(path).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            wrong.append(f"{name}_FILE: dit bestand kan niet worden gelezen. Kijk het pad en de rechten na.")
            continue
        if not found[field]:
            wrong.append(f"{name}_FILE: dit bestand is leeg. {MAKE_ONE}")
    return found, wrong


MEANT: dict[str, str] = {
    "mode": "kies local of production.",
    "port": "zet een getal van 1 tot en met 65535.",
    "log_level": "kies DEBUG, INFO, WARNING of ERROR.",
    "least_disk_mb": "zet een getal: hoeveel megabyte er minstens vrij moet zijn.",
    "session_idle_minutes": "zet een getal van 5 tot en met 720 minuten.",
    "session_hours": "zet een getal van 1 tot en met 24 uur.",
    "backup_keep_days": "zet een getal: hoeveel dagen een reservekopie blijft, minstens 1.",
}


def _of_each_value(problem: ValidationError) -> Iterator[str]:
    for error in problem.errors(include_input=False, include_url=False):
        place = str(error["loc"][0]) if error["loc"] else ""
        field = place.lower().removeprefix("eb_")
        meant = "kies true of false." if error["type"].startswith("bool") else MEANT.get(field, "kijk de waarde na.")
        yield f"EB_{field.upper()}: deze waarde kan niet, {meant}"


def _everywhere(environment: Environment) -> Iterator[str]:
    for name in ("database_url", "scratch_database_url"):
        if not _is_database(getattr(environment, name)):
            shown = "DATABASE_URL" if name == "database_url" else f"EB_{name.upper()}"
            yield f"{shown}: is geen adres van een database. Zet postgresql://naam@machine/database of sqlite:///pad."
    for name in ("trusted_proxies", "metrics_from"):
        if not all(map(_is_network, words(getattr(environment, name)))):
            yield f"EB_{name.upper()}: hier staat iets dat geen adres is. Zet adressen als 10.0.0.8 of 10.0.0.0/24."

    yield from _signing_in(environment)
    yield from _mail(environment)
    yield from _sentence_model(environment)


def _sentence_model(environment: Environment) -> Iterator[str]:
    """Looked at when the product starts, not by the first signal that comes in."""
    if environment.sentence_model is None:
        return
    from eenheidsbeeld.text.sentences import NotASentenceModel, read_model

    try:
        read_model(environment.sentence_model)
    except NotASentenceModel as problem:
        yield f"EB_SENTENCE_MODEL: {problem}"


def _of_libraries(variables: Mapping[str, str]) -> Iterator[str]:
    """A variable with which a library leaves a protection out: it reads that by itself, past our own settings."""
    if variables.get("OPENPYXL_DEFUSEDXML", "True") != "True":
        yield (
            "OPENPYXL_DEFUSEDXML: zet de bescherming tegen schadelijke Excel-bestanden uit. Haal deze regel weg, "
            "of zet True."
        )


def _signing_in(environment: Environment) -> Iterator[str]:
    """A half setting is found at start, not by the first person who cannot sign in."""
    issuer = environment.sso_issuer
    parts = urlsplit(issuer)
    if issuer and parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        yield "EB_SSO_ISSUER: zet een adres dat met https:// begint."
    if issuer and not (environment.sso_client_id and environment.sso_client_secret):
        yield "EB_SSO_ISSUER: zet ook EB_SSO_CLIENT_ID en EB_SSO_CLIENT_SECRET (of EB_SSO_CLIENT_SECRET_FILE)."
    if not environment.local_sign_in and not issuer:
        yield "EB_LOCAL_SIGN_IN: staat uit zonder EB_SSO_ISSUER. Dan kan niemand inloggen."


def _mail(environment: Environment) -> Iterator[str]:
    if environment.mail_url and not _is_mail_server(environment.mail_url):
        yield "EB_MAIL_URL: is geen adres van een mailserver. Zet smtp+tls://naam:wachtwoord@mail.example.nl:587"
    if environment.mail_url and "@" not in environment.mail_from:
        yield "EB_MAIL_FROM: is niet gezet. Zet het adres waarvan berichten komen: beeld@example.nl"

    yield from _own_mail_servers(environment)


def _own_mail_servers(environment: Environment) -> Iterator[str]:
    listed = environment.mail_servers
    form = "Zet per regel: korte-naam beeld@example.nl smtp+tls://naam:wachtwoord@mail.example.nl:587"
    for number in wrong_lines(listed):
        yield f"EB_MAIL_SERVERS: regel {number} heeft niet de drie delen. {form}"
    for name, _sender, url in rows(listed):
        if not _is_mail_server(url) or (environment.in_production and url.startswith("file:")):
            yield f"EB_MAIL_SERVERS: bij {name} staat geen adres van een mailserver met TLS. {form}"
    if listed and not environment.mail_url and not environment.demo:
        yield "EB_MAIL_SERVERS: zet ook EB_MAIL_URL, voor de organisaties zonder eigen mailserver."


def _is_mail_server(url: str) -> bool:
    """Without TLS nothing is sent, so such an address is refused here."""
    try:
        parts = urlsplit(url)
        if parts.scheme == "file":
            return bool(parts.path) and not parts.netloc
        return parts.scheme in ("smtp+tls", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_database(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in KINDS_OF_DATABASE and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _is_network(word: str) -> bool:
    try:
        ip_network(word, strict=False)
    except ValueError:
        return False
    return True


def _in_production(environment: Environment) -> Iterator[str]:
    yield from _keys(environment)
    for name in ("debug", "demo", "feeds_may_use_loopback"):
        if getattr(environment, name):
            yield f"EB_{name.upper()}: kan niet in productie. Haal deze regel weg."
    hosts = words(environment.allowed_hosts)
    if not hosts:
        yield "EB_ALLOWED_HOSTS: is niet gezet. Zet de naam waaronder mensen de toepassing openen: beeld.example.nl"
    if any("*" in host or "/" in host for host in hosts):
        yield "EB_ALLOWED_HOSTS: zet hele namen zonder https:// en zonder *, met komma's ertussen."
    if environment.mail_url.startswith("file:"):
        yield "EB_MAIL_URL: een map kan niet in productie. Zet de mailserver van uw organisatie."
    if environment.public_url and not environment.public_url.startswith("https://"):
        yield "EB_PUBLIC_URL: zet het adres waar mensen de toepassing openen: https://beeld.example.nl"
    if not all(origin.startswith("https://") for origin in words(environment.trusted_origins)):
        yield "EB_TRUSTED_ORIGINS: zet adressen die met https:// beginnen."


def _keys(environment: Environment) -> Iterator[str]:
    for name in ("secret_key", "fingerprint_key"):
        key = getattr(environment, name)
        if not key:
            yield f"EB_{name.upper()}: is niet gezet. {MAKE_ONE}"
        elif is_weak(key):
            yield f"EB_{name.upper()}: is te kort of te voorspelbaar. {MAKE_ONE}"
    if environment.secret_key and environment.secret_key == environment.fingerprint_key:
        yield f"EB_FINGERPRINT_KEY: is dezelfde als EB_SECRET_KEY. {MAKE_ONE}"
    for name in ("secret_key_fallbacks", "metrics_token", "backup_key"):
        if any(map(is_weak, words(getattr(environment, name)))):
            yield f"EB_{name.upper()}: is te kort of te voorspelbaar. {MAKE_ONE}"


def is_weak(key: str) -> bool:
    return len(key) < LEAST_SECRET or len(set(key)) < LEAST_LETTERS


def unknown(kind: type[Environment], variables: Mapping[str, str]) -> Iterator[str]:
    """A variable that nobody reads is a setting that somebody thinks is in force."""
    known = {f"EB_{name.upper()}" for name in kind.model_fields}
    known |= {f"EB_{name.upper()}_FILE" for name in SECRETS} | OF_SCRIPTS
    for name in sorted(variables):
        if name.startswith("EB_") and name not in known:
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
            yield f"{name}: bestaat niet. {f'Bedoelt u {close[0]}?' if close else 'Haal deze regel weg.'}"
