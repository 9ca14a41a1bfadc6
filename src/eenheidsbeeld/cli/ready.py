"""Starting Django for a command that needs it, and saying what to do when the database is not ready."""

from __future__ import annotations

import os
import socket
from contextlib import closing

import click


def start_django() -> None:
    """Read settings and rooms; words for people are Dutch."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eenheidsbeeld.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate("nl")


def check_database() -> None:
    """Stop with the cure when tables are missing or too old."""
    waiting = migrations_waiting()
    if waiting:
        raise click.ClickException(
            f"De database is niet klaar: er wachten {waiting} stappen. Typ eerst: eenheidsbeeld prepare"
        )


def migrations_waiting() -> int:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as problem:
        raise click.ClickException("De database antwoordt niet. Typ: eenheidsbeeld doctor") from problem
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_port_free(host: str, port: int) -> bool:
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(kind, socket.SOCK_STREAM)) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
    return True
