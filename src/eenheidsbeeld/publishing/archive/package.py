"""The package: a BagIt bag (RFC 8493) in a zip, with every file beside its MDTO and SHA-256 over all of it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from eenheidsbeeld.publishing.archive import mdto

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LARGEST = 200 * 1024 * 1024
METADATA = ".mdto.xml"
TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt")


def pack(name: str, payload: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    """The same content always gives the same bytes: moments stand in the metadata, not in the zip."""
    files = {f"data/{path}": content for path, content in sorted(payload.items())}
    size = sum(len(content) for content in files.values())
    told = {**about, "Payload-Oxum": f"{size}.{len(files)}"}
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{key}: {_one_line(value)}\n" for key, value in told.items()).encode(),
        "manifest-sha256.txt": _manifest(files),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in {**tags, "tagmanifest-sha256.txt": _manifest(tags), **files}.items():
            made.writestr(zipfile.ZipInfo(f"{name}/{path}", (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in files.items()).encode()


def _one_line(value: str) -> str:
    return " ".join(value.split())


class NotAPackage(ValueError):
    """This cannot be read as a package at all; the message says why, in Dutch."""


def unpack(content: bytes) -> dict[str, bytes]:
    """Every file by its path inside the bag, read in memory; nothing is written to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            found = held.infolist()
            if sum(one.file_size for one in found) > LARGEST:
                raise NotAPackage("het pakket is groter dan 200 MB")
            names = [one.filename for one in found]
            if len(set(names)) != len(names) or len({name.split("/")[0] for name in names}) != 1:
                raise NotAPackage("het pakket heeft niet precies één map, of een naam komt twee keer voor")
            return {one.filename.partition("/")[2]: held.read(one) for one in found if not one.is_dir()}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as problem:
        raise NotAPackage("dit is geen zip die kan worden gelezen") from problem


def problems_of(content: bytes) -> list[str]:
    """What is wrong: a file changed, missing or added, or metadata that is not in order. Empty: all is well."""
    try:
        files = unpack(content)
    except NotAPackage as problem:
        return [str(problem)]
    missing = [f"{name} ontbreekt" for name in (*TAG_FILES, "tagmanifest-sha256.txt") if name not in files]
    if missing:
        return missing
    payload = {path for path in files if path.startswith("data/")}
    return [
        *_against(files, "tagmanifest-sha256.txt", set(TAG_FILES)),
        *_against(files, "manifest-sha256.txt", payload),
        *_strays(files, payload),
        *_metadata(files, payload),
    ]


def _against(files: Mapping[str, bytes], manifest: str, expected: set[str]) -> Iterator[str]:
    listed = dict(_entries(files[manifest]))
    yield from (f"{path} staat niet in {manifest}" for path in sorted(expected - listed.keys()))
    for path, digest in sorted(listed.items()):
        if path not in files:
            yield f"{path} ontbreekt"
        elif hashlib.sha256(files[path]).hexdigest() != digest:
            yield f"{path} is gewijzigd"


def _entries(manifest: bytes) -> Iterator[tuple[str, str]]:
    # Not `splitlines`: it takes more than a newline for the end of a line, and so overlooks one that was changed.
    for line in manifest.decode("utf-8", "replace").removesuffix("\n").split("\n"):
        digest, _space, path = line.partition("  ")
        yield path, digest


def _strays(files: Mapping[str, bytes], payload: set[str]) -> Iterator[str]:
    known = {*TAG_FILES, "tagmanifest-sha256.txt", *payload}
    yield from (f"{path} hoort niet in dit pakket" for path in sorted(files.keys() - known))


def _metadata(files: Mapping[str, bytes], payload: set[str]) -> Iterator[str]:
    """Each file has its own MDTO with its checksum, and each MDTO is in order."""
    for path in sorted(payload):
        if path.endswith(METADATA):
            yield from (f"{path}: {problem}" for problem in mdto.problems_of(files[path]))
            continue
        beside = files.get(f"{path}{METADATA}")
        if beside is None:
            yield f"{path} heeft geen MDTO"
        elif mdto.value_at(beside, "checksum", "checksumWaarde") != hashlib.sha256(files[path]).hexdigest():
            yield f"{path}: het controlegetal in MDTO is anders"


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).date().isoformat()
