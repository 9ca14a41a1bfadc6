"""What is in a reserve copy: the manifest, and writing and reading the parts."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

FORM = 1
MANIFEST = "manifest.json"
FILES = "files/"
PLAIN_NAME = re.compile(r"[\w][\w.:+-]*(/[\w][\w.:+-]*)*")
# Made anew at each start, or kept apart. Everything else in the data folder goes along, whichever room put it there.
LEFT_OUT = {"secrets", "static", "text", "backups", "demo", "restoring"}
DATABASE_FILES = (".db", ".db-wal", ".db-shm", ".db-journal", ".sqlite3")


class NotWhole(Exception):
    """A part is missing, is one too many, or differs from its checksum; says which."""


@dataclass(frozen=True, slots=True)
class Table:
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """What must come out again, to be compared after reading."""

    version: str
    made_at: str
    database: str
    fingerprint_key: str
    form: int = FORM
    migrations: list[list[str]] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True, indent=1).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        read: dict[str, Any] = json.loads(content)
        if read.get("form") != FORM:
            raise NotWhole("de vorm van deze reservekopie is van een andere versie")
        read["tables"] = {name: Table(**table) for name, table in read["tables"].items()}
        read["parts"] = [Part(**part) for part in read["parts"]]
        return cls(**read)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


def files_to_keep(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files of the data folder that cannot be made again, by their name in the copy."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or inside.parts[0] in LEFT_OUT or path.name.endswith(DATABASE_FILES):
            continue
        if path.is_file() and not path.is_symlink():
            yield f"{FILES}{inside.as_posix()}", path


def write(target: IO[bytes], manifest: Manifest, *, database: Path, files: Iterable[tuple[str, Path]]) -> None:
    """The database, the files, and the manifest at the end, when all checksums are known."""
    with (
        gzip.GzipFile("", "wb", compresslevel=3, fileobj=target) as packed,
        tarfile.open(None, "w|", packed) as archive,
    ):
        _add_big(archive, manifest, f"database.{manifest.database}", database)
        for name, path in files:
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue  # destroyed since the list was made: then it does not belong in the copy either
            manifest.parts.append(Part(name, len(content), hashlib.sha256(content).hexdigest()))
            _add(archive, name, content)
        _add(archive, MANIFEST, manifest.to_json())


def _add_big(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        opened.seek(0)
        manifest.parts.append(Part(name, path.stat().st_size, digest))
        member = _member(name, path.stat().st_size)
        archive.addfile(member, opened)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    archive.addfile(_member(name, len(content)), io.BytesIO(content))


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def read_into(source: IO[bytes], folder: Path) -> Manifest:
    """Unpack into an empty folder and check every part. Names that could lead outside the folder are refused."""
    found: dict[str, Part] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|gz") as archive:
            for member in archive:
                opened = archive.extractfile(member) if member.isreg() else None
                if opened is None or not PLAIN_NAME.fullmatch(member.name) or ".." in member.name:
                    raise NotWhole("er zit iets in dat er niet hoort")
                if member.name == MANIFEST:
                    manifest = Manifest.from_json(opened.read())
                else:
                    found[member.name] = _take_out(opened, folder / member.name, member.name)
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as problem:
        raise NotWhole(f"het bestand is beschadigd ({type(problem).__name__})") from problem
    if manifest is None:
        raise NotWhole("de inhoudsopgave ontbreekt")
    _compare(manifest, found)
    return manifest


def _take_out(opened: IO[bytes], to: Path, name: str) -> Part:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with to.open("xb") as target:
        while piece := opened.read(1024 * 1024):
            digest.update(piece)
            size += target.write(piece)
    return Part(name, size, digest.hexdigest())


def _compare(manifest: Manifest, found: dict[str, Part]) -> None:
    expected = {part.name: part for part in manifest.parts}
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        raise NotWhole(f"deze delen kloppen niet: {', '.join(wrong[:5])}")
