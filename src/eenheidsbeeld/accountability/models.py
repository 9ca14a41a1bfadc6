"""Confirmations before going live, and data breaches: by keys and functions, without names."""

from __future__ import annotations

from django.db import models

from eenheidsbeeld.accountability.labels import (
    BREACH_KIND_LABELS,
    RISK_LABELS,
    TOLD_LABELS,
)
from eenheidsbeeld.accountability.processing import ACCOUNTING
from eenheidsbeeld.accountability.rules import Told
from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.accounts.processing import ACCOUNTS
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its
from eenheidsbeeld.signals.models import NameReport


class ControllerDetails(models.Model):
    """Who is responsible in an organisation, and whom to ask. Functions, no names."""

    keep_for = with_its("organisation")
    processing = ACCOUNTS
    holds_words = ("controller", "contact", "officer")

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="controller_details")
    controller = models.CharField(max_length=160)
    contact = models.CharField(max_length=160)
    officer = models.CharField(max_length=160)
    changed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()


class Confirmation(models.Model):
    """Somebody confirmed, under a function, that one item of the go-live list is in place. Only added to."""

    keep_for = KeepFor(7 * YEAR, "withdrawn_at", "shows on what ground production was opened")
    processing = ACCOUNTING
    holds_words = ("note",)

    item = models.CharField(max_length=40)
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(withdrawn_at=None), name="one_running_confirmation"
            )
        ]


class Breach(models.Model):
    """A data breach: what is known, what was decided and why. The register of AVG art. 33 lid 5."""

    keep_for = KeepFor(5 * YEAR, "closed_at", "the register of breaches, to be shown to the supervisor")
    keep_open_for = KeepFor(10 * YEAR, "opened_at", "a breach that was never closed, to be shown to the supervisor")
    processing = ACCOUNTING
    holds_words = ("what_happened", "consequences", "measures", "reason")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name_report = models.OneToOneField(NameReport, on_delete=models.SET_NULL, null=True, related_name="breach")
    kind = models.CharField(max_length=16, choices={k.value: label for k, label in BREACH_KIND_LABELS.items()})
    discovered_at = models.DateTimeField()
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    what_happened = models.TextField(blank=True, default="")
    consequences = models.TextField(blank=True, default="")
    measures = models.TextField(blank=True, default="")
    people_count = models.PositiveIntegerField(null=True, blank=True)
    risk = models.CharField(
        max_length=10, blank=True, default="", choices={r.value: label for r, label in RISK_LABELS.items()}
    )
    supervisor = models.CharField(
        max_length=10,
        default=Told.UNDECIDED.value,
        choices={t.value: label for t, label in TOLD_LABELS.items()},
    )
    people = models.CharField(
        max_length=10,
        default=Told.UNDECIDED.value,
        choices={t.value: label for t, label in TOLD_LABELS.items()},
    )
    reason = models.TextField(blank=True, default="")
    supervisor_told_at = models.DateTimeField(null=True, blank=True)
    people_told_at = models.DateTimeField(null=True, blank=True)
    # Of the reminders of the clock, the one that went last, in hours after the discovery.
    reminded_after = models.PositiveSmallIntegerField(default=0, db_default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-discovered_at"], name="breach_by_organisation")]
