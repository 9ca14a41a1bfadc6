"""Work that follows from a change. A task is a row in the transaction of the change; a worker picks it up.

A task is taken for a while, not for ever: when its worker is killed another takes it again, so a task must be
able to run twice. Errors keep their class and place only, because a message may quote what somebody wrote.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from eenheidsbeeld.core import clock
from eenheidsbeeld.core.log_lines import class_and_place
from eenheidsbeeld.core.models import Lease, QueuedTask, RecurringWork

log = logging.getLogger(__name__)
TAKEN_FOR = timedelta(minutes=10)
MOST_ATTEMPTS = 6
LEASE_FOR = timedelta(seconds=60)

TaskFunction = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Recurring:
    name: str
    next_after: Callable[[datetime], datetime]


_tasks: dict[str, TaskFunction] = {}
_recurring: dict[str, Recurring] = {}
_each_round: dict[str, Callable[[], object]] = {}


def task(name: str) -> Callable[[TaskFunction], TaskFunction]:
    """Declare a task under the name by which any room may queue it."""

    def declare(function: TaskFunction) -> TaskFunction:
        if _tasks.get(name, function).__module__ != function.__module__:
            raise ValueError(f"two tasks are called {name}")
        _tasks[name] = function
        return function

    return declare


def recurring(name: str, *, next_after: Callable[[datetime], datetime]) -> None:
    """Let the declared task run again and again; `next_after` says when, after a given moment."""
    _recurring[name] = Recurring(name, next_after)


def each_round(name: str, work: Callable[[], object]) -> None:
    """Let the leader do this itself in each round, about once a second: too often for a task of its own."""
    _each_round[name] = work


def every(**interval: int) -> Callable[[datetime], datetime]:
    return lambda moment: moment + timedelta(**interval)


def enqueue(name: str, *, after: datetime | None = None, **arguments: Any) -> None:
    """Write the task in the running transaction. Arguments are keys and states, never what people wrote."""
    if name not in _tasks:
        raise LookupError(f"no room declares a task called {name}")
    now = clock.now()
    QueuedTask.objects.create(name=name, arguments=arguments, enqueued_at=now, run_after=after or now)


def is_waiting(name: str, **arguments: Any) -> bool:
    """Whether a task with these arguments waits or runs, so that a page can say that its answer is on its way."""
    return any(arguments.items() <= one.items() for one in waiting_for(name))


def waiting_for(name: str) -> list[dict[str, Any]]:
    """The arguments of each task of this name that still waits or runs."""
    left = QueuedTask.objects.filter(name=name, finished_at=None, failed_at=None)
    return list(left.values_list("arguments", flat=True))


def run_due(*, worker: str = "", at_most: int | None = None, taken_for: timedelta = TAKEN_FOR) -> int:
    """Run what is due, one by one; answers how many ran. Tests and the command line call this directly.

    `taken_for`: how long a task stays with this worker before another may think that it was killed.
    """
    name = worker or worker_name()
    done = 0
    while (at_most is None or done < at_most) and (taken := _take_one(name, taken_for)):
        _run(taken)
        done += 1
    return done


def worker_name() -> str:
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{threading.get_ident() % 100_000}"


def _take_one(worker: str, taken_for: timedelta) -> QueuedTask | None:
    now = clock.now()
    waiting = QueuedTask.objects.filter(
        Q(taken_until=None) | Q(taken_until__lt=now), finished_at=None, failed_at=None, run_after__lte=now
    ).order_by("run_after", "id")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        taken = waiting.first()
        if taken is None:
            return None
        taken.taken_until, taken.taken_by, taken.attempts = now + taken_for, worker, taken.attempts + 1
        taken.save(update_fields=["taken_until", "taken_by", "attempts"])
        return taken


def _run(taken: QueuedTask) -> None:
    try:
        _tasks[taken.name](**taken.arguments)
    except Exception as problem:
        _put_back(taken, problem)
    else:
        taken.finished_at = clock.now()
        taken.save(update_fields=["finished_at"])


def _put_back(taken: QueuedTask, problem: Exception) -> None:
    now = clock.now()
    taken.last_error = class_and_place(problem)
    taken.taken_until = None
    taken.run_after = now + timedelta(seconds=15 * 4**taken.attempts)
    if taken.attempts >= MOST_ATTEMPTS:
        taken.failed_at = now
    taken.save(update_fields=["last_error", "taken_until", "run_after", "failed_at"])
    log.error("task %s (%s) went wrong: %s", taken.name, taken.pk, taken.last_error)


def run_recurring(*, worker: str = "") -> int:
    """As the one leader, queue the recurring work that is due; answers how many tasks were queued."""
    now = clock.now()
    if not _lead(worker or worker_name(), now):
        return 0
    for name, work in _each_round.items():
        _do_apart(name, work)
    return sum(_queue_if_due(item, now) for item in _recurring.values())


def _do_apart(name: str, work: Callable[[], object]) -> None:
    """What fails each second, such as sealing the log, must not keep the work of the night from being queued."""
    try:
        work()
    except Exception as problem:
        log.error("%s went wrong: %s", name, class_and_place(problem))


@transaction.atomic
def _lead(worker: str, now: datetime) -> bool:
    lease, made = Lease.objects.select_for_update().get_or_create(
        name="recurring", defaults={"holder": worker, "until": now + LEASE_FOR}
    )
    if not made and lease.holder != worker and lease.until > now:
        return False
    lease.holder, lease.until = worker, now + LEASE_FOR
    lease.save()
    return True


@transaction.atomic
def _queue_if_due(item: Recurring, now: datetime) -> int:
    work, made = RecurringWork.objects.select_for_update().get_or_create(
        name=item.name, defaults={"next_at": item.next_after(now)}
    )
    if made or work.next_at > now:
        return 0
    work.last_at, work.next_at = now, item.next_after(now)
    work.save()
    enqueue(item.name)
    return 1


def work_until(stop: threading.Event, *, every_seconds: float = 1.0) -> None:
    """The worker's loop: recurring work, then what is due, then a short rest."""
    name = worker_name()
    while not stop.is_set():
        try:
            run_recurring(worker=name)
            ran = run_due(worker=name, at_most=50)
        except Exception as problem:
            log.error("worker: %s", class_and_place(problem))
            connection.close()
            ran = 0
        if not ran:
            stop.wait(every_seconds)
