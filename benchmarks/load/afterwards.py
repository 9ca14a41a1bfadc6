"""What must be true after the kills: what was acknowledged stands there once, and nothing stands there by half.

Run as a program with the settings of the server, on the journal that the people kept outside it:

    python benchmarks/load/afterwards.py journal.jsonl tried.json

Prints one JSON object: counts of what was looked at, and each thing that is wrong in words.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

Wrong = list[str]


def look(journal: Path, tried: Path) -> dict[str, Any]:
    import django

    django.setup()
    from eenheidsbeeld.core import queue

    # A worker that was killed leaves its task taken for ten minutes; nobody waits for that here.
    queue.run_due(worker="afterwards", taken_for=timedelta(minutes=10))
    _take_over_what_was_taken()
    queue.run_due(worker="afterwards")
    stored = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    wrong: Wrong = []
    counted: Counter[str] = Counter(f"acknowledged {one['kind']}" for one in stored)
    for check in (_signals, _marked_once, _decisions, _acknowledged_releases, _agreements):
        check(stored, wrong)
    counted.update(_no_half_signals(wrong))
    counted.update(_not_doubled(json.loads(tried.read_text("utf-8")), wrong))
    counted.update(_editions(wrong))
    counted.update(_tasks(wrong))
    return {"counted": dict(sorted(counted.items())), "wrong": wrong}


def _take_over_what_was_taken() -> None:
    from eenheidsbeeld.core.models import QueuedTask

    QueuedTask.objects.filter(finished_at=None, failed_at=None).update(
        taken_until=None, run_after="2000-01-01T00:00Z"
    )


def _of(stored: list[dict[str, Any]], *kinds: str) -> list[dict[str, Any]]:
    return [one for one in stored if one["kind"] in kinds]


def _signals(stored: list[dict[str, Any]], wrong: Wrong) -> None:
    """Under the reference that the sender was shown, with the words that were sent, and with its line in the log."""
    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.signals.models import Signal

    for one in _of(stored, "signal"):
        found = Signal.objects.filter(reference=one["reference"].replace("-", "")).first()
        if found is None:
            wrong.append(f"lost: signal {one['reference']}")
            continue
        if one["mark"] not in found.text:
            wrong.append(f"other words under {one['reference']}")
        lines = AuditEntry.objects.filter(event="signal_received", subject_key=str(found.pk)).count()
        if lines != 1:
            wrong.append(f"signal {one['reference']} stands {lines} times in the log")


def _marked_once(stored: list[dict[str, Any]], wrong: Wrong) -> None:
    """A correction copies the sentences of its edition: once in each version, and always in the one it was written in."""
    from eenheidsbeeld.publishing.models import Statement
    from eenheidsbeeld.situations.models import Fact

    for one in _of(stored, "statement"):
        editions = Counter(
            Statement.objects.filter(text__contains=one["mark"]).values_list("section__edition__reference", flat=True)
        )
        if editions[one["edition"]] != 1 or max(editions.values(), default=0) > 1:
            wrong.append(f"sentence {one['mark']} stands {dict(editions)}")
    for one in _of(stored, "fact"):
        count = Fact.objects.filter(text__contains=one["mark"]).count()
        if count != 1:
            wrong.append(f"fact {one['mark']} stands {count} times")


def _decisions(stored: list[dict[str, Any]], wrong: Wrong) -> None:
    """The step that was offered to undo is there, with the change that it says; twice by one person it is not."""
    from eenheidsbeeld.signals.models import Signal
    from eenheidsbeeld.situations.models import InboxStep

    for one in _of(stored, "set_aside", "attach", "start"):
        step = InboxStep.objects.filter(reference=one["step"], kind=one["kind"]).select_related("by__person").first()
        if step is None:
            wrong.append(f"lost: {one['kind']} of {one['signal']}")
            continue
        signal = Signal.objects.get(reference=one["signal"].replace("-", ""))
        if signal.pk not in {change["key"] for change in step.changes if change["kind"] == "signal"}:
            wrong.append(f"{one['kind']} {one['step']} is about another signal than {one['signal']}")


def _acknowledged_releases(stored: list[dict[str, Any]], wrong: Wrong) -> None:
    from eenheidsbeeld.publishing.models import Edition

    for one in _of(stored, "release"):
        if not Edition.objects.filter(reference=one["edition"], state__in=("released", "superseded")).exists():
            wrong.append(f"lost: release of {one['edition']}")


def _agreements(stored: list[dict[str, Any]], wrong: Wrong) -> None:
    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.publishing.models import Edition

    for one in _of(stored, "agree"):
        edition = Edition.objects.get(reference=one["edition"])
        if not AuditEntry.objects.filter(event="part_answered", subject_key=str(edition.pk)).exists():
            wrong.append(f"lost: agreement to {one['edition']}")


def _no_half_signals(wrong: Wrong) -> dict[str, int]:
    """Of what came in through the door: each signal has its sketch and its line in the log, and they have it."""
    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.signals.models import Signal, SignalSketch

    came_in = set(Signal.objects.exclude(brought_in_by=None).values_list("pk", flat=True))
    sketched = set(SignalSketch.objects.values_list("signal_id", flat=True))
    logged = Counter(
        int(key) for key in AuditEntry.objects.filter(event="signal_received").values_list("subject_key", flat=True)
    )
    known = set(Signal.objects.values_list("pk", flat=True))
    for name, keys in (("without a sketch", came_in - sketched), ("without a line in the log", came_in - set(logged)),
                       ("in the log and not there", set(logged) - known)):  # fmt: skip
        if keys:
            wrong.append(f"{len(keys)} signals {name}")
    if twice := sum(count > 1 for count in logged.values()):
        wrong.append(f"{twice} signals stand in the log twice")
    return {"signals brought in": len(came_in)}


def _not_doubled(tried: dict[str, dict[str, Any]], wrong: Wrong) -> dict[str, int]:
    """Also what was never acknowledged: it stands there once or not at all."""
    from eenheidsbeeld.publishing.models import Statement
    from eenheidsbeeld.signals.models import Signal
    from eenheidsbeeld.situations.models import Fact

    for mark, one in tried.items():
        if one["kind"] == "signal" and (count := Signal.objects.filter(text__contains=f"{mark}.").count()) > 1:
            wrong.append(f"signal {mark} stands {count} times")
        if one["kind"] == "fact" and (count := Fact.objects.filter(text__contains=f"{mark}.").count()) > 1:
            wrong.append(f"fact {mark} stands {count} times")
        if one["kind"] == "statement":
            own = Statement.objects.filter(text__contains=f"{mark}.", section__edition__reference=one["edition"])
            if (count := own.count()) > 1:
                wrong.append(f"sentence {mark} stands {count} times")
    return {"writes tried": len(tried)}


def _editions(wrong: Wrong) -> dict[str, int]:
    """A release is whole or it is not there: snapshot, recipients, log, task and files; and a draft has none of it."""
    from eenheidsbeeld.audit.models import AuditEntry
    from eenheidsbeeld.core.models import QueuedTask
    from eenheidsbeeld.publishing.models import Edition
    from eenheidsbeeld.sharing.models import GroupMember

    tasks = Counter(
        one["edition"]
        for one in QueuedTask.objects.filter(name="publishing.make_files").values_list("arguments", flat=True)
    )
    states: Counter[str] = Counter()
    for edition in Edition.objects.select_related("publication"):
        states[f"editions {edition.state}"] += 1
        is_out = edition.state in ("released", "superseded", "withdrawn")
        found = (
            hashlib.sha256(edition.snapshot.encode()).hexdigest() == edition.snapshot_hash if is_out
            else bool(edition.snapshot),
            edition.recipients.count(),
            AuditEntry.objects.filter(event="edition_released", subject_key=str(edition.pk)).count(),
            tasks[edition.reference],
        )  # fmt: skip
        members = GroupMember.objects.filter(group=edition.publication.group, until=None).count()
        if found != ((True, members, 1, 1) if is_out else (False, 0, 0, 0)):
            wrong.append(f"edition {edition.reference} ({edition.state}) is there by half: {found}")
        if is_out:
            _files_of(edition, wrong)
    return dict(states)


def _files_of(edition: Any, wrong: Wrong) -> None:
    from eenheidsbeeld.publishing import files

    kept = {row.form: row.sha256 for row in edition.files.all()}
    if sorted(kept) != ["docx", "pdf"]:
        wrong.append(f"edition {edition.reference} has the files {sorted(kept)}")
    for form, digest in kept.items():
        path = files.path_of(edition, form)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"the file {form} of {edition.reference} is not what was released")


def _tasks(wrong: Wrong) -> dict[str, int]:
    from eenheidsbeeld.core.models import QueuedTask

    for one in QueuedTask.objects.exclude(failed_at=None):
        wrong.append(f"task {one.name} failed: {one.last_error}")
    for one in QueuedTask.objects.filter(finished_at=None, failed_at=None):
        if one.attempts:
            wrong.append(f"task {one.name} is not finished: {one.last_error}")
    return {"tasks done": QueuedTask.objects.exclude(finished_at=None).count()}


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]), Path(sys.argv[2]))))
