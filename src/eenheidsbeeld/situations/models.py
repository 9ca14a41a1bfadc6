"""Situations with their facts and assessments, levels of areas, triggers and the forward calendar."""

from __future__ import annotations

from django.db import models

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import WEEK, YEAR, KeepFor, with_its
from eenheidsbeeld.sharing.models import Shared
from eenheidsbeeld.signals.labels import CONTENT_GRADE_LABELS, SOURCE_GRADE_LABELS
from eenheidsbeeld.signals.models import Signal
from eenheidsbeeld.signals.rules import ContentGrade, SourceGrade
from eenheidsbeeld.situations.labels import (
    CALENDAR_KIND_LABELS,
    CONFIDENCE_LABELS,
    DIRECTION_LABELS,
    DISMISSAL_LABELS,
    LEVEL_LABELS,
    LEVEL_STATUS_LABELS,
    LIKELIHOOD_LABELS,
    PHASE_LABELS,
    STATE_LABELS,
    STEP_LABELS,
    TRIGGER_KIND_LABELS,
)
from eenheidsbeeld.situations.processing import SITUATIONS
from eenheidsbeeld.situations.rules import CalendarKind, Direction, SituationState

LEVEL_CHOICES = {level.value: label for level, label in LEVEL_LABELS.items()}
DIRECTION_CHOICES = {direction.value: label for direction, label in DIRECTION_LABELS.items()}


class Situation(Shared):
    """What is going on: fed by signals, followed over time."""

    keep_for = KeepFor(3 * YEAR, "closed_at", "to recognise what comes back, and to learn")
    keep_open_for = KeepFor(3 * YEAR, "changed_at", "nobody closed it, and nothing changed since")
    processing = SITUATIONS
    holds_words = ("title", "summary", "closed_because")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True, default="")
    phenomenon = models.CharField(max_length=40)
    state = models.CharField(
        max_length=8,
        choices={state.value: label for state, label in STATE_LABELS.items()},
        default=SituationState.RUNNING.value,
    )
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="splits")
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=300, blank=True, default="")
    changed_at = models.DateTimeField()
    # The latest assessment, copied so that lists need no history; set by `actions.assess` alone.
    phase = models.CharField(
        max_length=10, choices={p.value: label for p, label in PHASE_LABELS.items()}, blank=True, default=""
    )
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES, null=True, blank=True)
    direction = models.CharField(max_length=8, choices=DIRECTION_CHOICES, default=Direction.UNKNOWN.value, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-changed_at", "-id"], name="situation_running"),
            models.Index(fields=["owner", "-changed_at"], name="situation_by_owner"),
        ]

    def __str__(self) -> str:
        return self.reference


class SituationArea(models.Model):
    """Where a situation plays; a situation may touch several municipalities."""

    keep_for = with_its("situation")
    processing = SITUATIONS

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="areas")
    area_code = models.CharField(max_length=40)
    area_year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["situation", "area_code"], name="an_area_once")]
        indexes = [models.Index(fields=["area_code", "situation"], name="situation_by_area")]


class Attachment(models.Model):
    """This signal belongs to this situation: who said so, when, and since when not any more."""

    keep_for = with_its("situation")
    processing = SITUATIONS

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="attachments")
    signal = models.ForeignKey(Signal, on_delete=models.SET_NULL, null=True, related_name="attachments")
    # What stays readable when the signal has ended: its reference, municipality and week, never its text.
    signal_reference = models.CharField(max_length=10)
    area_code = models.CharField(max_length=40, blank=True, default="")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    detached_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    detached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signal"], condition=models.Q(detached_at=None), name="a_signal_in_one_situation"
            )
        ]


class Fact(models.Model):
    """What is known to have happened, apart from what anyone makes of it."""

    keep_for = with_its("situation")
    processing = SITUATIONS
    holds_words = ("text", "withdrawn_because")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="facts")
    text = models.TextField()
    happened_at = models.DateTimeField(null=True, blank=True)
    source_grade = models.CharField(
        max_length=10,
        choices={g.value: label for g, label in SOURCE_GRADE_LABELS.items()},
        default=SourceGrade.UNKNOWN.value,
    )
    content_grade = models.CharField(
        max_length=12,
        choices={g.value: label for g, label in CONTENT_GRADE_LABELS.items()},
        default=ContentGrade.UNCONFIRMED.value,
    )
    # What was entered behind the expert switch, such as "B2"; the two grades above follow from it.
    admiralty = models.CharField(max_length=2, blank=True, default="")
    signal = models.ForeignKey(Signal, on_delete=models.SET_NULL, null=True, blank=True, related_name="facts")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True, default="")


class Assessment(models.Model):
    """What somebody makes of it: phase, level, direction, likelihood, confidence and why. Only added to."""

    keep_for = with_its("situation")
    processing = SITUATIONS
    holds_words = ("text", "expectation", "confidence_reason")
    holds_codes = ("basis",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="assessments")
    text = models.TextField()
    phase = models.CharField(max_length=10, choices={p.value: label for p, label in PHASE_LABELS.items()})
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    direction = models.CharField(max_length=8, choices=DIRECTION_CHOICES)
    basis = models.JSONField(default=list, blank=True)
    expectation = models.TextField(blank=True, default="")
    likelihood = models.CharField(
        max_length=16,
        choices={w.value: label for w, label in LIKELIHOOD_LABELS.items()},
        blank=True,
        default="",
    )
    confidence = models.CharField(max_length=8, choices={c.value: label for c, label in CONFIDENCE_LABELS.items()})
    confidence_reason = models.CharField(max_length=300)
    is_dissent = models.BooleanField(default=False)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["situation", "-at"], name="assessment_newest")]


