"""What a region adds to the help, and which mail somebody wants."""

from __future__ import annotations

from django.db import models

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.accounts.processing import ACCOUNTS
from eenheidsbeeld.core.retention import YEAR, KeepFor, with_its
from eenheidsbeeld.desk.labels import HELP_TITLES, RHYTHM_LABELS
from eenheidsbeeld.desk.mail_rules import Rhythm


class HelpNote(models.Model):
    """The region's own words on one help page; an earlier wording stays readable for a year."""

    keep_for = KeepFor(YEAR, "replaced_at", "to see what people were told")
    processing = ACCOUNTS
    holds_words = ("text",)

    slug = models.CharField(max_length=40, choices={page.value: title for page, title in HELP_TITLES.items()})
    unit_code = models.CharField(max_length=40)
    text = models.TextField()
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "unit_code"], condition=models.Q(replaced_at=None), name="one_running_help_note"
            )
        ]

    def __str__(self) -> str:
        return self.slug


class MailPreference(models.Model):
    """Which mail one membership wants. Who never chose gets a summary on Monday and every kind of notice."""

    keep_for = with_its("membership")
    processing = ACCOUNTS
    holds_codes = ("switched_off",)

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="mail_preference")
    rhythm = models.CharField(
        max_length=8, choices={one.value: label for one, label in RHYTHM_LABELS.items()}, default=Rhythm.WEEKLY.value
    )
    weekday = models.PositiveSmallIntegerField(default=1)
    hour = models.PositiveSmallIntegerField(default=8)
    # Kinds of notices that are not mailed; what a role requires is mailed whatever stands here.
    switched_off = models.JSONField(default=list)
    # The moment of the newest summary that was queued, also when there was nothing to say.
    summary_of = models.DateTimeField(null=True)
