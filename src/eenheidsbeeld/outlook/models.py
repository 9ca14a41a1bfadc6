"""Counts per area, phenomenon and week: they outlive the signals and carry the same rights."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eenheidsbeeld.core.processing import NoPersonalData
from eenheidsbeeld.core.retention import YEAR, KeepFor
from eenheidsbeeld.sharing.models import Shared


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
