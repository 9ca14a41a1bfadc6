"""A reserve copy holds everything, comes back as it was, and never brings back what was destroyed since.

On SQLite and on PostgreSQL, by the real commands. One filled installation for all stories; each restores into its own.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
KEY = "een-lange-sleutel-van-deze-proef-1234"
FILL = """
import django, sys; django.setup()
from datetime import datetime
from pathlib import Path
from django.conf import settings
from eenheidsbeeld.accounts.actions import add_person, join_organisation, start_membership
from eenheidsbeeld.accounts.rules import OrganisationKind, Role
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.viewer import System
by, at = System("tests"), clock.now()
woerden = join_organisation(slug="woerden", name="Gemeente Woerden", kind=OrganisationKind("municipality"),
    unit_code="PU-midden-nederland", area_code="GM0632", legal_task="Gemeentewet art. 172", by=by, at=at)
person = add_person(email="oov@voorbeeld.invalid", display_name="OOV", password=None, by=by, at=at)
start_membership(person=person, organisation=woerden, function="OOV", roles=[Role("contributor")], by=by, at=at)
from django.contrib.sessions.backends.db import SessionStore
session = SessionStore(); session["x"] = 1; session.save()
from eenheidsbeeld.publishing.models import Edition, Publication
from eenheidsbeeld.sharing.models import SharingGroup
publication = Publication.objects.create(slug="west", kind="weekly_picture", title="OOV-beeld", area_code="GM0632",
    owner=woerden, group=SharingGroup.objects.create(slug="west", name="West"))
Edition.objects.create(reference="abc123", publication=publication, owner=woerden, kind="weekly_picture",
    area_code="GM0632", area_year=2026, week="2026-W12", opened_at=at)
folder = Path(settings.DATA) / "editions" / "abc123"; folder.mkdir(parents=True)
(folder / "1.pdf").write_bytes(b"%PDF een beeld")
"""
DESTROY = """
import django; django.setup()
from eenheidsbeeld.audit import actions as audit
from eenheidsbeeld.core import clock
from eenheidsbeeld.core.viewer import System
audit.record_many(event="edition_content_destroyed", kind="publishing.edition", keys=["41"], by=System("tests"),
    at=clock.now(), details={})
"""
LOOK = """
import django, json; django.setup()
from django.contrib.sessions.models import Session
from eenheidsbeeld.accounts.models import Organisation, Person
from eenheidsbeeld.audit.models import AuditEntry
events = list(AuditEntry.objects.order_by("id").values_list("event", "details"))
print(json.dumps({"organisations": list(Organisation.objects.values_list("slug", flat=True)),
    "people": Person.objects.count(), "sessions": Session.objects.count(), "events": events}))
