"""Groups, compartments and scopes, and the fields that every shared record carries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.retention import YEAR, KeepFor
from eenheidsbeeld.sharing.labels import MARKING_LABELS, REGIME_LABELS
from eenheidsbeeld.sharing.processing import ACCESS
from eenheidsbeeld.sharing.rules import Marking, Regime, Rights


class SharingGroup(models.Model):
    """A circle of organisations, such as "beeld West-Utrecht"."""

    keep_for = KeepFor(7 * YEAR, "ended_at", "records say with which groups they were shared")
    processing = NoPersonalData(_("The name of a circle of organisations"))
    holds_words = ("name",)

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=40, default="", blank=True)
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


class CompartmentKey(models.Model):
    keep_for = KeepFor(7 * YEAR, "until", "shows who could open the compartment and when")
    processing = ACCESS

    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="keys")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="compartment_keys")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)


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
    """What every record carries that is seen across organisations: owner, marking, scope, regime."""

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
        }


def _groups_of(scope: SharingScope | None) -> frozenset[int]:
    return frozenset(scope.groups.values_list("pk", flat=True)) if scope else frozenset()


class SharingConsent(models.Model):
    """The source agreed that a record is shared wider than it was."""

    keep_for = KeepFor(5 * YEAR, "given_at", "proof that wider sharing was agreed")
    processing = ACCESS

    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    from_marking = models.CharField(max_length=12)
    to_marking = models.CharField(max_length=12)
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
