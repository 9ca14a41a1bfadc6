"""A Woo dossier: the request, its documents, a decision per paragraph, and views of partners. No text is copied."""

from __future__ import annotations

from datetime import date

from django.db import models

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its
from eenheidsbeeld.openness.labels import ANSWER_LABELS, KIND_LABELS, STATE_LABELS
from eenheidsbeeld.openness.processing import DOSSIERS
from eenheidsbeeld.openness.rules import State, due_on
from eenheidsbeeld.sharing.labels import MARKING_LABELS, REGIME_LABELS


class WooRequest(models.Model):
    """Somebody asks for public information. Who, stands in the organisation's own files."""

    keep_for = KeepFor(7 * YEAR, "closed_at", "shows what was made public, what not, and why")
    keep_open_for = KeepFor(7 * YEAR, "opened_at", "a request that was never closed, for the complaint about it")
    processing = DOSSIERS
    holds_words = ("subject", "extended_because")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=300)
    received_on = models.DateField()
    opened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_because = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(
        max_length=10,
        default=State.DECIDING.value,
        choices={s.value: label for s, label in STATE_LABELS.items()},
    )
    proposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-received_on"], name="woo_by_organisation")]

    @property
    def due_on(self) -> date:
        return due_on(self.received_on, is_extended=self.extended_at is not None)


class WooDocument(models.Model):
    """A record that the request is about, by key. While the request runs its destruction is held."""

    keep_for = with_its("request")
    processing = DOSSIERS
    holds_words = ("title",)

    request = models.ForeignKey(WooRequest, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices={k.value: label for k, label in KIND_LABELS.items()})
    key = models.CharField(max_length=10)
    # Made of codes and the name of a publication, so that it holds nothing that a paragraph withholds.
    title = models.CharField(max_length=200)
    made_on = models.DateField()
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    regime = models.CharField(max_length=4, choices={r.value: label for r, label in REGIME_LABELS.items()})
    marking = models.CharField(max_length=12, choices={m.value: label for m, label in MARKING_LABELS.items()})
    # Whose words stand in it, other than the organisation that decides.
    third_parties = models.ManyToManyField(Organisation, related_name="+")
    collected_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "key"], name="a_document_once"),
            models.UniqueConstraint(fields=["request", "number"], name="a_number_once"),
        ]


class WooPart(models.Model):
    """A paragraph by its place and digest, and what was decided about it."""

    keep_for = with_its("document")
    processing = DOSSIERS
    holds_words = ("motivation",)
    holds_codes = ("place", "digest")

    document = models.ForeignKey(WooDocument, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveIntegerField()
    place = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    # Empty: not decided; "open"; or the key of a ground.
    decision = models.CharField(max_length=12, blank=True, default="")
    motivation = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "place"], name="a_paragraph_once")]


class WooOpinion(models.Model):
    """The view of a partner on opening its words (zienswijze): asked, and what came back."""

    keep_for = with_its("request")
    processing = DOSSIERS
    holds_words = ("words",)

    request = models.ForeignKey(WooRequest, on_delete=models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    answer_before = models.DateField()
    answer = models.CharField(
        max_length=14, blank=True, default="", choices={a.value: label for a, label in ANSWER_LABELS.items()}
    )
    words = models.CharField(max_length=1000, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "organisation"], name="asked_once")]
