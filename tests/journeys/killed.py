"""A process that is killed again and again in the middle of its work, and what the database then holds.

Run by test_kill.py as a program of its own, with EB_DATA and DATABASE_URL set: it forks a child for each try, the child
kills itself with SIGKILL at its n-th question to the database, and the parent looks. Nothing waits for a clock.
It prints one JSON object.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.utils import translation  # noqa: E402

from eenheidsbeeld.accounts import actions as accounts  # noqa: E402
from eenheidsbeeld.accounts.models import Notice  # noqa: E402
from eenheidsbeeld.accounts.rules import OrganisationKind, Role  # noqa: E402
from eenheidsbeeld.areas import actions as areas  # noqa: E402
from eenheidsbeeld.audit import destruction  # noqa: E402
from eenheidsbeeld.audit.models import AuditEntry, DestructionCertificate, DestructionNight  # noqa: E402
from eenheidsbeeld.audit.verification import verify  # noqa: E402
from eenheidsbeeld.core import queue  # noqa: E402
from eenheidsbeeld.core.models import QueuedTask  # noqa: E402
from eenheidsbeeld.core.periods import DUTCH_TIME, Week  # noqa: E402
from eenheidsbeeld.core.viewer import System  # noqa: E402
from eenheidsbeeld.publishing import files  # noqa: E402
from eenheidsbeeld.publishing.actions import agree, edit, release  # noqa: E402
from eenheidsbeeld.publishing.models import Edition, Receipt, Recipient, RenderedFile  # noqa: E402
from eenheidsbeeld.publishing.rules import EditionKind  # noqa: E402
from eenheidsbeeld.sharing import actions as sharing  # noqa: E402
from eenheidsbeeld.sharing.queries import viewer_of  # noqa: E402
from eenheidsbeeld.signals.actions.imports import import_signals  # noqa: E402
from eenheidsbeeld.signals.intake import SignalDraft  # noqa: E402
from eenheidsbeeld.signals.models import ImportBatch, Signal, SignalSketch  # noqa: E402
from eenheidsbeeld.signals.rules import Channel  # noqa: E402

AT = datetime(2026, 3, 16, 9, 0, tzinfo=DUTCH_TIME)
BY = System("tests")
ROWS = 3000
ENDING = 400
WEST = "PD-west-utrecht"


def killed_at(number: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that dies at its n-th question; False when it came to its end before that."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        asked = 0

        def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            nonlocal asked
            asked += 1
            if asked == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            work()
        connections.close_all()
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        assert os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def kill_until_done(work: Callable[[], object], steps: Callable[[], int], look: Callable[[], object] = int) -> int:
    """Die at a later question each time, until the work outlives it. How often it died; `look` follows each death.

    The moments follow from the work itself, so there is always one inside it, however few questions it asks.
    """
    kills, number = 0, steps()
    while killed_at(number, work):
        look()
        kills, number = kills + 1, number + steps()
    return kills


def settle() -> tuple[Any, Any, Any]:
    call_command("migrate", verbosity=0)
    areas.load_reference(by=BY, at=AT)
    made = {}
    for slug, kind, area in (
        ("woerden", "municipality", "GM0632"),
        ("bureau", "regional_bureau", "PU-midden-nederland"),
    ):
        made[slug] = accounts.join_organisation(
            slug=slug, name=slug.title(), kind=OrganisationKind(kind), unit_code="PU-midden-nederland", area_code=area,
            legal_task="Gemeentewet art. 172", by=BY, at=AT,
        )  # fmt: skip
    group = sharing.start_group(slug="west", name="Beeld West", area_code=WEST, by=BY, at=AT)
    sharing.join_group(group=group, organisations=made.values(), by=BY, at=AT)
    person = accounts.add_person(email="r@proef.invalid", display_name="R", password=None, by=BY, at=AT)
    editor = accounts.start_membership(
        person=person, organisation=made["bureau"], function="Redacteur", roles=[Role.EDITOR, Role.CONTRIBUTOR], by=BY,
        at=AT,
    )  # fmt: skip
    return made, group, editor


def kill_imports(organisation: Any, membership: Any, choose: random.Random) -> dict[str, Any]:
    """3,000 rows; each try goes on where the one before was killed."""
    drafts = [
        SignalDraft(
            text=f"Regel {number}: in straat {number * 7} van Woerden was het onrustig, zegt het wijkteam.",
            organisation=organisation.pk, channel=Channel.IMPORT, source_key=f"import:{organisation.pk}",
            reported_at=AT, area_code="GM0632",
        )
        for number in range(ROWS)
    ]  # fmt: skip

    def work() -> None:
        import_signals(
            drafts=drafts, content=b"de inhoud van de lijst", file_name="lijst.xlsx", organisation=organisation.pk,
            membership=membership.pk, by=BY, at=AT,
        )  # fmt: skip

    stored: list[int] = []

    def look() -> None:
        stored.append(Signal.objects.count())
        assert SignalSketch.objects.count() == stored[-1], "half a row"
        assert AuditEntry.objects.filter(event="signal_received").count() == stored[-1], "a row without its log"

    kills = kill_until_done(work, lambda: choose.randint(3, 30), look)
    look()
    batch = ImportBatch.objects.get()
    return {"kills": kills, "stored": stored, "prints": Signal.objects.values("fingerprint").distinct().count(),
            "added": batch.added, "rows": batch.rows}  # fmt: skip


def ready_edition(organisation: Any, group: Any, viewer: Any) -> Edition:
    publication = edit.start_publication(
        slug="west", kind=EditionKind.WEEKLY_PICTURE, title="OOV-beeld West-Utrecht", area_code=WEST,
        owner=organisation, group=group, by=BY, at=AT,
    )  # fmt: skip
    edition = edit.open_edition(publication=publication, week=Week(2026, 12), area_year=2025, by=viewer, at=AT)
    edit.add_statement(section=edition.sections.get(key="glance"), text="Een rustige week.", by=viewer, at=AT)
    agree.send_round(edition=edition, answer_before=AT, by=viewer, at=AT)
    return release.adopt(edition=edition, by=viewer, at=AT)


def kill_release(edition: Edition, viewer: Any, choose: random.Random) -> dict[str, Any]:
    def work() -> None:
        translation.activate("nl")
        release.release(edition=edition, by=viewer, at=AT + timedelta(hours=1))

    traces: list[int] = []

    def look() -> None:
        traces.append(
            Edition.objects.exclude(snapshot="").count() + Recipient.objects.count()
            + Notice.objects.filter(kind="edition_released").count() + QueuedTask.objects.count()
            + AuditEntry.objects.filter(event="edition_released").count()
        )  # fmt: skip

    kills = kill_until_done(work, lambda: choose.randint(3, 9), look)
    done = Edition.objects.get()
    whole = hashlib.sha256(done.snapshot.encode()).hexdigest() == done.snapshot_hash
    return {
        "kills": kills, "traces": sum(traces), "state": done.state, "whole": whole,
        "recipients": Recipient.objects.count(), "tasks": QueuedTask.objects.count(),
        "log": AuditEntry.objects.filter(event="edition_released").count(),
    }  # fmt: skip


def kill_worker(choose: random.Random) -> dict[str, Any]:
    """The worker dies before, between and after the files; the next one finds the task free again."""

    def work() -> None:
        queue.run_due(worker=f"w{os.getpid()}", taken_for=timedelta(0))

    kills = kill_until_done(work, lambda: choose.randint(1, 3))
    edition, folder = Edition.objects.get(), Path(settings.DATA) / "editions"
    rows = list(RenderedFile.objects.order_by("form"))
    on_disk = {row.form: hashlib.sha256(files.path_of(edition, row.form).read_bytes()).hexdigest() for row in rows}
    return {
        "kills": kills, "forms": [row.form for row in rows], "same": all(on_disk[row.form] == row.sha256 for row in rows),
        "files": sorted(path.suffix for path in folder.rglob("*") if path.is_file()),
        "open": QueuedTask.objects.filter(finished_at=None).count(), "tasks": QueuedTask.objects.count(),
    }  # fmt: skip


def kill_receipt(edition: Edition, viewer: Any, choose: random.Random) -> dict[str, Any]:
    def work() -> None:
        release.note_receipt(edition=edition, form="pdf", by=viewer, at=AT + timedelta(hours=2))

    kills = kill_until_done(work, lambda: 1)
    killed_at(10**9, work)
    return {"kills": kills, "receipts": Receipt.objects.count()}


def kill_night(organisation: Any, membership: Any, choose: random.Random) -> dict[str, Any]:
    """Signals and notices past their term; each try goes on with the night that was cut off."""
    drafts = [
        SignalDraft(
            text=f"Bericht {number}: aan de kade {number * 7} van Woerden was het druk, zegt het wijkteam.",
            organisation=organisation.pk, channel=Channel.IMPORT, source_key=f"import:{organisation.pk}",
            reported_at=AT, area_code="GM0632",
        )
        for number in range(ENDING)
    ]  # fmt: skip
    import_signals(
        drafts=drafts, content=b"de inhoud van een lijst", file_name="lijst.xlsx", organisation=organisation.pk,
        membership=membership.pk, by=BY, at=AT,
    )  # fmt: skip
    for number in range(ENDING):
        accounts.notify(
            organisation=organisation.pk, role=Role.READER, kind="edition_released", subject_kind="publishing.edition",
            subject_reference=str(number), at=AT,
        )  # fmt: skip
    destruction.AT_ONCE = 50

    def work() -> None:
        destruction.destroy_what_has_ended(by=BY, at=AT + timedelta(days=400))

    kills = kill_until_done(work, lambda: choose.randint(5, 25), _nothing_half_destroyed)
    certificates = DestructionCertificate.objects.filter(subject_kind__in=_ending_rows())
    return {
        "kills": kills, "left": sum(rows.count() for rows in _ending_rows().values()),
        "nights": DestructionNight.objects.count(), "ended": DestructionNight.objects.exclude(ended_at=None).count(),
        "cut_off": DestructionNight.objects.get().times_cut_off,
        "proved": {kind: sum(certificates.filter(subject_kind=kind).values_list("count", flat=True)) for kind in _ending_rows()},
        "failed": DestructionNight.objects.get().failed, "whole": verify().is_whole,
    }  # fmt: skip


def _ending_rows() -> dict[str, Any]:
    return {"signals.signal": Signal.objects.all(), "accounts.notice": Notice.objects.all()}


def _nothing_half_destroyed() -> None:
    """What went, went with all that hangs under it, with its proof and its line in the log."""
    assert SignalSketch.objects.count() == Signal.objects.count(), "half a signal"
    proved = DestructionCertificate.objects.all()
    for kind, rows in _ending_rows().items():
        gone = ENDING - rows.count()
        assert sum(proved.filter(subject_kind=kind).values_list("count", flat=True)) == gone, "gone without proof"
    assert AuditEntry.objects.filter(event="destroyed").count() == proved.count(), "proof without its line in the log"


def main(what: str) -> None:
    seed = int.from_bytes(os.urandom(4))
    choose = random.Random(seed)  # noqa: S311, moments to be killed at, no secret
    made, group, editor = settle()
    found: dict[str, Any] = {"seed": seed}
    if what == "import":
        found |= kill_imports(made["woerden"], editor, choose)
    elif what == "night":
        found |= kill_night(made["woerden"], editor, choose)
    else:
        viewer = viewer_of(editor)
        edition = ready_edition(made["bureau"], group, viewer)
        found["release"] = kill_release(edition, viewer, choose)
        found["worker"] = kill_worker(choose)
        found["receipt"] = kill_receipt(edition, viewer, choose)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
