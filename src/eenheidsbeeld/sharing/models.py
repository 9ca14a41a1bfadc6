"""Groups, compartments and scopes, and the fields that every shared record carries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor
from eenheidsbeeld.sharing.consent_rules import Answer
from eenheidsbeeld.sharing.labels import ANSWER_LABELS, MARKING_LABELS, PURPOSE_LABELS, REGIME_LABELS, VERDICT_LABELS
from eenheidsbeeld.sharing.processing import ACCESS
from eenheidsbeeld.sharing.rules import Marking, Purpose, Regime, Rights


class SharingGroup(models.Model):
    """A circle of organisations, such as "beeld West-Utrecht"."""

    keep_for = KeepFor(7 * YEAR, "ended_at", "records say with which groups they were shared")
    processing = NoPersonalData(_("The name of a circle of organisations"))
    holds_words = ("name",)

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=40, default="", blank=True)
    # Whose administrators let organisations in; empty for the groups that come with the region.
    keeper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="kept_groups"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    # Only its members know that it exists.
    is_confidential = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    keep_for = KeepFor(7 * YEAR, "until", "shows who could read what and when")
    processing = ACCESS

    group = models.ForeignKey(SharingGroup, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="group_places")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation"], condition=models.Q(until=None), name="once_in_a_group"
            )
        ]


class Compartment(models.Model):
    """A locked room inside an organisation, opened per membership."""

    keep_for = KeepFor(7 * YEAR, "ended_at", "records say in which compartment they lie")
    processing = NoPersonalData(_("The name of a compartment of an organisation"))
    holds_words = ("name",)

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="compartments")
    needs_second_factor = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class BreakGlass(models.Model):
    """A compartment opened without a key, for a few hours: asked by one person, granted by another, then reviewed."""

    keep_for = KeepFor(5 * YEAR, "asked_at", "proof of why a compartment was opened without a key, and who looked")
    processing = ACCESS
    holds_words = ("reason", "review")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="break_glass")
    reason = models.CharField(max_length=300)
    hours = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Set when it is granted; a refused or unanswered one never has it.
    ends_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(
        max_length=16, choices={v.value: label for v, label in VERDICT_LABELS.items()}, blank=True, default=""
    )
    review = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return self.reference


class CompartmentKey(models.Model):
    keep_for = KeepFor(7 * YEAR, "until", "shows who could open the compartment and when")
    processing = ACCESS

    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="keys")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="compartment_keys")
    # Holders answer for the compartment: they give and take keys, and grant break-glass.
    is_holder = models.BooleanField(default=False)
    break_glass = models.ForeignKey(BreakGlass, on_delete=models.PROTECT, null=True, blank=True, related_name="keys")
    since = models.DateTimeField()
    # Lies ahead for a key that ends by itself.
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compartment", "membership"], condition=models.Q(until=None), name="one_key_at_a_time"
            )
        ]


class SharingScope(models.Model):
    """A set of groups and named people, stored once and never changed.

    Records point to their scope, so that "which records may I see" is one `IN` over a handful of scopes
    instead of a join over groups for every row.
    """

    keep_for = KeepFor(30, "used_at", "kept as long as a record points to it, and a while after it was last chosen")
    processing = ACCESS
    holds_codes = ("digest", "people")

    digest = models.CharField(max_length=64, unique=True)
    groups = models.ManyToManyField(SharingGroup, related_name="scopes")
    people = models.JSONField(default=list)
    # When somebody last shared something with it; exact to a day.
    used_at = models.DateTimeField(db_default=Now())

    @property
    def named_people(self) -> frozenset[int]:
        return frozenset(self.people)


class Shared(models.Model):
    """What every record carries that is seen across organisations: owner, marking, scope, regime, purpose.

    The ground follows from purpose and regime (`rules.GROUNDS`), so that the two cannot disagree. What hangs under
    a record (a fact, an assessment, a sentence of an edition) is held for the purpose of that record.
    """

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    marking = models.CharField(
        max_length=12,
        choices={marking.value: label for marking, label in MARKING_LABELS.items()},
        default=Marking.AMBER.value,
    )
    scope = models.ForeignKey(SharingScope, on_delete=models.PROTECT, null=True, related_name="+")
    regime = models.CharField(
        max_length=4,
        choices={regime.value: label for regime, label in REGIME_LABELS.items()},
        default=Regime.AVG.value,
    )
    released_scope = models.ForeignKey(
        SharingScope, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    practice_run = models.BooleanField(default=False)
    purpose = models.CharField(
        max_length=200,
        choices={purpose.value: label for purpose, label in PURPOSE_LABELS.items()},
        default=Purpose.PICTURE.value,
    )

    class Meta:
        abstract = True

    def rights(self) -> Rights:
        """The values that `rules.may_see` decides on."""
        scope, released = self.scope, self.released_scope
        return Rights(
            owner=self.owner_id,
            unit=self.owner.unit_code,
            marking=Marking(self.marking),
            regime=Regime(self.regime),
            groups=_groups_of(scope),
            people=scope.named_people if scope else frozenset(),
            compartment=self.compartment_id,
            practice_run=self.practice_run,
            is_released=released is not None,
            released_groups=_groups_of(released),
            purpose=Purpose(self.purpose),
        )

    def sharing_fields(self) -> dict[str, Any]:
        """The same rights for a record made from this one, such as its group or its counts."""
        return {
            "owner_id": self.owner_id,
            "marking": self.marking,
            "scope_id": self.scope_id,
            "regime": self.regime,
            "released_scope_id": self.released_scope_id,
            "compartment_id": self.compartment_id,
            "practice_run": self.practice_run,
            "purpose": self.purpose,
        }


def _groups_of(scope: SharingScope | None) -> frozenset[int]:
    return frozenset(scope.groups.values_list("pk", flat=True)) if scope else frozenset()


class SharingRequest(models.Model):
    """Somebody asks the source whether a record may be shared wider: with which groups, and why."""

    keep_for = KeepFor(5 * YEAR, "asked_at", "proof of what was asked and answered")
    processing = ACCESS
    holds_words = ("reason", "answer_reason")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    # Who has to agree: the organisation that brought in the record, or something that it rests on.
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sharing_requests")
    to_marking = models.CharField(max_length=12)
    to_scope = models.ForeignKey(SharingScope, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(
        max_length=8, choices={a.value: label for a, label in ANSWER_LABELS.items()}, default=Answer.WAITING.value
    )
    answer_reason = models.CharField(max_length=300, blank=True, default="")
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["source", "answer", "-id"], name="sharing_request_waiting")]


class SharingConsent(models.Model):
    """The source agreed that a record is shared wider than it was: once, with these groups; it can be taken back."""

    keep_for = KeepFor(5 * YEAR, "given_at", "proof that wider sharing was agreed")
    processing = ACCESS

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    source = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    request = models.ForeignKey(SharingRequest, on_delete=models.PROTECT, null=True, related_name="consents")
    from_marking = models.CharField(max_length=12)
    to_marking = models.CharField(max_length=12)
    from_scope = models.ForeignKey(SharingScope, on_delete=models.PROTECT, null=True, related_name="+")
    to_scope = models.ForeignKey(SharingScope, on_delete=models.PROTECT, null=True, related_name="+")
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_key"], name="consent_by_subject")]
