"""Signals, their sources, stories and released wordings. Cleaned text only: no person model here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.accounts.models import Membership, Organisation
from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.references import new_reference
from eenheidsbeeld.core.retention import WEEK, YEAR, KeepFor, with_its
from eenheidsbeeld.sharing.models import Shared, SharingScope
from eenheidsbeeld.signals.labels import (
    CHANNEL_LABELS,
    CONTENT_GRADE_LABELS,
    PRECISION_LABELS,
    SOURCE_GRADE_LABELS,
    STATE_LABELS,
)
from eenheidsbeeld.signals.processing import LEARNED, NAME_REPORTS, SIGNALS
from eenheidsbeeld.signals.rules import ContentGrade, Precision, SignalState, SourceGrade


class Source(models.Model):
    """An institutional publisher whose feed is read, or a standing way in; each with its purpose and ground."""

    keep_for = KeepFor(YEAR, "stopped_at", "signals name where they came from")
    processing = NoPersonalData(_("Publishers and the address of their feed"))
    holds_words = ("name", "publisher", "purpose", "ground")
    holds_codes = ("address", "etag", "last_modified")

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sources")
    address = models.CharField(max_length=500, blank=True, default="")
    publisher = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300)
    ground = models.CharField(max_length=300)
    area_code = models.CharField(max_length=40, blank=True, default="")
    grade = models.CharField(
        max_length=10,
        choices={grade.value: label for grade, label in SOURCE_GRADE_LABELS.items()},
        default=SourceGrade.UNKNOWN.value,
    )
    is_active = models.BooleanField(default=True)
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    # Health, shown to people: when it was last fetched, what came in, what went wrong and when it is tried again.
    etag = models.CharField(max_length=300, blank=True, default="")
    last_modified = models.CharField(max_length=100, blank=True, default="")
    fetched_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    last_new = models.PositiveIntegerField(default=0)
    last_seen = models.PositiveIntegerField(default=0)
    last_outcome = models.CharField(max_length=40, blank=True, default="")
    failures = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class ImportBatch(models.Model):
    """One confirmed spreadsheet: so it can be rolled back, and so the same file twice adds nothing."""

    keep_for = KeepFor(YEAR, "confirmed_at", "to roll an import back and to explain what came in")
    processing = SIGNALS
    holds_words = ("file_name",)
    holds_codes = ("file_digest",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120, blank=True, default="")
    file_digest = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    known_already = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    # Stored without a person having seen the cleaned text: by choice, in a file that is too large to look through.
    not_looked_at = models.PositiveIntegerField(default=0)
    rolled_back_at = models.DateTimeField(null=True, blank=True)


class Story(models.Model):
    """Signals about the same thing, put together by the system or by a person."""

    keep_for = KeepFor(YEAR, "started_at", "kept as long as its newest signal can live")
    processing = NoPersonalData(_("A key under which signals about the same stand together"))

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    started_at = models.DateTimeField()


class Signal(Shared):
    """What somebody noticed, cleaned of personal data before it was stored."""

    keep_for = KeepFor(26 * WEEK, "keep_from", "to make the weekly picture; the picture itself keeps no signal text")
    processing = SIGNALS
    holds_words = ("text", "released_text", "place_name", "link", "announced", "state_reason")
    holds_codes = (
        "fingerprint", "place_candidates", "basis", "suggestions", "masks", "intake_notes", "story_reason",
        "purpose", "ground",
    )  # fmt: skip

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    # HMAC over source and original: recognises the same input without keeping it.
    fingerprint = models.CharField(max_length=64, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="signals")
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="signals")
    channel = models.CharField(max_length=8, choices={c.value: label for c, label in CHANNEL_LABELS.items()})
    brought_in_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    text = models.TextField()
    released_text = models.TextField(blank=True, default="")
    language = models.CharField(max_length=5, default="nl")
    link = models.CharField(max_length=500, blank=True, default="")

    # Three moments: when it happens or happened, when it was reported or published, when we took it in.
    event_from = models.DateTimeField(null=True, blank=True)
    event_to = models.DateTimeField(null=True, blank=True)
    event_time_known = models.BooleanField(default=False)
    is_announced = models.BooleanField(default=False)
    reported_at = models.DateTimeField()
    received_at = models.DateTimeField()
    keep_from = models.DateTimeField()

    area_code = models.CharField(max_length=40, blank=True, default="")
    area_year = models.PositiveSmallIntegerField()
    place_name = models.CharField(max_length=120, blank=True, default="")
    place_precision = models.CharField(
        max_length=14,
        choices={p.value: label for p, label in PRECISION_LABELS.items()},
        default=Precision.MUNICIPALITY.value,
    )
    place_candidates = models.JSONField(default=list, blank=True)

    basis = models.JSONField(default=list, blank=True)
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
    admiralty = models.CharField(max_length=2, blank=True, default="")

    # The most probable phenomenon; all suggestions with their words stand in `suggestions`.
    phenomenon = models.CharField(max_length=40, blank=True, default="")
    phenomenon_is_set = models.BooleanField(default=False)
    # Whose person decided: an organisation's model learns from its own decisions alone.
    phenomenon_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    suggestions = models.JSONField(default=list, blank=True)
    # What the text announces, as proposals for the calendar: what, which organisation calls (never a person), where
    # and when. Nothing for signals of before this was looked for.
    announced = models.JSONField(null=True, blank=True)
    masks = models.JSONField(default=list, blank=True)
    intake_notes = models.JSONField(default=list, blank=True)

    story = models.ForeignKey(Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="signals")
    story_reason = models.JSONField(default=dict, blank=True)

    state = models.CharField(
        max_length=10,
        choices={state.value: label for state, label in STATE_LABELS.items()},
        default=SignalState.RECEIVED.value,
    )
    state_reason = models.CharField(max_length=300, blank=True, default="")
    cannot_wait = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    ground = models.CharField(max_length=200, default="gemeentewet_172")

    class Meta:
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="signal_newest"),
            models.Index(fields=["state", "-received_at", "-id"], name="signal_inbox"),
            models.Index(fields=["area_code", "-received_at", "-id"], name="signal_by_area"),
            models.Index(fields=["owner", "-received_at", "-id"], name="signal_by_owner"),
            models.Index(fields=["keep_from"], name="signal_keep_from"),
            # For a viewer who may see little of much: without it, an empty list reads every row.
            models.Index(fields=["marking", "scope", "-received_at", "-id"], name="signal_by_scope"),
            # What waits is a few per cent of all; the number of it stands on every page of an analyst.
            models.Index(
                fields=["owner", "-received_at", "-id"], name="signal_waiting", condition=models.Q(state="received")
            ),
            # The inbox begins at the newest that waits, with what cannot wait on top.
            models.Index(
                fields=["-received_at", "-id"], name="signal_newest_waiting", condition=models.Q(state="received")
            ),
            models.Index(
                fields=["-received_at", "-id"],
                name="signal_cannot_wait",
                condition=models.Q(state="received", cannot_wait=True),
            ),
            models.Index(fields=["event_from", "id"], name="signal_announced", condition=models.Q(is_announced=True)),
        ]

    def __str__(self) -> str:
        return self.reference


class SignalBand(models.Model):
    """One band of a signal's sketch: signals that share a band are compared, so search needs no scan."""

    keep_for = with_its("signal")
    processing = SIGNALS

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="bands")
    band = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["band", "signal"], name="signal_band_lookup")]


