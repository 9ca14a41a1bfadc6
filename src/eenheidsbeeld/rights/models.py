"""A request of a person, and where words were found: keys and decisions, never who asked or what was typed."""

from __future__ import annotations

from datetime import date

from django.db import models

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its
from eenheidsbeeld.rights.labels import OUTCOME_LABELS, RIGHT_LABELS
from eenheidsbeeld.rights.processing import REQUESTS
from eenheidsbeeld.rights.rules import Outcome, Right, due_on
from eenheidsbeeld.sharing.labels import MARKING_LABELS, REGIME_LABELS


class AccessRequest(models.Model):
    """Somebody asks what is kept about them, or to change it. Who, stands in the organisation's own files."""

    keep_for = KeepFor(3 * YEAR, "answered_at", "shows that a request was answered, in time and how")
    keep_open_for = KeepFor(5 * YEAR, "opened_at", "a request that was never answered, for the complaint about it")
    processing = REQUESTS
    holds_words = ("extended_because",)
    holds_codes = ("answer_sha256",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    right = models.CharField(max_length=14, choices={r.value: label for r, label in RIGHT_LABELS.items()})
    received_on = models.DateField()
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_because = models.CharField(max_length=300, blank=True, default="")
    searches = models.PositiveIntegerField(default=0)
    searched_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    # Of the answer that was given: by this the copy in the organisation's own files is recognised. No copy is kept.
    answer_sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-received_on"], name="access_by_organisation")]

    @property
    def due_on(self) -> date:
        return due_on(Right(self.right), self.received_on, is_extended=self.extended_at is not None)


class AccessHit(models.Model):
    """A place where searched words stand: which record, which field, and what was decided about it."""

    keep_for = with_its("request")
    processing = REQUESTS
    holds_words = ("motivation",)
    holds_codes = ("kind", "key", "field", "digest", "ground")

    request = models.ForeignKey(AccessRequest, on_delete=models.CASCADE, related_name="hits")
    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    place = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    owner = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    regime = models.CharField(max_length=4, choices={r.value: label for r, label in REGIME_LABELS.items()})
    marking = models.CharField(
        max_length=12, blank=True, default="", choices={m.value: label for m, label in MARKING_LABELS.items()}
    )
    found_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10,
        default=Outcome.OPEN.value,
        choices={o.value: label for o, label in OUTCOME_LABELS.items()},
    )
    ground = models.CharField(max_length=30, blank=True, default="")
    motivation = models.CharField(max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "key", "field", "place"], name="a_place_once")
        ]
