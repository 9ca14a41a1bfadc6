"""What the doctor looks at where the product runs for a unit: settings, files for the pages, disk, copies."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from eenheidsbeeld.cli.findings import Finding, Verdict

COPY_EACH = timedelta(hours=26)


def unknown_variables() -> Iterator[Finding]:
    """In production nothing starts with these; on one machine they are only told."""
    from django.conf import settings

    for line in settings.UNKNOWN_VARIABLES:
        name, _, cure = line.partition(": ")
        yield Finding("Instellingen", Verdict.CARE, f"{name} doet niets", cure)


def kind_of_database() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection

    if settings.PRODUCTION and connection.vendor == "sqlite":
        yield Finding("Soort database", Verdict.CARE, "SQLite is voor één machine met weinig mensen",
                      "Gebruik PostgreSQL: zet DATABASE_URL. Zie docs/beheer.md.")  # fmt: skip


def static_files() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.PRODUCTION:
        return
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield Finding("Bestanden voor de pagina's", Verdict.GOOD, "staan klaar")
    else:
        yield Finding("Bestanden voor de pagina's", Verdict.WRONG, "staan niet klaar", "Typ: eenheidsbeeld prepare")


def disk() -> Iterator[Finding]:
    from django.conf import settings

    from eenheidsbeeld.core.readiness import free_mb

    folder = Path(settings.DATA)
    if not folder.is_dir():
        return
    free = free_mb(folder)
    if free >= settings.LEAST_DISK_MB:
        yield Finding("Schijf", Verdict.GOOD, f"{free} MB vrij")
    else:
        yield Finding("Schijf", Verdict.WRONG, f"nog maar {free} MB vrij",
                      f"Maak ruimte, of verlaag EB_LEAST_DISK_MB ({settings.LEAST_DISK_MB}).")  # fmt: skip


def copies() -> Iterator[Finding]:
    from django.conf import settings

    from eenheidsbeeld.cli.backup.keeping import newest_moment
    from eenheidsbeeld.core import clock

    newest = newest_moment(settings.BACKUP_FOLDER)
    if newest is not None and clock.now() - newest < COPY_EACH:
        yield Finding("Reservekopie", Verdict.GOOD, f"de nieuwste is van {newest:%d-%m-%Y %H:%M} UTC")
    elif settings.PRODUCTION:
        what = "er is er geen" if newest is None else f"de nieuwste is van {newest:%d-%m-%Y %H:%M} UTC"
        yield Finding("Reservekopie", Verdict.CARE, what, "Typ: systemctl enable --now eenheidsbeeld-backup.timer")
    if settings.PRODUCTION and not settings.BACKUP_KEY:
        yield Finding("Sleutel van de reservekopie", Verdict.WRONG, "is niet gezet",
                      "Maak er een met: openssl rand -base64 48, en zet EB_BACKUP_KEY_FILE.")  # fmt: skip


def programs_for_copies() -> Iterator[Finding]:
    """pg_dump refuses a server that is newer than itself."""
    from django.db import DatabaseError, connection

    if connection.vendor != "postgresql":
        return
    found = shutil.which("pg_dump")
    if not found or not shutil.which("psql"):
        yield Finding("Programma's voor reservekopieën", Verdict.WRONG, "pg_dump of psql ontbreekt",
                      "Typ: apt-get install postgresql-client")  # fmt: skip
        return
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    own = int(numbers[0]) if (numbers := re.findall(r"\d+", said)) else 0
    try:
        connection.ensure_connection()
    except DatabaseError:
        return
    server = connection.connection.info.server_version // 10_000
    if own >= server:
        yield Finding("Programma's voor reservekopieën", Verdict.GOOD, f"pg_dump {own}, server {server}")
    else:
        yield Finding("Programma's voor reservekopieën", Verdict.WRONG, f"pg_dump {own} is ouder dan server {server}",
                      f"Typ: apt-get install postgresql-client-{server}")  # fmt: skip


def open_for_users() -> Iterator[Finding]:
    from django.conf import settings

    if settings.CLOSED:
        yield Finding("Toegang", Verdict.CARE, "gebruikers komen er niet in: EB_CLOSED staat aan",
                      "Haal EB_CLOSED weg als dat niet de bedoeling is.")  # fmt: skip


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    unknown_variables, kind_of_database, static_files, disk, copies, programs_for_copies, open_for_users,
)  # fmt: skip
