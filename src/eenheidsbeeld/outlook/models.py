"""Counts per area, phenomenon and week; what was unusual, what was expected, and what came of it.

Counts outlive the signals and carry the same rights. What is made of counts carries the rights of its readers: a look
at the week is of one organisation, a forecast is of one group, so nobody reads a number that rests on what they may
not see.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.core.judgement import Likelihood
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its
from eenheidsbeeld.outlook.labels import FINDING_LABELS, OUTCOME_LABELS, SAID_LABELS, WHY_LABELS
from eenheidsbeeld.outlook.processing import NUMBERS, SCORES
from eenheidsbeeld.outlook.rules import Said
from eenheidsbeeld.sharing.models import Shared

RIGHTS: tuple[str, ...] = tuple(field.attname for field in Shared._meta.local_fields)  # type: ignore[attr-defined]


def _choices(labels: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): label for key, label in labels.items()}


class WeeklyCount(Shared):
    """How many signals one owner brought in, under one set of rights, about one phenomenon in one area and week.

    Rights stand on the count itself, so `visible_to` filters numbers exactly as it filters signals.
    """

    keep_for = KeepFor(10 * YEAR, "week_starts_at", "to know what is usual for the season")
    processing = NoPersonalData(_("Counts per area, week and subject, without texts and without keys of people"))

    week = models.CharField(max_length=8)
    week_starts_at = models.DateTimeField()
    area_code = models.CharField(max_length=40)
    area_year = models.PositiveSmallIntegerField()
    phenomenon = models.CharField(max_length=40, blank=True, default="")
    count = models.PositiveIntegerField()
    # History that was brought in as counts is never computed again from signals.
    is_history = models.BooleanField(default=False)
    counted_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_code", "week_starts_at"], name="count_by_area"),
            models.Index(fields=["week_starts_at", "area_code"], name="count_by_week"),
        ]


class WeekLook(Shared):
    """One look at one week through the eyes of one organisation, stored before anybody knows what comes of it."""

    keep_for = KeepFor(5 * YEAR, "made_at", "to keep score of alerts over the years")
    processing = NUMBERS
    holds_codes = ("silent", "tail")

    week = models.CharField(max_length=8)
    said = models.CharField(max_length=20, choices=_choices(SAID_LABELS), default=Said.COMPARED.value)
    weeks_known = models.PositiveSmallIntegerField(default=0)
    # Weeks at the end whose reports were still coming in: they raise no alert.
    weeks_open = models.PositiveSmallIntegerField(default=0)
    tested = models.PositiveIntegerField(default=0)
    not_shown = models.PositiveIntegerField(default=0)
    # How many series say nothing, per reason; and per phenomenon the tail seen and promised at three levels.
    silent = models.JSONField(default=dict)
    tail = models.JSONField(default=dict)
    method = models.CharField(max_length=20)
    # Computed afterwards, from what is known of the weeks up to it: never counted as said in advance.
    is_backcast = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "week"], name="a_look_once_a_week")]


class Alert(models.Model):
    """One unusual event of that week: all series and clusters that saw it are one alert."""

    keep_for = with_its("look")
    processing = NUMBERS
    holds_codes = ("areas", "also", "key", "history")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    look = models.ForeignKey(WeekLook, on_delete=models.CASCADE, related_name="alerts")
    rank = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=120)
    phenomenon = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8)
    area_code = models.CharField(max_length=40)
    areas = models.JSONField(default=list)
    first_week = models.CharField(max_length=8)
    observed = models.PositiveIntegerField()
    expected = models.FloatField()
    upper = models.FloatField(null=True)
    p = models.FloatField()
    # As the method itself said it, before the past year was taken into account; None where nothing was.
    p_before = models.FloatField(null=True)
    # How many of all that was compared pass this p by themselves: the sum beside a list that ends here.
    by_chance = models.FloatField()
    reason = models.PositiveSmallIntegerField(default=0)
    also = models.JSONField(default=list)
    # The half year before, week by week: counted, expected and the highest usual count, as they were said then.
    history = models.JSONField(default=dict)
    continues = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "rank"], name="an_alert_rank_once")]
        indexes = [models.Index(fields=["area_code", "phenomenon"], name="alert_by_area")]

    def __str__(self) -> str:
        return self.reference


class AlertJudgement(models.Model):
    """What a person found behind an alert; undone by a later moment, never removed."""

    keep_for = with_its("alert")
    processing = SCORES

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="judgements")
    finding = models.CharField(max_length=10, choices=_choices(FINDING_LABELS))
    why = models.CharField(max_length=16, choices=_choices(WHY_LABELS), blank=True, default="")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alert"], condition=models.Q(undone_at=None), name="one_judgement_stands")
        ]


class ForecastSheet(Shared):
    """What was expected of one week, one phenomenon and the areas of one group, so many weeks before it came."""

    keep_for = KeepFor(5 * YEAR, "made_at", "to keep score of forecasts over the years")
    processing = NUMBERS
    holds_codes = ("areas", "numbers", "weights", "observed")

    phenomenon = models.CharField(max_length=40)
    group_area = models.CharField(max_length=40)
    last_known_week = models.CharField(max_length=8)
    horizon = models.PositiveSmallIntegerField()
    week = models.CharField(max_length=8)
    week_starts_at = models.DateTimeField()
    areas = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)
    # Which methods spoke: how much each weighs, how well it said the weeks before, and how many weeks those were.
    weights = models.JSONField(default=dict)
    # The counts that came, in the order of `areas`; None until the week is complete.
    observed = models.JSONField(null=True)
    is_backcast = models.BooleanField(default=False)
    method = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    scored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group_area", "phenomenon", "week", "horizon"], name="a_forecast_once")
        ]
        indexes = [models.Index(fields=["week_starts_at", "group_area"], name="forecast_by_week")]


class Claim(Shared):
    """A likelihood word in a released edition, by key; a person judges what came of it when its time is over."""

    keep_for = KeepFor(7 * YEAR, "released_at", "to keep score of what editions expected")
    processing = SCORES
    holds_codes = ("digest",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    # The sentence itself stays with the edition; here only its key, and a digest so that a correction counts once.
    edition = models.CharField(max_length=10)
    statement = models.CharField(max_length=10)
    series = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    week = models.CharField(max_length=8)
    area_code = models.CharField(max_length=40)
    likelihood = models.CharField(max_length=16, choices={w.value: w.value for w in Likelihood})
    released_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=_choices(OUTCOME_LABELS), blank=True, default="")
    judged_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "digest"], name="a_claim_once")]
        indexes = [models.Index(fields=["owner", "due_at"], name="claim_due")]


class Happening(Shared):
    """That people called a situation raised or worse, where and in which week: what alerts are held against."""

    keep_for = KeepFor(5 * YEAR, "at", "to keep score of alerts over the years")
    processing = NUMBERS

    situation = models.CharField(max_length=10)
    phenomenon = models.CharField(max_length=40)
    area_code = models.CharField(max_length=40)
    week = models.CharField(max_length=8)
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["situation", "area_code"], name="a_happening_once")]