class AreaLevel(models.Model):
    """The level of an area in a week: proposed by the analyst, set by the municipality itself; never derived."""

    keep_for = KeepFor(10 * YEAR, "at", "shows how the level of an area went over the years")
    processing = SITUATIONS
    holds_words = ("reason",)

    area_code = models.CharField(max_length=40)
    area_year = models.PositiveSmallIntegerField()
    # Levels are read within the unit; an exercise sets levels that never mix with the real ones.
    unit_code = models.CharField(max_length=40)
    practice_run = models.BooleanField(default=False)
    week = models.CharField(max_length=8)
    level = models.PositiveSmallIntegerField(choices=LEVEL_CHOICES)
    direction = models.CharField(max_length=8, choices=DIRECTION_CHOICES)
    reason = models.CharField(max_length=300)
    status = models.CharField(
        max_length=8, choices={status.value: label for status, label in LEVEL_STATUS_LABELS.items()}
    )
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "week", "status", "practice_run"],
                condition=models.Q(replaced_at=None),
                name="one_running_level_per_week",
            )
        ]
        indexes = [models.Index(fields=["area_code", "-week"], name="level_by_area")]


class Trigger(Shared):
    """A date or event, near or far, that may move people here."""

    keep_for = KeepFor(3 * YEAR, "ends_at", "to learn which trigger moved which municipality")
    processing = SITUATIONS
    holds_words = ("title", "expectation", "outcome")
    holds_codes = ("area_codes",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices={k.value: label for k, label in TRIGGER_KIND_LABELS.items()})
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_certain = models.BooleanField(default=True)
    recurs_yearly = models.BooleanField(default=False)
    phenomenon = models.CharField(max_length=40, blank=True, default="")
    expectation = models.TextField(blank=True, default="")
    outcome = models.TextField(blank=True, default="")
    area_codes = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["starts_at"], name="trigger_forward")]

    def __str__(self) -> str:
        return self.reference


class CalendarEntry(Shared):
    """What is coming: put here by people, by triggers, by rooms above, or proposed from a signal."""

    keep_for = KeepFor(YEAR, "starts_at", "the calendar looks forward; what happened stands in situations")
    processing = SITUATIONS
    holds_words = ("title", "note", "place_name")
    holds_codes = ("origin",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    kind = models.CharField(
        max_length=14,
        choices={k.value: label for k, label in CALENDAR_KIND_LABELS.items()},
        default=CalendarKind.OTHER.value,
    )
    title = models.CharField(max_length=160)
    note = models.TextField(blank=True, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    time_known = models.BooleanField(default=True)
    area_code = models.CharField(max_length=40, blank=True, default="")
    place_name = models.CharField(max_length=120, blank=True, default="")
    is_proposal = models.BooleanField(default=False)
    # Which record of which room put it here, so that room can move or remove it; such as "signals.signal:7K3MQ".
    origin = models.CharField(max_length=80, blank=True, default="")
    situation = models.ForeignKey(
        Situation, on_delete=models.SET_NULL, null=True, blank=True, related_name="calendar_entries"
    )
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    # Why a proposal was not put on the calendar: one of a closed list; the content of a protest is not in it.
    dismissed_because = models.CharField(
        max_length=12, choices={d.value: label for d, label in DISMISSAL_LABELS.items()}, blank=True, default=""
    )

    class Meta:
        indexes = [models.Index(fields=["starts_at", "area_code"], name="calendar_forward")]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"],
                condition=~models.Q(origin="") & models.Q(removed_at=None),
                name="one_entry_per_origin",
            )
        ]


class InboxStep(models.Model):
    """One decision in the inbox, so that it can be undone: what it changed, from what to what, and what it made."""

    # What was decided stays in the log; here stand words that somebody typed, and nobody undoes last week.
    keep_for = KeepFor(WEEK, "at", "undo, for as long as that makes sense")
    processing = SITUATIONS
    # In `changes` also the reason with which a signal was set aside, which somebody may have typed.
    holds_words = ("changes",)
    holds_codes = ("made",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=16, choices={kind.value: label for kind, label in STEP_LABELS.items()})
    situation = models.ForeignKey(Situation, on_delete=models.SET_NULL, null=True, related_name="+")
    # Keys, states and the short reason that stood there, never the text of a signal:
    # changes [{"kind": "signal", "key": 12, "before": {"state": "received"}, "after": {"state": "attached"}}, …]
    # made    [{"kind": "attachment", "key": 3}, …]
    changes = models.JSONField(default=list)
    made = models.JSONField(default=list)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["by", "-id"], name="step_by_maker")]


class SavedFilter(models.Model):
    """A filter that somebody named, for the own membership."""

    keep_for = with_its("membership")
    processing = SITUATIONS
    holds_words = ("query",)

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="saved_filters")
    page = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "page", "name"], name="a_filter_name_once")]
