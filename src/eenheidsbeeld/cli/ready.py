"""Starting Django for a command that needs it, and saying what to do when the database is not ready."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import closing

import click


def start_django() -> None:
    """Read settings and rooms; words for people are Dutch."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eenheidsbeeld.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("nl")


# Stands in the data folder as long as a reserve copy is being put back.
RESTORING = "restoring"


def check_database() -> None:
    """Stop with the cure when tables are missing or too old, or when a reserve copy was put back by half."""
    from django.conf import settings

    if (settings.DATA / RESTORING).exists():
        raise click.ClickException(
            "Het terugzetten van een reservekopie is niet afgemaakt. Typ opnieuw: eenheidsbeeld restore BESTAND"
        )
    waiting = migrations_waiting()
    if waiting:
        raise click.ClickException(
            f"De database is niet klaar: er wachten {waiting} stappen. Typ eerst: eenheidsbeeld prepare"
        )


def migrations_waiting() -> int:
    from django.db import OperationalError

    from eenheidsbeeld.core.readiness import migrations_missing

    try:
        return migrations_missing()
    except OperationalError as problem:
        raise click.ClickException("De database antwoordt niet. Typ: eenheidsbeeld doctor") from problem


def look_in_another_process() -> str:
    """Whether all is ready to serve, without reading the product into this process; answers the kind of database.

    The process that starts web processes stays empty, so that each new one reads the code of that moment.
    """
    looked = subprocess.run([sys.executable, "-m", __name__], stdout=subprocess.PIPE, text=True, check=False)
    if looked.returncode:
        sys.exit(looked.returncode)
    return looked.stdout.split()[-1]


def is_port_free(host: str, port: int) -> bool:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(kind, socket.SOCK_STREAM)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
    return True


def _look() -> None:
    start_django()
    try:
        check_database()
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    from django.db import connection

    click.echo(connection.vendor)


if __name__ == "__main__":
    _look()
