"""The database on one machine: copied while it is in use (SQLite's online backup), counted, and put back."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from eenheidsbeeld.cli.backup.parts import NotWhole, Table

ALL = 2**128


def dump(source: Path, to: Path) -> dict[str, Table]:
    """A whole copy of one moment, also while others write."""
    with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(to)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return count(copy)


def count(database: sqlite3.Connection) -> dict[str, Table]:
    """Rows of each table, and a digest that does not depend on their order."""
    if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise NotWhole("de database is beschadigd")
    return {name: _count_one(database, name) for name in sorted(_tables(database))}


def _tables(database: sqlite3.Connection) -> Iterator[str]:
    """Ordinary tables; an index for searching is made of hidden ones, and follows from the rest."""
    found = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall())
    virtual = [name for name, sql in found.items() if sql.upper().startswith("CREATE VIRTUAL")]
    for name in found:
        if not name.startswith("sqlite_") and not any(name == one or name.startswith(f"{one}_") for one in virtual):
            yield name


def _count_one(database: sqlite3.Connection, name: str) -> Table:
    rows = total = 0
    for row in database.execute(f'SELECT * FROM "{name}"'):  # noqa: S608, a name from the database itself
        rows += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:16], "big")
    return Table(rows, f"{total % ALL:032x}")


def holds_something(path: Path) -> bool:
    """Whether people already work with it: areas alone, as `prepare` puts there, do not count."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path)) as database:
        known = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return "accounts_organisation" in known and bool(
            database.execute("SELECT EXISTS (SELECT 1 FROM accounts_organisation)").fetchone()[0]
        )


def is_in_use(path: Path) -> bool:
    """Whether another process has the database open."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, timeout=0.2)) as database:
        try:
            database.execute("PRAGMA locking_mode=EXCLUSIVE")
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return True
        database.rollback()
        database.execute("PRAGMA locking_mode=NORMAL")
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return False


def put_back(copy: Path, target: Path) -> None:
    """Replace all that is there in one transaction: killed halfway, the old database is still whole."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(target, timeout=60)) as live:
        source.backup(live)
    target.chmod(0o600)


def migrations(database: sqlite3.Connection) -> list[list[str]]:
    return [list(row) for row in database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")]
