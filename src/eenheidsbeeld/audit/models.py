"""The log: what was done and what was read, by keys. Only added to; no foreign keys, so nothing cascades into it."""

from __future__ import annotations

from django.db import models

from eenheidsbeeld.core.retention import YEAR, KeepFor


class AuditEntry(models.Model):
    keep_for = KeepFor(5 * YEAR, "at", "proof of what was done and read")

    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    person = models.BigIntegerField(null=True)
    membership = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)
    system = models.CharField(max_length=40, default="")
    details = models.JSONField(default=dict)
    is_read = models.BooleanField(default=False)
    own_hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "is_read"], name="audit_by_subject"),
            models.Index(fields=["at"], name="audit_by_moment"),
        ]


class AuditSeal(models.Model):
    """A link of the chain over a range of entries. Hashes only, so it outlives the entries and proves their end."""

    keep_for = KeepFor(None, "number", "the chain is whole only with all its links")

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    missing = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)
    # Set by the nightly destruction when the entries have reached their term; no part of the seal.
    entries_destroyed_at = models.DateTimeField(null=True)
