"""`doctor`: what is missing or misconfigured on this machine, each with the cure. Changes nothing."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import click

from eenheidsbeeld.cli import doctor_running
from eenheidsbeeld.cli.findings import Finding, Verdict
from eenheidsbeeld.cli.ready import is_port_free, start_django

OLDEST_PYTHON = (3, 11)
Check = Callable[[], Iterator[Finding]]
_COLOURS = {Verdict.GOOD: "green", Verdict.CARE: "yellow", Verdict.WRONG: "red"}


@click.command()
def command() -> None:
    """Kijk wat er ontbreekt of verkeerd staat, en wat u eraan doet."""
    findings = list(examine())
    for finding in findings:
        mark = click.style(f"{finding.verdict.value:>6}", fg=_COLOURS[finding.verdict])
        click.echo(f"{mark}  {finding.subject}: {finding.what}")
        if finding.cure and finding.verdict != Verdict.GOOD:
            click.echo(f"        Doe dit: {finding.cure}")
    wrong = sum(finding.verdict == Verdict.WRONG for finding in findings)
    click.echo(f"\n{'Alles wat nodig is, is er.' if not wrong else f'{wrong} punten moeten eerst goed.'}")
    sys.exit(1 if wrong else 0)


def examine() -> Iterator[Finding]:
    """Look at one thing after another; when settings cannot be read, what needs them is not looked at."""
    yield from python()
    yield from packages()
    try:
        with contextlib.redirect_stderr(io.StringIO()) as said:
            start_django()
    except SystemExit:
        for line in said.getvalue().splitlines()[1:]:
            name, _, cure = line.strip().partition(": ")
            yield Finding("Instellingen", Verdict.WRONG, name, cure)
        return
    except Exception as problem:
        # The class only: a message about settings may quote the address of the database with its password.
        yield Finding(
            "Instellingen", Verdict.WRONG, f"kunnen niet worden gelezen ({type(problem).__name__})",
            "Kijk na wat er in de omgevingsvariabelen EB_… en DATABASE_URL staat.",
        )  # fmt: skip
        return
    for check in CHECKS:
        yield from check()


def python() -> Iterator[Finding]:
    version = sys.version_info[:3]
    shown = ".".join(str(part) for part in version)
    if version >= OLDEST_PYTHON:
        yield Finding("Python", Verdict.GOOD, shown)
    else:
        yield Finding("Python", Verdict.WRONG, f"{shown} is te oud", "Installeer Python 3.11 of nieuwer.")


def packages() -> Iterator[Finding]:
    """Every dependency of the project, as its own package description lists them."""
    absent = sorted(name for name in _needed() if not _is_installed(name))
    if absent:
        yield Finding("Pakketten", Verdict.WRONG, f"ontbreken: {', '.join(absent)}", "Typ: make setup")
    else:
        yield Finding("Pakketten", Verdict.GOOD, "alle aanwezig")


def _needed() -> set[str]:
    lines = metadata.requires("eenheidsbeeld") or []
    words = (line.split(";")[0] for line in lines if "extra ==" not in line)
    return {"".join(_name_part(word)) for word in words}


def _name_part(requirement: str) -> Iterator[str]:
    for letter in requirement.strip():
        if not (letter.isalnum() or letter in "-_."):
            return
        yield letter


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def data_folder() -> Iterator[Finding]:
    from django.conf import settings

    folder = Path(settings.DATA)
    if not folder.is_dir():
        yield Finding("Map voor gegevens", Verdict.WRONG, f"{folder} is er niet", "Typ: eenheidsbeeld prepare")
    elif not os.access(folder, os.W_OK):
        yield Finding("Map voor gegevens", Verdict.WRONG, f"in {folder} kan niet worden geschreven",
                      "Geef dit account rechten op de map, of kies een andere met EB_DATA.")  # fmt: skip
    elif _open_to_others(folder):
        yield Finding("Map voor gegevens", Verdict.CARE, f"{folder} is te lezen voor andere accounts",
                      f"Typ: chmod 700 {folder}")  # fmt: skip
    else:
        yield Finding("Map voor gegevens", Verdict.GOOD, str(folder))


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def secrets() -> Iterator[Finding]:
    from django.conf import settings

    kept = [Path(settings.DATA) / "secrets" / name for name in ("secret_key", "fingerprint_key")]
    readable = [path for path in kept if path.exists() and _open_to_others(path)]
    if readable:
        yield Finding("Geheimen", Verdict.WRONG, "zijn te lezen voor andere accounts",
                      f"Typ: chmod 600 {' '.join(str(path) for path in readable)}")  # fmt: skip
    elif len(settings.SECRET_KEY) < 32 or len(settings.FINGERPRINT_KEY) < 32:
        yield Finding("Geheimen", Verdict.WRONG, "zijn te kort",
                      "Zet EB_SECRET_KEY en EB_FINGERPRINT_KEY elk op een lange, willekeurige waarde.")  # fmt: skip
    else:
        yield Finding("Geheimen", Verdict.GOOD, "lang genoeg en alleen voor dit account")


def database() -> Iterator[Finding]:
    from django.db import DatabaseError, connection

    from eenheidsbeeld.cli.ready import migrations_waiting

    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor)
    try:
        connection.ensure_connection()
        waiting = migrations_waiting()
    except (DatabaseError, click.ClickException):
        yield Finding("Database", Verdict.WRONG, f"{kind} antwoordt niet",
                      "Start de databaseserver, of kijk DATABASE_URL na.")  # fmt: skip
        return
    if waiting:
        yield Finding(
            "Database", Verdict.WRONG, f"{kind}: er wachten {waiting} stappen", "Typ: eenheidsbeeld prepare"
        )
        return
    yield Finding("Database", Verdict.GOOD, f"{kind}, alle tabellen zijn er")
    yield from _areas()
    yield from _worker()


def _areas() -> Iterator[Finding]:
    from eenheidsbeeld.areas import queries
    from eenheidsbeeld.areas.rules import Level

    loaded = len(queries.areas_of_level(Level.MUNICIPALITY)) if queries.years() else 0
    if loaded:
        yield Finding("Gebieden", Verdict.GOOD, f"{loaded} gemeenten, indeling {queries.newest_year()}")
    else:
        yield Finding("Gebieden", Verdict.WRONG, "zijn niet geladen", "Typ: eenheidsbeeld prepare")


def _worker() -> Iterator[Finding]:
    """Whether queued work is done: the leader renews its lease every minute, and nothing should wait for long."""
    from datetime import timedelta

    from eenheidsbeeld.core import clock
    from eenheidsbeeld.core.models import Lease, QueuedTask

    now = clock.now()
    failed = QueuedTask.objects.exclude(failed_at=None).count()
    late = QueuedTask.objects.filter(
        finished_at=None, failed_at=None, run_after__lt=now - timedelta(minutes=5)
    ).count()
    if Lease.objects.filter(until__gt=now).exists():
        yield Finding("Werker", Verdict.GOOD, "draait")
    else:
        verdict = Verdict.WRONG if late else Verdict.CARE
        yield Finding("Werker", verdict, f"draait nu niet; {late} taken wachten langer dan vijf minuten",
                      "Typ: eenheidsbeeld serve, of apart: eenheidsbeeld worker")  # fmt: skip
    if failed:
        yield Finding("Wachtrij", Verdict.CARE, f"{failed} taken zijn mislukt",
                      "Kijk in de tabel core_queuedtask bij last_error: daar staat waar het misging.")  # fmt: skip


def fonts() -> Iterator[Finding]:
    from eenheidsbeeld import publishing

    found = sorted(Path(publishing.__path__[0]).parent.rglob("*.ttf"))
    if any("FiraSans" in path.name for path in found):
        yield Finding("Lettertype", Verdict.GOOD, "Fira Sans is aanwezig")
    else:
        yield Finding("Lettertype", Verdict.WRONG, "Fira Sans ontbreekt: PDF en kaarten kunnen niet worden gemaakt",
                      "Haal de bestanden van het project opnieuw op.")  # fmt: skip


def words() -> Iterator[Finding]:
    compiled = Path(__file__).resolve().parents[1] / "locale" / "nl" / "LC_MESSAGES" / "django.mo"
    if compiled.exists():
        yield Finding("Nederlandse woorden", Verdict.GOOD, "klaar voor gebruik")
    else:
        yield Finding("Nederlandse woorden", Verdict.WRONG, "zijn niet klaargemaakt",
                      "Typ: python scripts/messages.py")  # fmt: skip


def port() -> Iterator[Finding]:
    host, number = os.environ.get("EB_HOST", "127.0.0.1"), int(os.environ.get("EB_PORT", "8017"))
    if is_port_free(host, number):
        yield Finding("Poort", Verdict.GOOD, f"{number} is vrij")
    else:
        yield Finding("Poort", Verdict.CARE, f"{number} is in gebruik, misschien door Eenheidsbeeld zelf",
                      f"Kies een andere: EB_PORT={number + 1}, of: make demo PORT={number + 1}")  # fmt: skip


def browser() -> Iterator[Finding]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        yield Finding("Chromium, alleen voor de tests", Verdict.GOOD, found)
    else:
        yield Finding("Chromium, alleen voor de tests", Verdict.CARE, "is er niet", "Typ: make tools")


CHECKS: tuple[Check, ...] = (data_folder, secrets, database, fonts, words, port, browser, *doctor_running.CHECKS)
