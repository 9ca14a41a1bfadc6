"""Is everything there that the product needs to work? For a watchman and for the doctor."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from eenheidsbeeld.core.models import Lease, QueuedTask

LATE = timedelta(minutes=5)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that must be there; `state` says how it is, in a word that a program can compare.

    What is not vital is told, and closes nothing: the product can be used while somebody puts it right.
    """

    name: str
    is_met: bool
    state: str
    is_vital: bool = True


Asks = Callable[[datetime], Iterable[Need]]
_asked_by_rooms: list[Asks] = []


def also_asks(asks: Asks) -> None:
    """Let a room add what it needs; asked only when the tables are there."""
    if asks not in _asked_by_rooms:
        _asked_by_rooms.append(asks)


def needs(*, folder: Path, least_mb: int, now: datetime) -> Iterator[Need]:
    try:
        connection.ensure_connection()
    except DatabaseError:
        yield Need("database", False, "unreachable")
        return
    yield Need("database", True, connection.vendor)
    waiting = migrations_missing()
    yield Need("migrations", not waiting, f"{waiting} waiting")
    if not waiting:
        running = Lease.objects.filter(until__gt=now).exists()
        yield Need("worker", running, "running" if running else "silent")
        late = late_tasks(now)
        yield Need("queue", not late, f"{late} late")
        for asks in _asked_by_rooms:
            yield from asks(now)
    free = free_mb(folder)
    yield Need("disk", free >= least_mb, f"{free} MB free")


def late_tasks(now: datetime) -> int:
    """Tasks that nobody began on while they could have been done."""
    return QueuedTask.objects.filter(
        finished_at=None, failed_at=None, taken_until=None, run_after__lt=now - LATE
    ).count()


def free_mb(folder: Path) -> int:
    return shutil.disk_usage(folder).free // MEGABYTE


def migrations_missing() -> int:
    """How many migrations of this version the database does not have; those of a newer version do no harm."""
    return len(shipped_migrations() - set(MigrationRecorder(connection).applied_migrations()))


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
