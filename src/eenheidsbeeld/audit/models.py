"""The log: what was done and what was read, by keys. Only added to; no foreign keys, so nothing cascades into it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.audit.labels import HOLD_GROUND_LABELS
from eenheidsbeeld.audit.processing import LOG
from eenheidsbeeld.audit.rules import HoldGround
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor


class AuditEntry(models.Model):
    keep_for = KeepFor(5 * YEAR, "at", "proof of what was done and read")
    processing = LOG
    holds_codes = ("details", "own_hash")

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
    processing = NoPersonalData(_("Hashes and numbers of the log"))
    holds_codes = ("missing", "digest", "previous", "seal")

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


class LegalHold(models.Model):
    """Destruction stops here: a court case, a complaint, a request that runs. Placed and lifted by people.

    What is held is a record (kind and key), or an area or a subject with a period (`hold_rules.HeldPeriod`), then
    of one organisation, or of a whole unit when no organisation is named.
    """

    keep_for = KeepFor(5 * YEAR, "lifted_at", "shows why something was kept longer than its term")
    processing = LOG
    holds_words = ("reason",)
    holds_codes = ("subject_kind", "subject_key")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    organisation = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=40, default="", db_default="")
    ground = models.CharField(
        max_length=12, default=HoldGround.OTHER.value, db_default=HoldGround.OTHER.value,
        choices={ground.value: label for ground, label in HOLD_GROUND_LABELS.items()},
    )  # fmt: skip
    reason = models.CharField(max_length=300)
    placed_by = models.BigIntegerField()
    placed_at = models.DateTimeField()
    review_at = models.DateTimeField()
    lifted_by = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key"], condition=models.Q(lifted_at=None), name="one_running_hold"
            )
        ]


class DestructionNight(models.Model):
    """One round of destruction over all kinds of record: begun, ended, and what could not be done.

    A night that was cut off goes on under its own number, so that it has one certificate.
    """

    keep_for = KeepFor(None, "number", "the proof of destruction is kept")
    processing = NoPersonalData(_("Moments, counts and keys of what was destroyed"))
    holds_codes = ("version", "held", "needed", "failed", "log_head", "seal")

    number = models.BigAutoField(primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.CharField(max_length=40)
    # By kind: how many somebody holds, how many another record still needs, and what went wrong: key, class of error.
    held = models.JSONField(default=dict)
    needed = models.JSONField(default=dict)
    failed = models.JSONField(default=dict)
    log_head = models.CharField(max_length=64, default="")
    times_cut_off = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Keyed, over all that stands here, over its certificates and over the seal of the night before.
    seal = models.CharField(max_length=64, default="", db_default="")


class DestructionCertificate(models.Model):
    """Proof that records ended: written in the transaction that destroyed them. Counts and a digest, no content."""

    keep_for = KeepFor(None, "night", "the proof of destruction is kept")
    processing = NoPersonalData(_("Counts and digests of what was destroyed"))
    holds_codes = ("subject_kind", "keys_digest", "since_field", "why", "seal")

    night = models.ForeignKey(DestructionNight, on_delete=models.PROTECT, related_name="certificates")
    subject_kind = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    keys_digest = models.CharField(max_length=64)
    oldest = models.DateTimeField()
    newest = models.DateTimeField()
    term_days = models.PositiveIntegerField()
    since_field = models.CharField(max_length=60)
    why = models.CharField(max_length=200)
    destroyed_at = models.DateTimeField()
    seal = models.CharField(max_length=64, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "destroyed_at"], name="certificate_by_kind")]


class LogCheck(models.Model):
    """Somebody, or the night, asked whether the log is whole; what was found, by numbers."""

    keep_for = KeepFor(5 * YEAR, "asked_at", "shows that the log was looked after, and what was found")
    processing = LOG
    holds_codes = ("head", "findings")

    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    seals = models.PositiveBigIntegerField(default=0)
    entries = models.PositiveBigIntegerField(default=0)
    unsealed = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")
    findings = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-asked_at", "-id"], name="log_check_newest")]
