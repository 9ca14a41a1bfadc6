"""PostgreSQL: one moment by pg_dump, in a snapshot that we count in as well; put back in one transaction."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.cli.backup.parts import Table

COUNT = """SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0) FROM {} AS t"""
# Rows as text must look the same in each session, or digests would differ while the rows are equal.
SAME = (
    "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, MDY'; SET IntervalStyle TO 'postgres'; SET bytea_output TO 'hex'"
)


def program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise click.ClickException(
            f"Het programma {name} ontbreekt. Typ: apt-get install postgresql-client (zo nieuw als de server)"
        )
    return found


def address(database: dict[str, Any], name: str = "") -> dict[str, str]:
    """How to reach the database, in the words of PostgreSQL's own programs."""
    known = {
        "dbname": name or database["NAME"], "user": database.get("USER", ""),
        "password": database.get("PASSWORD", ""),
        "host": database.get("HOST", ""), "port": str(database.get("PORT", "") or ""),
    }  # fmt: skip
    options = {key: str(value) for key, value in (database.get("OPTIONS") or {}).items() if isinstance(value, str)}
    return options | {key: value for key, value in known.items() if value}


@contextmanager
def connection(where: dict[str, str]) -> Iterator[Any]:
    import psycopg

    with psycopg.connect(**where, autocommit=True) as opened:  # type: ignore[arg-type]
        opened.execute(SAME)
        yield opened


def _run(command: list[str], where: dict[str, str], *, feed: Any = None) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, where other accounts do not see it."""
    from psycopg.conninfo import make_conninfo

    secret = {"PGPASSWORD": where["password"]} if "password" in where else {}
    plain = make_conninfo(**{key: value for key, value in where.items() if key != "password"})
    ran = subprocess.run(
        [*command, f"--dbname={plain}"], env={**os.environ, **secret}, stdin=feed, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if ran.returncode:
        # The first line says what was wrong; further lines may quote rows.
        said = next((line for line in ran.stderr.splitlines() if "error" in line.lower()), "")[:200]
        raise click.ClickException(f"{Path(command[0]).name} lukte niet: {said}")


def dump(database: dict[str, Any], to: Path) -> tuple[dict[str, Table], list[list[str]]]:
    """Dump and count in the same snapshot, so that both are of one moment while others write."""
    where = address(database)
    pg_dump = program("pg_dump")
    with connection(where) as opened, opened.transaction():
        opened.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = opened.execute("SELECT pg_export_snapshot()").fetchone()[0]
        options = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={snapshot}"]
        _run([pg_dump, *options, f"--file={to}"], where)
        return count(opened), migrations(opened)


def count(opened: Any) -> dict[str, Table]:
    from psycopg import sql

    names = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    found = {}
    for (name,) in names:
        rows, digest = opened.execute(sql.SQL(COUNT).format(sql.Identifier("public", name))).fetchone()
        found[name] = Table(rows, str(digest))
    return found


def migrations(opened: Any) -> list[list[str]]:
    found = opened.execute("SELECT app, name FROM public.django_migrations ORDER BY app, name").fetchall()
    return [list(row) for row in found]


def holds_something(database: dict[str, Any]) -> bool:
    with connection(address(database)) as opened:
        if opened.execute("SELECT to_regclass('public.accounts_organisation')").fetchone()[0] is None:
            return False
        return bool(opened.execute("SELECT EXISTS (SELECT 1 FROM public.accounts_organisation)").fetchone()[0])


def is_in_use(database: dict[str, Any]) -> bool:
    """Whether anybody else has a session in it: the web processes or the workers still run."""
    with connection(address(database)) as opened:
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return bool(
            opened.execute(f"{others} AND pid <> pg_backend_pid() AND backend_type = 'client backend'").fetchone()[0]
        )


def put_back(dump_file: Path, where: dict[str, str]) -> dict[str, Table]:
    """Empty the schema and fill it in one transaction: when anything goes wrong, all stays as it was."""
    script = dump_file.with_suffix(".sql")
    pg_restore, psql = program("pg_restore"), program("psql")
    made = subprocess.run(
        [pg_restore, "--no-owner", "--no-privileges", "--no-comments", f"--file={script}", str(dump_file)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise click.ClickException("pg_restore kan deze kopie niet lezen. Kijk of pg_restore nieuw genoeg is.")
    empty = ["--command=DROP SCHEMA IF EXISTS public CASCADE", "--command=CREATE SCHEMA public"]
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    try:
        _run([psql, *options, *empty, f"--file={script}"], where)
    finally:
        script.unlink(missing_ok=True)
    with connection(where) as opened:
        return count(opened)


@contextmanager
def scratch(database: dict[str, Any], chosen: dict[str, Any] | None) -> Iterator[dict[str, str]]:
    """An empty database beside the real one: the one that was named for it, else one made and removed here."""
    import psycopg
    from psycopg import sql

    if chosen is not None:
        if address(chosen) == address(database):
            raise click.ClickException("EB_SCRATCH_DATABASE_URL wijst naar de echte database. Kies een lege.")
        yield address(chosen)
        with connection(address(chosen)) as opened:
            opened.execute("DROP SCHEMA IF EXISTS public CASCADE")
            opened.execute("CREATE SCHEMA public")
        return
    name = f"{database['NAME'][:40]}_proef_{os.getpid()}"
    with connection(address(database)) as opened:
        try:
            opened.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            raise click.ClickException(
                "Deze databasegebruiker mag geen proefdatabase maken. Maak er een en zet EB_SCRATCH_DATABASE_URL."
            ) from None
        try:
            yield address(database, name)
        finally:
            opened.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