class SignalSketch(models.Model):
    """Hashed words, places and days of a cleaned text, to compare it with others while the window lasts.

    Where an organisation brought word vectors of its own, also the direction of the whole text in these.
    """

    keep_for = with_its("signal")
    processing = SIGNALS
    holds_codes = ("sketch",)

    signal = models.OneToOneField(Signal, on_delete=models.CASCADE, primary_key=True, related_name="sketch")
    sketch = models.JSONField(default=dict)


class ToldApart(models.Model):
    """Two signals that look alike and that a person told apart: they are not proposed as the same again."""

    keep_for = with_its("first")
    processing = SIGNALS

    first = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="a_pair_told_apart_once")]


class ReleasedWording(models.Model):
    """What the owner of a police or judicial signal let others read: text, for whom, by whom, when."""

    keep_for = with_its("signal")
    processing = SIGNALS
    holds_words = ("text",)

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()
    scope = models.ForeignKey(SharingScope, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class SignalChange(models.Model):
    """A correction by the sender: what the text was before, so that readers can see what changed."""

    keep_for = with_its("signal")
    processing = SIGNALS
    holds_words = ("text_before",)

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="changes")
    text_before = models.TextField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class NilReturn(models.Model):
    """ "Nothing to report": counts as a contribution to the picture of that week."""

    keep_for = KeepFor(3 * YEAR, "at", "shows who contributed to a picture")
    processing = SIGNALS

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="nil_returns")
    area_code = models.CharField(max_length=40)
    week = models.CharField(max_length=8)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "week"],
                condition=models.Q(withdrawn_at=None),
                name="one_nil_return_per_week",
            )
        ]


class NameReport(models.Model):
    """ "Here stands a name": the signal is hidden at once until the privacy officer has dealt with it."""

    keep_for = KeepFor(3 * YEAR, "reported_at", "proof of what was done about a data breach")
    processing = NAME_REPORTS
    holds_codes = ("pointed_at",)

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    signal = models.ForeignKey(Signal, on_delete=models.SET_NULL, null=True, related_name="name_reports")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    settled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True, default="")
    # Which stretches the reporter pointed at, as numbers: {"released": false, "length": 210, "spans": [[12, 18]]}.
    # Never the words themselves; and gone once the report is settled.
    pointed_at = models.JSONField(default=dict, blank=True)


class OwnWord(models.Model):
    """A word that this organisation taught: never a name. Words only, never names of people."""

    keep_for = KeepFor(3 * YEAR, "taught_at", "keeps the cleaning from masking the same word again")
    processing = SIGNALS
    holds_words = ("word",)

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="own_words")
    word = models.CharField(max_length=80)
    taught_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    taught_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "word"], name="a_word_once")]


class LearnedModel(models.Model):
    """What the software learned from an organisation's own decisions: weights of words as numbers, and no text.

    Nothing of it is used before somebody of the organisation switched it on. A newer one takes its place.
    """

    keep_for = KeepFor(YEAR, "trained_at", "a model that is older rests on decisions that are no longer there")
    processing = LEARNED
    holds_words = ("numbers",)

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="learned_model")
    trained_at = models.DateTimeField()
    decisions = models.PositiveIntegerField()
    # {"codes": {"riot": {"bias": -2.1, "slope": 0.8, "weights": {"rell": 0.7}, "reliability": {...}}},
    #  "decisions": 240, "yes": {"riot": 31}}
    numbers = models.JSONField(default=dict)
    used_since = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")


class SuggestionOff(models.Model):
    """An organisation switched a suggestion of the software off, or on again. Only added to."""

    keep_for = KeepFor(3 * YEAR, "ended_at", "shows which suggestions were used when")
    processing = SIGNALS
    holds_words = ("reason",)

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="suggestions_off")
    suggestion = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "suggestion"], condition=models.Q(ended_at=None), name="a_suggestion_off_once"
            )
        ]
