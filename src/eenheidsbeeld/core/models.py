"""Tables that know no room: queued tasks and the schedule of recurring work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.retention import KeepFor


class QueuedTask(models.Model):
    """Work that follows from a change, written in the transaction of that change. Arguments are keys, never text."""

    keep_for = KeepFor(30, "finished_at", "to find out why work was not done")
    processing = NoPersonalData(_("Keys and states of work to be done, never what people wrote"))
    holds_codes = ("name", "arguments", "last_error")

    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    enqueued_at = models.DateTimeField()
    run_after = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=60, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    # The class of the error and the place in our code; a message could hold what somebody wrote.
    last_error = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["run_after", "id"],
                name="queue_waiting",
                condition=models.Q(finished_at=None, failed_at=None),
            )
        ]


class RecurringWork(models.Model):
    """When a recurring task ran last and runs next; one leader at a time holds the lease."""

    keep_for = KeepFor(None, "name", "kept as long as the task exists")
    processing = NoPersonalData(_("Names of tasks and their moments"))
    holds_codes = ("name",)

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)


class Lease(models.Model):
    """Who leads the recurring work now; taken over when the holder is silent."""

    keep_for = KeepFor(None, "name", "kept as long as the role exists")
    processing = NoPersonalData(_("Names of tasks and their moments"))

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=60)
    until = models.DateTimeField()
