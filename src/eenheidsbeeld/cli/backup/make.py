"""`backup`: one file with the database and the files of one moment, sealed, whole or not there at all."""

from __future__ import annotations

import fcntl
import hmac
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import IO, Any

import click

from eenheidsbeeld.cli.backup import ended, keeping, parts
from eenheidsbeeld.cli.ready import check_database, start_django

LOCK = ".bezig"
key_option = click.option(
    "--key-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="BESTAND",
    help="Bestand met de sleutel van de reservekopie. Zonder: EB_BACKUP_KEY of EB_BACKUP_KEY_FILE.",
)  # fmt: skip


@click.command()
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="MAP",
              help="Map voor kopieën. Zonder: EB_BACKUP_FOLDER, of 'backups' in de map voor gegevens.")  # fmt: skip
@key_option
@click.option("--plain", is_flag=True, help="Zonder sleutel: alleen als de map zelf versleuteld is.")
@click.option("--verify", is_flag=True, help="Lees de kopie daarna terug in een proefdatabase en vergelijk alles.")
def command(folder: Path | None, key_file: Path | None, plain: bool, verify: bool) -> None:
    """Maak een reservekopie van de database en de bestanden, terwijl iedereen doorwerkt."""
    start_django()
    check_database()
    from django.conf import settings

    from eenheidsbeeld.core import clock

    key = chosen_key(key_file)
    if not key and not plain:
        raise click.ClickException(
            "Er is geen sleutel. Zet EB_BACKUP_KEY_FILE of geef --key-file. Is de map zelf versleuteld: --plain"
        )
    folder = (folder or settings.BACKUP_FOLDER).expanduser().resolve()
    path, manifest = make(folder, key="" if plain else key, now=clock.now())
    click.echo(f"Reservekopie: {path} ({path.stat().st_size:,} bytes)".replace(",", "."))
    click.echo(
        f"Inhoud: {manifest.rows} rijen in {len(manifest.tables)} tabellen, {len(manifest.parts) - 1} bestanden"
    )
    if verify:
        from eenheidsbeeld.cli.backup.bring_back import verify_copy

        verify_copy(path, key)
        click.echo("Teruggelezen in een proefdatabase: alle aantallen en controlegetallen kloppen.")
    _record("backup_made", manifest, clock.now())
    gone = keeping.end_old_ones(folder, keep_days=settings.BACKUP_KEEP_DAYS, now=clock.now())
    if gone:
        click.echo(f"Opgeruimd: {len(gone)} oude kopieën")


def chosen_key(key_file: Path | None) -> str:
    from django.conf import settings

    return key_file.read_text("utf-8").strip() if key_file else settings.BACKUP_KEY


def make(folder: Path, *, key: str, now: datetime) -> tuple[Path, parts.Manifest]:
    """Write the copy beside its name and give it that name when it is whole and on the disk."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / keeping.name_of(now)
    fresh = path.with_name(path.name + keeping.UNFINISHED)
    with scratch_folder() as scratch:
        keeping.end_unfinished(folder)
        manifest, dumped = _dump(scratch, now)
        with open(fresh, "wb", opener=_only_for_this_account) as target:
            _write(target, key, manifest, dumped)
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(path)
        _settle(folder)
        ended.keep_list(folder, now=now, keep_days=_keep_days())
    return path, manifest


def _write(target: IO[bytes], key: str, manifest: parts.Manifest, dumped: Path) -> None:
    from django.conf import settings

    from eenheidsbeeld.cli.backup.sealing import Sealer

    with ExitStack() as stack:
        into: Any = stack.enter_context(Sealer(target, key)) if key else target
        parts.write(into, manifest, database=dumped, files=parts.files_to_keep(Path(settings.DATA)))


def _dump(scratch: Path, now: datetime) -> tuple[parts.Manifest, Path]:
    from django.conf import settings

    from eenheidsbeeld.cli.backup import postgres, sqlite

    database, dumped = settings.DATABASES["default"], scratch / "database"
    manifest = parts.Manifest(
        version=metadata.version("eenheidsbeeld"), made_at=now.isoformat(), database=kind_of(database),
        fingerprint_key=print_of(settings.FINGERPRINT_KEY),
    )  # fmt: skip
    if manifest.database == "sqlite":
        import sqlite3

        manifest.tables = sqlite.dump(Path(database["NAME"]), dumped)
        manifest.migrations = sqlite.migrations(sqlite3.connect(dumped))
    else:
        manifest.tables, manifest.migrations = postgres.dump(database, dumped)
    return manifest, dumped


def kind_of(database: dict[str, Any]) -> str:
    return "sqlite" if database["ENGINE"].endswith("sqlite3") else "postgresql"


def print_of(key: str) -> str:
    """Tells whether it is the same key, without telling the key."""
    return hmac.digest(key.encode(), b"eenheidsbeeld reserve copy", "sha256").hex()[:16]


def _keep_days() -> int:
    from django.conf import settings

    return int(settings.BACKUP_KEEP_DAYS)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """On the disk of the data, so that nothing plain lands where the copies go. One at a time; what a killed run left
    goes first."""
    import shutil

    from django.conf import settings

    data = Path(settings.DATA)
    with _alone(data):
        for left in data.glob(".kopie-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=".kopie-", dir=data) as name:
            yield Path(name)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with open(folder / LOCK, "w", opener=_only_for_this_account) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise click.ClickException(
                "Er wordt al een reservekopie gemaakt of teruggelezen. Wacht tot dat klaar is."
            ) from None
        yield


def _only_for_this_account(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _settle(folder: Path) -> None:
    """The name of the copy must be on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(event: str, manifest: parts.Manifest, at: datetime) -> None:
    from django.db import transaction

    from eenheidsbeeld.audit import actions as audit
    from eenheidsbeeld.core.viewer import System

    with transaction.atomic():
        audit.record_many(
            event=event, kind="backup", keys=[manifest.made_at], by=System("backup"), at=at,
            details={"rows": manifest.rows, "files": len(manifest.parts) - 1, "version": manifest.version},
        )  # fmt: skip