"""


@dataclass
class Place:
    """One installation: a data folder and a database of its own."""

    data: Path
    url: str
    backups: Path

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EB_")}
        return kept | {
            "EB_DATA": str(self.data), "DATABASE_URL": self.url, "EB_BACKUP_FOLDER": str(self.backups),
            "EB_BACKUP_KEY": KEY, "EB_FINGERPRINT_KEY": KEY[::-1], "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "eenheidsbeeld.config.settings", **more,
        }  # fmt: skip

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "eenheidsbeeld.cli.main", *words]
        return subprocess.run(command, env=self.environment(**more), capture_output=True, text=True, check=False)

    def python(self, script: str) -> str:
        ran = subprocess.run(
            [sys.executable, "-c", script], env=self.environment(), capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
        return ran.stdout

    def look(self) -> dict[str, Any]:
        return json.loads(self.python(LOOK))  # type: ignore[no-any-return]

    def copies(self) -> list[Path]:
        return sorted(self.backups.glob("*.reservekopie"))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Makes empty installations, each with a database of its own on the server of this run, or a file."""
    url, made = os.environ.get("DATABASE_URL", ""), []

    def new(name: str) -> Place:
        folder = tmp_path_factory.mktemp(name)
        address = f"sqlite:///{folder}/data/eenheidsbeeld.db"
        if url.startswith("postgres"):
            database = f"eb_backup_{name}_{os.getpid()}"
            address = f"{url.rsplit('/', 1)[0]}/{database}"
            made.append(database)
            _admin(url, f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", f"CREATE DATABASE {database}")
        (folder / "data").mkdir()
        return Place(folder / "data", address, folder / "backups")

    yield new
    for database in made:
        _admin(url, f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def _admin(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(f"{url.rsplit('/', 1)[0]}/postgres", autocommit=True) as admin:
        for statement in statements:
            admin.execute(statement)


@pytest.fixture(scope="module")
def filled(places: Any) -> Place:
    place: Place = places("filled")
    assert place.run("prepare").returncode == 0
    place.python(FILL)
    made = place.run("backup", "--verify")
    assert made.returncode == 0, made.stderr
    assert "Teruggelezen in een proefdatabase" in made.stdout
    return place


@pytest.fixture(scope="module")
def restored(filled: Place, places: Any) -> tuple[Place, subprocess.CompletedProcess[str]]:
    """The first copy in an empty installation, after something was destroyed and a newer copy had noted that."""
    filled.python(DESTROY)
    assert filled.run("backup").returncode == 0
    place: Place = places("empty")
    return place, place.run("restore", str(filled.copies()[0]))


def test_a_copy_is_whole_sealed_and_for_this_account_only(filled: Place) -> None:
    copy = filled.copies()[0]

    assert copy.read_bytes().startswith(b"EBSEAL1")
    assert copy.stat().st_mode & 0o077 == 0
    assert b"voorbeeld.invalid" not in copy.read_bytes()
    assert not list(filled.backups.glob("*.deel"))
    assert not list(filled.data.glob(".kopie-*"))


def test_everything_comes_back_in_an_empty_installation(restored: Any, filled: Place) -> None:
    place, ran = restored

    assert ran.returncode == 0, ran.stderr
    found = place.look()
    assert found["organisations"] == ["woerden"]
    assert found["people"] == 1
    assert (place.data / "editions" / "abc123" / "1.pdf").read_bytes() == b"%PDF een beeld"
    assert not (place.data / "restoring").exists()


def test_it_is_written_in_the_log_and_nobody_stays_signed_in(restored: Any, filled: Place) -> None:
    place, _ran = restored
    found, before = place.look(), filled.look()

    assert before["sessions"] == 1
    assert found["sessions"] == 0
    (entry,) = [details for event, details in found["events"] if event == "backup_restored"]
    assert entry["ended_since"] == 1
    assert "backup_made" in [event for event, _details in before["events"]]


def test_what_was_destroyed_after_the_copy_is_named_even_when_the_log_itself_was_lost(restored: Any) -> None:
    """The newer copy had put it on the list beside the copies: keys and a moment, no content."""
    _place, ran = restored

    assert "edition_content_destroyed  publishing.edition 41" in ran.stdout


def test_secrets_are_not_in_a_copy(filled: Place, tmp_path: Path) -> None:
    (filled.data / "secrets").mkdir(exist_ok=True)
    (filled.data / "secrets" / "secret_key").write_text("KANARIE-geheim")
    assert filled.run("backup", "--plain", "--to", str(tmp_path)).returncode == 0

    (copy,) = tmp_path.glob("*.reservekopie")
    with tarfile.open(copy) as archive:
        names = archive.getnames()
    assert b"KANARIE-geheim" not in gzip.decompress(copy.read_bytes())
    assert KEY.encode() not in gzip.decompress(copy.read_bytes())
    assert "files/editions/abc123/1.pdf" in names
    assert not any("secrets" in name or name.endswith(".db") for name in names)


def test_what_stands_somewhere_is_not_replaced_unless_asked(filled: Place) -> None:
    refused = filled.run("restore", str(filled.copies()[0]))

    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert filled.look()["sessions"] == 1


def test_replacing_takes_away_what_came_later_and_remembers_what_was_destroyed(filled: Place, places: Any) -> None:
    place: Place = places("again")
    assert place.run("restore", str(filled.copies()[0])).returncode == 0
    (place.data / "editions" / "later").mkdir()
    (place.data / "editions" / "later" / "1.pdf").write_bytes(b"van later")
    place.python(DESTROY)

    ran = place.run("restore", str(filled.copies()[0]), "--replace")

    assert ran.returncode == 0, ran.stderr
    assert not (place.data / "editions" / "later" / "1.pdf").exists()
    assert "edition_content_destroyed" in ran.stdout


def test_a_database_that_is_in_use_is_left_alone(filled: Place) -> None:
    with _in_use(filled):
        refused = filled.run("restore", str(filled.copies()[0]), "--replace")

    assert refused.returncode == 1
    assert "in gebruik" in refused.stderr


def _in_use(place: Place) -> Any:
    if place.url.startswith("sqlite"):
        opened = sqlite3.connect(place.data / "eenheidsbeeld.db")
        opened.execute("SELECT count(*) FROM django_migrations").fetchone()
        return closing(opened)
    import psycopg

    return psycopg.connect(place.url)


@pytest.mark.parametrize("more", [{"EB_BACKUP_KEY": "een-heel-andere-sleutel-die-niet-past"}, {"EB_BACKUP_KEY": ""}])
def test_without_the_right_key_nothing_happens(filled: Place, more: dict[str, str]) -> None:
    ran = filled.run("restore", str(filled.copies()[0]), "--verify", **more)

    assert ran.returncode == 1
    assert "sleutel" in ran.stderr or "EB_BACKUP_KEY_FILE" in ran.stderr


def test_a_copy_without_a_key_is_refused_unless_that_was_meant(filled: Place) -> None:
    ran = filled.run("backup", EB_BACKUP_KEY="")

    assert ran.returncode == 1
    assert "--plain" in ran.stderr


def test_a_part_that_was_changed_is_named(filled: Place, tmp_path: Path) -> None:
    assert filled.run("backup", "--plain", "--to", str(tmp_path)).returncode == 0
    (copy,) = tmp_path.glob("*.reservekopie")
    changed = tmp_path / "eenheidsbeeld-20260101T000000Z.reservekopie"
    _change(copy, changed, "files/editions/abc123/1.pdf", b"%PDF vervalst!!")

    ran = filled.run("restore", str(changed), "--verify")

    assert ran.returncode == 1
    assert "deze delen kloppen niet: files/editions/abc123/1.pdf" in ran.stderr


def test_a_name_that_leads_outside_is_refused(filled: Place, tmp_path: Path) -> None:
    copy = tmp_path / "eenheidsbeeld-20260101T000000Z.reservekopie"
    with tarfile.open(copy, "w:gz") as archive:
        member = tarfile.TarInfo("../../weg.txt")
        member.size = 4
        archive.addfile(member, io.BytesIO(b"fout"))

    ran = filled.run("restore", str(copy), "--replace")

    assert ran.returncode == 1
    assert not (filled.data.parent / "weg.txt").exists()


def _change(copy: Path, to: Path, name: str, content: bytes) -> None:
    with tarfile.open(copy) as old, tarfile.open(to, "w:gz") as new:
        for member in old.getmembers():
            read = old.extractfile(member)
            assert read is not None
            whole = content if member.name == name else read.read()
            member.size = len(whole)
            new.addfile(member, io.BytesIO(whole))


def test_an_unfinished_restore_keeps_the_product_shut_until_it_is_done_again(filled: Place, places: Any) -> None:
    place: Place = places("half")
    assert place.run("restore", str(filled.copies()[0])).returncode == 0
    (place.data / "restoring").touch()

    shut = place.run("worker", "--once")
    assert shut.returncode == 1
    assert "niet afgemaakt" in shut.stderr

    assert place.run("restore", str(filled.copies()[0])).returncode == 0
    assert place.run("worker", "--once").returncode == 0


def test_old_copies_end_and_the_newest_always_stays(filled: Place, tmp_path: Path) -> None:
    old = [tmp_path / f"eenheidsbeeld-2020010{day}T000000Z.reservekopie" for day in (1, 2)]
    other = tmp_path / "iets-anders.txt"
    half = tmp_path / "eenheidsbeeld-20200103T000000Z.reservekopie.deel"
    for path in (*old, other, half):
        shutil.copy(filled.copies()[0], path)

    assert filled.run("backup", "--to", str(tmp_path)).returncode == 0

    assert not any(path.exists() for path in (*old, half))
    assert other.exists()
    assert len(list(tmp_path.glob("*.reservekopie"))) == 1


def test_a_room_ends_again_what_it_had_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from eenheidsbeeld.core import endings
    from eenheidsbeeld.core.viewer import System

    monkeypatch.setattr(endings, "_rooms", {})
    got: list[Any] = []

    @endings.ends_again("publishing")
    def again(ended: Any, by: Any, at: Any) -> int:
        got.extend(ended)
        return len(ended)

    one = endings.Ended("edition_content_destroyed", "publishing.edition", "41", datetime(2026, 3, 1, tzinfo=UTC))

    assert endings.end_again([one], by=System("restore"), at=datetime(2026, 3, 2, tzinfo=UTC)) == {"publishing": 1}
    assert got == [one]
