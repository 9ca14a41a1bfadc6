"""Can the version before go on working while a migration runs, and after it? That is what an upgrade without
downtime needs: a release only adds (expand); what nobody uses any more is taken away a release later (contract).

    python scripts/migration_safety.py             name what is dangerous in migrations after the last release
    python scripts/migration_safety.py --release   write down the migrations of this release, with their checksums

A migration that takes away says in which release the code stopped using it:    contract_after = "0.2.0"
One whose danger was weighed by a person says why it is none:                    weighed = "the table is small"
"""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RELEASED = ROOT / "docs" / "released-migrations.txt"
# Tables of which a unit has a million rows or more: an index built in the usual way would hold up every write.
LARGE = {
    "signals.signal", "signals.signalsketch", "audit.auditentry", "situations.attachment", "situations.entry",
    "outlook.weeklycount", "core.queuedtask",
}  # fmt: skip
TAKES_AWAY = ("RemoveField", "DeleteModel", "RenameField", "RenameModel", "AlterModelTable")


def dangers(migration: Any, *, version: str, new_tables: Iterable[str] = ()) -> Iterator[str]:
    """What would hinder the version before; each line says what to do instead."""
    if getattr(migration, "weighed", ""):
        return
    fresh = {f"{migration.app_label}.{op.name}".lower() for op in migration.operations if kind(op) == "CreateModel"}
    fresh |= set(new_tables)
    for operation in migration.operations:
        yield from _of(operation, migration, version, fresh)


def _of(operation: Any, migration: Any, version: str, fresh: set[str]) -> Iterator[str]:
    table = f"{migration.app_label}.{getattr(operation, 'model_name', getattr(operation, 'name', ''))}".lower()
    name = kind(operation)
    if name in TAKES_AWAY and not _is_later(getattr(migration, "contract_after", ""), version):
        yield f"{name} {table}: take it away a release later, with contract_after = the release that stopped using it"
    elif name == "AddField" and table not in fresh and not _may_be_left_out(operation.field):
        yield f"AddField {table}.{operation.name}: the version before leaves it out; use null=True or db_default"
    elif name == "AlterField" and table not in fresh and not operation.field.null:
        yield f"AlterField {table}.{operation.name}: may refuse what the version before writes; weigh it, and say so"
    elif name in ("AddIndex", "AddConstraint") and table in LARGE - fresh:
        yield f"{name} {table}: holds up every write to a large table; use core.online_index.AddIndexOnline"
    elif name == "AddIndexOnline" and migration.atomic:
        yield f"{name} {table}: needs atomic = False"
    elif name == "RunPython" and operation.reverse_code is None:
        yield f"RunPython in {migration.name}: cannot go back; give reverse_code (noop when nothing is to be undone)"
    elif name == "RunSQL" and operation.reverse_sql is None:
        yield f"RunSQL in {migration.name}: cannot go back; give reverse_sql"


def kind(operation: Any) -> str:
    return type(operation).__name__


def _may_be_left_out(field: Any) -> bool:
    return bool(field.null or field.many_to_many or field.has_db_default())


def _is_later(stopped: str, version: str) -> bool:
    """Whether the code stopped using it in an earlier release than the one in the making."""
    return bool(stopped) and _parts(stopped) < _parts(version)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def checksum(migration: Any) -> str:
    return hashlib.sha256(Path(inspect.getfile(type(migration))).read_bytes()).hexdigest()


def released() -> dict[tuple[str, str], str]:
    """The migrations of the last release, each with the checksum of its file."""
    lines = (line.split() for line in RELEASED.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return {(app, name): digest for app, name, digest in lines}


def ours() -> dict[tuple[str, str], Any]:
    """Every migration of our own rooms."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eenheidsbeeld.config.settings")
    import django
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {key: one for key, one in sorted(found.items()) if type(one).__module__.startswith("eenheidsbeeld.")}


def version_in_the_making() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def check() -> list[str]:
    """What is wrong, a line each. Before the first release there is no version that must go on working."""
    known, migrations = released(), ours()
    wrong = [
        f"{app}.{name}: is released and was changed; add another migration instead"
        for (app, name), digest in known.items()
        if (app, name) not in migrations or checksum(migrations[app, name]) != digest
    ]
    if known:
        later = {key: one for key, one in migrations.items() if key not in known}
        new = {
            f"{one.app_label}.{operation.name}".lower()
            for one in later.values() for operation in one.operations if kind(operation) == "CreateModel"
        }  # fmt: skip
        for one in later.values():
            wrong += dangers(one, version=version_in_the_making(), new_tables=new)
    return wrong


def main(words: list[str]) -> int:
    if words == ["--release"]:
        lines = [f"{app} {name} {checksum(one)}\n" for (app, name), one in ours().items()]
        head = [line for line in RELEASED.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")]
        RELEASED.write_text("".join([*head, *lines]), "utf-8")
        return 0
    wrong = check()
    print("\n".join(wrong) or "every migration leaves the version before at work")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
