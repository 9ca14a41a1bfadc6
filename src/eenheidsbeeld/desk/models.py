"""What a region adds to the help: its own agreements and telephone numbers, beside the general words."""

from __future__ import annotations

from django.db import models

from eenheidsbeeld.accounts.models import Membership
from eenheidsbeeld.accounts.processing import ACCOUNTS
from eenheidsbeeld.core.retention import YEAR, KeepFor
from eenheidsbeeld.desk.labels import HELP_TITLES


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
