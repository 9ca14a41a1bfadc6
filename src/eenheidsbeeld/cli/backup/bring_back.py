"""`restore`: read a reserve copy back, or prove that it can be. What ended since ends again before the doors open."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from eenheidsbeeld.cli.backup import ended, parts, postgres, sqlite
from eenheidsbeeld.cli.backup.make import chosen_key, key_option, kind_of, print_of, scratch_folder
from eenheidsbeeld.cli.ready import RESTORING, start_django


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BESTAND")
@key_option
@click.option("--verify", is_flag=True, help="Lees alleen terug in een proefdatabase en vergelijk; verander niets.")
@click.option("--replace", is_flag=True, help="Vervang alles wat er nu staat. Dat is daarna weg.")
def command(file: Path, key_file: Path | None, verify: bool, replace: bool) -> None:
    """Zet een reservekopie terug, of controleer of dat kan."""
    start_django()
    key = chosen_key(key_file)
    if verify:
        manifest = verify_copy(file, key)
        click.echo(f"Deze kopie is heel: {manifest.rows} rijen in {len(manifest.tables)} tabellen, "
                   f"{len(manifest.parts) - 1} bestanden, van {manifest.moment:%d-%m-%Y %H:%M} UTC.")  # fmt: skip
        return
    restore(file, key=key, replace=replace)


def verify_copy(file: Path, key: str) -> parts.Manifest:
    """Read everything back beside the real database and compare every number and checksum with the manifest."""
    from django.conf import settings

    with scratch_folder() as scratch:
        manifest = _unpack(file, key, scratch)
        dumped = scratch / f"database.{manifest.database}"
        if manifest.database == "sqlite":
            found = _count_sqlite(dumped)
        else:
            chosen = settings.SCRATCH_DATABASE
            with postgres.scratch(settings.DATABASES["default"], chosen) as where:
                found = postgres.put_back(dumped, where)
        _compare(manifest, found)
    return manifest


def _count_sqlite(path: Path) -> dict[str, parts.Table]:
    with closing(sqlite3.connect(path)) as copy:
        return sqlite.count(copy)


def _compare(manifest: parts.Manifest, found: dict[str, parts.Table]) -> None:
    if found != manifest.tables:
        names = sorted(manifest.tables.keys() | found.keys())
        wrong = [name for name in names if found.get(name) != manifest.tables.get(name)]
        raise click.ClickException(f"Deze kopie klopt niet: andere rijen in {', '.join(wrong[:5])}")


def _unpack(file: Path, key: str, folder: Path) -> parts.Manifest:
    from eenheidsbeeld.cli.backup.sealing import CannotOpen, Opener, is_sealed

    sealed = is_sealed(file)
    if sealed and not key:
        raise click.ClickException("Deze kopie is verzegeld. Zet EB_BACKUP_KEY_FILE of geef --key-file.")
    try:
        with ExitStack() as stack:
            opened = stack.enter_context(file.open("rb"))
            source: Any = Opener(opened, key) if sealed else opened
            return parts.read_into(source, folder)
    except CannotOpen:
        raise click.ClickException("De sleutel past niet, of het bestand is beschadigd.") from None
    except parts.NotWhole as problem:
        raise click.ClickException(f"Deze kopie klopt niet: {problem}") from None


def restore(file: Path, *, key: str, replace: bool) -> None:
    """Everything is checked before anything is touched; a marker keeps the product shut until all is done."""
    from django.conf import settings
    from django.db import connections

    from eenheidsbeeld.core import clock

    database, data = settings.DATABASES["default"], Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with scratch_folder() as scratch:
        manifest = _unpack(file, key, scratch)
        since = _ended_since(manifest, file.parent)
        connections.close_all()
        _check_target(manifest, database, replace=replace or (data / RESTORING).exists())
        (data / RESTORING).touch(mode=0o600)
        _compare(manifest, _put_database_back(scratch / f"database.{manifest.database}", database))
        _put_files_back(scratch / "files", data)
    click.echo(f"Teruggezet: {manifest.rows} rijen, {len(manifest.parts) - 1} bestanden, stand van "
               f"{manifest.moment:%d-%m-%Y %H:%M} UTC.")  # fmt: skip
    _make_current(manifest, since, clock.now())
    (data / RESTORING).unlink()
    click.echo("Klaar. Start de toepassing weer; iedereen logt opnieuw in.")


def _ended_since(manifest: parts.Manifest, beside: Path) -> list[ended.Ended]:
    """From the database that is about to be replaced, and from the lists beside this copy and in the usual folder."""
    from django.conf import settings

    found = ended.from_the_log(manifest.moment)
    for folder in {beside.resolve(), Path(settings.BACKUP_FOLDER)}:
        found |= ended.from_the_list(folder, manifest.moment)
    return ended.in_order(found)


def _check_target(manifest: parts.Manifest, database: dict[str, Any], *, replace: bool) -> None:
    from django.conf import settings

    from eenheidsbeeld.core.readiness import shipped_migrations

    if manifest.database != kind_of(database):
        raise click.ClickException(
            f"Deze kopie is van {manifest.database}; hier staat {kind_of(database)}. Kies dezelfde soort database."
        )
    if not {(app, name) for app, name in manifest.migrations} <= shipped_migrations():
        raise click.ClickException(
            f"Deze kopie is gemaakt met een nieuwere versie ({manifest.version}). Zet eerst die versie neer."
        )
    is_sqlite = manifest.database == "sqlite"
    holds = sqlite.holds_something(Path(database["NAME"])) if is_sqlite else postgres.holds_something(database)
    if holds and not replace:
        raise click.ClickException(
            "Er staan hier al gegevens. Vervangen kan met --replace; wat er nu staat is dan weg."
        )
    if sqlite.is_in_use(Path(database["NAME"])) if is_sqlite else postgres.is_in_use(database):
        raise click.ClickException("De database is in gebruik. Stop eerst de toepassing en de werkers.")
    if manifest.fingerprint_key != print_of(settings.FINGERPRINT_KEY):
        click.echo("Let op: EB_FINGERPRINT_KEY is een andere dan toen. Dubbele signalen worden niet herkend. "
                   "Zet de oude sleutel terug als u die hebt.", err=True)  # fmt: skip


def _put_database_back(dumped: Path, database: dict[str, Any]) -> dict[str, parts.Table]:
    if kind_of(database) == "postgresql":
        return postgres.put_back(dumped, postgres.address(database))
    found = _count_sqlite(dumped)
    sqlite.put_back(dumped, Path(database["NAME"]))
    return found


def _put_files_back(files: Path, data: Path) -> None:
    """The files of the copy and no others: what was made after it belongs to records that are not there any more."""
    for _name, path in parts.files_to_keep(data):
        path.unlink()
    for path in sorted(files.rglob("*")):
        if path.is_file():
            target = data / path.relative_to(files)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.replace(target)


def _make_current(manifest: parts.Manifest, since: list[ended.Ended], at: datetime) -> None:
    """Bring tables up to this version, end what had ended, end all sessions, and write it in the log."""
    from django.contrib.sessions.models import Session
    from django.core.management import call_command

    from eenheidsbeeld.audit import actions as audit
    from eenheidsbeeld.core.endings import end_again
    from eenheidsbeeld.core.viewer import System

    by = System("restore")
    call_command("migrate", verbosity=0, interactive=False)
    Session.objects.all().delete()
    again = end_again(since, by=by, at=at)
    audit.record_many(
        event="backup_restored", kind="backup", keys=[manifest.made_at], by=by, at=at,
        details={"rows": manifest.rows, "version": manifest.version, "ended_since": len(since), "again": dict(again)},
    )  # fmt: skip
    _tell(since, again)


def _tell(since: list[ended.Ended], again: dict[str, int]) -> None:
    for room, number in again.items():
        click.echo(f"Opnieuw vernietigd door {room}: {number}")
    if not again:
        click.echo("Deze versie kent geen vernietiging die vanzelf opnieuw wordt gedaan.")
    gone = [one for one in since if one.event not in ended.HOLDS]
    if gone:
        click.echo(f"Na deze kopie verdwenen woorden of gegevens bij {len(gone)} handelingen. Kijk ze na:")
        for one in gone:
            click.echo(f"  {one.at:%d-%m-%Y %H:%M}  {one.event}  {one.kind} {one.key}")
